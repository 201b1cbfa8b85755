/**
 * Makes the stored index of a folder with the built server and keeps it, for scripts that open it in-process
 * (bench/askIndex.ts).
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/storeIndex.ts FOLDER STORAGE
 */
import { LspClient } from '../test/lsp/lspClient';

const [folder, storagePath] = process.argv.slice(2);

async function main(): Promise<void> {
  if (folder === undefined || storagePath === undefined) throw new Error('usage: storeIndex.ts FOLDER STORAGE');
  const started = performance.now();
  const client = await LspClient.startWithoutWaiting(folder, { storagePath });
  await client.until('the folder is indexed', () => client.status?.quiescent === true, 3_600);
  process.stdout.write(`${Math.round((performance.now() - started) / 1000)} s: ${JSON.stringify(client.status)}\n`);
  await client.stop();
}

void main();
