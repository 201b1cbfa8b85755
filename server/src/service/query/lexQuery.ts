import type { Span } from '../../text/span';
import { describeProblem, type QueryProblem, type QueryProblemCode } from './queryTypes';

/** A piece of a query. Operators are operators only in capitals, so that `and` can be searched for. */
export type Lexeme =
  | { readonly type: 'word' | 'phrase' | 'regex'; readonly text: string; readonly span: Span }
  | { readonly type: 'field'; readonly text: string; readonly span: Span }
  | { readonly type: 'open' | 'close' | 'and' | 'or' | 'not'; readonly span: Span }
  | { readonly type: 'near'; readonly distance: number; readonly span: Span };

/** Distance of a `NEAR` without a number. */
export const defaultNearDistance = 5;
/** The largest distance that `NEAR/n` takes. */
export const maxNearDistance = 100;

/** Closing marks by opening mark; what people paste from articles carries the marks of many languages. */
const closingMarks: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
};
const space = /\s/;
const fieldStart = /([\p{L}_]{1,40}):/uy;

/** Cuts a query into pieces. Linear; never throws: what cannot be read is left out and noted in `problems`. */
export function lexQuery(query: string, problems: QueryProblem[]): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  const note = (code: QueryProblemCode, span: Span, suggestion: string | null): void => {
    problems.push({ code, args: [], message: describeProblem(code, []), span, suggestion });
  };
  while (at < query.length) {
    const letter = query[at]!;
    const start = at;
    if (space.test(letter)) {
      at += 1;
    } else if (letter === '(' || letter === ')' || letter === '（' || letter === '）') {
      at += 1;
      lexemes.push({ type: letter === '(' || letter === '（' ? 'open' : 'close', span: { start, end: at } });
    } else if (closingMarks[letter] !== undefined) {
      const { text, end, isClosed } = readDelimited(query, start + 1, closingMarks[letter]);
      at = end;
      if (!isClosed) note('unclosedPhrase', { start, end: start + 1 }, `${query.trimEnd()}"`);
      lexemes.push({ type: 'phrase', text, span: { start, end } });
    } else if (letter === '/' && query[at + 1] !== '/') {
      const { text, end, isClosed } = readDelimited(query, start + 1, '/');
      at = end;
      if (!isClosed) note('unclosedRegex', { start, end: start + 1 }, `${query.trimEnd()}/`);
      lexemes.push({ type: 'regex', text, span: { start, end } });
    } else if (letter === '-' && at + 1 < query.length && !space.test(query[at + 1]!) && query[at + 1] !== '-') {
      at += 1;
      lexemes.push({ type: 'not', span: { start, end: at } });
    } else {
      fieldStart.lastIndex = at;
      const field = fieldStart.exec(query);
      if (field) {
        at += field[0].length;
        lexemes.push({ type: 'field', text: field[1]!, span: { start, end: at } });
      } else {
        at += 1;
        while (at < query.length && !endsWord(query[at]!)) at += 1;
        lexemes.push(wordOrOperator(query.slice(start, at), { start, end: at }));
      }
    }
  }
  return lexemes;
}

function wordOrOperator(text: string, span: Span): Lexeme {
  if (text === 'AND' || text === 'OR' || text === 'NOT') {
    return { type: text.toLowerCase() as 'and' | 'or' | 'not', span };
  }
  if (text === 'NEAR') return { type: 'near', distance: defaultNearDistance, span };
  const near = /^NEAR\/(.*)$/u.exec(text);
  if (near) return { type: 'near', distance: /^\d{1,9}$/.test(near[1]!) ? Number(near[1]) : 0, span };
  return { type: 'word', text, span };
}

function endsWord(letter: string): boolean {
  return (
    space.test(letter) ||
    letter === '(' ||
    letter === ')' ||
    letter === '（' ||
    letter === '）' ||
    closingMarks[letter] !== undefined
  );
}

/** Reads up to one of the closing marks; a backslash keeps the mark (and, before a mark or itself, goes away). */
function readDelimited(query: string, from: number, closers: string): { text: string; end: number; isClosed: boolean } {
  let text = '';
  const isRegex = closers === '/';
  for (let at = from; at < query.length; at += 1) {
    const letter = query[at]!;
    if (letter === '\\' && at + 1 < query.length) {
      const next = query[at + 1]!;
      // In a regular expression only the slash is ours to unescape; all other escapes belong to the expression.
      text += closers.includes(next) || (!isRegex && next === '\\') ? next : letter + next;
      at += 1;
    } else if (closers.includes(letter)) {
      return { text, end: at + 1, isClosed: true };
    } else {
      text += letter;
    }
  }
  return { text, end: query.length, isClosed: false };
}
