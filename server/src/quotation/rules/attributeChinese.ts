import type { Article } from '../../text/article';
import type { Span } from '../../text/span';
import type { DirectSpan } from '../directSpan';
import type { RawQuote } from '../rawQuote';
import type { RuleLexicon } from './ruleLexicon';

/**
 * Attribution in Chinese, which writes no spaces: in each sentence a source followed by a word of saying
 * ("市长表示，…", "她说：“…”", "“…”，他说"), or "据…报道，…". The source is what stands before the word in its clause, without
 * adverbs, times and places.
 */
export function attributeChinese(
  text: string,
  article: Article,
  speech: readonly DirectSpan[],
  lexicon: RuleLexicon,
): RawQuote[] {
  const quotes: RawQuote[] = [];
  const taken = new Set<DirectSpan>();
  const patterns = patternsOf(lexicon);
  let first = 0;
  for (const passage of article.passages) {
    while (first < speech.length && speech[first]!.end <= passage.start) first++;
    const here: DirectSpan[] = [];
    for (let i = first; i < speech.length && speech[i]!.start < passage.end; i++) here.push(speech[i]!);
    if (passage.end - passage.start > maxSentenceLength) continue;
    quotes.push(...attributeSentence(text, passage, here, taken, patterns, lexicon));
  }
  for (const { start, end } of speech.filter((span) => !taken.has(span))) {
    quotes.push({
      kind: 'direct',
      mode: 'said',
      source: [],
      cue: [],
      content: [{ start, end }],
      via: null,
      confidence: 0.5,
    });
  }
  return quotes;
}

interface Patterns {
  readonly cue: RegExp;
  readonly according: RegExp;
}

function attributeSentence(
  text: string,
  passage: Span,
  speech: readonly DirectSpan[],
  taken: Set<DirectSpan>,
  patterns: Patterns,
  lexicon: RuleLexicon,
): RawQuote[] {
  const slice = blanked(text, passage, speech);
  const according = patterns.according.exec(slice);
  if (according?.index !== undefined) {
    const [whole, cue = '', name = ''] = according;
    const start = passage.start + according.index;
    const source = { start: start + cue.length, end: start + cue.length + name.length };
    const content = trim(text, start + whole.length, passage.end);
    if (name !== '' && content.end > content.start) {
      takeWithin(speech, content, taken);
      return [build(text, speech, source, { start, end: start + cue.length }, [content], 'said')];
    }
  }
  const quotes: RawQuote[] = [];
  for (const match of slice.matchAll(patterns.cue)) {
    const cue = { start: passage.start + match.index, end: passage.start + match.index + match[0].length };
    const source = sourceBefore(text, slice, passage.start, cue.start, lexicon);
    if (source === null) continue;
    const mode = lexicon.words('thoughtcue').has(match[0]) ? 'thought' : 'said';
    const after = text.slice(cue.end, cue.end + 2);
    const next = speech.find((span) => span.start >= cue.end && span.start - cue.end <= 3);
    const before = speech.filter((span) => span.end <= source.start).pop();
    if (next !== undefined && !taken.has(next)) {
      taken.add(next);
      quotes.push(build(text, speech, source, cue, [{ start: next.start, end: next.end }], mode));
      break;
    }
    if (
      before !== undefined &&
      !taken.has(before) &&
      /^[，,]?\s*$/.test(text.slice(before.end, source.start)) &&
      /^(?:[。.，,]|$)/.test(after)
    ) {
      taken.add(before);
      quotes.push(build(text, speech, source, cue, [{ start: before.start, end: before.end }], mode));
      break;
    }
    const isLong = match[0].length > 1;
    if (!/^[，,：:]/.test(after) && !isLong) continue;
    const content = trim(text, cue.end, passage.end);
    if (content.end - content.start < 4) continue;
    takeWithin(speech, content, taken);
    quotes.push(build(text, speech, source, cue, [content], mode));
    break;
  }
  return quotes;
}

