// Bundles the extension, the language server, its worker and the command line into dist/.
// usage: node esbuild.js [--watch]
const esbuild = require('esbuild');
const { version } = require('./package.json');

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: false,
  minify: !process.argv.includes('--watch'),
  legalComments: 'none',
  loader: { '.tsv': 'text', '.bin': 'binary' },
  define: { VARIORUM_VERSION: JSON.stringify(version) },
  // jsonc-parser and its like ship a UMD main that bundlers cannot follow; prefer the ES module build.
  mainFields: ['module', 'main'],
  logLevel: 'info',
};

const builds = [
  { ...shared, entryPoints: { extension: 'client/src/extension.ts' }, outdir: 'dist', external: ['vscode'] },
  {
    ...shared,
    entryPoints: { server: 'server/src/node/server.ts', worker: 'server/src/node/worker.ts' },
    outdir: 'dist',
  },
  {
    ...shared,
    entryPoints: { cli: 'server/src/node/cli.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  // What runs inside panels: one script and one style sheet a panel, and the icons.
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    mainFields: ['module', 'browser', 'main'],
    loader: { ...shared.loader, '.ttf': 'file' },
    assetNames: '[name]',
    entryPoints: {
      search: 'client/src/webview/search/searchPanel.ts',
      overview: 'client/src/webview/overview/overviewPage.ts',
      comparison: 'client/src/webview/comparison/comparisonPage.ts',
      timeline: 'client/src/webview/timeline/timelinePage.ts',
      codicon: '@vscode/codicons/dist/codicon.css',
    },
    outdir: 'dist/webview',
  },
];

async function main() {
  if (process.argv.includes('--watch')) {
    const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
