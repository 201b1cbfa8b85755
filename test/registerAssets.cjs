// Lets tests import the data files that the bundler inlines in a build: lexicons as text, weights as bytes.
const fs = require('node:fs');
globalThis.VARIORUM_VERSION = require('../package.json').version;
require.extensions['.tsv'] = (module, file) => {
  module.exports = fs.readFileSync(file, 'utf8');
};
require.extensions['.bin'] = (module, file) => {
  module.exports = new Uint8Array(fs.readFileSync(file));
};

// Property tests run from one seed, so that a failure is the change's and not the day's; FC_SEED=… tries another.
require('fast-check').configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
