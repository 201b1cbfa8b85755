import type { QuoteKind } from '../../quotation/quoteTypes';
import type { Span } from '../../text/span';

/** One thing to look for in words: a word, words in order, the beginning of a word, or a regular expression. */
export type TextPattern =
  | { readonly type: 'word'; readonly text: string; readonly span: Span }
  | { readonly type: 'prefix'; readonly text: string; readonly span: Span }
  /** `text` is what stands between the marks, unescaped; a word in it that ends in `*` is a prefix. */
  | { readonly type: 'phrase'; readonly text: string; readonly span: Span }
  /** `source` is what stands between the slashes, `\/` unescaped. */
  | { readonly type: 'regex'; readonly source: string; readonly span: Span };

/** Fields whose value is matched like text. */
export const textFields = ['speaker', 'outlet', 'headline'] as const;
export type TextField = (typeof textFields)[number];

/** All fields of the query language. */
export const fieldNames = ['speaker', 'outlet', 'date', 'kind', 'has', 'headline', 'language', 'within'] as const;
export type FieldName = (typeof fieldNames)[number];

/** What `has:` can ask for. */
export const hasValues = ['versions', 'quote'] as const;
export type HasValue = (typeof hasValues)[number];

/** How near conditions must stand together: in one sentence, or somewhere in one article. */
export const scopes = ['sentence', 'article'] as const;
export type Scope = (typeof scopes)[number];

/** A condition of a query. `and` and `or` have two or more nodes, none of their own type. */
export type QueryNode =
  | TextPattern
  | {
      readonly type: 'near';
      readonly distance: number;
      readonly left: QueryNode;
      readonly right: QueryNode;
      readonly span: Span;
    }
  | { readonly type: 'and' | 'or'; readonly nodes: readonly QueryNode[]; readonly span: Span }
  | { readonly type: 'not'; readonly node: QueryNode; readonly span: Span }
  | { readonly type: 'field'; readonly field: TextField; readonly value: TextPattern; readonly span: Span }
  /** Years, months or days (`2022`, `2022-01`, `2022-01-07`), both ends included; null is open. */
  | { readonly type: 'date'; readonly from: string | null; readonly to: string | null; readonly span: Span }
  | { readonly type: 'kind'; readonly kind: QuoteKind; readonly span: Span }
  | { readonly type: 'has'; readonly what: HasValue; readonly span: Span }
  | { readonly type: 'language'; readonly code: string; readonly span: Span };

/** A query as it was understood. */
export interface Query {
  readonly root: QueryNode;
  readonly scope: Scope;
}

/** Why a query cannot be run as it stands. The code is for translation, `args` are its parts. */
export interface QueryProblem {
  readonly code: QueryProblemCode;
  readonly args: readonly string[];
  /** In English, with `args` filled in. */
  readonly message: string;
  /** The part of the query that it is about; never outside of it, empty only at its end. */
  readonly span: Span;
  /** A query that is probably meant, or null. */
  readonly suggestion: string | null;
}

/** English texts of all problems; `{0}` stands for the first of the arguments. */
export const queryProblemTexts = {
  tooLong: 'The query is longer than {0} characters.',
  tooDeep: 'The query is nested more than {0} deep.',
  unclosedPhrase: 'This quotation mark has no closing mark.',
  unclosedRegex: 'This regular expression has no closing slash.',
  unclosedGroup: 'This parenthesis is not closed.',
  strayClose: 'This closing parenthesis has no opening one.',
  emptyGroup: 'There is nothing between these parentheses.',
  missingOperand: '{0} needs something on both sides.',
  missingNegated: '{0} needs something after it.',
  nothingAfterField: 'Nothing follows {0}:',
  unknownField: 'There is no field called “{0}”. Fields are {1}.',
  noWord: '“{0}” holds no letter or number to search for.',
  innerStar: 'A star works only at the end of a word.',
  badRegex: 'This regular expression cannot be used: {0}.',
  badDate:
    '“{0}” is no date. Write a year, a month (2022-01) or a day (2022-01-07), or a range of them (2022-01..2022-02).',
  reversedDates: 'This range ends before it begins.',
  badKind: '“{0}” is no kind of quote. Kinds are direct, indirect and mixed.',
  badHas: 'has: can be followed by {0}.',
  badLanguage: '“{0}” is no language code. Write two letters, such as en, de or zh.',
  badScope: 'within: can be followed by sentence or article.',
  scopeInOr: 'within: holds for the whole query and cannot be one side of OR or NOT.',
  nearOperand: 'NEAR takes words, phrases and regular expressions, not {0}.',
  badDistance: 'NEAR needs a distance from 1 to {0}, as in NEAR/5.',
  tooManyPatterns: 'The query has more than {0} prefixes and regular expressions.',
  onlyNegated: 'A query needs at least one thing to find, not only things to leave out.',
} as const;
export type QueryProblemCode = keyof typeof queryProblemTexts;

/** Fills the arguments of a problem's text in. */
export function describeProblem(code: QueryProblemCode, args: readonly string[]): string {
  return queryProblemTexts[code].replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? '');
}
