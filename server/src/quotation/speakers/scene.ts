import { hull, type Span } from '../../text/span';
import type { RawQuote } from '../rawQuote';
import { continuedSpeaker } from './continuedSpeaker';
import type { Figure } from './figure';
import { findByRole } from './findByRole';
import type { NameMention } from './findNames';
import { groupSubjects } from './groupSubjects';
import { HeadResolver } from './headResolver';
import { rangeWithin, wordIndexAt } from './ranges';
import type { Appearance } from './salience';
import { readHead } from './sourceHead';
import { kindOfNoun, type Pronoun } from './speakerLexicon';
import type { Reference, Stage } from './stage';
import { titleDescription } from './titleDescription';
import { WordFlag } from './vocabulary';
import type { Sentence, Word } from './words';

/**
 * The walk through an article in reading order: who has appeared so far, who spoke last, and from that who a pronoun or a
 * description means. Used once an article.
 */
export class Scene {
  private readonly resolver: HeadResolver;
  /** What is said by anybody: whoever speaks in there is reported to speak. */
  private reported: readonly Span[] = [];
  private readonly groupBySentence = new Map<number, Span>();

  constructor(private readonly stage: Stage) {
    this.resolver = new HeadResolver(stage);
  }

  /** Who speaks each quote. `quotes` are in order. */
  play(quotes: readonly RawQuote[]): (Figure | null)[] {
    const figures: (Figure | null)[] = quotes.map(() => null);
    const events: Event[] = [];
    quotes.forEach((quote, i) => {
      const first = quote.source[0] ?? quote.content[0];
      if (first !== undefined) events.push({ at: first.start, order: 1, quote: i });
    });
    this.stage.names.forEach((name, i) => events.push({ at: name.start, order: 0, name: i }));
    const contents: Span[] = [];
    const sources: Span[] = [];
    for (const { content, source } of quotes) {
      for (const span of content) contents.push(span);
      for (const span of source) sources.push(span);
    }
    this.reported = mergedSpans(contents);
    sources.sort((a, b) => a.start - b.start);
    this.stage.sentences.forEach((sentence, index) => {
      for (const word of sentence.words) {
        if ((word.flags & WordFlag.Pronoun) === 0) continue;
        const pronoun = this.stage.lexicon.pronouns.get(word.lower);
        if (pronoun?.use !== 'subject' || pronoun.gender === null || pronoun.gender === 'n') continue;
        const [from, to] = rangeWithin(sources, word);
        if (from === to && !this.stage.isQuoted(word.start))
          events.push({ at: word.start, order: 0, pronoun, word, sentence: index });
      }
    });
    for (const phrase of groupSubjects(this.stage.sentences)) {
      this.groupBySentence.set(phrase.sentence, phrase);
      const [from, to] = rangeWithin(sources, phrase);
      if (from === to && !this.stage.isQuoted(phrase.start))
        events.push({ at: phrase.start, order: 0, group: phrase, sentence: phrase.sentence });
    }
    events.sort((a, b) => a.at - b.at || a.order - b.order);
    const unattributed: number[] = [];
    for (const event of events) {
      if (event.name !== undefined)
        this.meet(this.stage.names[event.name]!, this.stage.cast.figureOf[event.name] ?? null);
      else if (event.quote !== undefined) {
        const quote = quotes[event.quote]!;
        figures[event.quote] = quote.source.length === 0 ? this.labelled(quote) : this.speakerOf(quote);
        if (quote.source.length === 0 && figures[event.quote] === null) unattributed.push(event.quote);
      } else if (event.group !== undefined) this.meetGroup(event.group, event.sentence ?? 0);
      else if (event.word !== undefined && event.pronoun !== undefined) {
        const figure = this.resolver.choose(event.pronoun, event.word, event.sentence ?? 0, null);
        if (figure !== null) this.appear(figure, event.word, event.sentence ?? 0, 'subject', 'pronoun');
      }
    }
    for (const index of unattributed)
      figures[index] = continuedSpeaker(this.stage, this.reported, quotes, figures, index);
    return figures;
  }

