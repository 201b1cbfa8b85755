import { registerCallHierarchy } from './callHierarchy';
import { registerCatalogueRequests } from './catalogueRequests';
import { registerEditingRequests } from './editingRequests';
import { registerCodeActions } from './codeActions';
import { FeatureTools, type FeatureContext } from './featureTools';
import { registerComparisonRequests } from './comparisonRequests';
import { registerNavigationFeatures } from './navigationFeatures';
import { registerOverviewRequest } from './overviewRequest';
import { registerReadingFeatures } from './readingFeatures';
import { registerSearchRequests } from './search';
import { registerStatementRequests } from './statementRequests';

/** All groups of handlers that answer from the corpus, one entry a file. */
const groups = [
  registerNavigationFeatures,
  registerReadingFeatures,
  registerCallHierarchy,
  registerCodeActions,
  registerSearchRequests,
  registerStatementRequests,
  registerCatalogueRequests,
  registerOverviewRequest,
  registerEditingRequests,
  registerComparisonRequests,
];

/** Registers the handlers on the session's connection; returns the tools that they share. */
export function registerFeatures(context: FeatureContext): FeatureTools {
  const tools = new FeatureTools(context);
  for (const register of groups) register(context.connection, tools);
  return tools;
}
