import type { ProtocolRange, ProtocolVariant, StatementComparison } from '../../../../server/src/protocol';
import { element, fill } from '../element';
import type { ComparisonRequests, ComparisonStrings, ComparisonView } from './comparisonData';
import { versionNames } from './versionNames';

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
  const names = versionNames(statement.versions);
  return element(
    'div',
    { class: 'texts' },
    ...order.map((w) => versionCard(statement, w, names[w]!, view, strings, open)),
  );
}

function versionCard(
  statement: StatementComparison,
  w: number,
  name: string,
  view: ComparisonView,
  strings: ComparisonStrings,
  open: Open,
): HTMLElement {
  const version = statement.versions[w]!;
  const isBase = w === statement.base;
  return element(
    'article',
    { class: `card${isBase ? ' base' : ''}`, 'aria-label': name },
    element(
      'h2',
      {},
      element('button', { class: 'link', type: 'button', title: strings.openText, onclick: () => open(version) }, name),
      ...tagsOf(version.isOriginal, isBase, strings),
      ' ',
      element('span', { class: 'facts' }, factsOf(version, strings)),
    ),
    element('p', { class: 'text' }, version.head, ...textNodes(statement, w, view, strings, open)),
  );
}

/** What a version is among the others, with spaces between, so that it is read aloud as words. */
export function tagsOf(isOriginal: boolean, isBase: boolean, strings: ComparisonStrings): (Node | string)[] {
  const tags = [isOriginal ? strings.original : null, isBase ? strings.baseTag : null];
  return tags.flatMap((tag) => (tag === null ? [] : [' ', element('span', { class: 'tag' }, tag)]));
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
  const copies =
    version.copyCount === 0
      ? null
      : version.copyCount === 1
        ? strings.oneCopy
        : fill(strings.copies, version.copyCount);
  return [version.speaker, kind, copies].filter(Boolean).join(' · ');
}

/** Words, or a place where words are lacking, of one or more rows that follow each other. */
interface Piece {
  readonly rows: readonly number[];
  /** Null for a place where words are lacking. */
  readonly range: ProtocolRange | null;
  readonly text: string;
  readonly tail: string;
  readonly variant: ProtocolVariant | null;
  /** Whether any version differs here, as far as the filters let it show. */
  readonly differs: boolean;
  readonly contested: number;
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
  return joinPieces(piecesOf(statement, w, view)).flatMap((piece) =>
    piece.range === null
      ? [gapNode(piece, strings), ' ']
      : [wordsNode(piece, strings, open, { uri, range: piece.range }), piece.tail],
  );
}

function piecesOf(statement: StatementComparison, w: number, view: ComparisonView): Piece[] {
  const isShown = (variant: ProtocolVariant | null) => variant !== null && !view.hiddenVariants.includes(variant);
  const words: Piece[] = [];
  statement.rows.forEach(({ readings, contested }, row) => {
    const { variant, parts } = readings[w]!;
    const differs = readings.some((reading) => isShown(reading.variant));
    for (const part of parts)
      words.push({ rows: [row], ...part, variant: isShown(variant) ? variant : null, differs, contested });
  });
  words.sort(
    (a, b) => a.range!.start.line - b.range!.start.line || a.range!.start.character - b.range!.start.character,
  );
  const pieces: Piece[] = [];
  let next = 0;
  const addGaps = (until: number) => {
    for (; next < until; next++) {
      const { readings, contested } = statement.rows[next]!;
      const { variant, parts } = readings[w]!;
      // Words that only others have are theirs to show; what the base has and this one lacks gets a mark.
      const text = readings[statement.base]!.parts.map((part) => part.text).join(' ');
      if (parts.length === 0 && text !== '' && isShown(variant))
        pieces.push({ rows: [next], range: null, text, tail: '', variant, differs: true, contested });
    }
  };
  for (const word of words) {
    addGaps(word.rows[0]!);
    next = Math.max(next, word.rows[0]! + 1);
    pieces.push(word);
  }
  addGaps(statement.rows.length);
  return pieces;
}

/** Neighbours of one kind become one mark: less to look at, fewer stops for the keyboard. */
function joinPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const isOne =
      last !== undefined &&
      last.variant === piece.variant &&
      last.differs === piece.differs &&
      (last.range === null) === (piece.range === null) &&
      (piece.variant !== null || last.contested === piece.contested) &&
      (piece.range === null || /^\s?$/u.test(last.tail));
    if (!isOne) joined.push(piece);
    else
      joined[joined.length - 1] = {
        ...piece,
        rows: [...last.rows, ...piece.rows],
        text: last.text + (piece.range === null ? ' ' : last.tail) + piece.text,
        range: last.range && piece.range && { start: last.range.start, end: piece.range.end },
        contested: Math.max(last.contested, piece.contested),
      };
  }
  return joined;
}

function wordsNode(
  piece: Piece,
  strings: ComparisonStrings,
  open: Open,
  place: ComparisonRequests['open'],
): HTMLElement {
  const { variant, text, differs } = piece;
  const node =
    variant === null
      ? element('span', { class: differs ? 'word differs' : 'word', onclick: () => open(place) }, text)
      : element(
          'span',
          {
            class: `variant ${variant}`,
            role: 'button',
            tabindex: 0,
            title: strings.variants[variant],
            onclick: () => open(place),
            onkeydown: (event) => {
              if ((event as KeyboardEvent).key === 'Enter') open(place);
            },
          },
          text,
          element('span', { class: 'visually-hidden' }, ` (${strings.variants[variant]})`),
        );
  return mark(node, piece, text);
}

function gapNode(piece: Piece, strings: ComparisonStrings): HTMLElement {
  const label = fill(strings.lacks, piece.text);
  const node = element(
    'span',
    { class: `gap variant ${piece.variant ?? ''}`, title: label, role: 'img', 'aria-label': label },
    '‸',
  );
  return mark(node, piece, label);
}

function mark(node: HTMLElement, { rows, differs, contested }: Piece, said: string): HTMLElement {
  node.dataset.rows = rows.join(' ');
  node.dataset.said = said;
  if (differs) node.dataset.difference = '';
  if (contested > 0) node.style.setProperty('--heat', String(Math.round(contested * 100)));
  return node;
}
