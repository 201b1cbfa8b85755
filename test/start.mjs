// `npm start [-- folder]`: installs what is missing, builds, and opens a folder in VS Code with this extension: the desktop
// where `code` is on the PATH, else VS Code in the browser on 127.0.0.1. Without a folder it opens a copy of samples/.
// --browser takes the browser even where `code` is there; --port N asks for a port.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
// npm runs scripts in the project's folder; a relative path is meant from where the person typed it.
const from = process.env.INIT_CWD ?? process.cwd();
const { folder: wantedFolder, port, isBrowserWanted } = readArguments(process.argv.slice(2));
process.chdir(root);

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(`Node 20 or newer is needed; this is ${process.versions.node}.`);
const folder = wantedFolder === null ? copyOfSamples() : path.resolve(from, wantedFolder);
if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) stop(`There is no folder ${folder}.`);

if (!fs.existsSync('node_modules/esbuild')) {
  console.log('Installing the packages that the build needs …');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) stop('npm ci failed: is there a network?');
}
console.log('Building …');
if (!run(process.execPath, ['esbuild.js'])) stop('The build failed.');

const code = isBrowserWanted ? null : findCode();
if (code !== null) {
  console.log(`Opening ${folder} in VS Code with Variorum.`);
  const child = spawn(code, ['--new-window', `--extensionDevelopmentPath=${root}`, folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  child.on('exit', (status) => process.exit(status ?? 0));
} else {
  await openInBrowser();
}

async function openInBrowser() {
  const { installHost, hostRoot } = await import('./host/installHost.mjs');
  const lack = installHost();
  if (lack !== null) stop(`${lack} Install desktop VS Code with its \`code\` command and run npm start again.`);
  const { makePackage, startHost } = await import('./host/vscodeHost.mjs');
  const host = await startHost({
    vsix: [makePackage()],
    dataDir: path.join(hostRoot, 'profile'),
    port,
    isTest: false,
    settings: { 'workbench.startupEditor': 'none' },
  });
  console.log(`\nVariorum is running. Open this address in a browser (Ctrl+C ends it):\n\n  ${host.pageUrl(folder)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void host.stop().then(() => process.exit(0)));
  await host.exited;
  stop(`VS Code's server ended:\n${host.readLog().slice(-2000)}`);
}

/** The sample corpus may be edited freely: it is a copy, made afresh each time. */
function copyOfSamples() {
  const copy = path.join(os.tmpdir(), 'variorum-samples');
  fs.rmSync(copy, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'samples'), copy, { recursive: true });
  return copy;
}

function findCode() {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const file = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((directory) => path.join(directory, name))
    .find((candidate) => fs.existsSync(candidate));
  return file ?? null;
}

function readArguments(args) {
  const result = { folder: null, port: 0, isBrowserWanted: false };
  for (let index = 0; index < args.length; index++) {
    if (args[index] === '--browser') result.isBrowserWanted = true;
    else if (args[index] === '--port') result.port = Number(args[++index]) || 0;
    else result.folder = args[index];
  }
  return result;
}

function run(command, args) {
  return (
    spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' && command === 'npm' }).status ===
    0
  );
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
