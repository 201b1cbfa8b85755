import type { Article, Fact } from './article';
import type { Span } from './span';

/**
 * Where a fact about an article was read, finer than its evidence: `page` is the head of an HTML page, `header` a line above
 * the body, `dateline` the opening of the first paragraph, `credit` the agency's line taken for the outlet, `end` a line
 * below the body. The order is part of the segment format: append only, at most fifteen.
 */
export const factPlaces = [
  'metadata',
  'frontMatter',
  'settings',
  'path',
  'page',
  'header',
  'dateline',
  'credit',
  'end',
] as const;
export type FactPlace = (typeof factPlaces)[number];

/** The facts whose places are kept. */
export const placedFacts = ['outlet', 'date', 'headline', 'byline', 'credit'] as const;
export type PlacedFact = (typeof placedFacts)[number];

const bits = 4;

/** The places of an article's facts in one number of 20 bits: 0 where there is no such fact. */
export function packFactPlaces(article: Article): number {
  return placedFacts.reduce((packed, name, nth) => {
    const fact = article[name];
    return fact === null ? packed : packed | ((factPlaces.indexOf(placeOf(fact, name, article)) + 1) << (nth * bits));
  }, 0);
}

/** The place of one fact in a packed number; null where there is no such fact. */
export function unpackFactPlace(packed: number, name: PlacedFact): FactPlace | null {
  return factPlaces[((packed >> (placedFacts.indexOf(name) * bits)) & 15) - 1] ?? null;
}

function placeOf({ evidence, span }: Fact<string>, name: PlacedFact, article: Article): FactPlace {
  if (evidence !== 'text') return evidence;
  const first = article.paragraphs[0];
  const last = article.paragraphs.at(-1);
  if (span === null || first === undefined || last === undefined) return 'header';
  // What is hidden of a page (its head) is no text of the article.
  if (article.boilerplate.some((hidden) => holds(hidden, span))) return 'page';
  const credit = article.credit?.span ?? null;
  if (name === 'outlet' && credit !== null && holds(credit, span) && holds(span, credit)) return 'credit';
  if (holds(first, span)) return 'dateline';
  return span.start >= last.end ? 'end' : 'header';
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
