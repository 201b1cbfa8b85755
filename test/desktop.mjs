// `npm run test:desktop`: the suites of test/suite in a desktop VS Code, which @vscode/test-electron downloads (or which
// VSCODE_EXECUTABLE names). The same suites run without a download in `npm test`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { projectRoot } from './host/installHost.mjs';
import { groups } from './host/runSuites.mjs';
import { buildSuites } from './suite/build.mjs';

process.chdir(projectRoot);
if (spawnSync(process.execPath, ['esbuild.js'], { stdio: 'inherit' }).status !== 0) process.exit(1);
const suite = await buildSuites();
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const { tests, fixture } of groups) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-desktop-'));
  const folder = path.join(temporary, path.basename(fixture));
  fs.cpSync(fixture, folder, { recursive: true });
  const results = path.join(temporary, 'results.json');
  try {
    await runTests({
      vscodeExecutablePath: process.env.VSCODE_EXECUTABLE,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: suite,
      launchArgs: [
        folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--user-data-dir',
        path.join(temporary, 'user'),
      ],
      extensionTestsEnv: { VARIORUM_TESTS: tests.join(','), VARIORUM_RESULTS: results },
    });
  } catch (error) {
    if (!fs.existsSync(results)) {
      console.error(`Desktop VS Code could not be had or did not run: ${error.message}`);
      sum.failed++;
    }
  }
  if (fs.existsSync(results)) {
    const counts = JSON.parse(fs.readFileSync(results, 'utf8'));
    console.log(counts.lines.join('\n'));
    for (const key of Object.keys(sum)) sum[key] += counts[key];
  }
  fs.rmSync(temporary, { recursive: true, force: true });
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
process.exit(sum.failed > 0 ? 1 : 0);