  private meet(name: NameMention, figure: Figure | null): void {
    if (figure === null) {
      if (name.kind !== 'title' || name.isQuoted) return;
      const known = findByRole(this.stage, titleDescription(name), name.sentence);
      if (known === null) return;
      this.stage.resolve(name, 'description', known);
      figure = known;
    }
    const { words } = this.stage.sentences[name.sentence]!;
    const before = words[name.titleFirstWord - 1];
    // "In Springfield, Roe …": a place before does not keep a name from being the subject.
    const isFirst =
      this.stage.namesOf(name.sentence).find(({ kind }) => kind !== 'place' || name.kind === 'place') === name;
    const followsPreposition = before !== undefined && (before.flags & WordFlag.Preposition) !== 0;
    const after = words[name.lastWord + 1];
    // "…, with Roe saying": Roe is who acts there.
    const isAbsolute =
      before?.lower === 'with' &&
      after !== undefined &&
      words[name.lastWord]!.gap === ' ' &&
      after.lower.endsWith('ing');
    const role = name.isQuoted
      ? 'quoted'
      : name.isPossessive
        ? 'possessive'
        : isAbsolute || (isFirst && !followsPreposition && name.titleFirstWord < 12)
          ? 'subject'
          : 'other';
    this.stage.appearances.push({ figure, sentence: name.sentence, at: name.start, role });
  }

  /** A plural of people as the subject of a sentence comes on the scene without having spoken. */
  private meetGroup(span: Span, sentence: number): void {
    const head = readHead(this.stage.sentences[sentence]!, span, this.stage.namesOf(sentence), this.stage.lexicon);
    if (head?.form !== 'description' || head.description.kind !== 'group') return;
    const figure = this.resolver.describe(head.description, sentence);
    if (figure !== null) this.stage.appearances.push({ figure, sentence, at: span.start, role: 'subject' });
  }

  private appear(
    figure: Figure,
    span: Span,
    sentence: number,
    role: Appearance['role'],
    form: Reference['form'],
  ): void {
    this.stage.appearances.push({ figure, sentence, at: span.start, role });
    this.stage.resolve(span, form, figure);
  }

  private speakerOf(quote: RawQuote): Figure | null {
    const source = hull(quote.source);
    const sentence = this.stage.sentenceAt(source.start);
    if (sentence === null || this.isDateline(source)) return null;
    const bearer = this.bearerOf(source, sentence);
    if (bearer !== null) return this.speaks(bearer, sentence, source.start);
    const group = this.groupBySentence.get(sentence);
    const span =
      group !== undefined &&
      group.start < source.start &&
      group.end === source.end &&
      /\band\s+$/.test(this.stage.text.slice(group.start, source.start))
        ? group
        : (this.subjectOfComplement(quote, source, sentence) ?? wholePhrase(this.stage.sentences[sentence]!, source));
    const head = readHead(this.stage.sentences[sentence]!, span, this.stage.namesOf(sentence), this.stage.lexicon);
    // The "we" of the writer is nobody who spoke before.
    if (head?.form === 'pronoun' && head.pronoun.use === 'speaker' && !this.isReported(source)) return null;
    const figure = head === null ? null : this.resolver.resolve(head, sentence, quote);
    return figure === null ? null : this.speaks(figure, sentence, span.start);
  }

  private isReported({ start }: Span): boolean {
    const [from, to] = rangeWithin(this.reported, { start, end: start + 1 });
    return from < to;
  }

  /** "Lawyers for farmers in Velden said" with "Velden" alone as source: the whole phrase before the verb. */
  private subjectOfComplement({ cue, source: spans }: RawQuote, source: Span, sentence: number): Span | null {
    const whole = this.stage.sentences[sentence]!;
    const { words } = whole;
    const at = wordIndexAt(whole, source.start);
    const before = words[at - 1];
    if (spans.length > 1 || before === undefined || !complementLinks.has(before.lower) || before.gap !== ' ') {
      const isAfterArticle = before !== undefined && before.gap === ' ' && (before.flags & WordFlag.Definite) !== 0;
      if (!isAfterArticle || !complementLinks.has(words[at - 2]?.lower ?? '')) return null;
    }
    if (cue[0] === undefined || cue[0].start < source.end || cue[0].start - source.end > 12) return null;
    let from = at - 1;
    while (from > 0 && at - from < 16 && /^[\s\u00a0]$/.test(words[from - 1]!.gap)) {
      if ((words[from - 1]!.flags & (WordFlag.Relative | WordFlag.Auxiliary)) !== 0) return null;
      from--;
    }
    const span = { start: words[from]!.start, end: source.end };
    const head = readHead(whole, span, this.stage.namesOf(sentence), this.stage.lexicon);
    if (head?.form !== 'description' || head.description.headSpan.start >= source.start) return null;
    return kindOfNoun(this.stage.lexicon, head.description.head) === null ? null : span;
  }

  /** "SPRINGFIELD — Officials said …": the place of a dateline says nothing. */
  private isDateline({ start, end }: Span): boolean {
    const span = this.stage.article.dateline?.span;
    return span != null && span.start <= start && end <= span.end;
  }

