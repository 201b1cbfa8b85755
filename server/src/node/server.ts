import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { runSession } from '../lsp/session';
import { CorpusWorkspace } from './corpusWorkspace';
import { extractorVersion } from './extractorVersion';

declare const VARIORUM_VERSION: string;

// `--stdio`, `--node-ipc` and the like are read from the command line by the library.
const connection = createConnection(ProposedFeatures.all);
runSession(connection, VARIORUM_VERSION, (log) => new CorpusWorkspace(log, { extractor: extractorVersion() }));
