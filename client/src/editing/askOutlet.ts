import * as vscode from 'vscode';
import { outletsRequest, type OutletItem } from '../../../server/src/protocol';
import type { CorpusClient } from '../corpusClient';

/**
 * Asks for an outlet: one that the corpus knows, or a new one as it is typed. Stays while the reader looks it up in the
 * text. Resolves to undefined where they give up.
 */
export async function askOutlet(client: CorpusClient, prompt: string | undefined): Promise<string | undefined> {
  const known = (await knownOutlets(client)).map((label) => ({ label }));
  const picker = vscode.window.createQuickPick();
  picker.title = vscode.l10n.t('Outlet: who published this?');
  picker.placeholder = prompt ?? vscode.l10n.t('Choose an outlet or type a new name');
  picker.ignoreFocusOut = true;
  picker.items = known;
  picker.onDidChangeValue((typed) => {
    const name = typed.trim();
    const isNew = name !== '' && !known.some(({ label }) => label === name);
    picker.items = isNew
      ? [...known, { label: name, description: vscode.l10n.t('new outlet'), alwaysShow: true }]
      : known;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve((picker.selectedItems[0]?.label ?? picker.value.trim()) || undefined);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** The names of the corpus's outlets, most articles first. */
export async function knownOutlets(client: CorpusClient): Promise<string[]> {
  const outlets = (await client.request<OutletItem[]>(outletsRequest)) ?? [];
  return outlets.flatMap(({ name }) => name ?? []);
}

/** Asks for a date as ISO; undefined where the reader gives up. */
export async function askDate(title: string, known?: { readonly value: string; readonly prompt: string }) {
  const value = await vscode.window.showInputBox({
    title,
    prompt: known?.prompt,
    value: known?.value,
    placeHolder: 'YYYY-MM-DD',
    ignoreFocusOut: true,
    validateInput: (text) => (isIsoDate(text) ? null : vscode.l10n.t('Write the date as YYYY-MM-DD.')),
  });
  return value?.trim() || undefined;
}

/** `YYYY-MM-DD`, with or without a time. */
export function isIsoDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$/.test(text.trim());
}
