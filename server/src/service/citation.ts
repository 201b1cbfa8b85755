import type { ArticleRecord } from '../corpus/corpusTypes';
import { dayOf, escapeMarkdown, flatten } from './displayText';

export type CitationFormat = 'text' | 'markdown' | 'bibtex' | 'csl';

/** A quotation to be cited: plain data. */
export interface CitedPassage {
  readonly article: Pick<ArticleRecord, 'outlet' | 'date' | 'headline' | 'byline' | 'credit' | 'language'>;
  readonly text: string;
  /** Path of the file in its corpus, with `/`. */
  readonly path: string;
  /** 1-based line of the first word. */
  readonly line: number;
  readonly url: string | null;
}

/** A passage with its citation, ready for the clipboard. What is not known is left out, never made up. */
export function cite(passage: CitedPassage, format: CitationFormat): string {
  switch (format) {
    case 'text':
      return `“${innerQuotes(flatten(passage.text))}” (${sourceLine(passage)})`;
    case 'markdown': {
      const key = citationKey(passage);
      return `> ${escapeMarkdown(flatten(passage.text))} [^${key}]\n\n[^${key}]: ${escapeMarkdown(sourceLine(passage))}.\n`;
    }
    case 'bibtex':
      return bibtex(passage);
    case 'csl':
      return JSON.stringify([cslItem(passage)], null, 2) + '\n';
  }
}

function sourceLine({ article, path, line, url }: CitedPassage): string {
  const headline = article.headline === null ? null : `“${innerQuotes(flatten(article.headline))}”`;
  const parts = [
    article.byline && flatten(article.byline),
    headline,
    article.outlet ?? article.credit,
    dayOf(article.date),
    url,
    `${path}:${line}`,
  ];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}

/** Quotation marks within quotation marks are single ones. */
function innerQuotes(text: string): string {
  const inner = text.replace(/^["“„«»](.*)["”“»«]$/su, (whole, body: string) =>
    /["“”„«»]/u.test(body) ? whole : body,
  );
  return inner.replace(/“([^“”]*)”|"([^"]*)"/gu, '‘$1$2’');
}

/** A key such as `herald-2024-mayor`: letters, digits and hyphens only. */
export function citationKey({ article, path }: CitedPassage): string {
  const word = (text: string | null) =>
    (text ?? '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/^(?:the|a|an|der|die|das|le|la|el) /, '')
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? [];
  const parts = [
    word(article.outlet ?? article.credit).join(''),
    article.date?.slice(0, 4),
    word(article.headline).find((part) => part.length > 3),
  ];
  const key = parts.filter((part) => part !== undefined && part !== '').join('-');
  return key === '' ? word(path.replace(/\.[^.]*$/, '')).join('-') || 'source' : key;
}

function bibtex(passage: CitedPassage): string {
  const { article, path, line, url } = passage;
  const fields: [string, string | null][] = [
    ['author', article.byline],
    ['title', article.headline],
    ['journal', article.outlet ?? article.credit],
    ['date', dayOf(article.date)],
    ['url', url],
    ['language', article.language],
    ['note', `${path}, line ${line}`],
    ['annote', flatten(passage.text)],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === null || value === ''
      ? []
      : [`  ${name} = {${name === 'url' ? value.replace(/[{}\\\s]/g, '') : escapeBibtex(flatten(value))}},`],
  );
  return `@article{${citationKey(passage)},\n${lines.join('\n')}\n}\n`;
}

function escapeBibtex(text: string): string {
  return text.replace(/[\\{}$&#%_~^]/g, (mark) => bibtexEscapes[mark] ?? mark);
}

const bibtexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** An item of Citation Style Language JSON (version 1.0.2), as reference managers import it. */
function cslItem(passage: CitedPassage): Record<string, unknown> {
  const { article, path, line, url } = passage;
  const date = /^(\d{4})-(\d{2})-(\d{2})/.exec(article.date ?? '');
  return {
    id: citationKey(passage),
    type: 'article-newspaper',
    ...(article.headline === null ? {} : { title: flatten(article.headline) }),
    ...(article.byline === null ? {} : { author: [{ literal: flatten(article.byline) }] }),
    ...((article.outlet ?? article.credit) === null ? {} : { 'container-title': article.outlet ?? article.credit }),
    ...(date ? { issued: { 'date-parts': [[Number(date[1]), Number(date[2]), Number(date[3])]] } } : {}),
    ...(article.language === null ? {} : { language: article.language }),
    ...(url === null ? {} : { URL: url }),
    note: `${path}, line ${line}`,
    annote: flatten(passage.text),
  };
}
