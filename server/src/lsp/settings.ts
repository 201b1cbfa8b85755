import type { Connection } from 'vscode-languageserver';

/** The settings that the server reads: section `variorum`. Every one has a default. */
export interface ServerSettings {
  /** Globs of files to read besides the usual kinds of text; relative to the folder. */
  readonly include: readonly string[];
  /** Globs of files to leave out. */
  readonly exclude: readonly string[];
  /** Larger files are left out, and said to be. */
  readonly maxFileBytes: number;
  /** Versions that a hover shows before the rest goes behind a link. */
  readonly hoverMaxVersions: number;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  /** Whether doubtful versions are shown too. */
  readonly includePossible: boolean;
  /** Whether conflicts between versions are reported as diagnostics. */
  readonly conflicts: boolean;
}

/** What a client that answers null gets. */
export const defaultSettings: ServerSettings = {
  include: [],
  exclude: [],
  maxFileBytes: 20 * 1024 * 1024,
  hoverMaxVersions: 5,
  codeLens: true,
  inlayHints: false,
  includePossible: false,
  conflicts: true,
};

/** Turns what the client answered for section `variorum`, by the names of the manifest, into settings; what is missing or of the wrong type has its default. */
export function readSettings(section: unknown, filesExclude: unknown = null): ServerSettings {
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), section);
  const flag = (path: string, fallback: boolean) => {
    const value = at(path);
    return typeof value === 'boolean' ? value : fallback;
  };
  const globs = (path: string) => {
    const value = at(path);
    return Array.isArray(value) ? value.filter((glob): glob is string => typeof glob === 'string') : [];
  };
  const megabytes = at('maxFileSize');
  const hoverMaxVersions = at('hover.maxVersions');
  const hidden = isRecord(filesExclude) ? Object.keys(filesExclude).filter((glob) => filesExclude[glob] === true) : [];
  return {
    include: globs('include'),
    exclude: [...globs('exclude'), ...hidden],
    maxFileBytes:
      typeof megabytes === 'number' && megabytes > 0 ? megabytes * 1024 * 1024 : defaultSettings.maxFileBytes,
    hoverMaxVersions:
      typeof hoverMaxVersions === 'number' && hoverMaxVersions >= 1
        ? Math.min(50, Math.floor(hoverMaxVersions))
        : defaultSettings.hoverMaxVersions,
    codeLens: flag('codeLens.enabled', defaultSettings.codeLens),
    inlayHints: flag('inlayHints.enabled', defaultSettings.inlayHints),
    includePossible: flag('showPossibleVersions', defaultSettings.includePossible),
    conflicts: flag('conflicts.enabled', defaultSettings.conflicts),
  };
}

/** Asks the client for the settings; a client that cannot answer or answers null gets the defaults. */
export async function fetchSettings(connection: Connection, canAsk: boolean): Promise<ServerSettings> {
  if (!canAsk) return defaultSettings;
  try {
    const [section, files] = (await connection.workspace.getConfiguration([
      { section: 'variorum' },
      { section: 'files.exclude' },
    ])) as unknown[];
    return readSettings(section, files);
  } catch (error) {
    connection.console.warn(`The client did not answer for settings, defaults are used: ${String(error)}`);
    return defaultSettings;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
