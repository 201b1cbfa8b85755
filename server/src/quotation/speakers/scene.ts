import type { Article } from '../../text/article';
import { hull, type Span } from '../../text/span';
import type { Mention } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';
import { addFigure, nameText, type Cast, type Figure } from './cast';
import { authorOf, type AuthorSearch } from './documentAuthors';
import type { NameMention } from './findNames';
import { chooseByPronoun, type Appearance } from './salience';
import { rangeWithin, readHead, wordIndexAt, type Description, type SourceHead } from './sourceHead';
import type { Pronoun, SpeakerLexicon } from './speakerLexicon';
import type { Sentence, Word } from './words';

/** A reference that the walk resolved: a pronoun, or a description that names no one. */
export interface Reference extends Span {
  readonly form: Mention['form'];
  readonly figure: Figure;
}

/**
 * The walk through an article in reading order: who has appeared so far, who spoke last, and from that who a pronoun or a
 * description means. Used once an article.
 */
export class Scene {
  private readonly appearances: Appearance[] = [];
  private readonly resolved: Reference[] = [];
  private readonly descriptions = new Map<string, Figure>();
  private readonly lists = new Map<string, Figure>();
  private readonly namesBySentence: readonly (readonly NameMention[])[];
  private readonly indexOfName = new Map<NameMention, number>();
  private readonly authors: AuthorSearch;
  private lastSpeaker: { readonly figure: Figure; readonly sentence: number; readonly paragraph: number } | null = null;

  constructor(
    private readonly text: string,
    private readonly article: Article,
    private readonly sentences: readonly Sentence[],
    private readonly names: readonly NameMention[],
    private readonly cast: Cast,
    private readonly isQuoted: (offset: number) => boolean,
    private readonly lexicon: SpeakerLexicon,
  ) {
    const bySentence: NameMention[][] = sentences.map(() => []);
    names.forEach((name, i) => {
      bySentence[name.sentence]?.push(name);
      this.indexOfName.set(name, i);
    });
    this.namesBySentence = bySentence;
    this.authors = { sentences, namesBySentence: bySentence, lexicon };
  }

  /** Who speaks each quote. `quotes` are in order. */
  play(quotes: readonly RawQuote[]): (Figure | null)[] {
    const figures: (Figure | null)[] = quotes.map(() => null);
    const events: Event[] = [];
    quotes.forEach((quote, i) => {
      const first = quote.source[0] ?? quote.content[0];
      if (first !== undefined) events.push({ at: first.start, order: 1, quote: i });
    });
    this.names.forEach((name, i) => events.push({ at: name.start, order: 0, name: i }));
    const sources = quotes.flatMap(({ source }) => source).sort((a, b) => a.start - b.start);
    this.sentences.forEach((sentence, index) => {
      for (const word of sentence.words) {
        const pronoun = this.lexicon.pronouns.get(word.lower);
        if (pronoun?.use !== 'subject' || pronoun.gender === null || pronoun.gender === 'n') continue;
        const [from, to] = rangeWithin(sources, word);
        if (from === to && !this.isQuoted(word.start))
          events.push({ at: word.start, order: 0, pronoun, word, sentence: index });
      }
    });
    events.sort((a, b) => a.at - b.at || a.order - b.order);
    const unattributed: number[] = [];
    for (const event of events) {
      if (event.name !== undefined) this.meet(this.names[event.name]!, this.cast.figureOf[event.name] ?? null);
      else if (event.quote !== undefined) {
        const quote = quotes[event.quote]!;
        if (quote.source.length === 0) unattributed.push(event.quote);
        else figures[event.quote] = this.speakerOf(quote);
      } else if (event.word !== undefined && event.pronoun !== undefined) {
        const figure = this.choose(event.pronoun, event.word, event.sentence ?? 0, null);
        if (figure !== null) this.appear(figure, event.word, event.sentence ?? 0, 'subject', 'pronoun');
      }
    }
    for (const index of unattributed) figures[index] = this.continuedSpeaker(quotes, figures, index);
    return figures;
  }

  /** Pronouns and descriptions that were resolved. */
  references(): readonly Reference[] {
    return this.resolved;
  }

