/** The versions of each passage: `neighbours(p)` are the passages that match `p`, with their scores. Symmetric. */
export interface MatchGraph {
  readonly passages: Iterable<number>;
  neighbours(passage: number): readonly { readonly passage: number; readonly score: number }[];
  score(a: number, b: number): number | undefined;
  /** A total order of passages that does not depend on their ids. */
  compare(a: number, b: number): number;
}

/** At most so many versions of one passage are clustered, best first. */
export const maxVersions = 400;

/**
 * The statements that a passage makes: cliques of the graph, so that two versions of different things are never joined
 * through a third. Built greedily, best match first: each clique takes whatever matches all of its members; matches
 * that fit in none yet begin another. So every match of the passage is in one of its cliques, each clique is maximal,
 * and the result depends on nothing but the passage's matches and theirs. Sorted members.
 */
export function cliquesAround(passage: number, graph: MatchGraph): number[][] {
  const matches = [...graph.neighbours(passage)]
    .sort((x, y) => y.score - x.score || graph.compare(x.passage, y.passage))
    .slice(0, maxVersions)
    .map((match) => match.passage);
  const covered = new Set<number>();
  const cliques: number[][] = [];
  for (const seed of matches) {
    if (covered.has(seed)) continue;
    const clique = [passage, seed];
    for (const other of matches) {
      if (other !== seed && clique.every((member) => member === passage || graph.score(member, other) !== undefined)) {
        clique.push(other);
      }
    }
    for (const member of clique) covered.add(member);
    cliques.push(clique.sort((x, y) => x - y));
  }
  return cliques;
}

/** All statements: every passage's cliques, each once. */
export function* allCliques(graph: MatchGraph): Generator<number[]> {
  const seen = new Set<string>();
  for (const passage of graph.passages) {
    for (const clique of cliquesAround(passage, graph)) {
      const key = clique.join(' ');
      if (seen.has(key)) continue;
      seen.add(key);
      yield clique;
    }
  }
}
