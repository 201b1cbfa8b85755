import type { Connection } from 'vscode-languageserver';
import {
  articleFactsRequest,
  draftCorrectionRequest,
  quoteRangesRequest,
  type ArticleFacts,
  type ArticleFactsParams,
  type CorrectionDraft,
  type DraftCorrectionParams,
  type FactItem,
  type ProtocolRange,
  type QuoteRangesParams,
  type StatementAtParams,
} from '../protocol';
import { articleAt, settableFacts } from '../service/articleFacts';
import { anchorPassage } from '../service/draftCorrection';
import { quoteSpans } from '../service/readingAids';
import type { Fact } from '../text/article';
import type { FeatureTools } from './featureTools';
import { fromPosition, toRange, type LineMap } from './toProto';

/** Custom requests behind what a reader sets right and steps through: facts of an article, corrections, quotes. */
export function registerEditingRequests(connection: Connection, tools: FeatureTools): void {
  connection.onRequest(
    quoteRangesRequest,
    tools.guard('quotes of a file', [], async ({ uri }: QuoteRangesParams): Promise<ProtocolRange[]> => {
      const opened = await tools.open(uri);
      return opened ? quoteSpans(opened.file).map((span) => toRange(opened.map, span)) : [];
    }),
  );

  connection.onRequest(
    articleFactsRequest,
    tools.guard(
      'facts of an article',
      null,
      async ({ uri, position }: ArticleFactsParams): Promise<ArticleFacts | null> => {
        const opened = await tools.open(uri);
        const found = opened && articleAt(opened.file, fromPosition(opened.map, position));
        if (!opened || !found) return null;
        const { headline, outlet, date, byline, credit } = settableFacts(found.article);
        const item = (fact: Fact<string> | null) => toFactItem(fact, opened.map);
        return {
          index: found.article.index,
          articleCount: found.count,
          headline: item(headline),
          outlet: item(outlet),
          date: item(date),
          byline: item(byline),
          credit: item(credit),
        };
      },
    ),
  );

  connection.onRequest(
    draftCorrectionRequest,
    tools.guard('correction', null, async ({ type, a, b }: DraftCorrectionParams): Promise<CorrectionDraft | null> => {
      const [first, second] = [await anchorAt(a), await anchorAt(b)];
      return first && second ? { type, a: first, b: second } : null;
    }),
  );

  async function anchorAt({ uri, position }: StatementAtParams) {
    const map = await tools.lineMaps.get(uri);
    return map && anchorPassage(uri, fromPosition(map, position), tools.reader());
  }
}

function toFactItem(fact: Fact<string> | null, map: LineMap): FactItem | null {
  return fact && { value: fact.value, evidence: fact.evidence, range: fact.span && toRange(map, fact.span) };
}