  private meet(name: NameMention, figure: Figure | null): void {
    if (figure === null) {
      if (name.kind !== 'title' || name.isQuoted) return;
      const known = this.byRole(titleDescription(name), name.sentence);
      if (known === null) return;
      this.resolved.push({ start: name.start, end: name.end, form: 'description', figure: known });
      figure = known;
    }
    const { words } = this.sentences[name.sentence]!;
    const before = words[name.titleFirstWord - 1];
    const isFirst = this.namesBySentence[name.sentence]?.[0] === name;
    const followsPreposition = before !== undefined && this.lexicon.words('preposition').has(before.lower);
    const role = name.isQuoted
      ? 'quoted'
      : name.isPossessive
        ? 'possessive'
        : isFirst && !followsPreposition && name.titleFirstWord < 12
          ? 'subject'
          : 'other';
    this.appearances.push({ figure, sentence: name.sentence, at: name.start, role });
  }

  private appear(figure: Figure, span: Span, sentence: number, role: Appearance['role'], form: Mention['form']): void {
    this.appearances.push({ figure, sentence, at: span.start, role });
    this.resolved.push({ start: span.start, end: span.end, form, figure });
  }

  private speakerOf(quote: RawQuote): Figure | null {
    const span = hull(quote.source);
    const sentence = this.sentenceAt(span.start);
    if (sentence === null) return null;
    const head = readHead(this.sentences[sentence]!, span, this.namesBySentence[sentence] ?? [], this.lexicon);
    const figure = head === null ? null : this.resolveHead(head, sentence, quote);
    if (figure !== null) {
      this.appearances.push({ figure, sentence, at: span.start, role: 'subject' });
      const { paragraph } = this.sentences[sentence]!;
      this.lastSpeaker = { figure, sentence, paragraph };
    }
    return figure;
  }

  private resolveHead(head: SourceHead, sentence: number, quote: RawQuote): Figure | null {
    switch (head.form) {
      case 'name':
        return this.figureOfName(head.mention);
      case 'names':
        return this.listOf(head);
      case 'pronoun': {
        if (head.pronoun.use === 'relative') return this.antecedent(head.word, sentence);
        const figure = head.pronoun.isPlural
          ? this.chooseGroup(sentence, head.word.start)
          : head.pronoun.gender === 'n'
            ? this.chooseThing(sentence, head.word.start)
            : this.choose(head.pronoun, head.word, sentence, quote);
        if (figure !== null)
          this.resolved.push({ start: head.word.start, end: head.word.end, form: 'pronoun', figure });
        return figure;
      }
      case 'description':
        return this.describe(head.description, sentence);
    }
  }

  private figureOfName(mention: NameMention): Figure | null {
    const index = this.indexOfName.get(mention);
    const figure = index === undefined ? null : (this.cast.figureOf[index] ?? null);
    if (figure !== null) return figure;
    if (mention.kind === 'title') return this.describe(titleDescription(mention), mention.sentence);
    return this.phrase(nameText(this.text, mention), mention.kind === 'person' ? 'person' : 'body', mention);
  }

  private listOf(head: Extract<SourceHead, { form: 'names' }>): Figure | null {
    const members = head.mentions.map((mention) => this.figureOfName(mention)).filter((one) => one !== null);
    if (members.length < 2) return members[0] ?? null;
    const key = members
      .map(({ id }) => id)
      .sort((a, b) => a - b)
      .join(' ');
    const known = this.lists.get(key);
    if (known !== undefined) return known;
    const names = members.map(({ name }) => name);
    const figure = addFigure(
      this.cast,
      'group',
      `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]!}`,
      head.span,
    );
    figure.isFullName = members.every(({ isFullName, kind }) => isFullName || kind === 'body');
    this.lists.set(key, figure);
    return figure;
  }

  /** "Sheriff Ann Roe of Springfield, who said": the last name before the relative word that is no complement. */
  private antecedent(word: Word, sentence: number): Figure | null {
    const names = this.namesBySentence[sentence] ?? [];
    const [, end] = rangeWithin(names, { start: 0, end: word.start });
    const { words } = this.sentences[sentence]!;
    let fallback: Figure | null = null;
    for (let i = end - 1; i >= Math.max(0, end - 6); i--) {
      const name = names[i]!;
      const figure = this.cast.figureOf[this.indexOfName.get(name) ?? -1] ?? null;
      if (figure === null || name.isPossessive) continue;
      const before = words[name.titleFirstWord - 1];
      const isComplement = before !== undefined && this.lexicon.words('preposition').has(before.lower);
      if (figure.kind === 'person' && !isComplement) return figure;
      if (figure.kind === 'person') fallback ??= figure;
    }
    const at = wordIndexAt(this.sentences[sentence]!, word.start);
    const clause = phraseBefore(words, at, this.lexicon);
    if (clause !== null && fallback === null) {
      const head = readHead(this.sentences[sentence]!, clause, names, this.lexicon);
      if (head?.form === 'description') return this.describe(head.description, sentence);
    }
    return fallback;
  }

