import { SymbolKind, type CallHierarchyItem, type Connection } from 'vscode-languageserver';
import { comesFrom, derivationItem, derivesFrom, type DerivationItem } from '../service/derivation';
import type { FeatureTools } from './featureTools';
import { fromPosition, toRange } from './toProto';

/**
 * Derivation as a call hierarchy: a version "calls" the original that it comes from (outgoing), and is "called" by the
 * versions that derive from it (incoming).
 */
export function registerCallHierarchy(connection: Connection, tools: FeatureTools): void {
  const toItem = async (item: DerivationItem): Promise<CallHierarchyItem[]> => {
    const map = await tools.lineMaps.get(item.uri);
    if (map === null) return [];
    const range = toRange(map, item.span);
    return [
      { name: item.name, detail: item.detail, kind: SymbolKind.String, uri: item.uri, range, selectionRange: range },
    ];
  };
  const offsetOf = async ({ uri, range }: CallHierarchyItem) => {
    const map = await tools.lineMaps.get(uri);
    return map === null ? null : fromPosition(map, range.start);
  };

  connection.languages.callHierarchy.onPrepare(
    tools.guard('derivation', null, async ({ textDocument: { uri }, position }, token) => {
      const map = await tools.lineMaps.get(uri);
      const item = map && (await derivationItem(uri, fromPosition(map, position), tools.reader(), token));
      return item ? toItem(item) : null;
    }),
  );

  connection.languages.callHierarchy.onOutgoingCalls(
    tools.guard('what this comes from', null, async ({ item }, token) => {
      const offset = await offsetOf(item);
      if (offset === null) return null;
      const items = await Promise.all((await comesFrom(item.uri, offset, tools.reader(), token)).map(toItem));
      return items.flat().map((to) => ({ to, fromRanges: [item.selectionRange] }));
    }),
  );

  connection.languages.callHierarchy.onIncomingCalls(
    tools.guard('what derives from this', null, async ({ item }, token) => {
      const offset = await offsetOf(item);
      if (offset === null) return null;
      const items = await Promise.all((await derivesFrom(item.uri, offset, tools.reader(), token)).map(toItem));
      return items.flat().map((from) => ({ from, fromRanges: [from.selectionRange] }));
    }),
  );
}
