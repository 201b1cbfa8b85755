import * as vscode from 'vscode';
import { CorpusActivation } from './activation/corpusActivation';
import { registerCitationCommands } from './commands/citationCommands';
import { registerServerCommands } from './commands/serverCommands';
import { registerStepCommands } from './commands/stepCommands';
import { registerVersionCommands } from './commands/versionCommands';
import { registerComparison } from './compare/comparePanel';
import { registerOmissionsView } from './compare/omissionsView';
import { CorpusClient } from './corpusClient';
import { registerChangePreview } from './editing/changePreview';
import { registerCorrectionCommands } from './editing/correctionCommands';
import { registerMetadataCommands } from './editing/metadataCommands';
import { registerSpeakerCommands } from './editing/speakerCommands';
import type { Feature, FeatureHost } from './feature';
import { registerOverview } from './overview/overviewPanel';
import { registerStatusItem } from './status';
import { registerTimeline } from './timeline/timelinePanel';
import { registerCountBadges } from './views/countBadges';
import { registerOutletsView } from './views/outletsView';
import { registerSharedView } from './views/sharedView';
import { registerSpeakersView } from './views/speakersView';
import { registerSearchView } from './views/searchView';
import { registerStatementsView } from './views/statementsView';

/** All that the client offers, one entry a feature. */
const features: readonly Feature[] = [
  registerStatusItem,
  registerServerCommands,
  registerVersionCommands,
  registerStepCommands,
  registerCitationCommands,
  registerSpeakerCommands,
  registerChangePreview,
  registerCorrectionCommands,
  registerMetadataCommands,
  registerOverview,
  registerCountBadges,
  registerSearchView,
  registerStatementsView,
  registerOmissionsView,
  registerComparison,
  registerTimeline,
  registerSharedView,
  registerSpeakersView,
  registerOutletsView,
];

let running: CorpusClient | null = null;

/** Registers the features and runs the server where a folder is a corpus. Returns what tests look at. */
export async function activate(context: vscode.ExtensionContext): Promise<{ readonly client: CorpusClient }> {
  const log = vscode.window.createOutputChannel('Variorum', { log: true });
  const client = new CorpusClient(context, log);
  const activation = new CorpusActivation(client, log);
  const host: FeatureHost = { context, log, client, activation };
  context.subscriptions.push(log, client, activation, ...features.map((register) => register(host)));
  running = client;
  await activation.update();
  return { client };
}

/** Resolves when the server is gone, so that no index is cut off in the middle of a write. */
export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}
