import type { VersionMatch } from '../collation/versions';
import { resolveAnchor, type TextAnchor } from '../text/anchor';

/** A passage that a person named in a correction. */
export interface CorrectedPlace {
  /** Path of the file relative to the folder of its `variorum.json`, with `/`. */
  readonly path: string;
  readonly anchor: TextAnchor;
}

/** A person's word on two passages: it wins over the machine's. */
export interface Correction {
  readonly type: 'same' | 'notSame';
  readonly a: CorrectedPlace;
  readonly b: CorrectedPlace;
}

/** Reads the `corrections` of a parsed `variorum.json`; what is malformed is reported and left out. */
export function parseCorrections(value: unknown): { readonly corrections: Correction[]; readonly problems: string[] } {
  const entries = isRecord(value) ? value.corrections : undefined;
  if (entries === undefined) return { corrections: [], problems: [] };
  if (!Array.isArray(entries)) return { corrections: [], problems: ['corrections must be a list.'] };
  const corrections: Correction[] = [];
  const problems: string[] = [];
  entries.forEach((entry: unknown, index) => {
    const a = isRecord(entry) ? readPlace(entry.a) : null;
    const b = isRecord(entry) ? readPlace(entry.b) : null;
    const type = isRecord(entry) ? entry.type : null;
    if (a && b && (type === 'same' || type === 'notSame')) corrections.push({ type, a, b });
    else problems.push(`corrections[${index}] needs a type ("same" or "notSame") and two places, a and b.`);
  });
  return { corrections, problems };
}

/** Where the passages of corrections are today. */
export interface PassageFinder {
  /** URI of a path of the folder; null where the corpus has no such file. */
  uriOf(path: string): string | null;
  /** URIs of files that hold a passage of exactly these words: a file that was renamed. At most a few. */
  filesWith(words: string): readonly string[];
  readText(uri: string): Promise<string | null>;
}

/** A correction whose passages were found: places as URI and an offset within the passage. */
export interface ResolvedCorrection {
  readonly type: Correction['type'];
  readonly a: { readonly uri: string; readonly offset: number };
  readonly b: { readonly uri: string; readonly offset: number };
}

/** Finds the passages of corrections; those whose words are gone are returned as lost, to be told of. */
export async function resolveCorrections(
  corrections: readonly Correction[],
  finder: PassageFinder,
): Promise<{ readonly resolved: ResolvedCorrection[]; readonly lost: Correction[] }> {
  const resolved: ResolvedCorrection[] = [];
  const lost: Correction[] = [];
  for (const correction of corrections) {
    const [a, b] = [await findPlace(correction.a, finder), await findPlace(correction.b, finder)];
    if (a && b) resolved.push({ type: correction.type, a, b });
    else lost.push(correction);
  }
  return { resolved, lost };
}

async function findPlace(place: CorrectedPlace, finder: PassageFinder): Promise<ResolvedCorrection['a'] | null> {
  const known = finder.uriOf(place.path);
  for (const uri of known === null ? finder.filesWith(place.anchor.quote) : [known]) {
    const text = await finder.readText(uri);
    const span = text === null ? null : resolveAnchor(text, place.anchor);
    // The middle is surely within the passage, even where its edges were edited.
    if (span !== null) return { uri, offset: Math.floor((span.start + span.end) / 2) };
  }
  return null;
}

/**
 * What the corrections make of the versions that were found for `asked`: passages that a person set apart go,
 * passages that a person tied to it come, first after the asked one.
 */
export function correctMatches(
  asked: number,
  matches: readonly VersionMatch[],
  apart: ReadonlyMap<number, ReadonlySet<number>>,
  together: ReadonlyMap<number, ReadonlySet<number>>,
): readonly VersionMatch[] {
  const excluded = apart.get(asked);
  const added = together.get(asked);
  if (excluded === undefined && added === undefined) return matches;
  const kept = matches.filter(({ passage }) => !excluded?.has(passage));
  if (!kept.some(({ passage }) => passage === asked)) kept.unshift({ passage: asked, score: 1, grade: 'same words' });
  for (const passage of added ?? [])
    if (!kept.some((match) => match.passage === passage)) kept.push({ passage, score: 1, grade: 'reworded' });
  return kept;
}

/** The clusters that a sweep's cluster becomes: one where nobody objected, else one per side of each objection. */
export function correctCluster(
  members: readonly VersionMatch[],
  apart: ReadonlyMap<number, ReadonlySet<number>>,
): readonly (readonly VersionMatch[])[] {
  for (const { passage } of members) {
    const excluded = apart.get(passage);
    if (excluded === undefined || !members.some((other) => excluded.has(other.passage))) continue;
    const without = members.filter((other) => other.passage !== passage);
    const withIt = members.filter((other) => !excluded.has(other.passage));
    return [...correctCluster(without, apart), ...correctCluster(withIt, apart)].filter(
      (cluster) => cluster.length > 1,
    );
  }
  return [members];
}

function readPlace(value: unknown): CorrectedPlace | null {
  if (!isRecord(value)) return null;
  const { path, quote, prefix, suffix, position } = value;
  if (typeof path !== 'string' || typeof quote !== 'string' || quote === '') return null;
  return {
    path,
    anchor: {
      quote,
      prefix: typeof prefix === 'string' ? prefix : '',
      suffix: typeof suffix === 'string' ? suffix : '',
      position: typeof position === 'number' ? position : 0,
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
