import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const languages = ['de', 'zh-cn'];

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(file);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [file] : [];
  });
}

/** The messages that the client's code asks `l10n.t` for: plain strings, or the `message` of an object. */
function usedMessages(): Map<string, string> {
  const used = new Map<string, string>();
  for (const file of sourceFiles('client/src')) {
    const call = /\bl10n\s*\.\s*t\(\s*(?:\{\s*message:\s*)?('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`$]*`)/g;
    for (const [, literal = ''] of readFileSync(file, 'utf8').matchAll(call)) {
      used.set(
        literal
          .slice(1, -1)
          .replace(/\\(['"`\\])/g, '$1')
          .replace(/\\n/g, '\n'),
        file,
      );
    }
  }
  return used;
}

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}|\]\([^)]*\)/g) ?? []).sort();
}

describe('localisation', () => {
  const manifest = readFileSync('package.json', 'utf8');

  it('names every string of the manifest, and no more', () => {
    const used = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key));
    assert.deepEqual(Object.keys(read('package.nls.json')).sort(), [...used].sort());
  });

  it('names every message of the client, and no more', () => {
    const used = usedMessages();
    // Panels hand their texts on by other names than `l10n.t`: for them it is enough that the words stand in the code.
    const source = sourceFiles('client/src')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
      .replace(/\\(['"`])/g, '$1');
    const known = Object.keys(read('l10n/bundle.l10n.json'));
    assert.ok(used.size > 10);
    assert.deepEqual(
      [...used.keys()]
        .filter((message) => !known.includes(message))
        .map((message) => `${used.get(message)}: ${message}`),
      [],
    );
    assert.deepEqual(
      known.filter((message) => !used.has(message) && !source.includes(message)),
      [],
    );
  });

  for (const language of languages) {
    for (const [base, translated] of [
      ['package.nls.json', `package.nls.${language}.json`],
      ['l10n/bundle.l10n.json', `l10n/bundle.l10n.${language}.json`],
    ] as const) {
      it(`${translated} has the keys of ${base}, with the same places to fill in`, () => {
        const [from, to] = [read(base), read(translated)];
        assert.deepEqual(Object.keys(to).sort(), Object.keys(from).sort());
        for (const [key, text] of Object.entries(from)) {
          assert.ok(to[key]?.trim(), key);
          assert.deepEqual(placeholders(to[key] ?? ''), placeholders(text), key);
        }
      });
    }
  }
});