  private choose(pronoun: Pronoun, word: Word, sentence: number, quote: RawQuote | null): Figure | null {
    return chooseByPronoun(this.appearances, pronoun, {
      at: word.start,
      sentence,
      paragraph: this.sentences[sentence]!.paragraph,
      lastSpeaker: this.lastSpeaker,
      // Whoever is addressed ("he told Roe") does not speak.
      excluded: quote?.via ? this.figureAt(quote.via, sentence) : null,
    });
  }

  private figureAt(span: Span, sentence: number): Figure | null {
    const names = this.namesBySentence[sentence] ?? [];
    const [from, to] = rangeWithin(names, span);
    const name = from < to ? names[from] : undefined;
    return name === undefined ? null : (this.cast.figureOf[this.indexOfName.get(name) ?? -1] ?? null);
  }

  /** "they": the last group or body that spoke, else the last one on the scene. */
  private chooseGroup(sentence: number, at: number): Figure | null {
    const last = this.lastSpeaker;
    if (last !== null && sentence - last.sentence <= 3 && last.figure.kind !== 'person') return last.figure;
    for (let i = this.appearances.length - 1; i >= Math.max(0, this.appearances.length - 30); i--) {
      const { figure, sentence: where, at: start, role } = this.appearances[i]!;
      if (start >= at || role === 'quoted' || role === 'possessive') continue;
      if (sentence - where > 3) break;
      if (figure.kind === 'group' || (figure.kind === 'body' && role === 'subject')) return figure;
    }
    return null;
  }

  private chooseThing(sentence: number, at: number): Figure | null {
    const last = this.lastSpeaker;
    if (
      last !== null &&
      sentence - last.sentence <= 3 &&
      (last.figure.kind === 'body' || last.figure.kind === 'document')
    ) {
      return last.figure;
    }
    for (let i = this.appearances.length - 1; i >= Math.max(0, this.appearances.length - 30); i--) {
      const { figure, sentence: where, at: start, role } = this.appearances[i]!;
      if (start >= at || role !== 'subject') continue;
      if (sentence - where > 1) break;
      if (figure.kind === 'body' || figure.kind === 'document') return figure;
    }
    return null;
  }

  /** Who a noun phrase means: someone on the scene with that role, else whoever the phrase itself describes. */
  private describe(description: Description, sentence: number): Figure | null {
    const { head, kind, owner, determiner, complement } = description;
    const ownerFigure = owner === null ? null : this.ownerOf(owner, sentence);
    if (this.lexicon.nouns('utterance').has(head)) {
      if (ownerFigure !== null) return ownerFigure;
      if (complement !== null && this.isAuthorComplement(description, complement)) {
        const figure = this.figureOfName(complement);
        if (figure !== null) return figure;
      }
    }
    if (kind === 'document' && determiner !== 'indefinite') {
      const author = this.authorOfDocument(description, sentence);
      if (author !== null) return author;
    }
    if (determiner === 'definite' || (determiner === 'none' && kind !== 'group')) {
      const known = kind === 'person' ? this.byRole(description, sentence) : this.byNoun(description, sentence);
      if (known !== null) {
        this.resolved.push({ start: description.start, end: description.end, form: 'description', figure: known });
        return known;
      }
    }
    return this.phrase(this.phraseOf(description, owner, ownerFigure), kind, description);
  }

  private ownerOf(owner: NameMention | Word, sentence: number): Figure | null {
    if ('words' in owner) return owner.kind === 'title' ? null : this.figureOfName(owner);
    const pronoun = this.lexicon.pronouns.get(owner.lower);
    if (pronoun === undefined) return null;
    if (pronoun.isPlural) return this.chooseGroup(sentence, owner.start);
    if (pronoun.gender === 'n' || pronoun.gender === null) return null;
    return this.choose(pronoun, owner, sentence, null);
  }

  private isAuthorComplement(description: Description, complement: NameMention): boolean {
    const between = this.text.slice(description.headSpan.end, complement.titleStart).trim();
    return /^(?:from|by|of|von|vom|der|des|de|du|от)(?:\s(?:the|a|an|der|la|le))?$/i.test(between);
  }

