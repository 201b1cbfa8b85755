import { CancelledError, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { CorpusReader, SpeakerRecord } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { dayOf, shorten } from './displayText';
import { searchWords } from './query/foldSearch';
import { printPhrase } from './query/printQuery';
import { searchCorpus } from './search';

/** A row of "go to symbol in workspace". */
export interface CorpusSymbol {
  readonly name: string;
  readonly container: string;
  readonly type: 'quote' | 'speaker' | 'outlet' | 'headline';
  readonly uri: string;
  readonly span: Span;
}

/** Most rows of each kind: the list is for choosing, not for reading through. */
const maxRows = { speaker: 40, outlet: 20, headline: 60, quote: 40 } as const;
/** How long quotes may be looked for: a symbol search is answered at every letter. */
const quotesMs = 12;
/** How long while none is found yet: the first search after a start is slow, and an empty list reads as "there is none". */
const firstQuoteMs = 250;

/** Speakers, outlets, headlines and quotes by words; each word of the query must begin a word of the name. */
export async function findSymbols(
  query: string,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<CorpusSymbol[]> {
  const wanted = searchWords(query);
  if (wanted.length === 0) return [];
  return [
    ...findSpeakers(wanted, reader),
    ...findArticles(wanted, reader, token),
    ...(await findQuotes(wanted, reader, token)),
  ];
}

/** Those who are quoted most first. */
function findSpeakers(wanted: readonly string[], reader: CorpusReader): CorpusSymbol[] {
  const found: SpeakerRecord[] = [];
  for (const speaker of reader.speakers()) {
    if (fits(wanted, speaker.name) || speaker.aliases.some((alias) => fits(wanted, alias))) found.push(speaker);
  }
  found.sort((a, b) => b.quoteCount - a.quoteCount || (a.name < b.name ? -1 : 1));
  return found.slice(0, maxRows.speaker).flatMap((speaker) => {
    const at = reader.introductionsOf(speaker.id)[0] ?? firstQuote(reader, speaker.id);
    if (at === undefined) return [];
    return {
      name: speaker.name,
      container: `${speaker.quoteCount} ${speaker.quoteCount === 1 ? 'quote' : 'quotes'}`,
      type: 'speaker' as const,
      uri: at.article.uri,
      span: { start: at.start, end: at.end },
    };
  });
}

/** Outlets, each once, before headlines. */
function findArticles(wanted: readonly string[], reader: CorpusReader, token: CancellationToken): CorpusSymbol[] {
  const outlets = new Map<string, CorpusSymbol>();
  const headlines: CorpusSymbol[] = [];
  for (const article of reader.articles()) {
    throwIfCancelled(token);
    const head = { uri: article.uri, span: { start: article.start, end: article.start } };
    const { outlet, headline } = article;
    if (outlet !== null && outlets.size < maxRows.outlet && !outlets.has(outlet) && fits(wanted, outlet)) {
      outlets.set(outlet, { name: outlet, container: 'outlet', type: 'outlet', ...head });
    }
    if (headline !== null && headlines.length < maxRows.headline && fits(wanted, headline)) {
      const container = [outlet, dayOf(article.date)].filter((part) => part !== null).join(' · ');
      headlines.push({ name: shorten(headline, 120), container, type: 'headline', ...head });
    }
  }
  return [...outlets.values(), ...headlines];
}

/** Attributed quotes, as far as the time allows. */
async function findQuotes(
  wanted: readonly string[],
  reader: CorpusReader,
  token: CancellationToken,
): Promise<CorpusSymbol[]> {
  const quotes: CorpusSymbol[] = [];
  const started = performance.now();
  const timed: CancellationToken = {
    get isCancellationRequested() {
      const limitMs = quotes.length === 0 ? firstQuoteMs : quotesMs;
      return token.isCancellationRequested || performance.now() - started > limitMs;
    },
  };
  const search = `${wanted.map((word) => `${printPhrase(word).slice(0, -1)}*"`).join(' ')} has:quote`;
  try {
    for await (const hit of searchCorpus(reader, search, timed)) {
      if (hit.speaker === null) continue;
      if (quotes.length >= maxRows.quote) break;
      const text = await reader.readText(hit.article.uri);
      if (text === null) continue;
      const facts = [hit.speaker.name, hit.article.outlet, dayOf(hit.article.date)];
      quotes.push({
        name: shorten(text.slice(hit.start, hit.end), 120),
        container: facts.filter((part) => part !== null).join(' · '),
        type: 'quote',
        uri: hit.article.uri,
        span: { start: hit.start, end: hit.end },
      });
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    throwIfCancelled(token);
  }
  return quotes;
}

/** The words of names and headlines: the same come with every letter that is typed. */
const knownWords = new Map<string, readonly string[]>();
const maxKnownWords = 200_000;

function fits(wanted: readonly string[], name: string): boolean {
  let words = knownWords.get(name);
  if (words === undefined) {
    words = searchWords(name);
    if (knownWords.size >= maxKnownWords) knownWords.clear();
    knownWords.set(name, words);
  }
  return wanted.every((word) => words.some((candidate) => candidate.startsWith(word)));
}

function firstQuote(reader: CorpusReader, speakerId: string) {
  const quote = reader.quotesOfSpeaker(speakerId)[0];
  const content = quote?.content[0];
  return quote && content && { article: quote.article, start: content.start, end: content.end };
}
