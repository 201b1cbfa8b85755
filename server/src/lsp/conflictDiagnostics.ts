import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver';
import type { CancellationToken } from '../base/cancellation';
import { conflictsOfFile, type StatementConflict } from '../service/conflicts';
import { shorten } from '../service/displayText';
import type { FeatureTools } from './featureTools';
import { toLocation, toRange, type Lines } from './toProto';

/** More conflicts than this in one file are a sign of something else; the rest is left out. */
const maxDiagnostics = 100;

/** Publishes the conflicts that a file takes part in, with each other version as related information. */
export async function publishConflicts(
  uri: string,
  connection: Connection,
  tools: FeatureTools,
  token: CancellationToken,
): Promise<void> {
  if (!tools.settings().conflicts) return void connection.sendDiagnostics({ uri, diagnostics: [] });
  const conflicts = (await conflictsOfFile(uri, tools.reader(), token)).slice(0, maxDiagnostics);
  const uris = conflicts.flatMap(({ readings }) => readings.map((reading) => reading.uri));
  const maps = await tools.lineMaps.lines([uri, ...uris]);
  if (token.isCancellationRequested) return;
  const diagnostics = conflicts.flatMap((conflict) => toDiagnostics(conflict, uri, maps, tools));
  void connection.sendDiagnostics({ uri, diagnostics });
}

function toDiagnostics(
  { type, readings }: StatementConflict,
  uri: string,
  maps: ReadonlyMap<string, Lines>,
  tools: FeatureTools,
): Diagnostic[] {
  const map = maps.get(uri);
  const own = readings.find((reading) => reading.uri === uri);
  const others = readings.filter((reading) => reading !== own);
  const [first] = others;
  if (map === undefined || own === undefined || first === undefined) return [];
  return [
    {
      range: toRange(map, own.span),
      severity: DiagnosticSeverity.Information,
      source: 'Variorum',
      code: type,
      message: tools
        .messages()
        .conflicts[type](shorten(own.text, 80), shorten(first.text, 80), first.outlet ?? fileName(first.uri)),
      relatedInformation: others.flatMap((other) => {
        const otherMap = maps.get(other.uri);
        if (otherMap === undefined) return [];
        const message = [other.outlet ?? fileName(other.uri), other.date?.slice(0, 10), shorten(other.text, 120)];
        return [
          { location: toLocation(otherMap, other.uri, other.span), message: message.filter(Boolean).join(' · ') },
        ];
      }),
    },
  ];
}

function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
