import { fileName } from './webview/element';

/** What an article is called in lists: its outlet, or its file where none is known, as in the comparison and the timeline. */
export function outletName({ outlet, uri }: { readonly outlet: string | null; readonly uri: string }): string {
  return outlet ?? fileName(uri);
}
