import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultSettings, readSettings } from './settings';

interface Contributed {
  readonly type: string;
  readonly default: unknown;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { configuration: { properties: Record<string, Contributed> } };
};
/** What the client alone looks at. */
const ofClient = new Set(['enable', 'setLanguage', 'trace.server']);
const contributed = Object.entries(contributes.configuration.properties)
  .map(([name, setting]) => [name.replace(/^variorum\./, ''), setting] as const)
  .filter(([name]) => !ofClient.has(name));

/** The section as a client sends it, with one setting at another value. */
function section(name: string, value: unknown): unknown {
  return name.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

describe('readSettings', () => {
  it('has the defaults of the manifest', () => {
    for (const [name, setting] of contributed)
      assert.deepEqual(readSettings(section(name, setting.default)), defaultSettings, name);
    assert.deepEqual(readSettings(null), defaultSettings);
  });

  it('heeds every setting of the manifest that is the server’s', () => {
    assert.ok(contributed.length > 5);
    for (const [name, { type, default: value }] of contributed) {
      const other = type === 'boolean' ? value !== true : type === 'number' ? Number(value) + 3 : ['**/*.other'];
      assert.notDeepEqual(readSettings(section(name, other)), defaultSettings, name);
    }
  });

  it('gives what is of the wrong type its default', () => {
    for (const [name] of contributed) assert.deepEqual(readSettings(section(name, { odd: 1 })), defaultSettings, name);
  });
});
