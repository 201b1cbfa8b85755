import { CancelledError, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { CorpusReader } from '../corpus/corpusTypes';
import type { SearchIndex, SpeakerSlot } from '../corpus/searchIndex';
import type { Span } from '../text/span';
import { dayOf, shorten } from './displayText';
import type { CompileContext } from './query/compileQuery';
import { searchWords } from './query/foldSearch';
import { printPhrase } from './query/printQuery';
import { SearchEngine } from './query/searchEngine';
import { hitAt } from './query/searchHits';
import { readTexts } from './readTexts';

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
/** How many names that fit are looked up in the corpus: more than rows, as several may be one person. */
const maxNames = 80;
/** How long names may be taken in at once where the background has not done so yet. */
const namesMs = 20;
/** How long headlines and quotes may be looked for: a symbol search is answered at every letter. */
const headlinesMs = 6;
const quotesMs = 6;
/** How long while none is found yet: an empty list reads as "there is none". */
const firstMs = 25;

/**
 * Speakers, outlets, headlines and quotes by words; each word of the query must begin a word of the name. Names are
 * looked up by the beginnings of their words, headlines and quotes through the index of words: nothing is gone through
 * from end to end, and no text is read but those of the quotes that are shown.
 */
export async function findSymbols(
  query: string,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<CorpusSymbol[]> {
  const wanted = searchWords(query);
  if (wanted.length === 0) return [];
  const engine = SearchEngine.of(reader.searchIndex());
  const context = engine.context();
  engine.holdBackground();
  const found = [...findSpeakers(wanted, context), ...findOutlets(wanted, context)];
  throwIfCancelled(token);
  found.push(...(await findHeadlines(wanted, engine, context, token)));
  return found.concat(await findQuotes(wanted, engine, reader, token));
}

interface FoundSpeaker {
  readonly name: string;
  readonly slot: SpeakerSlot;
  /** Of the article, by date. */
  readonly rank: number;
  readonly quoteCount: number;
}

/** Those who are quoted most first. */
function findSpeakers(wanted: readonly string[], { index, names, snapshot }: CompileContext): CorpusSymbol[] {
  names.update(performance.now() + namesMs);
  let ids = names.idsWithWord(wanted[0]!, 'prefix');
  for (const word of wanted.slice(1)) {
    const others = names.withWord(word, 'prefix');
    ids = ids.filter((id) => others.has(id));
  }
  // Each name's earliest place; whoever bears several of the names is one row.
  const speakers = new Map<number, FoundSpeaker>();
  for (const name of mostFrequent(ids, (id) => names.countOf(id))) {
    const slot = names.earliestPlace(name, snapshot.ranks);
    const speaker = slot === null ? null : index.speakerAt(slot);
    const named = speaker === null ? undefined : index.speaker(speaker);
    if (slot === null || speaker === null || named === undefined) continue;
    const known = speakers.get(speaker);
    const rank = snapshot.ranks[slot.article]!;
    if (known !== undefined && known.rank <= rank) continue;
    const quoteCount = known?.quoteCount ?? index.quoteCountAt(slot);
    speakers.set(speaker, { name: named.name, slot, rank, quoteCount });
  }
  return [...speakers.values()]
    .sort((a, b) => b.quoteCount - a.quoteCount || (a.name < b.name ? -1 : 1))
    .slice(0, maxRows.speaker)
    .flatMap(({ name, slot, quoteCount }) => {
      const span = index.introductionAt(slot);
      if (span === null) return [];
      const container = quoteCount === 0 ? '' : `${quoteCount} ${quoteCount === 1 ? 'quote' : 'quotes'}`;
      return { name, container, type: 'speaker' as const, uri: index.placeOf(slot.article).uri, span };
    });
}

/** The {@link maxNames} ids with the highest counts, highest first; of equal ones the first. One pass, without sorting all. */
function mostFrequent(ids: Iterable<number>, countOf: (id: number) => number): readonly number[] {
  const best: { readonly id: number; readonly count: number }[] = [];
  for (const id of ids) {
    const count = countOf(id);
    if (best.length === maxNames && count <= best[maxNames - 1]!.count) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.count < count) at -= 1;
    best.splice(at, 0, { id, count });
    if (best.length > maxNames) best.pop();
  }
  return best.map(({ id }) => id);
}

/** Each outlet once, at its first article. */
function findOutlets(wanted: readonly string[], { index, snapshot }: CompileContext): CorpusSymbol[] {
  const { values, ofArticle } = snapshot.outlet;
  const fitting = new Set<number>();
  for (let value = 0; value < values.length; value += 1) if (fits(wanted, values[value]!)) fitting.add(value);
  const outlets: CorpusSymbol[] = [];
  const most = Math.min(fitting.size, maxRows.outlet);
  for (let at = 0; at < snapshot.order.length && outlets.length < most; at += 1) {
    const article = snapshot.order[at]!;
    const value = ofArticle[article]!;
    if (!fitting.delete(value)) continue;
    outlets.push({ name: values[value]!, container: 'outlet', type: 'outlet', ...headOf(article, index) });
  }
  return outlets;
}

async function findHeadlines(
  wanted: readonly string[],
  engine: SearchEngine,
  { index }: CompileContext,
  token: CancellationToken,
): Promise<CorpusSymbol[]> {
  const query = wanted.map((word) => `headline:${prefixOf(word)}`).join(' ');
  const articles = await firstHits(
    engine,
    query,
    maxRows.headline,
    headlinesMs,
    token,
    (run, hit) => run.articles[hit]!,
  );
  return articles.flatMap((article) => {
    const record = index.article(article)?.record;
    if (record === undefined || record.headline === null) return [];
    const container = [record.outlet, dayOf(record.date)].filter((part) => part !== null).join(' · ');
    return { name: shorten(record.headline, 120), container, type: 'headline' as const, ...headOf(article, index) };
  });
}

/** Attributed quotes, as far as the time allows. */
async function findQuotes(
  wanted: readonly string[],
  engine: SearchEngine,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<CorpusSymbol[]> {
  const { index } = engine;
  const query = `${wanted.map(prefixOf).join(' ')} has:quote`;
  const hits = await firstHits(engine, query, maxRows.quote, quotesMs, token, (run, hit) => {
    const isAttributed = index.passageQuotes(run.passages[hit]!).some(({ speaker }) => speaker !== null);
    return isAttributed ? hitAt(run, hit, index, null) : null;
  });
  const texts = await readTexts(
    reader,
    hits.map(({ article }) => article.uri),
  );
  throwIfCancelled(token);
  return hits.flatMap(({ article: { uri, outlet, date }, speaker, start, end }) => {
    const text = texts.get(uri);
    if (text === undefined) return [];
    const container = [speaker?.name, outlet, dayOf(date)].filter((part) => part != null).join(' · ');
    const name = shorten(text.slice(start, end), 120);
    return { name, container, type: 'quote' as const, uri, span: { start, end } };
  });
}

/** What is made of the first hits of a query, without those that give null, as far as the time allows. */
async function firstHits<T>(
  engine: SearchEngine,
  query: string,
  most: number,
  ms: number,
  token: CancellationToken,
  make: (run: NonNullable<ReturnType<SearchEngine['startAside']>>, hit: number) => T | null,
): Promise<T[]> {
  const run = engine.startAside(query);
  const found: T[] = [];
  if (run === null) return found;
  const started = performance.now();
  const timed: CancellationToken = {
    get isCancellationRequested() {
      return token.isCancellationRequested || performance.now() - started > (found.length === 0 ? firstMs : ms);
    },
  };
  try {
    for (let hit = 0; found.length < most; hit += 1) {
      if (hit >= run.passages.length) await run.advance(hit + most, timed);
      if (hit >= run.passages.length) break;
      const made = make(run, hit);
      if (made !== null) found.push(made);
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    throwIfCancelled(token);
  }
  return found;
}

function prefixOf(word: string): string {
  return `${printPhrase(word).slice(0, -1)}*"`;
}

function headOf(article: number, index: SearchIndex): { readonly uri: string; readonly span: Span } {
  const start = index.article(article)?.record.start ?? 0;
  return { uri: index.placeOf(article).uri, span: { start, end: start } };
}

function fits(wanted: readonly string[], name: string): boolean {
  const words = searchWords(name);
  return wanted.every((word) => words.some((candidate) => candidate.startsWith(word)));
}
