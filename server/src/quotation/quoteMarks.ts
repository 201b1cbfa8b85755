import type { Span } from '../text/span';

/**
 * Families of quote marks: a quotation is closed by a mark of its own family. `low` is „…“ and „…”;
 * `reversed` is »…«; `curly` is “…” and the Swedish ”…”; `latex` is ``…''.
 */
export type MarkKind =
  | 'curly'
  | 'straight'
  | 'low'
  | 'guillemet'
  | 'reversed'
  | 'angle'
  | 'reversedAngle'
  | 'single'
  | 'straightSingle'
  | 'lowSingle'
  | 'latex'
  | 'corner'
  | 'doubleCorner'
  | 'halfCorner'
  | 'fullwidth';

/** A quote mark at a place in a text. */
export interface Mark {
  readonly kind: MarkKind;
  readonly side: 'open' | 'close';
  /** Code units: 2 for doubled marks. */
  readonly length: number;
}

/** `same` where the opening and the closing mark are one character. */
export function closerOf(kind: MarkKind): 'same' | 'other' {
  return kind === 'straight' || kind === 'straightSingle' || kind === 'fullwidth' ? 'same' : 'other';
}

const wordChar = /[\p{L}\p{N}\p{M}]/u;
const isSpaceOrEdge = (c: string | undefined) => c === undefined || /\s/.test(c);

