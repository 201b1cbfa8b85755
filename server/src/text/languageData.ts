import deAbbreviations from '../../languages/de/abbreviations.tsv';
import deMonths from '../../languages/de/months.tsv';
import deStopwords from '../../languages/de/stopwords.tsv';
import deTailVerbs from '../../languages/de/tailVerbs.tsv';
import enAbbreviations from '../../languages/en/abbreviations.tsv';
import enMonths from '../../languages/en/months.tsv';
import enStopwords from '../../languages/en/stopwords.tsv';
import enTailVerbs from '../../languages/en/tailVerbs.tsv';
import esAbbreviations from '../../languages/es/abbreviations.tsv';
import esMonths from '../../languages/es/months.tsv';
import esStopwords from '../../languages/es/stopwords.tsv';
import esTailVerbs from '../../languages/es/tailVerbs.tsv';
import frAbbreviations from '../../languages/fr/abbreviations.tsv';
import frMonths from '../../languages/fr/months.tsv';
import frStopwords from '../../languages/fr/stopwords.tsv';
import frTailVerbs from '../../languages/fr/tailVerbs.tsv';
import ruAbbreviations from '../../languages/ru/abbreviations.tsv';
import ruMonths from '../../languages/ru/months.tsv';
import ruStopwords from '../../languages/ru/stopwords.tsv';
import ruTailVerbs from '../../languages/ru/tailVerbs.tsv';
import zhStopwords from '../../languages/zh/stopwords.tsv';
import zhTailVerbs from '../../languages/zh/tailVerbs.tsv';

/**
 * How an abbreviation's full stop is read. `title`: a name follows, it never ends a sentence; `number`: a number
 * follows; `open`: it may end a sentence and does where a function word follows; `clock`: a.m. and p.m.
 */
export type AbbreviationClass = 'title' | 'number' | 'open' | 'clock';

/** What the text layer knows of a language. */
export interface LanguageData {
  readonly code: string;
  readonly functionWords: ReadonlySet<string>;
  /** Abbreviations without their last full stop, as written. */
  readonly abbreviations: ReadonlyMap<string, AbbreviationClass>;
  /** Verbs of short clauses that name the speaker after a closed quote. */
  readonly tailVerbs: ReadonlySet<string>;
}

/** The rows of a lexicon file: tab-separated, `#` lines and empty lines left out. */
export function readRows(tsv: string): string[][] {
  const rows: string[][] = [];
  for (const line of tsv.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    rows.push(line.replace(/\r$/, '').split('\t'));
  }
  return rows;
}

function readLanguage(code: string, stopwords: string, abbreviations: string, tailVerbs: string): LanguageData {
  return {
    code,
    functionWords: new Set(readRows(stopwords).map(([word]) => word!)),
    abbreviations: new Map(readRows(abbreviations).map(([word, kind]) => [word!, kind as AbbreviationClass])),
    tailVerbs: new Set(readRows(tailVerbs).map(([word]) => word!)),
  };
}

const english = readLanguage('en', enStopwords, enAbbreviations, enTailVerbs);

const languages = new Map<string, LanguageData>(
  [
    english,
    readLanguage('de', deStopwords, deAbbreviations, deTailVerbs),
    readLanguage('es', esStopwords, esAbbreviations, esTailVerbs),
    readLanguage('fr', frStopwords, frAbbreviations, frTailVerbs),
    readLanguage('ru', ruStopwords, ruAbbreviations, ruTailVerbs),
    readLanguage('zh', zhStopwords, '', zhTailVerbs),
  ].map((language) => [language.code, language]),
);

/** The data of a language by its ISO 639-1 code; English where the code is null or unknown. */
export function languageData(code: string | null): LanguageData {
  return (code !== null ? languages.get(code) : undefined) ?? english;
}

/** Languages with data of their own. */
export const knownLanguages: readonly LanguageData[] = [...languages.values()];

/** Month numbers 1–12 by lower-case name or abbreviation, all languages together. */
export const monthByName: ReadonlyMap<string, number> = new Map(
  [enMonths, deMonths, esMonths, frMonths, ruMonths].flatMap((tsv) =>
    readRows(tsv).map(([name, month]) => [name!, Number(month)] as const),
  ),
);
