import { throwIfCancelled, type CancellationToken } from '../../base/cancellation';
import { giveWay } from '../../base/foreground';
import { sliceMs, yieldToEventLoop } from '../../base/timeSlice';
import type { SearchIndex } from '../../corpus/searchIndex';
import { QueryRunError, type CompileContext } from './compileQuery';
import { HitFilter, type FacetFilters } from './facets';
import { takeSnapshot, type CorpusSnapshot } from './corpusSnapshot';
import { SearchLexicon } from './lexicon';
import { parseQuery } from './parseQuery';
import { printQuery } from './printQuery';
import type { QueryProblem } from './queryTypes';
import { SearchRun } from './searchRun';
import { SpeakerNames } from './speakerNames';

/** Runs kept with their hits, so that facets, sorting and paging search nothing again. */
const keptRuns = 8;
/** And with so many hits in all but the last: a frequent word has hundreds of thousands, of 30 bytes and more each. */
const keptHits = 300_000;
/** Counts under other filters that are kept with each run. */
const keptFilters = 4;
/** How many hits are found in the background before they are counted. */
const hitsBetweenCounts = 5_000;
/** How long a run may work in all. */
const maxWorkMs = 60_000;
/** The background works for a slice and rests for a pause: what others ask for in files comes in between. */
const backgroundSliceMs = 8;
const backgroundPauseMs = 2;

/** A run, or what is wrong with the query; neither for a blank one. */
export type StartedRun =
  | {
      readonly run: SearchRun;
      readonly problems: readonly [];
      /** Whether not all names are known yet that the query asks for: start it again for the rest. */
      readonly isProvisional: boolean;
    }
  | { readonly run: null; readonly problems: readonly QueryProblem[]; readonly isProvisional: false };

/** How long a query that asks for speakers may take names in. */
const namesMs = 15;

/** Runs queries over one index, and keeps what the next ones can use. */
export class SearchEngine {
  private static readonly engines = new WeakMap<SearchIndex, SearchEngine>();
  private snapshot: CorpusSnapshot | null = null;
  private speakerRevision = -1;
  private background: { isCancellationRequested: boolean } | null = null;
  private readonly filters = new WeakMap<SearchRun, Map<string, HitFilter>>();
  /** The words of the index as the search compares them. */
  lexicon: SearchLexicon;
  /** By printed query, oldest first. */
  private runs = new Map<string, SearchRun>();

  private constructor(readonly index: SearchIndex) {
    this.lexicon = new SearchLexicon(index);
  }

  /** The engine of an index: one for its lifetime. */
  static of(index: SearchIndex): SearchEngine {
    let engine = SearchEngine.engines.get(index);
    if (engine === undefined) {
      engine = new SearchEngine(index);
      SearchEngine.engines.set(index, engine);
    }
    return engine;
  }

  /** Makes what the first query would have to make, in slices: the articles in their order, the names of speakers. */
  async prepare(token: CancellationToken): Promise<void> {
    const { names } = this.context();
    while (!names.update(performance.now() + sliceMs)) {
      await yieldToEventLoop();
      if (token.isBackground === true) await giveWay();
      throwIfCancelled(token);
    }
  }

  /** {@link prepare}, and who speaks where over all articles. */
  async prepareSpeakers(token: CancellationToken): Promise<void> {
    await this.prepare(token);
    await this.index.prepareSpeakers(token);
  }

  /** What queries are compiled against as the index is now. */
  context(): CompileContext {
    const { revision, speakerRevision } = this.index;
    if (this.snapshot?.revision !== revision) {
      this.snapshot = takeSnapshot(this.index);
      this.runs.clear();
      if (this.index.wordLimit < this.lexicon.size) this.lexicon = new SearchLexicon(this.index);
    }
    if (this.speakerRevision !== speakerRevision) {
      this.speakerRevision = speakerRevision;
      this.runs.clear();
    }
    return {
      index: this.index,
      lexicon: this.lexicon,
      snapshot: this.snapshot,
      names: SpeakerNames.of(this.index),
    };
  }

