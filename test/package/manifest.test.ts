import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; category?: string }[];
    keybindings?: { command: string; key: string; when?: string }[];
    menus: Record<string, { command: string }[]>;
    views: Record<string, { id: string; icon?: string }[]>;
    viewsWelcome: { view: string }[];
    configuration: { properties: Record<string, { default?: unknown }> };
    jsonValidation: { url: string }[];
    grammars: { path: string }[];
  };
}

const { activationEvents, contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const commands = new Set(contributes.commands.map(({ command }) => command));
const views = Object.values(contributes.views).flat();

describe('manifest', () => {
  it('activates where a corpus may be, and nowhere else', () => {
    assert.ok(activationEvents.includes('workspaceContains:variorum.json'));
    assert.ok(activationEvents.includes('workspaceContains:*.txt'));
    assert.ok(!activationEvents.includes('*') && !activationEvents.includes('onStartupFinished'));
  });

  it('puts every command in its category, and names only commands that exist', () => {
    for (const { command, category } of contributes.commands) assert.equal(category, 'Variorum', command);
    const named = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])];
    for (const { command } of named) assert.ok(commands.has(command), command);
  });

  it('has a welcome for every tree that may be empty', () => {
    for (const { id } of views.filter((view) => !('type' in view))) {
      assert.ok(
        contributes.viewsWelcome.some(({ view }) => view === id),
        id,
      );
    }
  });

  it('gives every setting a default', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties))
      assert.notEqual(setting.default, undefined, name);
  });

  it('points at files that exist', () => {
    const files = [
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.grammars.map(({ path }) => path),
      ...views.flatMap(({ icon }) => icon ?? []),
    ];
    for (const file of files) if (!file.startsWith('$(')) assert.ok(existsSync(file), file);
  });
});
