/** A file of a folder as the decision sees it: its path inside the folder, with `/`, and how its text begins. */
export interface SampledFile {
  readonly path: string;
  /** The first few thousand characters; empty where the file could not be read. */
  readonly head: string;
}

/** What is looked at before a server is started for a folder. */
export interface FolderSample {
  /** Names of the files and folders at the folder's top. */
  readonly rootNames: readonly string[];
  /** Paths of files found, of any kind: shows whether the folder is mostly program code. At most a few hundred. */
  readonly paths: readonly string[];
  /** A few texts from all over the folder. */
  readonly texts: readonly SampledFile[];
}

/** Whether a folder reads like a corpus of articles, with the reason for the log. */
export interface CorpusDecision {
  readonly isCorpus: boolean;
  readonly reason: string;
}

/** Files whose presence says that a folder is a software project, whatever texts it also holds. */
const projectFiles = new Set(
  [
    'package.json',
    'pyproject.toml',
    'setup.py',
    'setup.cfg',
    'requirements.txt',
    'Pipfile',
    'Cargo.toml',
    'go.mod',
    'pom.xml',
    'build.gradle',
    'build.gradle.kts',
    'CMakeLists.txt',
    'Makefile',
    'configure.ac',
    'composer.json',
    'Gemfile',
    'mix.exs',
    'Package.swift',
    'tsconfig.json',
    'deno.json',
    'meson.build',
    'BUILD.bazel',
  ].map((name) => name.toLowerCase()),
);

const codeExtension =
  /\.(?:c|cc|cpp|cs|css|dart|ex|exs|go|h|hpp|hs|java|jl|js|jsx|kt|lua|m|mjs|cjs|php|pl|ps1|py|pyi|r|rb|rs|scala|scss|sh|sql|swift|tex|ts|tsx|vue|ipynb|asm|s|f90|vhd|sv)$/i;

/** Texts that software carries along: never evidence for a corpus. */
const softwareText =
  /(?:^|\/)(?:requirements[^/]*|constraints[^/]*|cmakelists|licen[cs]e[^/]*|copying|notice|readme[^/]*|change(?:s|log)[^/]*|contributing|authors|contributors|todo|install|robots|humans|security|version|manifest|third.?party[^/]*)\.(?:txt|md|text)$/i;

/** Whether a path may hold an article: the kinds of text that the server reads. */
export function mayHoldArticle(path: string): boolean {
  return /\.(?:txt|text|md|html?)$/i.test(path) && !softwareText.test(path);
}

/**
 * Decides from a small sample whether a folder is a corpus of articles. A `variorum.json` decides alone; a software
 * project's own files decide against. Otherwise at least half of the sampled texts must read like articles.
 */
export function readsLikeCorpus(sample: FolderSample): CorpusDecision {
  if (sample.rootNames.includes('variorum.json')) return yes('it has a variorum.json');
  const projectFile = sample.rootNames.find(
    (name) => projectFiles.has(name.toLowerCase()) || /\.(?:sln|csproj)$/i.test(name),
  );
  if (projectFile) return no(`${projectFile} says that it is a software project`);
  const codeCount = sample.paths.filter((path) => codeExtension.test(path)).length;
  const textCount = sample.paths.filter(mayHoldArticle).length;
  if (codeCount > textCount) return no(`it holds more program code (${codeCount}) than texts (${textCount})`);
  const texts = sample.texts.filter((text) => !softwareText.test(text.path));
  if (texts.length === 0) return no('it holds no texts');
  const articleCount = texts.filter((text) => readsLikeArticle(text.head)).length;
  const summary = `${articleCount} of ${texts.length} sampled texts read like articles`;
  return articleCount * 2 >= texts.length && articleCount > 0 ? yes(summary) : no(summary);
}

const dateAnywhere =
  /\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b|\b(?:19|20)\d\d\s?年|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b|\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\p{L}{0,8}\b/iu;
const quotation = /["“„«‹「『‘][^"“”„«»‹›「」『』‘’\n]{12,600}["”“»›」』’]/u;
const attribution =
  /\b(?:said|says|told|stated|according to|added|announced|sagte|erklärte|betonte|laut|teilte|a déclaré|a affirmé|selon|dijo|afirmó|según|declaró)\b|сказал|заявил|сообщил|подчеркнул|表示|说|說|指出|强调|強調|记者|記者/iu;
const dateline =
  /^\s*(?:\p{Lu}[\p{Lu}\s.'-]{2,40}(?:,| \()|\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?,? .{0,40}\((?:AP|AFP|Reuters|dpa|\p{Lu}\p{L}+)\))/mu;

/**
 * Whether a text reads like a report: at least two paragraphs of prose and two of four signs of news (a date, a
 * quotation of some words, an attribution, a dateline).
 */
export function readsLikeArticle(head: string): boolean {
  if (head.includes('\0')) return false;
  const paragraphs = head.split(/\r\n|\r|\n/).filter(isProse);
  const proseLength = paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0);
  // Chinese says in one character what English says in about three; one long line may hold a whole article.
  const isCjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{12}/u.test(head);
  if (proseLength < (isCjk ? 120 : 300)) return false;
  const signs = [dateAnywhere, quotation, attribution, dateline].filter((sign) => sign.test(head)).length;
  return signs >= 2;
}

/** A line of running text: long, mostly letters, with a sentence's end; code and tables have too many other signs. */
function isProse(line: string): boolean {
  const text = line.trim();
  if (text.length < 40 || !/[.!?。！？…]["”»’」』)]?(?:\s|$)|[。！？]/u.test(text)) return false;
  const letterCount = text.match(/[\p{L}\p{M}\s]/gu)?.length ?? 0;
  const codeCount = text.match(/[{}<>=;|\\_#@$*]/g)?.length ?? 0;
  return letterCount / text.length > 0.8 && codeCount / text.length < 0.02;
}

function yes(reason: string): CorpusDecision {
  return { isCorpus: true, reason };
}

function no(reason: string): CorpusDecision {
  return { isCorpus: false, reason };
}
