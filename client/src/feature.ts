import type * as vscode from 'vscode';
import type { CorpusActivation } from './activation/corpusActivation';
import type { CorpusClient } from './corpusClient';

/** What every feature of the client gets: nothing else is shared between them. */
export interface FeatureHost {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly client: CorpusClient;
  readonly activation: CorpusActivation;
}

/** A feature registers what it offers and returns what must be disposed of. */
export type Feature = (host: FeatureHost) => vscode.Disposable;
