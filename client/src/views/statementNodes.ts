import * as vscode from 'vscode';
import type { StatementItem, VersionItem } from '../../../server/src/protocol';
import { asRange } from '../commands/versionCommands';
import { outletName } from '../outletName';
import { noteNode, openCommand, type TreeNode } from './treeNode';

/** Versions that a row shows below it; more are in the peek. */
const maxVersions = 100;

/** Rows of the versions of a statement, or a word that there are none. */
export function versionNodes(statement: StatementItem | null): readonly TreeNode[] {
  if (statement === null) return [noteNode(vscode.l10n.t('No parallel version'))];
  const nodes: TreeNode[] = statement.members.slice(0, maxVersions).map(versionNode);
  const rest = statement.members.length - nodes.length;
  return rest > 0 ? [...nodes, noteNode(vscode.l10n.t('{0} more', rest))] : nodes;
}

/** A version in a tree: who printed it, when, and its words. */
export interface VersionNode extends TreeNode {
  readonly version: VersionItem;
}

function versionNode(version: VersionItem): VersionNode {
  const treeItem = new vscode.TreeItem(outletName(version));
  treeItem.description = [version.date?.slice(0, 10), version.text].filter(Boolean).join(' · ');
  treeItem.tooltip = [
    version.headline,
    [version.speaker, gradeText(version.grade)].filter(Boolean).join(' · '),
    version.text,
  ]
    .filter(Boolean)
    .join('\n\n');
  treeItem.iconPath = new vscode.ThemeIcon(version.isOriginal ? 'star-full' : 'quote');
  treeItem.contextValue = 'version';
  treeItem.command = openCommand(vscode.Uri.parse(version.uri), asRange(version.range));
  const label = `${version.outlet ?? ''} ${version.text}`;
  treeItem.accessibilityInformation = {
    label: version.isOriginal ? `${vscode.l10n.t('Original')}: ${label}` : label,
  };
  return { treeItem, version };
}

/** “1 version”, “4 versions”. */
export function versionCountText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 version') : vscode.l10n.t('{0} versions', count);
}

/** A place that commands of a row work on. */
export interface PlaceNode extends TreeNode {
  readonly place: { readonly uri: vscode.Uri; readonly range: vscode.Range };
}

/** How near the words of a version are to those that it is a version of, in the reader's language. */
function gradeText(grade: string): string {
  if (grade === 'same words') return vscode.l10n.t('same words');
  if (grade === 'edited') return vscode.l10n.t('edited');
  if (grade === 'reworded') return vscode.l10n.t('reworded');
  return vscode.l10n.t('possible');
}
