import type { Article } from '../../text/article';
import type { Span } from '../../text/span';
import type { ExtractionOptions } from '../extractQuotes';
import type { ArticleSpeaker, Mention } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';
import { buildCast } from './buildCast';
import type { Figure } from './figure';
import { findNames } from './findNames';
import { nameSettledSpeakers } from './nameSettledSpeakers';
import { quotedRegions } from './quotedRegions';
import { resolveChinese } from './resolveChinese';
import { Scene } from './scene';
import { speakerLexicon } from './speakerLexicon';
import { Stage } from './stage';
import { wordsOf } from './words';

/** The speakers of an article, where it refers to them, and which of them each quote belongs to. */
export interface SpeakerResolution {
  readonly speakers: readonly ArticleSpeaker[];
  readonly mentions: readonly Mention[];
  /** One entry a quote: index into `speakers`, or null where the evidence names nobody. */
  readonly speakerOf: readonly (number | null)[];
}

/**
 * Resolves the sources of an article's quotes to speakers. `language` is an ISO 639-1 code. The names of the article are tied
 * into figures first; then its sources, pronouns and names are walked in reading order, so that "he" and "the senator" are
 * looked up among those on the scene at that point. Linear in the article's length.
 */
export function resolveSpeakers(
  text: string,
  article: Article,
  quotes: readonly RawQuote[],
  options: ExtractionOptions,
  language: string,
): SpeakerResolution {
  if (quotes.length === 0) return { speakers: [], mentions: [], speakerOf: [] };
  if (language === 'zh') return resolveChinese(text, article, quotes);
  const lexicon = speakerLexicon(language);
  const sentences = wordsOf(text, article, lexicon, options.memo?.words ?? null);
  const isQuoted = quotedRegions(text, article, quotes);
  const names = findNames(sentences, isQuoted, lexicon);
  const cast = buildCast(text, sentences, names, lexicon);
  const stage = new Stage(text, article, sentences, names, cast, isQuoted, lexicon);
  const figureOf = new Scene(stage).play(quotes);
  nameSettledSpeakers(cast.figures, options.speakers);
  return collectSpeakers(figureOf, stage.resolved, names, cast.figureOf);
}

/** Keeps the figures that speak, in the order of their first quote, and all references to them. */
function collectSpeakers(
  figureOf: readonly (Figure | null)[],
  references: readonly (Span & { readonly form: Mention['form']; readonly figure: Figure })[],
  names: readonly Span[],
  figureOfName: readonly (Figure | null)[],
): SpeakerResolution {
  const indexByName = new Map<string, number>();
  const indexOf = new Map<Figure, number>();
  const speakers: ArticleSpeaker[] = [];
  const speakerOf = figureOf.map((figure) => {
    if (figure === null) return null;
    const known = indexOf.get(figure);
    if (known !== undefined) return known;
    // What the settings give one name is one speaker.
    const key = `${figure.kind === 'person'} ${figure.name}`;
    const index = indexByName.get(key) ?? speakers.length;
    indexByName.set(key, index);
    indexOf.set(figure, index);
    if (index === speakers.length) speakers.push(speakerFrom(figure));
    return index;
  });
  const mentions: Mention[] = [];
  const add = ({ start, end }: Span, form: Mention['form'], figure: Figure | null): void => {
    const speaker = figure === null ? undefined : indexOf.get(figure);
    if (speaker !== undefined) mentions.push({ start, end, form, speaker });
  };
  names.forEach((name, i) => add(name, 'name', figureOfName[i] ?? null));
  for (const reference of references) add(reference, reference.form, reference.figure);
  mentions.sort((a, b) => a.start - b.start || b.end - a.end);
  const unique = mentions.filter((mention, i) => i === 0 || mention.start !== mentions[i - 1]!.start);
  return { speakers, mentions: unique, speakerOf };
}

function speakerFrom(figure: Figure): ArticleSpeaker {
  const { name, title, introduced, isFullName } = figure;
  // Words in capitals that nothing shows to be a person's name are taken for a body's.
  const kind = figure.kind === 'person' && !figure.isCertain && figure.gender === null ? 'body' : figure.kind;
  return { name, kind, aliases: [...figure.forms].filter((form) => form !== name), title, introduced, isFullName };
}
