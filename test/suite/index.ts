import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/**
 * VS Code's extension host calls this. Test files named in VARIORUM_TESTS (without `.test.js`, by comma) are run; counts go
 * to the file VARIORUM_RESULTS, since the host hands on nothing but an exit code.
 */
export function run(): Promise<void> {
  const wanted = new Set((process.env.VARIORUM_TESTS ?? '').split(',').filter(Boolean));
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, retries: 2, color: false });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js') && (wanted.size === 0 || wanted.has(name.slice(0, -'.test.js'.length)))) {
      mocha.addFile(path.join(__dirname, name));
    }
  }
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const runner = mocha.run((failures) => {
      const { passes = 0, pending = 0, tests = 0 } = runner.stats ?? {};
      const results = { passed: passes, failed: failures, skipped: pending, lines };
      if (process.env.VARIORUM_RESULTS) writeFileSync(process.env.VARIORUM_RESULTS, JSON.stringify(results));
      if (failures > 0 || tests === 0) reject(new Error(`${failures} of ${tests} tests failed`));
      else resolve();
    });
    runner.on('pass', (test) => lines.push(`    ✔ ${test.fullTitle()}`));
    runner.on('pending', (test) => lines.push(`    - ${test.fullTitle()}`));
    runner.on('fail', (test, error: Error) => lines.push(`    ✘ ${test.fullTitle()}\n${error.stack ?? error.message}`));
  });
}
