import type { Article } from '../../text/article';
import { hull, type Span } from '../../text/span';
import type { Mention } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';
import { addFigure, nameText, type Cast, type Figure } from './figure';
import { DocumentAuthors, type AuthorPhrase } from './documentAuthors';
import type { NameMention } from './findNames';
import { chooseByPronoun, type Appearance } from './salience';
import { groupSubjects, rangeWithin, readHead, wordIndexAt, type Description, type SourceHead } from './sourceHead';
import { kindOfNoun, type Pronoun, type SpeakerLexicon } from './speakerLexicon';
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
  private readonly authors: DocumentAuthors;
  private readonly evidenceByDocument = new Map<string, AuthorEvidence[]>();
  /** What is said by anybody: whoever speaks in there is reported to speak. */
  private reported: readonly Span[] = [];
  private readonly groupBySentence = new Map<number, Span>();
  private lastSpeaker: LastSpeaker | null = null;
  private lastPerson: LastSpeaker | null = null;

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
    this.authors = new DocumentAuthors(sentences, bySentence, lexicon, isQuoted);
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
    this.reported = mergedSpans(quotes.flatMap(({ content }) => content));
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
    for (const phrase of groupSubjects(this.sentences, this.lexicon)) {
      this.groupBySentence.set(phrase.sentence, phrase);
      const [from, to] = rangeWithin(sources, phrase);
      if (from === to && !this.isQuoted(phrase.start))
        events.push({ at: phrase.start, order: 0, group: phrase, sentence: phrase.sentence });
    }
    events.sort((a, b) => a.at - b.at || a.order - b.order);
    const unattributed: number[] = [];
    for (const event of events) {
      if (event.name !== undefined) this.meet(this.names[event.name]!, this.cast.figureOf[event.name] ?? null);
      else if (event.quote !== undefined) {
        const quote = quotes[event.quote]!;
        if (quote.source.length === 0) unattributed.push(event.quote);
        else figures[event.quote] = this.speakerOf(quote);
      } else if (event.group !== undefined) this.meetGroup(event.group, event.sentence ?? 0);
      else if (event.word !== undefined && event.pronoun !== undefined) {
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

  /** A plural of people as the subject of a sentence comes on the scene without having spoken. */
  private meetGroup(span: Span, sentence: number): void {
    const head = readHead(this.sentences[sentence]!, span, this.namesBySentence[sentence] ?? [], this.lexicon);
    if (head?.form !== 'description' || head.description.kind !== 'group') return;
    const figure = this.describe(head.description, sentence);
    if (figure !== null) this.appearances.push({ figure, sentence, at: span.start, role: 'subject' });
  }

  private appear(figure: Figure, span: Span, sentence: number, role: Appearance['role'], form: Mention['form']): void {
    this.appearances.push({ figure, sentence, at: span.start, role });
    this.resolved.push({ start: span.start, end: span.end, form, figure });
  }

  private speakerOf(quote: RawQuote): Figure | null {
    const source = hull(quote.source);
    const sentence = this.sentenceAt(source.start);
    if (sentence === null) return null;
    const bearer = this.bearerOf(source, sentence);
    if (bearer !== null) return this.speaks(bearer, sentence, source.start);
    const group = this.groupBySentence.get(sentence);
    const span =
      group !== undefined &&
      group.start < source.start &&
      group.end === source.end &&
      /\band\s+$/.test(this.text.slice(group.start, source.start))
        ? group
        : wholePhrase(this.sentences[sentence]!, source, this.lexicon);
    const head = readHead(this.sentences[sentence]!, span, this.namesBySentence[sentence] ?? [], this.lexicon);
    const figure = head === null ? null : this.resolveHead(head, sentence, quote);
    return figure === null ? null : this.speaks(figure, sentence, span.start);
  }

  private speaks(figure: Figure, sentence: number, at: number): Figure {
    const [from, to] = rangeWithin(this.reported, { start: at, end: at + 1 });
    if (from < to) {
      // "Roe said that Doe believes …": who comes next goes on from Roe.
      this.appearances.push({ figure, sentence, at, role: 'other' });
      return figure;
    }
    this.appearances.push({ figure, sentence, at, role: 'subject' });
    this.lastSpeaker = { figure, sentence, paragraph: this.sentences[sentence]!.paragraph };
    if (figure.kind === 'person') this.lastPerson = this.lastSpeaker;
    return figure;
  }

  /** "Ann Roe, a Florida lawyer, said" with the apposition alone as source: whoever is named before the comma. */
  private bearerOf(source: Span, sentence: number): Figure | null {
    const names = this.namesBySentence[sentence] ?? [];
    const [, end] = rangeWithin(names, { start: 0, end: source.start });
    const name = end > 0 ? names[end - 1] : undefined;
    if (name === undefined || !/^\.?,\s$/.test(this.text.slice(name.end, source.start))) return null;
    const opening = this.sentences[sentence]!.words[wordIndexAt(this.sentences[sentence]!, source.start)]?.lower ?? '';
    if (opening !== 'a' && opening !== 'an' && opening !== 'the' && !this.lexicon.titles.has(opening)) return null;
    const { words } = this.sentences[sentence]!;
    const before = words[name.titleFirstWord - 1];
    if (before !== undefined && this.lexicon.words('preposition').has(before.lower)) return null;
    const head = readHead(this.sentences[sentence]!, source, names, this.lexicon);
    if (head?.form !== 'description' || head.description.kind !== 'person') return null;
    const figure = this.figureOfName(name);
    return figure?.kind === 'person' && figure.isFullName ? figure : null;
  }

  private resolveHead(head: SourceHead, sentence: number, quote: RawQuote): Figure | null {
    switch (head.form) {
      case 'name':
        return this.figureOfName(head.mention);
      case 'names':
        return this.listOf(head);
      case 'pronoun': {
        if (head.pronoun.use === 'relative') return this.antecedent(head.word, sentence);
        if (head.pronoun.use === 'speaker') return this.speakerInView(sentence);
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
        return nobody.test(head.description.head) ? null : this.describe(head.description, sentence);
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
      const fits = (figure.kind === 'person') === (word.lower === 'who');
      if (!fits || (name.kind === 'place' && word.lower === 'who')) continue;
      if (!isComplement || word.lower === 'which') return figure;
      if (figure.isCertain && figure.kind === 'person') fallback ??= figure;
    }
    const at = wordIndexAt(this.sentences[sentence]!, word.start);
    const clause = phraseBefore(words, at, this.lexicon);
    if (clause !== null && fallback === null && word.lower === 'who') {
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
      lastSpeaker: this.lastPerson,
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

  /** "I", "we" outside quote marks: reported in the words of whoever speaks there. */
  private speakerInView(sentence: number): Figure | null {
    const last = this.lastSpeaker;
    return last !== null && sentence - last.sentence <= 3 ? last.figure : null;
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
    if (kind === 'document' && complement !== null && this.isAuthorComplement(description, complement)) {
      const read = readHead(
        this.sentences[sentence]!,
        { start: complement.titleStart, end: description.sourceEnd },
        this.namesBySentence[sentence] ?? [],
        this.lexicon,
      );
      if (read !== null && (read.form === 'name' || read.form === 'names')) return this.resolveNamed(read);
    }
    if (kind === 'document' && determiner === 'indefinite') {
      // "Roe sent the mayor a letter saying": its sender stands in the same sentence.
      this.authorOfDocument(head, description.start);
      const own = this.evidenceByDocument.get(head)?.find(({ at }) => at === description.headSpan.start);
      if (own !== undefined) return own.figure;
    }
    if (kind === 'document' && determiner !== 'indefinite') {
      const author = this.authorOfDocument(head, description.start);
      if (author !== null) return author;
    }
    if (this.lexicon.nouns('authors').has(head)) {
      const documents =
        head === 'plaintiffs' ? ['lawsuit', 'complaint'] : ['letter', 'petition', 'report', 'study', 'paper'];
      for (const document of documents) {
        const author = this.authorOfDocument(document, description.start);
        if (author !== null) return author;
      }
    }
    if (this.lexicon.nouns('joint').has(head)) {
      const joint = this.jointOnScene(description, sentence);
      if (joint !== null) return joint;
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
    const isText = this.lexicon.nouns('utterance').has(description.head);
    return (isText ? authorLinks : strictAuthorLinks).test(between);
  }

  /** Who the article says a document is by: the first name that it gives before, else a description, else a name after. */
  private authorOfDocument(head: string, before: number): Figure | null {
    let evidence = this.evidenceByDocument.get(head);
    if (evidence === undefined) {
      evidence = [];
      // Set before it is filled: a description of the author may mention the document itself.
      this.evidenceByDocument.set(head, evidence);
      for (const phrase of this.authors.evidenceFor(head)) {
        const found = this.readAuthor(phrase);
        if (found !== null) evidence.push({ at: phrase.at, ...found });
      }
    }
    const early = evidence.filter(({ at }) => at <= before);
    const pool = early.length > 0 ? early : evidence;
    return (pool.find(({ isNamed }) => isNamed) ?? pool[0])?.figure ?? null;
  }

  private readAuthor(phrase: AuthorPhrase): { readonly figure: Figure; readonly isNamed: boolean } | null {
    const names = this.namesBySentence[phrase.sentence] ?? [];
    const read = readHead(this.sentences[phrase.sentence]!, phrase, names, this.lexicon);
    if (read === null || read.form === 'pronoun') return null;
    if (read.form !== 'description') {
      const figure = this.resolveNamed(read);
      return figure === null ? null : { figure, isNamed: true };
    }
    const { kind, determiner } = read.description;
    if (kind === 'document' || (kind === 'person' && determiner === 'none')) return null;
    if (kindOfNoun(this.lexicon, read.description.head) === null) return null;
    const figure = this.describe(read.description, phrase.sentence);
    return figure === null ? null : { figure, isNamed: figure.isFullName };
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
      if (seen.has(figure) || figure.kind !== 'person' || !figure.isCertain || at >= description.start) continue;
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
      const isParty = this.lexicon.nouns('party').has(head);
      if (
        figure.title === null &&
        !figure.isFullName &&
        figure.nameCount === 0 &&
        (figure.name.toLowerCase().split(' ').pop() !== head || modifiers.length > 0)
      ) {
        // Somebody who is only described ("one lawmaker") is not whoever else is described.
        score = Math.min(score, modifiers.length > 0 ? 0 : 1);
      }
      if (score <= 1.5 && isParty && qualifiers.some((word) => figure.qualifiers.has(word))) score = 3;
      if (score === 0) continue;
      const known = [...figure.qualifiers].filter((word) => this.lexicon.words('nationality').has(word));
      const asked = qualifiers.filter((word) => this.lexicon.words('nationality').has(word));
      if (asked.length > 0 && known.length > 0 && !asked.some((word) => known.includes(word))) continue;
      if (this.contradictPlaces(qualifiers, figure)) continue;
      const titleWords = figure.title?.toLowerCase().split(' ') ?? [];
      if (qualifiers.some((word) => figure.qualifiers.has(word)) || modifiers.some((word) => titleWords.includes(word)))
        score += 2;
      score += Math.max(0, 1 - near / 10) + (isLast ? 1 : 0);
      if (score > bestScore) {
        best = figure;
        bestScore = score;
      }
    }
    if (best !== null || isGeneric) return best;
    const last = this.lastPerson;
    if (
      last !== null &&
      sentence - last.sentence <= 1 &&
      last.figure.isFullName &&
      title !== undefined &&
      !this.somebodyIs(role)
    ) {
      // "Ann Roe … said. The former governor said": another word for the speaker of the sentence before.
      const isOther = title.gender !== null && last.figure.gender !== null && title.gender !== last.figure.gender;
      if (!isOther && !this.contradictPlaces(qualifiers, last.figure)) return last.figure;
    }
    if (qualifiers.length === 0) return null;
    // Not met yet: "the former Ohio governor" before Ann Roe is named, where office and place fit one person only.
    const later = this.cast.figures
      .slice(0, maxFiguresAsked)
      .filter(
        (figure) =>
          figure.kind === 'person' && figure.roles.has(role) && qualifiers.some((word) => figure.qualifiers.has(word)),
      );
    return later.length === 1 ? (later[0] ?? null) : null;
  }

  private somebodyIs(role: string): boolean {
    return this.cast.figures
      .slice(0, maxFiguresAsked)
      .some((figure) => figure.kind === 'person' && figure.roles.has(role));
  }

  /** "the California Democrat" is nobody who is of another state. */
  private contradictPlaces(qualifiers: readonly string[], figure: Figure): boolean {
    const isPlace = (word: string) => ['state', 'city'].includes(this.lexicon.places.get(word) ?? '');
    const asked = qualifiers.filter(isPlace);
    const known = [...figure.qualifiers].filter(isPlace);
    return asked.length > 0 && known.length > 0 && !asked.some((word) => known.includes(word));
  }

  private areKin(head: string, figure: Figure): boolean {
    const kin = this.lexicon.kinNouns.get(head);
    return (
      kin !== undefined &&
      figure.name
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .some((word) => kin.has(word))
    );
  }

  /** A body, group or document by its noun: "the ministry" for the Interior Ministry, "the scholars" for those who spoke. */
  private byNoun(description: Description, sentence: number): Figure | null {
    const { head, kind, start, properModifiers, modifiers } = description;
    const isCollective = this.lexicon.nouns('collective').has(head);
    let nearest: Figure | null = null;
    let part: Figure | null = null;
    for (let i = this.appearances.length - 1; i >= Math.max(0, this.appearances.length - maxLookBack); i--) {
      const { figure, sentence: where, at, role } = this.appearances[i]!;
      if (figure.kind === 'person' || figure.kind === 'document' || at >= start) continue;
      if (properModifiers.length > 0) {
        // "the Springfield group": its name must say so.
        const words = figure.name.toLowerCase().split(' ');
        if (!properModifiers.some((word) => words.includes(word)) && !(kind === 'group' && this.areKin(head, figure)))
          continue;
        // "the Obama administration" is not Obama, and "Mir TV channel" says more than "Mir TV": the name must say more.
        const isPart = words.some((word) => word !== 'the' && !modifiers.includes(word));
        if (isCollective && figure.kind === 'body' && isPart && role !== 'quoted') part ??= figure;
      }
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
      }
      if (nearest === null && kind === 'group' && figure.kind === 'group' && this.areKin(head, figure))
        nearest = figure;
    }
    return part ?? nearest;
  }

  /** "the two states", "both countries": two names of one kind that were joined by "and" before. */
  private jointOnScene(description: Description, sentence: number): Figure | null {
    const opening = this.text.slice(description.start, description.headSpan.start).toLowerCase();
    if (!/\b(?:two|both|three)\b/.test(opening)) return null;
    const before = Array.from({ length: Math.min(sentence + 1, 13) }, (_, i) => sentence - i);
    const after = description.determiner === 'indefinite' ? [sentence + 1, sentence + 2] : [];
    for (const index of [...before, ...after]) {
      const names = (this.namesBySentence[index] ?? []).slice(0, 60);
      for (let i = names.length - 1; i > 0; i--) {
        const second = names[i]!;
        const first = names[i - 1]!;
        if (
          (index <= sentence && second.start >= description.start) ||
          first.kind !== second.kind ||
          first.kind === 'title'
        )
          continue;
        if (placeNouns.has(description.head) ? first.kind === 'person' : first.kind === 'place') continue;
        if (!/^(?:\sand\s|,\s)$/.test(this.text.slice(first.end, second.titleStart)) || first.isPossessive) continue;
        return this.listOf({ form: 'names', mentions: [first, second], span: { start: first.start, end: second.end } });
      }
    }
    return null;
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
    const { determiner, kind } = description;
    const start = kind === 'group' && owner === null ? description.nameStart : description.start;
    const isOffice = /^\s+of\s/.test(this.text.slice(description.end, description.end + 6));
    const end =
      kind === 'group' || isOffice || description.determiner === 'indefinite' ? description.fullEnd : description.end;
    let phrase = this.text.slice(start, end).replace(/\s+/g, ' ');
    if (owner !== null && !('words' in owner) && ownerFigure !== null) {
      phrase = `${ownerFigure.name}’s${phrase.slice(owner.form.length)}`;
    } else if (start === description.start && (determiner === 'definite' || determiner === 'indefinite')) {
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
    const sentence = this.sentenceAt(quote.content[0]!.start);
    // A clause with a verb but no subject ("asking them to go") goes on from its own sentence only.
    const isBound = quote.kind !== 'direct' && quote.cue.length > 0;
    for (const direction of [-1, 1]) {
      for (let i = index + direction, steps = 0; quotes[i] !== undefined && steps < 8; i += direction, steps++) {
        const other = quotes[i]!;
        if (this.paragraphAt(other.content[0]!.start) !== paragraph) break;
        if (isBound && this.sentenceAt((other.source[0] ?? other.content[0]!).start) !== sentence) continue;
        if (!figures[i] || this.isReported(other)) continue;
        // "…, he said, according to an agency": both are sources of one content; who spoke goes on, not who passed it on.
        const twin = [i - 2, i - 1, i + 1, i + 2].find(
          (j) => quotes[j]?.content[0]!.start === other.content[0]!.start && figures[j]?.kind === 'person',
        );
        return figures[i]!.kind !== 'person' && twin !== undefined ? figures[twin]! : figures[i]!;
      }
    }
    if (isBound) return null;
    if (paragraph < 0) return null;
    const before = quotes[index - 1];
    const beforeFigure = figures[index - 1] ?? null;
    if (before === undefined || beforeFigure === null) return null;
    const last = before.content[before.content.length - 1]!;
    if (this.paragraphAt(last.start) !== paragraph - 1 || quote.kind === 'indirect') return null;
    return beforeFigure;
  }

  private isReported({ source }: RawQuote): boolean {
    const [first] = source;
    if (first === undefined) return false;
    const [from, to] = rangeWithin(this.reported, { start: first.start, end: first.start + 1 });
    return from < to;
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

interface AuthorEvidence {
  readonly at: number;
  readonly figure: Figure;
  readonly isNamed: boolean;
}

interface LastSpeaker {
  readonly figure: Figure;
  readonly sentence: number;
  readonly paragraph: number;
}

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
    fullEnd: name.end,
    sourceEnd: name.end,
    nameStart: name.start,
    properModifiers: [],
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

function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged[merged.length - 1];
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

const authorLinks = /^(?:from|by|of|von|vom|der|des|de|du|от)(?:\s(?:the|a|an|der|la|le))?$/i;
const strictAuthorLinks = /^(?:from|by)(?:\s(?:the|a|an))?$/i;

/** A source that is a bare number or article ("Two" of "Two states") is read with the noun after it. */
function wholePhrase(sentence: Sentence, source: Span, lexicon: SpeakerLexicon): Span {
  const first = wordIndexAt(sentence, source.start);
  const word = sentence.words[first];
  if (word === undefined || word.end < source.end || !lexicon.words('indefinite').has(word.lower)) return source;
  for (let i = first + 1; i < Math.min(sentence.words.length, first + 4); i++) {
    if (sentence.words[i - 1]!.gap !== ' ' || lexicon.words('preposition').has(sentence.words[i]!.lower)) break;
    if (lexicon.nouns('group').has(sentence.words[i]!.lower))
      return { start: source.start, end: sentence.words[i]!.end };
  }
  return source;
}

const nobody = /^(?:no|nobody|none|one|anyone|anybody|niemand|никто|nadie|personne)$/;
const placeNouns = new Set(['states', 'countries', 'nations', 'governments', 'cities', 'sides']);
/** An article with more figures is a list; asking all of them for each description would not be linear. */
const maxFiguresAsked = 300;
/** How many appearances back a description may reach. */
const maxLookBack = 120;
