import type { CancellationToken } from '../../base/cancellation';
import type { SearchIndex } from '../../corpus/searchIndex';
import { QueryRunError } from './compileQuery';
import { takeSnapshot, type CorpusSnapshot } from './corpusSnapshot';
import { SearchLexicon } from './lexicon';
import { parseQuery } from './parseQuery';
import { printQuery } from './printQuery';
import type { QueryProblem } from './queryTypes';
import { SearchRun } from './searchRun';

/** Runs kept with their hits, so that facets, sorting and paging search nothing again. */
const keptRuns = 8;
/** How long a run may go on behind what was asked for. */
const maxBackgroundMs = 60_000;

/** A run, or what is wrong with the query; neither for a blank one. */
export type StartedRun =
  | { readonly run: SearchRun; readonly problems: readonly [] }
  | { readonly run: null; readonly problems: readonly QueryProblem[] };

/** Runs queries over one index, and keeps what the next ones can use. */
export class SearchEngine {
  private static readonly engines = new WeakMap<SearchIndex, SearchEngine>();
  private snapshot: CorpusSnapshot | null = null;
  private background: { readonly run: SearchRun; readonly token: { isCancellationRequested: boolean } } | null = null;
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

  /** {@link start}, once what the query asks for is there to be asked. */
  async startPrepared(text: string, token: CancellationToken): Promise<StartedRun> {
    if (/speaker\s*:/i.test(text)) await this.index.prepareSpeakers(token);
    return this.start(text);
  }

  /** Starts a query or finds its run; the same words written differently are the same query. */
  start(text: string): StartedRun {
    const { query, problems } = parseQuery(text);
    if (query === null) return { run: null, problems };
    const snapshot = this.currentSnapshot();
    const key = printQuery(query);
    let run = this.runs.get(key);
    this.runs.delete(key);
    if (run === undefined) {
      try {
        run = new SearchRun(this.index, snapshot, this.lexicon, query);
      } catch (error) {
        if (error instanceof QueryRunError) return { run: null, problems: [error.problem] };
        throw error;
      }
    }
    this.runs.set(key, run);
    if (this.runs.size > keptRuns) this.runs.delete(this.runs.keys().next().value!);
    return { run, problems: [] };
  }

  /** Lets a run go on in the background; the one before it, if it still does, stops. */
  goOn(run: SearchRun): void {
    if (this.background?.run === run) return;
    if (this.background !== null) this.background.token.isCancellationRequested = true;
    const background = { run, token: { isCancellationRequested: false } };
    this.background = background;
    const end = (): void => {
      if (this.background === background) this.background = null;
    };
    // A cancelled run keeps what it has; whatever else goes wrong comes up again with the next question.
    run.advance(Infinity, background.token).then(end, end);
    const timer = setTimeout(() => run.stop(), maxBackgroundMs);
    if (typeof timer === 'object') timer.unref();
  }

  private currentSnapshot(): CorpusSnapshot {
    const { revision } = this.index;
    if (this.snapshot?.revision !== revision) {
      this.snapshot = takeSnapshot(this.index);
      this.runs.clear();
      if (this.index.wordLimit < this.lexicon.size) this.lexicon = new SearchLexicon(this.index);
    }
    return this.snapshot;
  }
}
