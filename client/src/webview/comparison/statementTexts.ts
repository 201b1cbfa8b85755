import type { ProtocolRange, ProtocolVariant, StatementComparison } from '../../../../server/src/protocol';
import { element, fill } from '../element';
import type { ComparisonRequests, ComparisonStrings, ComparisonView } from './comparisonData';
import { versionName } from './comparisonToolbar';

type Open = (place: ComparisonRequests['open']) => void;

/** Each version as a running text with its differences marked; the base first. */
export function statementTexts(
  statement: StatementComparison,
  view: ComparisonView,
  strings: ComparisonStrings,
  open: Open,
): HTMLElement {
  const order = statement.versions
    .map((_, w) => w)
    .sort((a, b) => Number(b === statement.base) - Number(a === statement.base));
  return element('div', { class: 'texts' }, ...order.map((w) => versionCard(statement, w, view, strings, open)));
}

function versionCard(
  statement: StatementComparison,
  w: number,
  view: ComparisonView,
  strings: ComparisonStrings,
  open: Open,
): HTMLElement {
  const version = statement.versions[w]!;
  const isBase = w === statement.base;
  return element(
    'article',
    { class: `card${isBase ? ' base' : ''}`, 'aria-label': versionName(version, strings) },
    element(
      'h2',
      {},
      element(
        'button',
        { class: 'link', type: 'button', title: strings.openText, onclick: () => open(version) },
        versionName(version, strings),
      ),
      version.isOriginal && element('span', { class: 'tag' }, strings.original),
      isBase && element('span', { class: 'tag' }, strings.base),
      element('span', { class: 'facts' }, factsOf(version, strings)),
    ),
    element('p', { class: 'text', lang: '' }, version.head, ...textNodes(statement, w, view, strings, open)),
  );
}

/** Speaker, direct or reported, copies. */
export function factsOf(version: StatementComparison['versions'][number], strings: ComparisonStrings): string {
  const kind =
    version.kind === 'direct'
      ? strings.direct
      : version.kind === 'indirect'
        ? strings.indirect
        : version.kind === 'mixed'
          ? strings.mixed
          : null;
  const copies = version.copyCount > 0 ? fill(strings.copies, version.copyCount) : null;
  return [version.speaker, kind, copies].filter(Boolean).join(' · ');
}

interface Piece {
  readonly row: number;
  readonly text: string;
  readonly tail: string;
  readonly range: ProtocolRange;
  readonly variant: ProtocolVariant | null;
}

/** The words in the version's own order, with a mark where it lacks words that the base has. */
function textNodes(
  statement: StatementComparison,
  w: number,
  view: ComparisonView,
  strings: ComparisonStrings,
  open: Open,
): (Node | string)[] {
  const { uri } = statement.versions[w]!;
  const pieces = statement.rows
    .flatMap(({ readings }, row): Piece[] =>
      (readings[w]?.parts ?? []).map((part) => ({ row, ...part, variant: readings[w]!.variant })),
    )
    .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
  const nodes: (Node | string)[] = [];
  let lastRow = -1;
  for (const piece of pieces) {
    for (let row = lastRow + 1; row < piece.row; row++) pushOmission(nodes, statement, row, w, view, strings);
    lastRow = Math.max(lastRow, piece.row);
    nodes.push(
      wordsNode(statement, piece, view, strings, () => open({ uri, range: piece.range })),
      piece.tail,
    );
  }
  for (let row = lastRow + 1; row < statement.rows.length; row++) pushOmission(nodes, statement, row, w, view, strings);
  return nodes;
}

function wordsNode(
  statement: StatementComparison,
  { row, text, variant }: Piece,
  view: ComparisonView,
  strings: ComparisonStrings,
  onclick: () => void,
): HTMLElement {
  const { contested, readings } = statement.rows[row]!;
  const isShown = variant !== null && !view.hiddenVariants.includes(variant);
  // The base's own words count as a difference of the row, so that a step leads there too.
  const differs = readings.some(
    (reading) => reading.variant !== null && !view.hiddenVariants.includes(reading.variant),
  );
  const node = isShown
    ? element(
        'button',
        { class: `variant ${variant}`, type: 'button', title: strings.variants[variant], onclick },
        text,
        element('span', { class: 'visually-hidden' }, ` (${strings.variants[variant]})`),
      )
    : element('span', { class: differs ? 'word differs' : 'word', onclick }, text);
  node.dataset.row = String(row);
  node.dataset.said = text;
  if (differs) node.dataset.difference = '';
  if (contested > 0) node.style.setProperty('--heat', String(Math.round(contested * 100)));
  return node;
}

function pushOmission(
  nodes: (Node | string)[],
  statement: StatementComparison,
  row: number,
  w: number,
  view: ComparisonView,
  strings: ComparisonStrings,
): void {
  const { readings, contested } = statement.rows[row]!;
  const variant = readings[w]?.variant;
  // A word that only others have is theirs to show; what the base has and this lacks gets a mark.
  if (!variant || (readings[w]?.parts.length ?? 0) > 0 || view.hiddenVariants.includes(variant)) return;
  const lacking = readings[statement.base]?.parts.map(({ text }) => text).join(' ') ?? '';
  const label = fill(strings.lacks, lacking);
  const node = element(
    'span',
    { class: `gap variant ${variant}`, title: label, role: 'img', 'aria-label': label },
    '‸',
  );
  node.dataset.row = String(row);
  node.dataset.difference = '';
  node.dataset.said = label;
  if (contested > 0) node.style.setProperty('--heat', String(Math.round(contested * 100)));
  nodes.push(node, ' ');
}
