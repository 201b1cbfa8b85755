import type { Article } from '../../text/article';
import type { Span } from '../../text/span';
import type { RawQuote } from '../rawQuote';

/**
 * Tells of an offset whether it lies in quote marks: within the content of a direct quote, or between marks of a paragraph.
 * Asks are answered by halving; building is linear.
 */
export function quotedRegions(
  text: string,
  article: Article,
  quotes: readonly RawQuote[],
): (offset: number) => boolean {
  const regions: Span[] = [];
  for (const quote of quotes) if (quote.kind === 'direct') regions.push(...quote.content);
  for (const paragraph of article.paragraphs) {
    let open = -1;
    const slice = text.slice(paragraph.start, paragraph.end);
    for (const match of slice.matchAll(/[“”"„«»]/g)) {
      const mark = match[0];
      const at = paragraph.start + match.index;
      const closes = mark === '”' || mark === '»' || (open >= 0 && mark !== '„' && mark !== '«');
      if (closes && open >= 0) {
        regions.push({ start: open, end: at + 1 });
        open = -1;
      } else if (open < 0 && mark !== '”' && mark !== '»') open = at;
    }
  }
  regions.sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of regions) {
    const last = merged[merged.length - 1];
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return (offset) => {
    let low = 0;
    let high = merged.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (merged[middle]!.end > offset) high = middle;
      else low = middle + 1;
    }
    const region = merged[low];
    return region !== undefined && region.start <= offset;
  };
}
