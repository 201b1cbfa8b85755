/**
 * What matching costs over a stored index, as JSON: versions of one passage, articles compared and pairs scored a query,
 * and a sweep over all quotes. Times are of the main thread's processor.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/matchStored.ts STORAGE FOLDER [--no-sweep]
 */
import { neverCancelled } from '../server/src/base/cancellation';
import { VersionFinder } from '../server/src/collation/versionFinder';
import { Latencies } from './latencies';
import { openStorage, processorMs } from './openStorage';

/** Found by {@link main}, one JSON object. */
export interface MatchMeasures {
  readonly openMs: number;
  readonly versions: Latencies['summary'];
  readonly comparedPerQuery: number;
  readonly scoredPerQuery: number;
  readonly sweepSeconds: number | null;
  readonly statements: number | null;
}

const queries = 400;

async function main(): Promise<void> {
  const [storage, folder] = process.argv.slice(2);
  if (storage === undefined || folder === undefined) throw new Error('usage: matchStored.ts STORAGE FOLDER');
  const { corpus, openMs, dispose } = await openStorage(storage, folder);
  try {
    const { index } = corpus;
    const finder = new VersionFinder(index);
    const versions = new Latencies(processorMs);
    let compared = 0;
    for (let query = 0; query < queries; query++) {
      const passage = index.passage(Math.floor(((query + 0.5) * index.passageIdLimit) / queries));
      if (passage === undefined) continue;
      await versions.measure(async () => finder.findVersions(passage, 0.5, neverCancelled));
      compared += finder.comparedPairs;
    }
    const { summary } = versions;
    let sweepSeconds: number | null = null;
    let statements: number | null = null;
    if (!process.argv.includes('--no-sweep')) {
      const started = processorMs();
      statements = 0;
      for (const members of new VersionFinder(index).sweep(0.5)) if (members.length > 0) statements++;
      sweepSeconds = (processorMs() - started) / 1000;
    }
    const measures: MatchMeasures = {
      openMs,
      versions: summary,
      comparedPerQuery: compared / summary.count,
      scoredPerQuery: finder.scoredPairs / summary.count,
      sweepSeconds,
      statements,
    };
    process.stdout.write(`${JSON.stringify(measures)}\n`);
  } finally {
    await dispose();
  }
}

void main();
