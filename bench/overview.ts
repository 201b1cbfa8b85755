/**
 * Measures what the corpus overview takes on the server: processor time by kind of question, over made-up facts of many
 * articles in no order. usage: tsx bench/overview.ts [--articles 37557]
 */
import { parseArgs } from 'node:util';
import type { ArticleRecord, CorpusReader } from '../server/src/corpus/corpusTypes';
import { corpusOverview, type OverviewQuestion } from '../server/src/service/corpusOverview';

const { values } = parseArgs({ options: { articles: { type: 'string', default: '37557' } } });
const count = Number(values.articles);

const articles: readonly ArticleRecord[] = Array.from({ length: count }, (_, nth) => ({
  uri: `file:///corpus/2019/${(nth * 7919) % count}/article-${nth}.txt`,
  index: 0,
  start: 0,
  end: 1000,
  headline: `Headline ${(nth * 31) % count} of something that happened in the city`,
  outlet: nth % 11 === 0 ? null : `Outlet ${nth % 400}`,
  date: `20${10 + (nth % 12)}-0${1 + (nth % 9)}-1${nth % 10}`,
  byline: null,
  credit: null,
  language: 'en',
  genre: 'report',
  factPlaces: (nth % 11 === 0 ? 0 : 6) | (6 << 4) | (6 << 8),
  quoteCount: 3,
}));

const question: OverviewQuestion = {
  missing: null,
  place: null,
  words: '',
  order: 'path',
  direction: 'ascending',
  offset: 0,
  limit: 100,
};

async function main(): Promise<void> {
  const index = { revision: 1 };
  const reader = { articles: () => articles, searchIndex: () => index } as unknown as CorpusReader;
  const pathOf = (uri: string) => decodeURIComponent(uri.slice('file:///corpus/'.length));
  const kinds: readonly (readonly [string, Partial<OverviewQuestion>])[] = [
    ['first question', {}],
    ['another page', { offset: count >> 1 }],
    ['what lacks an outlet', { missing: 'outlet' }],
    ['by headline', { order: 'headline' }],
    ['by date, newest first', { order: 'date', direction: 'descending' }],
    ['by outlet', { order: 'outlet' }],
    ['words, the first time', { words: 'headline 123' }],
    ['words, again', { words: 'headline 1234' }],
  ];
  console.log('| question | processor |\n| --- | --- |');
  for (const [name, part] of kinds) {
    const before = process.cpuUsage();
    await corpusOverview(reader, { ...question, ...part }, pathOf);
    const { user, system } = process.cpuUsage(before);
    console.log(`| ${name} | ${((user + system) / 1000).toFixed(1)} ms |`);
  }
}

void main();
