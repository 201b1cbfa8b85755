import * as vscode from 'vscode';
import { rebuildIndexRequest } from '../../../server/src/protocol';
import type { FeatureHost } from '../feature';

/** Commands about the server itself and about which folders it reads. */
export function registerServerCommands({ client, log, context }: FeatureHost): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.restartServer', () => client.restart()),
    vscode.commands.registerCommand('variorum.showLog', () => log.show()),
    vscode.commands.registerCommand('variorum.rebuildIndex', async () => {
      if (client.state !== 'running') return offerToRead();
      await client.request(rebuildIndexRequest);
    }),
    vscode.commands.registerCommand('variorum.stopIndexing', () => client.stopIndexing()),
    vscode.commands.registerCommand('variorum.readFolder', () => setEnable('on')),
    vscode.commands.registerCommand('variorum.leaveFolder', () => setEnable('off')),
    vscode.commands.registerCommand('variorum.openSettings', () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
    ),
    vscode.commands.registerCommand('variorum.openWalkthrough', () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${context.extension.id}#variorum.start`,
        false,
      ),
    ),
    vscode.commands.registerCommand('variorum.showLeftOut', async () => {
      const status = client.status;
      if (status === null || status.leftOutCount === 0) {
        await vscode.window.showInformationMessage(vscode.l10n.t('No file of this corpus is left out.'));
        return;
      }
      const rest = status.leftOutCount - status.leftOut.length;
      const picked = await vscode.window.showQuickPick(
        status.leftOut.map(({ uri, reason }) => ({
          label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
          description: reason,
          uri,
        })),
        {
          title: vscode.l10n.t('Files left out'),
          placeHolder: rest > 0 ? vscode.l10n.t('{0} more are named in the log', rest) : undefined,
        },
      );
      if (picked) await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(picked.uri));
    }),
  );
}

async function setEnable(value: 'on' | 'off'): Promise<void> {
  if (!vscode.workspace.workspaceFolders?.length) {
    await vscode.commands.executeCommand('vscode.openFolder');
    return;
  }
  await vscode.workspace.getConfiguration('variorum').update('enable', value, vscode.ConfigurationTarget.Workspace);
}

async function offerToRead(): Promise<void> {
  const read = vscode.l10n.t('Read This Folder');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('This folder is not read as a corpus of articles.'),
    read,
  );
  if (answer === read) await setEnable('on');
}
