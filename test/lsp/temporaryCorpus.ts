import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A copy of the test corpus that a test may change; `remove` when done. */
export function temporaryCorpus(fixture = 'test/fixtures/corpus'): { readonly folder: string; remove(): void } {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'variorum-lsp-'));
  const folder = path.join(parent, 'corpus');
  cpSync(fixture, folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
