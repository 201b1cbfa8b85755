import type { CancellationToken } from '../base/cancellation';
import type { CorpusReader } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { foldWord } from '../text/tokens';
import { dayOf, shorten } from './displayText';
import { searchCorpus } from './search';

/** A row of "go to symbol in workspace". */
export interface CorpusSymbol {
  readonly name: string;
  readonly container: string;
  readonly type: 'quote' | 'speaker' | 'outlet' | 'headline';
  readonly uri: string;
  readonly span: Span;
}

const maxSymbols = 200;
const maxQuotes = 60;

/** Speakers, outlets, headlines and quotes by words; each word of the query must begin a word of the name. */
export async function findSymbols(
  query: string,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<CorpusSymbol[]> {
  const wanted = words(query);
  if (wanted.length === 0) return [];
  const symbols: CorpusSymbol[] = [];
  const fits = (name: string) => {
    const has = words(name);
    return wanted.every((word) => has.some((candidate) => candidate.startsWith(word)));
  };
  for (const speaker of reader.speakers()) {
    if (symbols.length >= maxSymbols) break;
    if (![speaker.name, ...speaker.aliases].some(fits)) continue;
    const at = reader.introductionsOf(speaker.id)[0] ?? firstQuote(reader, speaker.id);
    if (at === undefined) continue;
    const count = `${speaker.quoteCount} ${speaker.quoteCount === 1 ? 'quote' : 'quotes'}`;
    symbols.push({
      name: speaker.name,
      container: count,
      type: 'speaker',
      uri: at.article.uri,
      span: { start: at.start, end: at.end },
    });
  }
  const outlets = new Set<string>();
  for (const article of reader.articles()) {
    if (symbols.length >= maxSymbols) break;
    const container = [article.outlet, dayOf(article.date)].filter((part) => part !== null).join(' · ');
    const head = { uri: article.uri, span: { start: article.start, end: article.start } };
    if (article.outlet !== null && !outlets.has(article.outlet) && fits(article.outlet)) {
      outlets.add(article.outlet);
      symbols.push({ name: article.outlet, container: 'outlet', type: 'outlet', ...head });
    }
    if (article.headline !== null && fits(article.headline))
      symbols.push({ name: shorten(article.headline, 120), container, type: 'headline', ...head });
  }
  let quotes = 0;
  const search = wanted.map((word) => (/^[\p{L}\p{N}]+$/u.test(word) ? `${word}*` : JSON.stringify(word))).join(' ');
  for await (const hit of searchCorpus(reader, search, token)) {
    if (hit.speaker === null) continue;
    if (++quotes > maxQuotes) break;
    const text = await reader.readText(hit.article.uri);
    if (text === null) continue;
    symbols.push({
      name: shorten(text.slice(hit.start, hit.end), 120),
      container: [hit.speaker.name, hit.article.outlet, dayOf(hit.article.date)]
        .filter((part) => part !== null)
        .join(' · '),
      type: 'quote',
      uri: hit.article.uri,
      span: { start: hit.start, end: hit.end },
    });
  }
  return symbols;
}

function words(text: string): string[] {
  return (text.match(/[\p{L}\p{N}\p{M}'’]+/gu) ?? []).map(foldWord);
}

function firstQuote(reader: CorpusReader, speakerId: string) {
  const quote = reader.quotesOfSpeaker(speakerId)[0];
  const content = quote?.content[0];
  return quote && content && { article: quote.article, start: content.start, end: content.end };
}
