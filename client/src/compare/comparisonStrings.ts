import * as vscode from 'vscode';
import type { ComparisonLabels, ProtocolVariant } from '../../../server/src/protocol';
import type { ComparisonStrings } from '../webview/comparison/comparisonData';

/** The names of the kinds of difference, in the reader's language. */
export function variantNames(): Readonly<Record<ProtocolVariant, string>> {
  return {
    negation: vscode.l10n.t('negation'),
    number: vscode.l10n.t('number'),
    date: vscode.l10n.t('date'),
    name: vscode.l10n.t('name'),
    speaker: vscode.l10n.t('speaker'),
    reporting: vscode.l10n.t('direct or reported'),
    substitution: vscode.l10n.t('other words'),
    addition: vscode.l10n.t('addition'),
    omission: vscode.l10n.t('omission'),
    transposition: vscode.l10n.t('order'),
  };
}

/** All words of the comparison panel. */
export function comparisonStrings(): ComparisonStrings {
  return {
    title: vscode.l10n.t('Parallel versions'),
    articlesTitle: vscode.l10n.t('Articles side by side'),
    loading: vscode.l10n.t('Comparing …'),
    nothing: vscode.l10n.t('There is nothing to compare here any more. The texts may have changed.'),
    base: vscode.l10n.t('Base'),
    baseTag: vscode.l10n.t('base'),
    layout: vscode.l10n.t('View'),
    texts: vscode.l10n.t('Texts'),
    table: vscode.l10n.t('Table'),
    onlyDifferences: vscode.l10n.t('Differences only'),
    heatMap: vscode.l10n.t('Heat map'),
    previous: vscode.l10n.t('Previous difference'),
    next: vscode.l10n.t('Next difference'),
    openDiff: vscode.l10n.t('Open in diff editor'),
    export: vscode.l10n.t('Export …'),
    kinds: vscode.l10n.t('Kinds of difference'),
    original: vscode.l10n.t('original'),
    originalIs: vscode.l10n.t('Original:'),
    undetermined: vscode.l10n.t('Which version is the original is undetermined.'),
    oneCopy: vscode.l10n.t('1 copy'),
    copies: vscode.l10n.t('{0} copies'),
    differenceOf: vscode.l10n.t('Difference {0} of {1}'),
    noDifferences: vscode.l10n.t('The versions do not differ.'),
    lacks: vscode.l10n.t('Not here: {0}'),
    nothingHere: vscode.l10n.t('nothing'),
    truncated: vscode.l10n.t('Too much for one comparison: {0} versions and the ends of long texts are left out.'),
    sharedShare: vscode.l10n.t('{0} % of its sentences stand in the base'),
    openText: vscode.l10n.t('Open the text'),
    direct: vscode.l10n.t('quoted'),
    indirect: vscode.l10n.t('reported'),
    mixed: vscode.l10n.t('partly quoted'),
    confidence: [vscode.l10n.t('possible'), vscode.l10n.t('likely'), vscode.l10n.t('well supported')],
    variants: variantNames(),
  };
}

/** The words of an exported comparison. */
export function exportLabels(): ComparisonLabels {
  const { title, original, baseTag, variants } = comparisonStrings();
  return { title, unknownOutlet: vscode.l10n.t('unknown outlet'), original, base: baseTag, variants };
}
