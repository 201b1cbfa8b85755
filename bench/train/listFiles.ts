import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** All files under a folder, in the order of their names. */
export function listFiles(root: string): string[] {
  return readdirSync(root)
    .sort()
    .flatMap((name) => {
      const full = path.join(root, name);
      return statSync(full).isDirectory() ? listFiles(full) : [full];
    });
}