  private authorOfDocument(description: Description, sentence: number): Figure | null {
    const found = authorOf(this.authors, description.head, sentence, description.start);
    if (found === null) return null;
    if ('words' in found) return this.figureOfName(found);
    const head = readHead(
      this.sentences[found.sentence]!,
      found,
      this.namesBySentence[found.sentence] ?? [],
      this.lexicon,
    );
    if (head === null || head.form === 'pronoun') return null;
    if (head.form === 'description' && head.description.kind === 'document') return null;
    return head.form === 'description' ? this.describe(head.description, found.sentence) : this.resolveNamed(head);
  }

  private resolveNamed(head: Extract<SourceHead, { form: 'name' | 'names' }>): Figure | null {
    return head.form === 'name' ? this.figureOfName(head.mention) : this.listOf(head);
  }

  /** A person by office, occupation, age or party. */
  private byRole(description: Description, sentence: number): Figure | null {
    const { head, modifiers } = description;
    const title =
      this.lexicon.titles.get(modifiers.length > 0 ? `${modifiers[modifiers.length - 1]!} ${head}` : head) ??
      this.lexicon.titles.get(head);
    const age = /^(\d{1,3})-year-old$/.exec(head)?.[1] ?? null;
    const role = title?.role ?? head;
    const isGeneric = age !== null || this.lexicon.nouns('generic').has(head) || this.lexicon.nouns('party').has(head);
    const qualifiers = modifiers.filter(
      (word) =>
        this.lexicon.words('nationality').has(word) ||
        this.lexicon.words('party').has(word) ||
        this.lexicon.places.has(word),
    );
    let best: Figure | null = null;
    let bestScore = 0;
    const seen = new Set<Figure>();
    for (let i = this.appearances.length - 1; i >= Math.max(0, this.appearances.length - maxLookBack); i--) {
      const { figure, sentence: where, at, role: part } = this.appearances[i]!;
      if (seen.has(figure) || figure.kind !== 'person' || at >= description.start) continue;
      seen.add(figure);
      if (title?.gender && figure.gender !== null && title.gender !== figure.gender) continue;
      const near = sentence - where;
      const isLast = this.lastSpeaker?.figure === figure && near <= 4;
      let score = 0;
      if (figure.roles.has(role) || figure.roles.has(head)) score = 4;
      else if (age !== null && figure.age === age) score = 6;
      else if (
        isGeneric &&
        (figure.age === null || age === null) &&
        near <= 3 &&
        part !== 'quoted' &&
        part !== 'possessive'
      ) {
        score = isLast ? 2 : part === 'subject' && near <= 1 ? 1.5 : 0;
      }
      if (score === 0) continue;
      const known = [...figure.qualifiers].filter((word) => this.lexicon.words('nationality').has(word));
      const asked = qualifiers.filter((word) => this.lexicon.words('nationality').has(word));
      if (asked.length > 0 && known.length > 0 && !asked.some((word) => known.includes(word))) continue;
      if (qualifiers.some((word) => figure.qualifiers.has(word))) score += 2;
      score += Math.max(0, 1 - near / 10) + (isLast ? 1 : 0);
      if (score > bestScore) {
        best = figure;
        bestScore = score;
      }
    }
    return best;
  }

  /** A body, group or document by its noun: "the ministry" for the Interior Ministry, "the scholars" for those who spoke. */
  private byNoun(description: Description, sentence: number): Figure | null {
    const { head, kind, start } = description;
    const isCollective = this.lexicon.nouns('collective').has(head);
    let nearest: Figure | null = null;
    for (let i = this.appearances.length - 1; i >= Math.max(0, this.appearances.length - maxLookBack); i--) {
      const { figure, sentence: where, at, role } = this.appearances[i]!;
      if (figure.kind === 'person' || figure.kind === 'document' || at >= start) continue;
      if (kind === 'group' && figure.kind === 'body' && !figure.parsed.words.includes(head)) continue;
      if (
        figure.parsed.words.includes(head) ||
        figure.name
          .toLowerCase()
          .split(/[^\p{L}]+/u)
          .includes(head)
      )
        return figure;
      const isSpeaker = this.lastSpeaker?.figure === figure;
      if (nearest === null && isSpeaker && sentence - where <= 6 && role !== 'quoted') {
        if (isCollective && figure.kind === 'body' && !this.lexicon.places.has(figure.name.toLowerCase()))
          nearest = figure;
        if (kind === 'group' && figure.kind === 'group') nearest = figure;
      }
    }
    return nearest;
  }