  /** Starts a query or finds its run; the same words written differently are the same query. */
  start(text: string): StartedRun {
    const { query, problems } = parseQuery(text);
    if (query === null) return { run: null, problems, isProvisional: false };
    const context = this.context();
    const key = printQuery(query);
    const isProvisional = asksForSpeakers(text) && !context.names.update(performance.now() + namesMs);
    let run = this.runs.get(key);
    this.runs.delete(key);
    if (run === undefined) {
      try {
        run = new SearchRun(context, query);
      } catch (error) {
        if (error instanceof QueryRunError) return { run: null, problems: [error.problem], isProvisional: false };
        throw error;
      }
    }
    if (isProvisional) return { run, problems: [], isProvisional };
    this.runs.set(key, run);
    this.forgetOldRuns(run);
    return { run, problems: [], isProvisional };
  }

  private forgetOldRuns(last: SearchRun): void {
    let hits = 0;
    for (const run of this.runs.values()) if (run !== last) hits += run.passages.length;
    for (const [key, run] of this.runs) {
      if (run === last || (this.runs.size <= keptRuns && hits <= keptHits)) return;
      hits -= run.passages.length;
      this.runs.delete(key);
    }
  }

  /** Starts a query whose hits nobody asks for again; null where it cannot be read. */
  startAside(text: string): SearchRun | null {
    const { query } = parseQuery(text);
    return query === null ? null : new SearchRun(this.context(), query);
  }

  /** The count of a run's hits under these filters, as far as it got; the last few of each run are kept. */
  filterOf(run: SearchRun, filters: FacetFilters): HitFilter {
    const key = JSON.stringify(filters);
    let kept = this.filters.get(run);
    if (kept === undefined) this.filters.set(run, (kept = new Map()));
    const filter = kept.get(key) ?? new HitFilter(run, this.index, filters);
    kept.delete(key);
    kept.set(key, filter);
    if (kept.size > keptFilters) kept.delete(kept.keys().next().value!);
    return filter;
  }

  /** Holds what goes on in the background: an answer that waits for files would wait for its slices, too. */
  holdBackground(): void {
    if (this.background !== null) this.background.isCancellationRequested = true;
    this.background = null;
  }

  /** Lets a run go on in the background, and the count of its hits, until somebody asks something else. */
  goOn(run: SearchRun, filter: HitFilter): void {
    this.holdBackground();
    const token = { isCancellationRequested: false };
    this.background = token;
    // A cancelled run keeps what it has; whatever else goes wrong comes up again with the next question.
    goOnInSlices(run, filter, token).catch(() => undefined);
  }
}

/** Finds and counts by turns, so that what a reader sees of the count is not far behind. */
async function goOnInSlices(run: SearchRun, filter: HitFilter, token: CancellationToken): Promise<void> {
  while (!filter.isComplete) {
    const until = performance.now() + backgroundSliceMs;
    filter.follow(until);
    if (filter.isUpToDate) filter.concordance.extend(Infinity, until);
    if (filter.isUpToDate && performance.now() < until) run.workUntil(until, run.passages.length + hitsBetweenCounts);
    if (run.workedMs > maxWorkMs) run.stop();
    await restALittle();
    throwIfCancelled(token);
  }
}

/** Lets requests and the files that they wait for go first, and keys. */
async function restALittle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, backgroundPauseMs));
  await giveWay();
}

/** Waits until speakers are tied where a query asks for them: for answers that must be whole, not quick. */
export async function prepareSpeakersFor(query: string, index: SearchIndex, token: CancellationToken): Promise<void> {
  if (asksForSpeakers(query)) await SearchEngine.of(index).prepareSpeakers(token);
}

function asksForSpeakers(query: string): boolean {
  return /speaker\s*:/i.test(query);
}
