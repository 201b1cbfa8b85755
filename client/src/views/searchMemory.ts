import * as vscode from 'vscode';
import type { SearchFilters } from '../../../server/src/protocol';
import type { SearchState } from '../webview/search/searchMessages';

/** A search that was run or saved. */
export interface RememberedSearch {
  readonly query: string;
  readonly filters: SearchFilters;
}

const historyKey = 'variorum.search.history';
const savedKey = 'variorum.search.saved';
const stateKey = 'variorum.search.state';
const maxHistory = 50;

/** The workspace's memory of searches: history, saved ones, and the panel's own state. */
export class SearchMemory {
  constructor(private readonly memento: vscode.Memento) {}

  get state(): SearchState | null {
    return this.memento.get<SearchState>(stateKey) ?? null;
  }

  keepState(state: SearchState): void {
    void this.memento.update(stateKey, state);
  }

  /** Latest first. */
  get history(): readonly string[] {
    return this.memento.get<readonly string[]>(historyKey) ?? [];
  }

  remember(query: string): void {
    const others = this.history.filter((other) => other !== query);
    void this.memento.update(historyKey, [query, ...others].slice(0, maxHistory));
  }

  /** Lets the reader choose an earlier query; undefined where none is chosen. */
  async pickFromHistory(): Promise<string | undefined> {
    const { history } = this;
    if (history.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was searched for here so far.'));
      return undefined;
    }
    const picked = await vscode.window.showQuickPick(
      history.map((query) => ({ label: query })),
      { placeHolder: vscode.l10n.t('Search again for') },
    );
    return picked?.label;
  }

  async save({ query, filters }: RememberedSearch): Promise<void> {
    const name = await vscode.window.showInputBox({
      prompt: vscode.l10n.t('A name for this search'),
      value: query,
    });
    if (name === undefined || name.trim() === '') return;
    await this.memento.update(savedKey, { ...this.saved, [name.trim()]: { query, filters } });
  }

  /** Lets the reader choose a saved search, or remove one. */
  async pickSaved(): Promise<RememberedSearch | undefined> {
    const names = Object.keys(this.saved).sort((a, b) => a.localeCompare(b));
    if (names.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No search is saved here so far.'));
      return undefined;
    }
    const remove: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('trash'),
      tooltip: vscode.l10n.t('Remove this saved search'),
    };
    const picker = vscode.window.createQuickPick();
    picker.placeholder = vscode.l10n.t('Open a saved search');
    const show = (): void => {
      picker.items = names
        .filter((name) => Object.hasOwn(this.saved, name))
        .map((name) => {
          const { query } = this.saved[name]!;
          return { label: name, description: query === name ? '' : query, buttons: [remove] };
        });
    };
    show();
    return new Promise((resolve) => {
      picker.onDidTriggerItemButton(async ({ item }) => {
        const { [item.label]: _, ...others } = this.saved;
        await this.memento.update(savedKey, others);
        show();
      });
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        resolve(item && this.saved[item.label]);
        picker.hide();
      });
      picker.onDidHide(() => {
        resolve(undefined);
        picker.dispose();
      });
      picker.show();
    });
  }

  private get saved(): Readonly<Record<string, RememberedSearch>> {
    return this.memento.get<Record<string, RememberedSearch>>(savedKey) ?? {};
  }
}