/** The sentence with what stands in quote marks made blank, so that no cue is found there; same length. */
function blanked(text: string, passage: Span, speech: readonly DirectSpan[]): string {
  let slice = '';
  let at = passage.start;
  for (const span of speech) {
    const start = Math.max(at, span.start);
    const end = Math.min(passage.end, span.end);
    if (end <= start) continue;
    slice += text.slice(at, start) + '\u3000'.repeat(end - start);
    at = end;
  }
  return slice + text.slice(at, passage.end);
}

/** Whoever stands before a cue in its clause, without adverbs before the cue and phrases like "在记者会上". */
function sourceBefore(text: string, slice: string, offset: number, cue: number, lexicon: RuleLexicon): Span | null {
  let end = cue - offset;
  for (let changed = true; changed;) {
    changed = false;
    for (const word of lexicon.words('strip')) {
      if (end - word.length >= 0 && slice.endsWith(word, end)) {
        end -= word.length;
        changed = true;
      }
    }
    const day = /\d+月?\d*[日号]?$/.exec(slice.slice(Math.max(0, end - 8), end));
    if (day !== null && /[月日号]$/.test(day[0])) {
      end -= day[0].length;
      changed = true;
    }
  }
  let start = end;
  while (start > 0 && end - start < maxSourceLength && !/[，,。；;：:！？、\u3000“”「」\s]/.test(slice[start - 1]!))
    start--;
  const clause = slice.slice(start, end);
  // "市长在周五的记者会上": the source ends where a phrase of place or occasion begins.
  let cut = clause.length;
  for (const word of lexicon.words('connector')) {
    const at = clause.indexOf(word, 1);
    if (at > 0 && at < cut) cut = at;
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const word of lexicon.words('strip')) {
      if (word.length > 1 && clause.startsWith(word) && start + word.length < end) {
        start += word.length;
        return narrowed(text, offset, start, start - word.length + cut, lexicon);
      }
      if (cut > word.length && clause.slice(0, cut).endsWith(word)) {
        cut -= word.length;
        changed = true;
      }
    }
  }
  return narrowed(text, offset, start, start + cut, lexicon);
}

function narrowed(text: string, offset: number, start: number, end: number, lexicon: RuleLexicon): Span | null {
  const span = { start: offset + start, end: offset + end };
  const source = text.slice(span.start, span.end);
  if (source.length < 1 || !/\p{L}/u.test(source) || lexicon.words('connector').has(source)) return null;
  return span;
}

function build(
  text: string,
  speech: readonly DirectSpan[],
  source: Span,
  cue: Span,
  content: readonly Span[],
  mode: 'said' | 'thought',
): RawQuote {
  const isDirect = content.every((part) => speech.some((span) => span.start === part.start && span.end === part.end));
  const isMixed = content.some(({ start, end }) => /[“”「」]/.test(text.slice(start, end)));
  return {
    kind: isDirect ? 'direct' : isMixed ? 'mixed' : 'indirect',
    mode,
    source: [source],
    cue: [cue],
    content,
    via: null,
    confidence: 0.8,
  };
}

function takeWithin(speech: readonly DirectSpan[], content: Span, taken: Set<DirectSpan>): void {
  for (const span of speech) if (content.start <= span.start && span.end <= content.end) taken.add(span);
}

function trim(text: string, start: number, end: number): Span {
  while (start < end && /[\s，,：:、]/.test(text[start]!)) start++;
  while (end > start && /[\s，,。；;]/.test(text[end - 1]!)) end--;
  return { start, end };
}

function patternsOf(lexicon: RuleLexicon): Patterns {
  const alternatives = (kind: string) => [...lexicon.words(kind)].sort((a, b) => b.length - a.length).join('|');
  const cues = [...lexicon.words('cue'), ...lexicon.words('thoughtcue')].sort((a, b) => b.length - a.length).join('|');
  return {
    cue: new RegExp(cues, 'g'),
    according: new RegExp(
      `(?<=^|[，。\\u3000\\s])(${alternatives('according')})([^，。：\\u3000]{1,24}?)(?:${alternatives('accordingend')})?[，,：:]`,
    ),
  };
}

const maxSourceLength = 30;
const maxSentenceLength = 4000;
