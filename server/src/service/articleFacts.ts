import type { AnalysedFile } from '../corpus/analyseFile';
import type { Article, Fact } from '../text/article';
import { touches } from './locate';

/** The article at an offset with how many its file holds; a file of one article is that article everywhere. */
export function articleAt(
  file: AnalysedFile,
  offset: number,
): { readonly article: Article; readonly count: number } | null {
  const count = file.articles.length;
  const found =
    file.articles.find(({ article }) => touches(article, offset)) ?? (count === 1 ? file.articles[0] : undefined);
  return found ? { article: found.article, count } : null;
}

/** The facts of an article that a reader may set right. */
export function settableFacts(
  article: Article,
): Readonly<Record<'headline' | 'outlet' | 'date' | 'byline' | 'credit', Fact<string> | null>> {
  const { headline, outlet, date, byline, credit } = article;
  return { headline, outlet, date, byline, credit };
}
