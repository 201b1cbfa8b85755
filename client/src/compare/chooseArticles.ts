import * as vscode from 'vscode';
import { omissionsRequest, type OmissionsAnswer, type OmissionsParams } from '../../../server/src/protocol';
import { placeOf, say } from '../commands/versionCommands';
import type { FeatureHost } from '../feature';
import { outletName } from '../outletName';

/** An article by its file and its position there. */
interface ChosenArticle {
  readonly uri: string;
  readonly index: number;
}

const maxArticles = 6;

/**
 * The articles to compare: the files selected in the explorer, or the active article with those of the other reports of
 * its event that the reader picks. Null where the reader gives up.
 */
export async function chooseArticles(host: FeatureHost, args: readonly unknown[]): Promise<ChosenArticle[] | null> {
  const selected = args.find(
    (arg): arg is vscode.Uri[] => Array.isArray(arg) && arg.every((uri) => uri instanceof vscode.Uri),
  );
  if (selected && selected.length > 1)
    return selected.slice(0, maxArticles).map((uri) => ({ uri: uri.toString(), index: 0 }));
  const place = placeOf([]);
  const uri = args.find((arg): arg is vscode.Uri => arg instanceof vscode.Uri) ?? place?.uri;
  if (!uri) {
    say(vscode.l10n.t('Open an article of a corpus first.'));
    return null;
  }
  const position = place?.uri.toString() === uri.toString() ? place.position : new vscode.Position(0, 0);
  const params: OmissionsParams = {
    uri: uri.toString(),
    position: { line: position.line, character: position.character },
  };
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking for the other reports of this event …') },
    (_, token) => host.client.request<OmissionsAnswer>(omissionsRequest, params, token),
  );
  if (!answer || answer.reports.length === 0) {
    say(vscode.l10n.t('No other report of this event is known.'));
    return null;
  }
  const picked = await vscode.window.showQuickPick(
    answer.reports.map((report, k) => ({
      label: outletName(report),
      description: [report.date?.slice(0, 10), vscode.l10n.t('{0} shared statements', report.sharedCount)]
        .filter(Boolean)
        .join(' · '),
      detail: report.headline ?? undefined,
      picked: k === 0,
      report,
    })),
    { title: vscode.l10n.t('Compare this article with'), canPickMany: true, matchOnDetail: true },
  );
  if (!picked || picked.length === 0) return null;
  return [
    { uri: uri.toString(), index: answer.index },
    ...picked.slice(0, maxArticles - 1).map(({ report }) => ({ uri: report.uri, index: report.index })),
  ];
}
