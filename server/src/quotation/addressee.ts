import tellingVerbList from '../../languages/en/tellingVerbs.tsv';
import type { Span } from '../text/span';

/** Past, present and participle of verbs that take whom something is told as their object, lower case. */
const tellingVerbs = new Set(tellingVerbList.split('\n').filter((line) => line !== '' && !line.startsWith('#')));

/** Somebody: an object pronoun, or up to six words that begin with an article, a possessive or a name. */
const somebody =
  /^(?:(?:him|her|them|us|me|you)|(?:the|a|an|his|her|its|their|our|my|some|all|many|\p{Lu}[\p{L}'’-]*)(?: [\p{L}'’-]+){0,5})$/u;
/** Plain plurals that are told things all the time. */
const audience =
  /^(?:reporters|journalists|lawmakers|voters|supporters|officials|delegates|drivers|residents|investors|members|viewers|listeners|readers|parents|farmers|workers|students|states|police|fans)$/u;
/** Words after which no addressee is meant any more. */
const leadsOn = / (?:of|about|against|to|for|on|in|that|who|which|and|is|are|was|were|would|will|had|has|have) /u;

/**
 * What is said where a verb of telling is followed by whom it is told to and the content holds that addressee: "…, Vasht
 * assured his counterpart" (the clause before) and "warned the farmers that …" (from "that" on). Returns null where the
 * content stays as it is. `sentence` is the span of the cue's sentence.
 */
export function contentBesideAddressee(
  text: string,
  sentence: Span,
  source: Span | null,
  cue: Span,
  content: Span,
): Span | null {
  if (content.start < cue.end || !/^\s+$/u.test(text.slice(cue.end, content.start))) return null;
  const verb = /\p{L}+$/u.exec(text.slice(cue.start, cue.end))?.[0].toLowerCase() ?? '';
  if (!tellingVerbs.has(verb)) return null;
  const told = text.slice(content.start, content.end);
  const that = told.search(/ that /u);
  if (that > 0) return isSomebody(told.slice(0, that)) ? { start: content.start + that + 1, end: content.end } : null;
  if (!isSomebody(told) || !/^[.!?]?["”’]?\s*$/u.test(text.slice(content.end, sentence.end))) return null;
  const before = text.slice(sentence.start, source?.start ?? cue.start);
  const clause = /^\s*(.*\p{L}.*?)(?:,["”’]?|["”’])\s*$/su.exec(before);
  if (source === null || source.end > cue.start || !clause) return null;
  if (/^(?:who|which|that)$/iu.test(text.slice(source.start, source.end))) return null;
  const start = sentence.start + before.indexOf(clause[1] ?? '');
  const end = start + (clause[1] ?? '').length;
  return text.slice(start, end).split(/\s+/u).length >= leastClauseWords ? { start, end } : null;
}

/** A shorter beginning of a sentence is an adverbial ("On Monday, the police warned drivers"). */
const leastClauseWords = 4;

function isSomebody(words: string): boolean {
  return audience.test(words) || (somebody.test(words) && !leadsOn.test(` ${words} `));
}
