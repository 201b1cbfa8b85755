// Mocha's usual report, and the counts as JSON in the file that VARIORUM_RESULTS names.
const fs = require('node:fs');
const Mocha = require('mocha');

module.exports = class CountReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const results = { passed: passes, failed: failures, skipped: pending };
      if (process.env.VARIORUM_RESULTS) fs.writeFileSync(process.env.VARIORUM_RESULTS, JSON.stringify(results));
    });
  }
};