  /** "His response: “…”", "Roe's answer: “…”": whoever owns the words that a colon announces. */
  private labelled({ kind, content }: RawQuote): Figure | null {
    const at = content[0]!.start;
    const sentence = this.stage.sentenceAt(at);
    if (sentence === null || kind !== 'direct') return null;
    const whole = this.stage.sentences[sentence]!;
    const announced = /(?:^|[,;—–]\s|[.!?]["”’)]*\s)([^,;.!?:—–]{3,60}):\s*$/u.exec(
      this.stage.text.slice(Math.max(whole.start, at - 80), at),
    );
    if (announced === null) return null;
    const end = at - (announced[0].length - announced[0].lastIndexOf(':'));
    const span = { start: end - announced[1]!.length, end };
    const head = readHead(whole, span, this.stage.namesOf(sentence), this.stage.lexicon);
    if (head?.form !== 'description' || head.description.owner === null) return null;
    if (!this.stage.lexicon.nouns('utterance').has(head.description.head)) return null;
    const figure = this.resolver.describe(head.description, sentence);
    return figure === null ? null : this.speaks(figure, sentence, span.start);
  }

  private speaks(figure: Figure, sentence: number, at: number): Figure {
    const [from, to] = rangeWithin(this.reported, { start: at, end: at + 1 });
    if (from < to) {
      // "Roe said that Doe believes …": who comes next goes on from Roe.
      this.stage.appearances.push({ figure, sentence, at, role: 'other' });
      return figure;
    }
    this.stage.appearances.push({ figure, sentence, at, role: 'subject' });
    this.stage.lastSpeaker = { figure, sentence, paragraph: this.stage.sentences[sentence]!.paragraph };
    if (figure.kind === 'person') this.stage.lastPerson = this.stage.lastSpeaker;
    return figure;
  }

  /** "Ann Roe, a Florida lawyer, said" with the apposition alone as source: whoever is named before the comma. */
  private bearerOf(source: Span, sentence: number): Figure | null {
    const names = this.stage.namesOf(sentence);
    const [, end] = rangeWithin(names, { start: 0, end: source.start });
    const name = end > 0 ? names[end - 1] : undefined;
    if (name === undefined || !/^\.?,\s$/.test(this.stage.text.slice(name.end, source.start))) return null;
    const opening =
      this.stage.sentences[sentence]!.words[wordIndexAt(this.stage.sentences[sentence]!, source.start)]?.lower ?? '';
    if (opening !== 'a' && opening !== 'an' && opening !== 'the' && !this.stage.lexicon.titles.has(opening))
      return null;
    const { words } = this.stage.sentences[sentence]!;
    const before = words[name.titleFirstWord - 1];
    if (before !== undefined && (before.flags & WordFlag.Preposition) !== 0) return null;
    const head = readHead(this.stage.sentences[sentence]!, source, names, this.stage.lexicon);
    if (head?.form !== 'description' || head.description.kind !== 'person') return null;
    const figure = this.resolver.figureOfName(name);
    return figure?.kind === 'person' && figure.isFullName ? figure : null;
  }
}

const complementLinks = new Set(['with', 'of', 'in', 'at', 'for', 'from', 'near', 'to']);

interface Event {
  readonly at: number;
  readonly order: number;
  readonly quote?: number;
  readonly name?: number;
  readonly pronoun?: Pronoun;
  readonly word?: Word;
  readonly sentence?: number;
  readonly group?: Span;
}

/** Sorts `spans`. */
function mergedSpans(spans: Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    const last = merged[merged.length - 1];
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** A source that is a bare number or article ("Two" of "Two states") is read with the noun after it. */
function wholePhrase(sentence: Sentence, source: Span): Span {
  const first = wordIndexAt(sentence, source.start);
  const word = sentence.words[first];
  const last = wordIndexAt(sentence, source.end - 1);
  const next = sentence.words[last + 1];
  // "Harbour Union" of "Harbour Union organizers called for": the noun was cut off.
  if (next !== undefined && sentence.words[last]!.gap === ' ' && !next.isCapitalised && last - first < 5) {
    if (
      sentence.words[first]!.isCapitalised &&
      !sentence.words[last]!.isPossessive &&
      (next.flags & WordFlag.Group) !== 0
    )
      return { start: source.start, end: next.end };
  }
  if (word === undefined || word.end < source.end || (word.flags & WordFlag.Indefinite) === 0) return source;
  for (let i = first + 1; i < Math.min(sentence.words.length, first + 4); i++) {
    if (sentence.words[i - 1]!.gap !== ' ' || (sentence.words[i]!.flags & WordFlag.Preposition) !== 0) break;
    if ((sentence.words[i]!.flags & WordFlag.Group) !== 0) return { start: source.start, end: sentence.words[i]!.end };
  }
  return source;
}
