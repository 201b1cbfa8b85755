import { hashText } from '../base/hash';
import { articleRowsOf, metadataRowFor } from '../text/metadataCsv';
import { defaultCorpusSettings, type CorpusSettings, type FileContext, type MetadataRow } from '../text/article';

/** An opened folder with what its `variorum.json` and `metadata.csv` say. */
export interface CorpusFolder {
  /** Without a slash at the end. */
  readonly uri: string;
  readonly settings: CorpusSettings;
  /** By path relative to the folder, with `/`. */
  readonly metadata: ReadonlyMap<string, MetadataRow>;
}

/** Tells for each file what its analysis depends on besides its text. */
export class FolderContexts {
  private readonly folders: readonly CorpusFolder[];
  private readonly settingsHashes: ReadonlyMap<CorpusFolder, number>;
  private readonly articleRows: ReadonlyMap<CorpusFolder, ReturnType<typeof articleRowsOf>>;

  constructor(folders: readonly CorpusFolder[]) {
    // The longest first, so that a folder inside another wins.
    this.folders = [...folders].sort((a, b) => b.uri.length - a.uri.length);
    this.articleRows = new Map(folders.map((folder) => [folder, articleRowsOf(folder.metadata)]));
    this.settingsHashes = new Map(
      folders.map((folder) => {
        // What only decides which files are read does not change what is found in them.
        const { include: _include, exclude: _exclude, ...rest } = folder.settings;
        return [folder, hashText(JSON.stringify(rest))];
      }),
    );
  }

  contextOf(uri: string): FileContext {
    const folder = this.folderOf(uri);
    if (folder === undefined) return { path: nameOf(uri), metadata: null, settings: defaultCorpusSettings };
    const path = decodePath(uri.slice(folder.uri.length + 1));
    const context = { path, metadata: metadataRowFor(folder.metadata, path), settings: folder.settings };
    const rows = this.articleRows.get(folder);
    if (rows === undefined || rows.size === 0) return context;
    const normal = path.normalize('NFC');
    const articleMetadata = rows.get(normal) ?? rows.get(normal.slice(normal.lastIndexOf('/') + 1));
    return articleMetadata === undefined ? context : { ...context, articleMetadata };
  }

  /** A number that changes where the result of {@link contextOf} changes. */
  contextHash(uri: string): number {
    const folder = this.folderOf(uri);
    const { path, metadata, articleMetadata } = this.contextOf(uri);
    const ofArticles = articleMetadata === undefined ? '' : JSON.stringify(articleMetadata);
    return hashText(
      `${path}\n${metadata === null ? '' : JSON.stringify(metadata)}${ofArticles}`,
      this.settingsHashes.get(folder!) ?? 0,
    );
  }

  private folderOf(uri: string): CorpusFolder | undefined {
    return this.folders.find((folder) => uri.startsWith(folder.uri) && uri[folder.uri.length] === '/');
  }
}

function nameOf(uri: string): string {
  return decodePath(uri.slice(uri.lastIndexOf('/') + 1));
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray percent sign: the path stands for itself.
    return path;
  }
}
