import * as vscode from 'vscode';
import { speakersRequest, type SpeakerItem } from '../../../server/src/protocol';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { quoteCountText, type SpeakerNode } from '../views/speakersView';
import { changeFile } from './changeFile';
import { pickCorpus, settingsFileOf } from './corpusFolder';
import { mergeSpeakers, renameSpeaker, splitSpeaker } from './settingsEdits';

/** Merge, rename and split speakers: a reader's word on who is who, written to `variorum.json`. */
export function registerSpeakerCommands({ client }: FeatureHost): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.mergeSpeakers', (node?: SpeakerNode, selected?: SpeakerNode[]) =>
      merge(
        client,
        node?.speaker,
        (selected ?? []).map(({ speaker }) => speaker),
      ),
    ),
    vscode.commands.registerCommand('variorum.renameSpeaker', (node?: SpeakerNode) => rename(client, node?.speaker)),
    vscode.commands.registerCommand('variorum.splitSpeaker', (node?: SpeakerNode) => split(client, node?.speaker)),
  );
}

async function merge(
  client: CorpusClient,
  given: SpeakerItem | undefined,
  selected: readonly SpeakerItem[],
): Promise<void> {
  const into = given ?? (await pickSpeaker(client, vscode.l10n.t('Which speaker keeps the name?')));
  if (!into) return;
  let others = selected.filter(({ id }) => id !== into.id);
  if (others.length === 0) {
    const picked = await vscode.window.showQuickPick(
      speakerItems(client, ({ id }) => id !== into.id),
      {
        title: vscode.l10n.t('Who else is {0}?', into.name),
        canPickMany: true,
        matchOnDescription: true,
      },
    );
    others = (picked ?? []).map(({ speaker }) => speaker);
  }
  if (others.length === 0) return;
  const label = vscode.l10n.t('Read {0} as {1}', others.map(({ name }) => name).join(', '), into.name);
  await changeSettings(client, label, (text) => mergeSpeakers(text, into, others));
}

async function rename(client: CorpusClient, given: SpeakerItem | undefined): Promise<void> {
  const speaker = given ?? (await pickSpeaker(client, vscode.l10n.t('Which speaker?')));
  if (!speaker) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename {0}', speaker.name),
    value: speaker.name,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A name is needed.') : null),
  });
  const newName = name?.trim();
  if (!newName || newName === speaker.name) return;
  const label = vscode.l10n.t('Rename {0}', speaker.name);
  await changeSettings(client, label, (text) => renameSpeaker(text, speaker, newName));
}

async function split(client: CorpusClient, given: SpeakerItem | undefined): Promise<void> {
  const speaker =
    given ?? (await pickSpeaker(client, vscode.l10n.t('Which speaker?'), ({ aliases }) => aliases.length > 0));
  if (!speaker) return;
  if (speaker.aliases.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has no other name that could be split off.', speaker.name),
    );
    return;
  }
  const names = await vscode.window.showQuickPick([...speaker.aliases], {
    title: vscode.l10n.t('Which names are not {0}?', speaker.name),
    canPickMany: true,
  });
  if (!names || names.length === 0) return;
  const label = vscode.l10n.t('Keep {0} apart from {1}', names.join(', '), speaker.name);
  await changeSettings(client, label, (text) => splitSpeaker(text, speaker, names));
}

async function changeSettings(client: CorpusClient, label: string, change: (text: string) => string): Promise<void> {
  const folder = await pickCorpus(client);
  if (!folder) return;
  const isMade = await changeFile({ uri: settingsFileOf(folder), label, change }, 'atOnce');
  if (isMade) vscode.window.setStatusBarMessage(vscode.l10n.t('Written to variorum.json: {0}', label), 5000);
}

interface SpeakerPick extends vscode.QuickPickItem {
  readonly speaker: SpeakerItem;
}

async function speakerItems(client: CorpusClient, fits: (speaker: SpeakerItem) => boolean): Promise<SpeakerPick[]> {
  const speakers = (await client.request<SpeakerItem[]>(speakersRequest)) ?? [];
  return speakers.filter(fits).map((speaker) => ({
    label: speaker.name,
    description: [quoteCountText(speaker.quoteCount), ...speaker.aliases.slice(0, 5)].join(' · '),
    speaker,
  }));
}

async function pickSpeaker(
  client: CorpusClient,
  title: string,
  fits: (speaker: SpeakerItem) => boolean = () => true,
): Promise<SpeakerItem | undefined> {
  const picked = await vscode.window.showQuickPick(speakerItems(client, fits), { title, matchOnDescription: true });
  return picked?.speaker;
}
