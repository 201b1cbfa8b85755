// Runs the suites of test/suite inside the real extension host, each group over its own copy of a folder.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSuites } from '../suite/build.mjs';
import { projectRoot } from './installHost.mjs';
import { runInExtensionHost } from './vscodeHost.mjs';

/** Which suites run over which folder. */
export const groups = [
  { tests: ['reading', 'structure', 'editing'], fixture: 'test/fixtures/corpus' },
  { tests: ['software'], fixture: 'test/fixtures/software' },
];

/** Runs one group after the other; returns the sum of their counts. */
export async function runSuites({ isVerbose = false, only = null } = {}) {
  const suite = await buildSuites();
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { tests, fixture } of groups) {
    if (only !== null && !tests.some((test) => only.includes(test))) continue;
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-suite-'));
    const folder = path.join(temporary, path.basename(fixture));
    fs.cpSync(path.join(projectRoot, fixture), folder, { recursive: true });
    const resultsFile = path.join(temporary, 'results.json');
    const env = { VARIORUM_TESTS: tests.join(','), VARIORUM_RESULTS: resultsFile };
    const code = await runInExtensionHost({ extension: projectRoot, suite, folder, env, isVerbose });
    const results = fs.existsSync(resultsFile) ? JSON.parse(fs.readFileSync(resultsFile, 'utf8')) : null;
    if (results === null) {
      console.log(`    ✘ ${tests.join(', ')}: the extension host ended with ${code} and left no results`);
      sum.failed++;
    } else {
      console.log(results.lines.join('\n'));
      for (const key of Object.keys(sum)) sum[key] += results[key];
    }
    fs.rmSync(temporary, { recursive: true, force: true });
  }
  return sum;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const sum = await runSuites({ isVerbose: process.argv.includes('--verbose'), only: names.length > 0 ? names : null });
  console.log(sum);
  process.exit(sum.failed > 0 ? 1 : 0);
}
