import { quoteState, type CueContext, type TokenSpan } from './cueContext';

/** A cue with its source found; what is left is the content. */
export interface ContentContext extends CueContext {
  readonly source: TokenSpan | null;
  /** Where the source stands: 0 none, 1 left of the cue and beside it, 2 left and apart, 3 right beside, 4 right apart. */
  readonly place: number;
  /** The first and last token of cue and source together, where they stand beside each other. */
  readonly anchorFirst: number;
  readonly anchorLast: number;
  /** Whether a quotation stands to either side of them in the sentence: 0 none, 1 one, 2 one within three tokens. */
  readonly quoteLeft: number;
  readonly quoteRight: number;
}

/** How far quotations are looked for. */
const reach = 40;

/** Sets the cue and its source in relation. */
export function contentContext(ctx: CueContext, source: TokenSpan | null): ContentContext {
  const { t, s0, s1, left, head, right, headProbability, counts } = ctx;
  let place = 0;
  let anchorFirst = left;
  let anchorLast = right;
  if (source !== null && source.last < left) {
    place = left - source.last <= 1 ? 1 : 2;
    if (left - source.last <= 3) anchorFirst = source.first;
  } else if (source !== null) {
    place = source.first - right <= 1 ? 3 : 4;
    if (source.first - right <= 3) anchorLast = source.last;
  }
  let quoteLeft = 0;
  let quoteRight = 0;
  if (counts.quoted[s1]! > counts.quoted[s0]!) {
    for (let i = anchorFirst - 1; i >= s0 && i > anchorFirst - reach; i--)
      if (quoteState(ctx, i) === 2) {
        quoteLeft = anchorFirst - i < 4 ? 2 : 1;
        break;
      }
    for (let i = anchorLast + 1; i < s1 && i < anchorLast + reach; i++)
      if (quoteState(ctx, i) === 2) {
        quoteRight = i - anchorLast < 4 ? 2 : 1;
        break;
      }
  }
  return {
    t,
    s0,
    s1,
    left,
    head,
    right,
    headProbability,
    counts,
    source,
    place,
    anchorFirst,
    anchorLast,
    quoteLeft,
    quoteRight,
  };
}