/** Words that lose their head to an apostrophe: the mark before them opens nothing. */
const elided = /^['‘’](?:em|til|till|cause|cuz|bout|twas|tis|round|n|\d{2}s?)\b/iu;

/** Fast way out: whether a code unit is none of the ASCII letters, digits and spaces that most of a text consists of. */
export function mayBeMark(c: number): boolean {
  return c >= 0xab || c === 0x22 || c === 0x27 || c === 0x60 || c === 0x2c;
}

/**
 * Says what the character at `i` is as a quote mark: null where it is none (letters, apostrophes, inches, minutes).
 * `isOpen` tells whether a quotation of that family is open, which decides between marks that look alike.
 * Looks at a bounded window only.
 */
export function classifyMark(text: string, i: number, within: Span, isOpen: (kind: MarkKind) => boolean): Mark | null {
  const c = text.charCodeAt(i);
  if (!mayBeMark(c)) return null;
  const before = i > within.start ? text[i - 1] : undefined;
  const after = i + 1 < within.end ? text[i + 1] : undefined;
  switch (c) {
    case 0x22: // "
      return straightDouble(text, i, within, before, after, isOpen);
    case 0xff02: // ＂
      return { kind: 'fullwidth', side: isOpen('fullwidth') ? 'close' : 'open', length: 1 };
    case 0x201c: // “
      if (isOpen('low')) return { kind: 'low', side: 'close', length: 1 };
      // Turned the wrong way round: a mark glued to the end of a word closes.
      if (isOpen('curly') && !isSpaceOrEdge(before) && !/[([{—–-]/.test(before ?? '') && isSpaceOrEdge(after))
        return { kind: 'curly', side: 'close', length: 1 };
      return { kind: 'curly', side: 'open', length: 1 };
    case 0x201d: // ”
    case 0x201f: // ‟
      if (isOpen('curly')) return { kind: 'curly', side: 'close', length: 1 };
      if (isOpen('low')) return { kind: 'low', side: 'close', length: 1 };
      if (isOpen('straight') && !isSpaceOrEdge(before)) return { kind: 'straight', side: 'close', length: 1 };
      // Swedish and Finnish open with the same mark; a converter's slip does too.
      if (isSpaceOrEdge(before) && after !== undefined && wordChar.test(after))
        return { kind: 'curly', side: 'open', length: 1 };
      return null;
    case 0x201e: // „
      return { kind: 'low', side: 'open', length: 1 };
    case 0x2c: // ,, typed for „
      if (after === ',' && isSpaceOrEdge(before) && i + 2 < within.end && wordChar.test(text[i + 2]!))
        return { kind: 'low', side: 'open', length: 2 };
      return null;
    case 0xab: // «
      if (isOpen('reversed')) return { kind: 'reversed', side: 'close', length: 1 };
      return { kind: 'guillemet', side: 'open', length: 1 };
    case 0xbb: // »
      if (isOpen('guillemet')) return { kind: 'guillemet', side: 'close', length: 1 };
      if (after !== undefined && !/[\s.,;:!?]/.test(after)) return { kind: 'reversed', side: 'open', length: 1 };
      return null;
    case 0x2039: // ‹
      if (isOpen('reversedAngle')) return { kind: 'reversedAngle', side: 'close', length: 1 };
      return { kind: 'angle', side: 'open', length: 1 };
    case 0x203a: // ›
      if (isOpen('angle')) return { kind: 'angle', side: 'close', length: 1 };
      if (after !== undefined && !/[\s.,;:!?]/.test(after)) return { kind: 'reversedAngle', side: 'open', length: 1 };
      return null;
    case 0x300c:
      return { kind: 'corner', side: 'open', length: 1 };
    case 0x300d:
      return { kind: 'corner', side: 'close', length: 1 };
    case 0x300e:
      return { kind: 'doubleCorner', side: 'open', length: 1 };
    case 0x300f:
      return { kind: 'doubleCorner', side: 'close', length: 1 };
    case 0xff62:
      return { kind: 'halfCorner', side: 'open', length: 1 };
    case 0xff63:
      return { kind: 'halfCorner', side: 'close', length: 1 };
    case 0x60: // `
      if (after === '`') return { kind: 'latex', side: 'open', length: 2 };
      if (isSpaceOrEdge(before) && after !== undefined && wordChar.test(after))
        return { kind: 'single', side: 'open', length: 1 };
      return null;
    case 0x201a: // ‚
      return { kind: 'lowSingle', side: 'open', length: 1 };
    case 0x27: // '
      return straightSingle(text, i, within, before, after, isOpen);
    case 0x2018: // ‘
      if (isOpen('lowSingle')) return { kind: 'lowSingle', side: 'close', length: 1 };
      if (before !== undefined && wordChar.test(before)) return null;
      if (elided.test(text.slice(i, i + 7))) return null;
      return { kind: 'single', side: 'open', length: 1 };
    case 0x2019: // ’
      return closesSingle(text, i, within, before, after) && isOpen('single')
        ? { kind: 'single', side: 'close', length: 1 }
        : null;
    default:
      return null;
  }
}

function straightDouble(
  text: string,
  i: number,
  within: Span,
  before: string | undefined,
  after: string | undefined,
  isKindOpen: (kind: MarkKind) => boolean,
): Mark | null {
  const isOpen = isKindOpen('straight');
  // 6'2" and 5 1/2" are measures: a digit before, and a foot mark before that or nothing to close.
  if (before !== undefined && /\d/.test(before)) {
    const head = text.slice(Math.max(within.start, i - 6), i);
    if (/\d['’′]\s?\d{1,2}$/.test(head) || !isOpen) return null;
  }
  const spaceBefore = before === undefined || /[\s([{—–\-/‘'“’]/.test(before);
  const spaceAfter = after === undefined || /[\s)\]}—–\-/.,;:!?’']/.test(after);
  if (spaceBefore && !spaceAfter) return { kind: 'straight', side: 'open', length: 1 };
  if (spaceAfter && !spaceBefore) {
    if (isOpen) return { kind: 'straight', side: 'close', length: 1 };
    // Opened with a curly mark, closed with a straight one.
    return isKindOpen('curly') ? { kind: 'curly', side: 'close', length: 1 } : null;
  }
  return { kind: 'straight', side: isOpen ? 'close' : 'open', length: 1 };
}

function straightSingle(
  text: string,
  i: number,
  within: Span,
  before: string | undefined,
  after: string | undefined,
  isOpen: (kind: MarkKind) => boolean,
): Mark | null {
  if (after === "'") {
    if (isOpen('latex') || isOpen('low')) return { kind: isOpen('latex') ? 'latex' : 'low', side: 'close', length: 2 };
    // Agencies' terminals type two single marks for both sides.
    const second = i + 2 < within.end ? text[i + 2] : undefined;
    if ((before === undefined || /[\s([{—–-]/.test(before)) && second !== undefined && !/\s/.test(second))
      return { kind: 'latex', side: 'open', length: 2 };
  }
  const opens =
    (before === undefined || /[\s([{—–"“«„]/.test(before)) &&
    after !== undefined &&
    (wordChar.test(after) || after === '[');
  if (opens) return elided.test(text.slice(i, i + 7)) ? null : { kind: 'straightSingle', side: 'open', length: 1 };
  if (!closesSingle(text, i, within, before, after)) return null;
  if (isOpen('straightSingle')) return { kind: 'straightSingle', side: 'close', length: 1 };
  return isOpen('single') ? { kind: 'single', side: 'close', length: 1 } : null;
}

/** Whether a single mark can close: after a word or a stop and before no letter; "the judges' ruling," is a possessive while a later close is near. */
function closesSingle(
  text: string,
  i: number,
  within: Span,
  before: string | undefined,
  after: string | undefined,
): boolean {
  if (before === undefined || /[\s([{]/.test(before)) return false;
  if (after !== undefined && wordChar.test(after)) return false;
  if (/[sS]/.test(before) && after === ' ') {
    const ahead = text.slice(i + 1, Math.min(within.end, i + 240));
    const close = /(?<=[\p{L}\p{N}.,!?])['’](?![\p{L}\p{N}])/u.exec(ahead);
    const reopen = /(?<=\s)['‘](?=\p{L})/u.exec(ahead);
    if (close !== null && (reopen === null || close.index < reopen.index)) return false;
  }
  return true;
}