  private phrase(name: string, kind: Figure['kind'], span: Span): Figure {
    const key = name.toLowerCase();
    const known = this.descriptions.get(key);
    if (known !== undefined) return known;
    const figure = addFigure(this.cast, kind, name, { start: span.start, end: span.end });
    const head = 'head' in span ? (span as Description).head : key;
    const title = this.lexicon.titles.get(head);
    if (title !== undefined) {
      figure.roles.add(title.role);
      figure.gender = title.gender;
    }
    this.descriptions.set(key, figure);
    return figure;
  }

  private phraseOf(description: Description, owner: NameMention | Word | null, ownerFigure: Figure | null): string {
    const { start, end, determiner } = description;
    let phrase = this.text.slice(start, end).replace(/\s+/g, ' ');
    if (owner !== null && !('words' in owner) && ownerFigure !== null) {
      phrase = `${ownerFigure.name}’s${phrase.slice(owner.form.length)}`;
    } else if (determiner === 'definite' || determiner === 'indefinite') {
      phrase = phrase[0]!.toLowerCase() + phrase.slice(1);
    } else if (
      owner === null &&
      /^\p{Lu}\p{Ll}/u.test(phrase) &&
      this.isSentenceStart(start) &&
      !this.isNameAt(start)
    ) {
      phrase = phrase[0]!.toLowerCase() + phrase.slice(1);
    }
    return phrase;
  }

  private isSentenceStart(offset: number): boolean {
    const sentence = this.sentenceAt(offset);
    return sentence !== null && this.sentences[sentence]!.words[0]?.start === offset;
  }

  private isNameAt(offset: number): boolean {
    const sentence = this.sentenceAt(offset);
    const names = sentence === null ? [] : (this.namesBySentence[sentence] ?? []);
    const [from, to] = rangeWithin(names, { start: offset, end: offset + 1 });
    return from < to;
  }

  /** A quote without a source goes on from one beside it: in its paragraph, else in the paragraph before where that ends in speech. */
  private continuedSpeaker(
    quotes: readonly RawQuote[],
    figures: readonly (Figure | null)[],
    index: number,
  ): Figure | null {
    const quote = quotes[index]!;
    const paragraph = this.paragraphAt(quote.content[0]!.start);
    for (const direction of [-1, 1]) {
      for (let i = index + direction, steps = 0; quotes[i] !== undefined && steps < 8; i += direction, steps++) {
        if (this.paragraphAt(quotes[i]!.content[0]!.start) !== paragraph) break;
        if (figures[i]) return figures[i]!;
      }
    }
    if (paragraph < 0) return null;
    const before = quotes[index - 1];
    const beforeFigure = figures[index - 1] ?? null;
    if (before === undefined || beforeFigure === null) return null;
    const last = before.content[before.content.length - 1]!;
    if (this.paragraphAt(last.start) !== paragraph - 1 || quote.kind === 'indirect') return null;
    return beforeFigure;
  }

  private paragraphAt(offset: number): number {
    const { paragraphs } = this.article;
    const [from, to] = rangeWithin(paragraphs, { start: offset, end: offset + 1 });
    return from < to ? from : -1;
  }

  private sentenceAt(offset: number): number | null {
    const [from, to] = rangeWithin(this.sentences, { start: offset, end: offset + 1 });
    return from < to ? from : null;
  }
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly quote?: number;
  readonly name?: number;
  readonly pronoun?: Pronoun;
  readonly word?: Word;
  readonly sentence?: number;
}

/** "the Foreign Minister": a title that stands for its bearer. */
function titleDescription(name: NameMention): Description {
  const words = name.words.map((word) => word.toLowerCase());
  return {
    start: name.start,
    end: name.end,
    head: words[words.length - 1] ?? '',
    kind: 'person',
    determiner: 'definite',
    modifiers: words.slice(0, -1),
    owner: null,
    headSpan: name,
    complement: null,
  };
}

/** The noun phrase before a relative word: back to the start of its clause. */
function phraseBefore(words: readonly Word[], at: number, lexicon: SpeakerLexicon): Span | null {
  if (at === 0) return null;
  const last = words[at - 1]!;
  let from = at - 1;
  while (from > 0 && at - from < 8) {
    const word = words[from - 1]!;
    if (
      !/^[\s\u00a0]+$/.test(word.gap) ||
      lexicon.words('preposition').has(word.lower) ||
      lexicon.words('relative').has(word.lower)
    )
      break;
    from--;
  }
  return { start: words[from]!.start, end: last.end };
}

/** How many appearances back a description may reach. */
const maxLookBack = 120;
