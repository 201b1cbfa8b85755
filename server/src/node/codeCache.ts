import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** When the functions that a session needs first have run, so that they are in what is kept. */
const keepAfterMs = 15_000;

/**
 * Runs a CommonJS file from compiled code that an earlier process kept in `folder`; where there is none yet, or it was
 * made by another engine or from another file, this process keeps its own. Parsing and compiling the bundle was a third
 * of the server's start. (`module.enableCompileCache` does the same, but only from Node.js 22.1 on.)
 */
export function runCached(file: string, folder: string): void {
  const source = fs.readFileSync(file, 'latin1');
  // The engine compares its version, its flags and the length of the source; which source it is, the name tells.
  const { mtimeMs, size } = fs.statSync(file);
  const name = [process.version, process.arch, Math.round(mtimeMs).toString(36), size.toString(36)].join('-');
  const kept = path.join(folder, `${path.parse(file).name}-${name}.code`);
  const cachedData = readKept(kept);
  const script = new vm.Script(
    `(function (exports, require, module, __filename, __dirname) { ${source}\n})`,
    cachedData === null ? { filename: file } : { filename: file, cachedData },
  );
  if (cachedData === null || script.cachedDataRejected === true) keepLater(script, kept);
  const module = { exports: {} };
  const run = script.runInThisContext() as (...parameters: unknown[]) => void;
  run(module.exports, createRequire(file), module, file, path.dirname(file));
}

function readKept(file: string): Buffer | null {
  try {
    return fs.readFileSync(file);
  } catch {
    return null; // None is kept yet, or it cannot be read: then it is compiled as ever.
  }
}

/** Once the session has run for a while, and at its end, when more functions have run. */
function keepLater(script: vm.Script, file: string): void {
  const keep = () => {
    try {
      const folder = path.dirname(file);
      fs.mkdirSync(folder, { recursive: true });
      // What earlier versions of the bundle or the engine left behind.
      const [stem] = path.basename(file).split('-');
      for (const name of fs.readdirSync(folder))
        if (name.startsWith(`${stem}-`) && name !== path.basename(file)) fs.rmSync(path.join(folder, name));
      const temporary = `${file}.${process.pid}`;
      fs.writeFileSync(temporary, script.createCachedData());
      fs.renameSync(temporary, file);
    } catch {
      // A folder that cannot be written to: the next start compiles again.
    }
  };
  setTimeout(keep, keepAfterMs).unref();
  process.once('exit', keep);
}
