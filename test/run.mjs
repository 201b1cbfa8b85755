// `npm test`: installs what is missing, builds, runs every kind of test, and ends with one line of counts.
// usage: npm test [-- name …]   runs only the named kinds: unit grammar server host ui
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const sum = { passed: 0, failed: 0, skipped: 0 };

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`Node 20 or newer is needed; this is ${process.versions.node}.`);
}
if (!fs.existsSync('node_modules/esbuild') || !fs.existsSync('node_modules/mocha')) {
  title('Install');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) stop('npm ci failed: is there a network?');
}
title('Build');
if (!run(process.execPath, ['esbuild.js'])) stop('The build failed.');

await kind('unit', () => mocha([]));
await kind('grammar', () =>
  mocha(['--config', 'test/mocharc.json', 'test/grammar/*.test.ts', 'test/package/*.test.ts']),
);
await kind('server', () =>
  mocha(['--config', 'test/mocharc.json', 'test/cli/*.test.ts', 'test/lsp/*.test.ts', 'test/neovim/*.test.ts']),
);

const missing = wantsBrowser() ? await whatBrowserTestsLack() : null;
await kind('host', async () => {
  if (missing !== null) return skip(missing);
  const { runSuites } = await import('./host/runSuites.mjs');
  add(await runSuites());
});
await kind('ui', () => {
  if (missing !== null) return skip(missing);
  // A browser on a busy machine may miss a beat; what is broken fails thrice.
  mocha(['--config', 'test/mocharc.json', '--retries', '2', 'test/ui/*.test.ts']);
});

const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exit(sum.failed > 0 ? 1 : 0);

async function kind(name, tests) {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  title(name);
  try {
    await tests();
  } catch (error) {
    console.error(error);
    sum.failed++;
  }
}

function wantsBrowser() {
  return wanted.length === 0 || wanted.includes('host') || wanted.includes('ui');
}

/** A sentence that says why the tests in the real VS Code cannot run here, or null. */
async function whatBrowserTestsLack() {
  title('VS Code for the browser');
  const { installHost } = await import('./host/installHost.mjs');
  const { findBrowser } = await import('./host/vscodeHost.mjs');
  if (findBrowser() === null && !installBrowser()) {
    return 'No Chromium or Chrome is found (install one, or name it in the variable CHROMIUM).';
  }
  return installHost();
}

/** On a CI machine that is all ours a browser is installed; elsewhere that is for its owner to decide. */
function installBrowser() {
  if (!process.env.CI || process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return (
    run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'])
  );
}

function skip(reason) {
  console.log(`Skipped: ${reason}`);
  sum.skipped++;
}

/** Runs mocha in a process of its own and adds its counts. */
function mocha(args) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-test-'));
  const results = path.join(folder, 'results.json');
  const hasFiles = args.length === 0 || args.some((arg) => arg.includes('*') && fs.existsSync(path.dirname(arg)));
  if (hasFiles) {
    const command = ['node_modules/mocha/bin/mocha.js', '--reporter', './test/countReporter.cjs', ...args];
    const env = { ...process.env, VARIORUM_RESULTS: results };
    spawnSync(process.execPath, command, { stdio: 'inherit', env });
    if (fs.existsSync(results)) add(JSON.parse(fs.readFileSync(results, 'utf8')));
    else sum.failed++; // It did not come as far as counting.
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

function add(counts) {
  for (const key of Object.keys(sum)) sum[key] += counts[key];
}

function run(command, args) {
  const isShell = process.platform === 'win32' && command === 'npm';
  return spawnSync(command, args, { stdio: 'inherit', shell: isShell }).status === 0;
}

function title(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 60 - text.length))}`);
}

function stop(message) {
  console.error(message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
