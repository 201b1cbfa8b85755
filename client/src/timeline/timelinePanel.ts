import * as vscode from 'vscode';
import { timelineRequest, type TimelineAnswer, type TimelineParams } from '../../../server/src/protocol';
import { saveExport } from '../commands/keepExport';
import { askedPlace, openWhereVersions, placeOfInput, setPanelPlace } from '../commands/versionCommands';
import { openPlace } from '../compare/comparePanel';
import type { FeatureHost } from '../feature';
import { panelFirstPaint } from '../webview/firstPaint';
import { panelColumn, panelHtml, panelOptions, servePanel } from '../webview/panelHost';
import type { TimelineInput, TimelineRequests, TimelineState, TimelineStrings } from '../webview/timeline/timelineData';

const viewType = 'variorum.timeline';

/** The timeline of a statement or an event, one at a time. Restored after reload. */
export function registerTimeline(host: FeatureHost): vscode.Disposable {
  const show =
    (scope: TimelineInput['scope']) =>
    async (...where: unknown[]) => {
      const askedAt = Date.now();
      const place = askedPlace(where);
      if (!place) return;
      const { line, character } = place.position;
      const input = { uri: place.uri.toString(), position: { line, character }, scope };
      // A timeline that is there stays if there are no versions.
      const when = scope === 'event' || typeof where[0] === 'string' ? 'known' : current ? 'onWord' : 'early';
      await openWhereVersions(host.client, place, when, () => openPanel(input, askedAt));
    };
  let current: { readonly panel: vscode.WebviewPanel; readonly serving: vscode.Disposable } | null = null;
  const fill = (panel: vscode.WebviewPanel, input: TimelineInput, askedAt: number) => {
    if (current?.panel === panel) current.serving.dispose();
    const filled = { panel, serving: fillPanel(host, panel, input, askedAt) };
    current = filled;
    panel.onDidDispose(() => {
      filled.serving.dispose();
      if (current === filled) current = null;
    });
  };
  const openPanel = (input: TimelineInput, askedAt: number) => {
    const open = current?.panel;
    const panel =
      open ??
      vscode.window.createWebviewPanel(
        viewType,
        '',
        { viewColumn: panelColumn(), preserveFocus: false },
        panelOptions(host.context.extensionUri),
      );
    fill(panel, input, askedAt);
    open?.reveal(undefined, false);
    return { close: () => panel.dispose() };
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.showTimeline', show('statement')),
    vscode.commands.registerCommand('variorum.showEventTimeline', show('event')),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: TimelineState | undefined) => {
        if (state?.input) fill(panel, state.input, Date.now());
        else panel.dispose();
      },
    }),
  );
}

function fillPanel(
  { context, client, log }: FeatureHost,
  panel: vscode.WebviewPanel,
  input: TimelineInput,
  askedAt: number,
): vscode.Disposable {
  const strings = timelineStrings();
  panel.webview.options = panelOptions(context.extensionUri);
  panel.title = strings.title;
  setPanelPlace(panel, placeOfInput(input));
  let title = '';
  const load = async (scope: TimelineInput['scope']) => {
    // After a reload of the window the panel is there before the server is.
    for (let waited = 0; client.state !== 'running' && waited < 20_000; waited += 200)
      await new Promise((resolve) => setTimeout(resolve, 200));
    const params: TimelineParams = { ...input, scope };
    const answer = await client.request<TimelineAnswer>(timelineRequest, params);
    title = answer?.title ?? '';
    return answer;
  };
  // Asked for while the page is being made, so that the page finds its answer waiting.
  let first: ReturnType<typeof load> | null = load(input.scope);
  const serving = servePanel(
    panel.webview,
    {
      load: ({ scope }: TimelineRequests['load']) => {
        const answer = scope === input.scope && first !== null ? first : load(scope);
        first = null;
        return answer;
      },
      open: (place: TimelineRequests['open']) => openPlace(place),
      save: (image: TimelineRequests['save']) => saveImage(context.workspaceState, image, title),
    },
    log,
  );
  panel.webview.html = panelHtml(panel.webview, context.extensionUri, {
    name: 'timeline',
    title: strings.title,
    data: { input, strings },
    firstPaint: panelFirstPaint(strings.title, strings.loading),
    askedAt,
  });
  return serving;
}

async function saveImage(
  memory: vscode.Memento,
  { format, content }: TimelineRequests['save'],
  title: string,
): Promise<void> {
  await saveExport(memory, {
    content: format === 'svg' ? content : Buffer.from(content, 'base64'),
    format: { label: format.toUpperCase(), extension: format, language: 'xml' },
    name: [vscode.l10n.t('timeline'), ...title.split(/\s+/).slice(0, 6)],
  });
}

function timelineStrings(): TimelineStrings {
  return {
    title: vscode.l10n.t('Timeline'),
    loading: vscode.l10n.t('Looking for versions …'),
    nothing: vscode.l10n.t('No other version with a date is known.'),
    statement: vscode.l10n.t('This statement'),
    event: vscode.l10n.t('The whole event'),
    scope: vscode.l10n.t('What is shown'),
    saveSvg: vscode.l10n.t('Save as SVG'),
    savePng: vscode.l10n.t('Save as PNG'),
    hint: vscode.l10n.t('Point at a mark to read it; a click opens the text.'),
    original: vscode.l10n.t('original'),
    undated: vscode.l10n.t('{0} without a date are left out.'),
    truncated: vscode.l10n.t('Only the first versions are shown.'),
    chart: vscode.l10n.t('Timeline with {0} marks in {1} rows'),
    list: vscode.l10n.t('The same as a list'),
    statements: vscode.l10n.t('{0} shared statements'),
    legend: vscode.l10n.t('Legend'),
    kinds: {
      direct: vscode.l10n.t('quoted'),
      indirect: vscode.l10n.t('reported'),
      mixed: vscode.l10n.t('partly quoted'),
      summary: vscode.l10n.t('told without a source'),
    },
    columns: {
      date: vscode.l10n.t('Date'),
      outlet: vscode.l10n.t('Outlet'),
      kind: vscode.l10n.t('Kind'),
      words: vscode.l10n.t('Words'),
    },
  };
}
