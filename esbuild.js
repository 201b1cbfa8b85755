// Bundles the extension, the language server, its worker and the command line into dist/.
// usage: node esbuild.js [--watch]
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');
const { version } = require('./package.json');

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Node 20 knows \p{…} in regular expressions; esbuild would make each of them anew wherever it is used.
  supported: { 'regexp-unicode-property-escapes': true },
  sourcemap: false,
  minify: !process.argv.includes('--watch'),
  legalComments: 'none',
  loader: { '.tsv': 'text' },
  define: { VARIORUM_VERSION: JSON.stringify(version) },
  // jsonc-parser and its like ship a UMD main that bundlers cannot follow; prefer the ES module build.
  mainFields: ['module', 'main'],
  logLevel: 'info',
};

const dataFolder = 'dist/data';
const largeTableBytes = 16_384;

/**
 * Models and large tables lie beside the bundle and are read when somebody first looks at them: the server starts without
 * them, and no thread holds their text. Their names carry a hash of what they hold, so that the bundle's own hash stands
 * for them too.
 */
const lazyData = {
  name: 'lazy data',
  setup(build) {
    build.onLoad({ filter: /\.(?:bin|tsv)$/ }, async ({ path: file }) => {
      const bytes = await fs.promises.readFile(file);
      const { name: base, ext } = path.parse(file);
      if (ext === '.tsv' && bytes.length < largeTableBytes) return undefined;
      const name = `${base}-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}${ext}`;
      await fs.promises.mkdir(dataFolder, { recursive: true });
      await fs.promises.writeFile(path.join(dataFolder, name), bytes);
      const read =
        ext === '.tsv'
          ? `readFileSync(join(__dirname, 'data', '${name}'), 'utf8')`
          : `new Uint8Array(readFileSync(join(__dirname, 'data', '${name}')))`;
      const contents = `
        const { readFileSync } = require('node:fs');
        const { join } = require('node:path');
        let data;
        Object.defineProperty(exports, '__esModule', { value: true });
        Object.defineProperty(exports, 'default', { enumerable: true, get: () => (data ??= ${read}) });`;
      return { contents, loader: 'js' };
    });
  },
};

/** Makes the tables of the language detector when a text is first asked for its language, not when the server starts. */
const lazyDetector = {
  name: 'lazy detector',
  setup(build) {
    build.onResolve({ filter: /^tinyld\/light$/ }, ({ kind, path: name }) =>
      kind === 'require-call' ? undefined : { path: name, namespace: 'lazy' },
    );
    build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path: name }) => ({
      contents: `
        Object.defineProperty(exports, '__esModule', { value: true });
        Object.defineProperty(exports, 'detect', { enumerable: true, get: () => require('${name}').detect });`,
      loader: 'js',
      resolveDir: process.cwd(),
    }));
  },
};

/** Names the version of everything that an analysis is made by: see `extractorVersion.ts`. */
const extractorFile = {
  name: 'extractor version',
  setup(build) {
    build.onEnd(({ errors }) => {
      if (errors.length > 0) return;
      const hash = createHash('sha256').update(fs.readFileSync('dist/worker.js')).digest('hex');
      fs.writeFileSync('dist/extractor.txt', hash.slice(0, 16));
    });
  },
};

const builds = [
  { ...shared, entryPoints: { extension: 'client/src/extension.ts' }, outdir: 'dist', external: ['vscode'] },
  {
    ...shared,
    entryPoints: {
      server: 'server/src/node/startServer.ts',
      session: 'server/src/node/server.ts',
      worker: 'server/src/node/worker.ts',
      sweepWorker: 'server/src/node/sweepWorker.ts',
    },
    outdir: 'dist',
    plugins: [lazyData, lazyDetector, extractorFile],
  },
  {
    ...shared,
    entryPoints: { cli: 'server/src/node/cli.ts' },
    outdir: 'dist',
    plugins: [lazyData, lazyDetector],
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
      start: 'client/src/webview/start.ts',
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
    await fs.promises.rm(dataFolder, { recursive: true, force: true });
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
