/**
 * The requests and notifications beyond LSP that server and client share: plain types only, no imports,
 * so that the client depends on nothing else of the server. Positions are LSP positions, spans of article
 * text are never markup: clients set them as text.
 */

/** Zero-based line and UTF-16 character, as in LSP. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/** Half-open range of positions, as in LSP. */
export interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}

/** What the command line of the `initialize` request may carry. */
export interface InitializationOptions {
  /** A folder for the index; without it nothing is kept between runs. */
  readonly storagePath?: string;
  /** Whether the client registers `variorum.showVersions` and the like, so that lenses and hovers may name them. */
  readonly commands?: readonly string[];
}

/** Server → client: how things stand. Drives the status item. */
export const statusNotification = 'variorum/status';
export interface StatusParams {
  readonly health: 'ok' | 'warning' | 'error';
  /** False while indexing. */
  readonly quiescent: boolean;
  /** One line for people; empty where there is nothing to say. */
  readonly message: string;
  readonly fileCount: number;
  readonly articleCount: number;
  readonly quoteCount: number;
  /** Files left out (too large, binary, unreadable …), with the reason. At most 100 are listed. */
  readonly leftOut: readonly { readonly uri: string; readonly reason: string }[];
  readonly leftOutCount: number;
}

/** Client → server: index anew, forgetting what is stored. */
export const rebuildIndexRequest = 'variorum/rebuildIndex';

/** One version of a statement, as the views show it. */
export interface VersionItem {
  readonly uri: string;
  readonly range: ProtocolRange;
  readonly text: string;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly headline: string | null;
  readonly speaker: string | null;
  readonly kind: string | null;
  readonly score: number;
  readonly grade: string;
  readonly isOriginal: boolean;
}

/** A statement with its versions. */
export interface StatementItem {
  readonly id: string;
  readonly speaker: string | null;
  readonly original: { readonly member: number; readonly reason: string; readonly confidence: number } | null;
  readonly members: readonly VersionItem[];
}

/** Client → server: the statement under a position, or null. */
export const statementAtRequest = 'variorum/statementAt';
export interface StatementAtParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
  readonly includePossible?: boolean;
}

/** Client → server: the statements of one file, in order, for the Statements view. */
export const statementsOfFileRequest = 'variorum/statementsOfFile';
export interface StatementsOfFileParams {
  readonly uri: string;
}
export interface FileStatementItem {
  readonly range: ProtocolRange;
  /** First words of the passage. */
  readonly label: string;
  readonly speaker: string | null;
  /** Versions in other articles. */
  readonly versionCount: number;
  readonly original: string | null;
}
