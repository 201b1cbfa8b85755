import type { Article, Passage } from '../text/article';
import type { Span } from '../text/span';
import type { RawQuote } from './rawQuote';
import { findNames, type NameMention } from './speakers/findNames';
import { readHead } from './speakers/sourceHead';
import { speakerLexicon } from './speakers/speakerLexicon';
import { wordsOf, type Sentence } from './speakers/words';

/**
 * Headlines that name their source beside a colon: "Harbour to stay open: minister", "Message from Roe to Lind: We will
 * rebuild". What stands in front of the last colon is the content where a short phrase for somebody who speaks stands
 * behind it; what stands behind the first one where a message with its sender stands before it. Credits, labels and topics beside a colon are no sources. English. `known` are the
 * quotes found so far: a source that one of them has is left alone. Bounded by the lengths of headlines.
 */
export function headlineSources(text: string, article: Article, known: readonly RawQuote[]): RawQuote[] {
  const found: RawQuote[] = [];
  for (const passage of article.passages) {
    if (passage.role !== 'headline' && !repeatsHeadline(text, article, passage)) continue;
    if (passage.end - passage.start > maxHeadlineLength) continue;
    const quote = sourceBehind(text, article, passage) ?? senderBefore(text, article, passage);
    if (quote === null) continue;
    const source = quote.source[0]!;
    const isKnown = known.some((one) => one.source.some((span) => span.start < source.end && span.end > source.start));
    if (!isKnown) found.push(quote);
  }
  return found;
}

/** Whether a passage of the body prints the headline again, as pages do. */
function repeatsHeadline(text: string, { headline }: Article, { start, end }: Passage): boolean {
  return headline?.span != null && start > headline.span.end && text.slice(start, end) === headline.value;
}

function sourceBehind(text: string, article: Article, { start, end }: Passage): RawQuote | null {
  const colon = text.lastIndexOf(': ', end - 1);
  // "… : Harbour Radio": a space before the colon is how pages print the site's name.
  if (colon <= start || end - colon > maxSourceLength || text[colon - 1] === ' ') return null;
  const source = { start: colon + 2, end };
  const { sentence, names } = wordsWithin(text, article, source);
  const { words } = sentence;
  if (words.length === 0 || words.length > 5 || wordCount(text, { start, end: colon }) < 4) return null;
  if (words.some(({ lower }) => noSources.has(lower)) || /["“”'‘’?!,;()@/]/.test(text.slice(colon, end))) return null;
  if (
    /^\P{L}*—|\b(?:photos?|source|credit|photographer|image|video|tagged under|related|opinion|exclusive|watch)\P{L}*$/iu.test(
      text.slice(start, colon),
    )
  )
    return null;
  const head = readHead(sentence, source, names, speakerLexicon('en'));
  if (head === null || head.form === 'pronoun') return null;
  if (head.form === 'description') {
    // The phrase must open with its modifiers and reach its head: "minister", "Veldish officials", "FM to counterpart".
    const { headSpan } = head.description;
    const noun = words.find((word) => word.start === headSpan.start);
    if (noun === undefined || noun.known.kind === null) return null;
    if (head.description.determiner === 'indefinite' && words.length > 2) return null;
    const follows = words[words.indexOf(noun) + 1];
    if (follows !== undefined && follows.lower !== 'to' && follows.lower !== 'of') return null;
  } else {
    const mentions = head.form === 'name' ? [head.mention] : head.mentions;
    const isSpeaker = mentions.every(
      ({ kind, words: { length } }) =>
        (kind === 'person' && length < 4) || kind === 'title' || (kind === 'body' && length === 1),
    );
    if (!isSpeaker || mentions[mentions.length - 1]!.end < words[words.length - 1]!.end) return null;
  }
  return headlineQuote(source, { start, end: colon });
}

/** "Message from Ann Roe to Max Lind: We will rebuild". */
function senderBefore(text: string, article: Article, { start, end }: Passage): RawQuote | null {
  const colon = text.indexOf(': ', start);
  if (colon <= start || colon >= end || colon - start > 2 * maxSourceLength) return null;
  const { sentence, names } = wordsWithin(text, article, { start, end: colon });
  const { words } = sentence;
  const noun = words.findIndex(({ lower }) => messages.has(lower));
  const link = words[noun + 1];
  if (noun < 0 || noun > 3 || link === undefined || (link.lower !== 'from' && link.lower !== 'by')) return null;
  const sender = names.find(({ titleFirstWord }) => titleFirstWord === noun + 2);
  if (sender === undefined || wordCount(text, { start: colon, end }) < 4) return null;
  return headlineQuote({ start: sender.titleStart, end: sender.end }, { start: colon + 2, end });
}

function headlineQuote(source: Span, content: Span): RawQuote {
  return { kind: 'indirect', mode: 'said', source: [source], cue: [], content: [content], via: null, confidence: 0.6 };
}

function wordsWithin(
  text: string,
  article: Article,
  span: Span,
): { sentence: Sentence; names: readonly NameMention[] } {
  const lexicon = speakerLexicon('en');
  const passage: Passage = { ...span, paragraph: -1, role: 'body' };
  const [sentence] = wordsOf(text, { ...article, passages: [passage] }, lexicon);
  return { sentence: sentence!, names: findNames([sentence!], () => false, lexicon) };
}

function wordCount(text: string, { start, end }: Span): number {
  return text.slice(start, end).split(/\s+/).length;
}

const maxHeadlineLength = 300;
const maxSourceLength = 60;
/** Words of lines behind a colon that say what sort of text it is, not who speaks in it. */
const noSources = new Set(
  'analysis opinion review video photos photo pictures list timeline column commentary editorial blog live updates explained versus vs guide recap transcript news update wrap need part day year week chapter'.split(
    ' ',
  ),
);
const messages = new Set(
  'message messages letter letters statement remarks address speech telegram note reply response'.split(' '),
);
