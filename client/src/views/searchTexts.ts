import * as vscode from 'vscode';
import type { SearchProblem } from '../../../server/src/protocol';
import type { SearchTexts } from '../webview/search/searchMessages';

/** The search panel's texts in the reader's language. */
export function searchTexts(): SearchTexts {
  const t = vscode.l10n.t;
  return {
    placeholder: t('Words, "a phrase", speaker:name …'),
    search: t('Search the corpus'),
    didYouMean: t('Did you mean:'),
    sortBy: t('Sort by'),
    groupBy: t('Group by'),
    orders: {
      date: t('Oldest first'),
      dateDescending: t('Newest first'),
      outlet: t('By outlet'),
      left: t('By words before'),
      right: t('By words after'),
    },
    groupings: {
      none: t('No groups'),
      statement: t('By statement'),
      outlet: t('By outlet'),
      speaker: t('By speaker'),
    },
    facets: {
      outlet: t('Outlet'),
      speaker: t('Speaker'),
      month: t('Month'),
      kind: t('Kind of quote'),
      language: t('Language'),
    },
    kinds: { direct: t('direct quote'), indirect: t('indirect quote'), mixed: t('mixed quote') },
    noQuote: t('no quote'),
    unknown: t('unknown'),
    unshared: t('All others'),
    filters: t('Filters'),
    removeFilter: t('Remove filter'),
    clearFilters: t('Remove all filters'),
    showAll: t('Show all {0}', '{0}'),
    found: t('{0} sentences in {1} articles', '{0}', '{1}'),
    foundOne: t('1 sentence in 1 article'),
    foundInOneArticle: t('{0} sentences in 1 article', '{0}'),
    foundTimes: t('{0} hits in {1} sentences of {2} articles', '{0}', '{1}', '{2}'),
    foundTimesInOneArticle: t('{0} hits in {1} sentences of 1 article', '{0}', '{1}'),
    foundTimesInOne: t('{0} hits in 1 sentence', '{0}'),
    nothing: t('Nothing found.'),
    nothingWithFilters: t('Nothing found with these filters.'),
    articlesInstead: t('No sentence has all of it, but {0} articles do. Search whole articles', '{0}'),
    searching: t('Searching …'),
    cut: t('There may be more: the search stopped after a minute or at half a million sentences.'),
    orderCut: t('Only the first sentences could be put in this order.'),
    noServer: t('Open a folder of articles to search in it.'),
    hits: t('What was found'),
    hitsOfGroup: t('{0}, {1} hits', '{0}', '{1}'),
    examplesTitle: t('What a search can ask'),
    examples: [
      { query: 'bridge OR ferry', meaning: t('one word or another') },
      { query: '"on the table"', meaning: t('words in this order') },
      { query: 'talks NEAR/5 failed', meaning: t('words at most five apart') },
      { query: 'negotiat*', meaning: t('words that begin so') },
      { query: 'minister -foreign', meaning: t('one word without another') },
      { query: 'kind:direct has:versions', meaning: t('direct quotes that other outlets have, too') },
      { query: 'speaker:mayor date:2023..', meaning: t('who said it, and when') },
      { query: '/sanction(s|ed)?/', meaning: t('a regular expression') },
    ],
  };
}

/** What is wrong with a query, in the reader's language. */
export function problemText({ code, args, message }: SearchProblem): string {
  const template = problemTemplates()[code];
  return template === undefined
    ? message
    : template.replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? '');
}

function problemTemplates(): Readonly<Record<string, string>> {
  const t = vscode.l10n.t;
  return {
    tooLong: t('The query is longer than {0} characters.', '{0}'),
    tooDeep: t('The query is nested more than {0} deep.', '{0}'),
    unclosedPhrase: t('This quotation mark has no closing mark.'),
    unclosedRegex: t('This regular expression has no closing slash.'),
    unclosedGroup: t('This parenthesis is not closed.'),
    strayClose: t('This closing parenthesis has no opening one.'),
    emptyGroup: t('There is nothing between these parentheses.'),
    missingOperand: t('{0} needs something on both sides.', '{0}'),
    missingNegated: t('{0} needs something after it.', '{0}'),
    nothingAfterField: t('Nothing follows {0}:', '{0}'),
    unknownField: t('There is no field called “{0}”. Fields are {1}.', '{0}', '{1}'),
    noWord: t('“{0}” holds no letter or number to search for.', '{0}'),
    innerStar: t('A star works only at the end of a word.'),
    badRegex: t('This regular expression cannot be used: {0}.', '{0}'),
    badDate: t('“{0}” is no date. Write a year, a month (2022-01) or a day (2022-01-07), or a range of them (2022-01..2022-02).', '{0}'), // prettier-ignore
    reversedDates: t('This range ends before it begins.'),
    badKind: t('“{0}” is no kind of quote. Kinds are direct, indirect and mixed.', '{0}'),
    badHas: t('has: can be followed by {0}.', '{0}'),
    badLanguage: t('“{0}” is no language code. Write two letters, such as en, de or zh.', '{0}'),
    badScope: t('within: can be followed by sentence or article.'),
    scopeInOr: t('within: holds for the whole query and cannot be one side of OR or NOT.'),
    nearOperand: t('NEAR takes words, phrases and regular expressions, not {0}.', '{0}'),
    badDistance: t('NEAR needs a distance from 1 to {0}, as in NEAR/5.', '{0}'),
    tooManyPatterns: t('The query has more than {0} prefixes and regular expressions.', '{0}'),
    onlyNegated: t('A query needs at least one thing to find, not only things to leave out.'),
  };
}
