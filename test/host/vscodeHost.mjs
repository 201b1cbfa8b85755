// A real VS Code for tests and for `npm start`: server and workbench from .host/, shown by the machine's own Chromium.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { URL, URLSearchParams } from 'node:url';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { hostEntry, hostNode, projectRoot } from './installHost.mjs';

/** Settings that keep a test's window quiet: no welcome, no chat, nothing fetched. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'window.dialogStyle': 'custom',
};

/** The browser's path, or null where there is none. CHROMIUM names another one. */
export function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    process.env.CHROMIUM,
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
  ];
  return candidates.find((candidate) => candidate && fs.existsSync(candidate)) ?? null;
}

/** Extension hosts outlive their server for a few seconds and write logs meanwhile: tries again, then leaves it to the system. */
async function removeFolder(folder) {
  for (let times = 0; times < 10; times++) {
    try {
      fs.rmSync(folder, { recursive: true, force: true });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  console.warn(`${folder} could not be removed.`);
}

let packageFile = null;

/** Packages what is built in dist/, once a process; returns the package's path. */
export function makePackage() {
  if (packageFile !== null) return packageFile;
  const { version } = JSON.parse(fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
  const file = path.join(projectRoot, `variorum-${version}.vsix`);
  const vsce = path.join(projectRoot, 'node_modules/@vscode/vsce/vsce');
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ];
  const made = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`The extension could not be packaged: ${made.stdout}${made.stderr}`);
  packageFile = file;
  return file;
}

/**
 * Starts the server on a free port of this machine (or `port`) with the given packages installed.
 * `dataDir` is kept where it is named, else made and removed.
 */
export async function startHost({ vsix = [], settings = {}, dataDir = null, port = 0, isTest = true } = {}) {
  const data = dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-host-'));
  const user = path.join(data, 'user');
  const extensions = path.join(data, 'extensions');
  const config = path.join(data, 'config.yaml');
  fs.mkdirSync(path.join(user, 'User'), { recursive: true });
  fs.mkdirSync(extensions, { recursive: true });
  fs.writeFileSync(config, 'auth: none\n');
  const settingsFile = path.join(user, 'User/settings.json');
  if (dataDir === null || !fs.existsSync(settingsFile)) {
    fs.writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  }
  // An editor that runs this test must not pass itself on; and nothing is fetched from a gallery.
  const foreign = /^(VSCODE_|ELECTRON_|PORT$|PASSWORD$|NODE_OPTIONS$)/;
  const kept = Object.entries(process.env).filter(([key]) => !foreign.test(key));
  const env = { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  const common = ['--config', config, '--user-data-dir', user, '--extensions-dir', extensions];

  for (const file of vsix) {
    const install = spawnSync(hostNode, [hostEntry, ...common, '--install-extension', file, '--force'], {
      env,
      encoding: 'utf8',
    });
    if (install.status !== 0 || !install.stdout.includes('successfully installed')) {
      throw new Error(`${file} does not install: ${install.stdout}${install.stderr}`);
    }
  }

  const logFile = path.join(data, 'server.log');
  const log = fs.openSync(logFile, 'w');
  const flags = [
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--ignore-last-opened',
  ];
  // Without this a built VS Code ignores the test suite that the address names.
  if (isTest) flags.push('--vscode-option', 'enable-smoke-test-driver');
  const child = spawn(hostNode, [hostEntry, ...common, ...flags], { env, stdio: ['ignore', log, log] });
  const readLog = () => fs.readFileSync(logFile, 'utf8');
  let url;
  for (let waited = 0; waited < 30_000 && url === undefined && child.exitCode === null; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    url = /listening on (http:\/\/127\.0\.0\.1:\d+)/i.exec(readLog())?.[1];
  }
  if (url === undefined) {
    child.kill();
    throw new Error(`VS Code's server did not start:\n${readLog()}`);
  }
  const { host: authority } = new URL(url);
  return {
    url,
    dataDir: data,
    readLog,
    /** The address of a path on this machine, as the workbench names it. */
    remoteUri: (file) => `vscode-remote://${authority}${file}`,
    /** The page that opens a folder; `payload` is VS Code's list of startup options. */
    pageUrl(folder, payload = []) {
      const query = new URLSearchParams({ folder });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `${url}/?${query}`;
    },
    exited: new Promise((resolve) => child.once('exit', resolve)),
    async stop() {
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      if (dataDir === null) await removeFolder(data);
    },
  };
}

export function launchBrowser() {
  return chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Runs a bundled suite (a module that exports `run()`) inside the real extension host, with the extension loaded from the
 * project's folder. Resolves to the exit code; 99 where the time ran out.
 */
export async function runInExtensionHost({
  extension,
  suite,
  folder,
  env = {},
  settings = {},
  timeoutMs = 180_000,
  isVerbose = false,
}) {
  const host = await startHost({ settings });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    if (isVerbose) page.on('console', (message) => console.log('[workbench]', message.text().slice(0, 400)));
    let finish;
    const exit = new Promise((resolve) => (finish = resolve));
    // The workbench tells these two how the suite went.
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      if (isVerbose || type === 'error') console.log(`[${type}]`, format(...args));
    });
    await page.exposeFunction('codeAutomationExit', (code) => finish(code));
    const payload = [
      ['extensionDevelopmentPath', host.remoteUri(extension)],
      ['extensionTestsPath', host.remoteUri(suite)],
      ['extensionEnvironment', JSON.stringify(env)],
      ['skipWelcome', 'true'],
    ];
    await page.goto(host.pageUrl(folder, payload), { waitUntil: 'domcontentloaded' });
    let timer;
    const timeUp = new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs, 99)));
    const code = await Promise.race([exit, timeUp]);
    clearTimeout(timer);
    if (code === 99) console.log(`No answer in ${timeoutMs / 1000} s.\n${host.readLog().slice(-4000)}`);
    return code;
  } finally {
    await browser.close();
    await host.stop();
  }
}
