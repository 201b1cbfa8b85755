import * as vscode from 'vscode';
import type { ProtocolPlace } from '../../../server/src/protocol';
import { asRange } from '../commands/versionCommands';

const scheme = 'variorum-version';
const maxKept = 100;

/** The words of single versions as read-only documents, for the diff editor. */
export class VersionTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly contents = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  private count = 0;

  /** Makes a document of a version; `name` is what its tab shows. */
  async add(place: ProtocolPlace, name: string): Promise<vscode.Uri> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
    this.count += 1;
    // By its name a passage: read with word wrap, its first line no headline.
    const uri = vscode.Uri.from({ scheme, path: `/${this.count}/${name.replace(/[/\\?#]/g, ' ')}.news-passage` });
    this.contents.set(uri.toString(), document.getText(asRange(place.range)) + '\n');
    const oldest = this.contents.keys().next().value;
    if (this.contents.size > maxKept && oldest !== undefined) this.contents.delete(oldest);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.contents.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.registration.dispose();
  }
}
