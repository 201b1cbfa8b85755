import { fileName } from '../element';

/** What a version or an article is told from the others by. */
export interface NamedVersion {
  readonly outlet: string | null;
  readonly date: string | null;
  readonly uri: string;
}

/**
 * Outlet, or else file, and day of each version, for lists and headings. Two that would be called the same are told apart
 * by the hour, then by the file, then by their number.
 */
export function versionNames(versions: readonly NamedVersion[]): string[] {
  const levels = [nameByDay, nameByHour, nameByFile];
  let names = versions.map(nameByDay);
  for (const level of levels.slice(1)) {
    const clashing = countOf(names);
    names = names.map((name, w) => (clashing.get(name) === 1 ? name : level(versions[w]!)));
  }
  const clashing = countOf(names);
  return names.map((name, w) =>
    clashing.get(name) === 1 ? name : `${name} (${names.slice(0, w + 1).filter((other) => other === name).length})`,
  );
}

function nameByDay({ outlet, date, uri }: NamedVersion): string {
  return [outlet ?? fileName(uri), date?.slice(0, 10)].filter(Boolean).join(', ');
}

function nameByHour({ outlet, date, uri }: NamedVersion): string {
  return [outlet ?? fileName(uri), date?.slice(0, 16).replace('T', ' ')].filter(Boolean).join(', ');
}

function nameByFile(version: NamedVersion): string {
  const name = nameByHour(version);
  return version.outlet === null ? name : `${name}, ${fileName(version.uri)}`;
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
