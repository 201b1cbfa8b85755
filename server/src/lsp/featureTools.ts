import type { CancellationToken, Connection, Location, ResponseError } from 'vscode-languageserver';
import type { AnalysedFile } from '../corpus/analyseFile';
import type { CorpusReader } from '../corpus/corpusTypes';
import type { FileSpan } from '../service/navigation';
import { guarded } from './errorBoundary';
import { LineMaps } from './lineMaps';
import type { Messages } from './messages';
import type { ServerSettings } from './settings';
import { toLocation, type LineMap } from './toProto';

/** What the client said it can do, as far as answers depend on it. */
export interface ClientFacts {
  readonly markdown: boolean;
  readonly linkSupport: boolean;
  /** Commands that the client registers. */
  readonly commands: ReadonlySet<string>;
}

/** What the handlers need of the session. */
export interface FeatureContext {
  readonly connection: Connection;
  readonly reader: () => CorpusReader;
  /** Resolves when there is something to answer from: see `WorkspaceHost.whenOpen`. */
  readonly whenOpen: Promise<void>;
  readonly settings: () => ServerSettings;
  readonly client: () => ClientFacts;
  /** In the client's language. */
  readonly messages: () => Messages;
  /** URIs of the folders that are read. */
  readonly roots: () => readonly string[];
  readonly onError: (message: string) => void;
}

/** The pieces that all handlers share: the error boundary, files with their line ends, conversions. */
export class FeatureTools {
  readonly lineMaps: LineMaps;
  /** Wraps a handler into the error boundary: name for the log, the empty answer, the handler. */
  readonly guard: <P, R>(
    name: string,
    empty: R,
    handler: (params: P, token: CancellationToken) => Promise<R>,
  ) => (params: P, token: CancellationToken) => Promise<R | ResponseError<void>>;

  constructor(private readonly context: FeatureContext) {
    this.lineMaps = new LineMaps(context.reader);
    this.guard = guarded(context.onError, context.whenOpen);
  }

  reader(): CorpusReader {
    return this.context.reader();
  }

  settings(): ServerSettings {
    return this.context.settings();
  }

  client(): ClientFacts {
    return this.context.client();
  }

  messages(): Messages {
    return this.context.messages();
  }

  /** The path of a file as people read it: inside its folder where it lies in one, with `/`. */
  pathOf(uri: string): string {
    const root = this.context
      .roots()
      .map((folder) => (folder.endsWith('/') ? folder : `${folder}/`))
      .filter((folder) => uri.startsWith(folder))
      .sort((a, b) => b.length - a.length)[0];
    try {
      return decodeURIComponent(root === undefined ? new URL(uri).pathname : uri.slice(root.length));
    } catch {
      return uri;
    }
  }

  /** The analysis and line ends of a file, or null where the corpus does not know it. */
  async open(uri: string): Promise<{ readonly file: AnalysedFile; readonly map: LineMap } | null> {
    const file = await this.reader().analysedFile(uri);
    const map = file && (await this.lineMaps.get(uri));
    return file && map && { file, map };
  }

  /** LSP locations of spans in any files; those that cannot be read are left out. */
  async toLocations(spans: readonly FileSpan[]): Promise<Location[]> {
    const maps = await this.lineMaps.lines(spans.map(({ uri }) => uri));
    return spans.flatMap(({ uri, span }) => {
      const map = maps.get(uri);
      return map === undefined ? [] : [toLocation(map, uri, span)];
    });
  }
}
