import type { Span } from '../../text/span';
import type { RawQuote } from '../rawQuote';
import type { Description } from './description';
import { DocumentAuthors, type AuthorPhrase } from './documentAuthors';
import { addFigure, nameText, type Figure } from './figure';
import { findByNoun } from './findByNoun';
import { bearerToCome, findByRole } from './findByRole';
import type { NameMention } from './findNames';
import type { NameList } from './nameList';
import { phraseBefore } from './phraseBefore';
import { isInCapitals, phraseOf } from './phraseOf';
import { rangeWithin, wordIndexAt } from './ranges';
import { chooseByPronoun } from './salience';
import { readHead, type SourceHead } from './sourceHead';
import { kindOfNoun, type Pronoun } from './speakerLexicon';
import type { Stage } from './stage';
import { titleDescription } from './titleDescription';
import { WordFlag } from './vocabulary';
import type { Word } from './words';

/** Finds out who names, pronouns, descriptions and lists of names mean at the point that the walk has reached. */
export class HeadResolver {
  private readonly descriptions = new Map<string, Figure>();
  private readonly lists = new Map<string, Figure>();
  private readonly authors: DocumentAuthors;
  private readonly evidenceByDocument = new Map<string, AuthorEvidence[]>();

  constructor(private readonly stage: Stage) {
    this.authors = new DocumentAuthors(stage.sentences, stage.namesBySentence, stage.isQuoted);
  }

  resolve(head: SourceHead, sentence: number, quote: RawQuote): Figure | null {
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
        if (figure !== null) this.stage.resolve(head.word, 'pronoun', figure);
        return figure;
      }
      case 'description':
        return nobody.test(head.description.head) ? null : this.describe(head.description, sentence);
    }
  }

  figureOfName(mention: NameMention): Figure | null {
    const figure = this.stage.figureTiedTo(mention);
    if (figure !== null) return figure;
    if (mention.kind === 'title') return this.describe(titleDescription(mention), mention.sentence);
    return this.phrase(nameText(this.stage.text, mention), mention.kind === 'person' ? 'person' : 'body', mention);
  }

  private listOf(head: NameList): Figure | null {
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
      this.stage.cast,
      'group',
      `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]!}`,
      head.span,
    );
    figure.isFullName = members.every(({ isFullName, kind }) => isFullName || kind === 'body');
    this.lists.set(key, figure);
    return figure;
  }

  /**
   * Who "who" and "which" refer to: the phrase right before them, or the one that it is a complement of ("Sheriff Ann Roe of
   * Springfield, who said"); else the last name of the sentence that is no complement.
   */
  private antecedent(word: Word, sentence: number): Figure | null {
    const names = this.stage.namesOf(sentence);
    const [, end] = rangeWithin(names, { start: 0, end: word.start });
    const whole = this.stage.sentences[sentence]!;
    const { words } = whole;
    const isWho = word.lower === 'who' || word.lower === 'whom';
    let at = wordIndexAt(whole, word.start);
    for (let steps = 0; steps < 3 && at > 0; steps++) {
      const clause = phraseBefore(words, at);
      if (clause === null) break;
      const bearer = isWho ? this.bearerBefore(clause, sentence) : null;
      if (bearer !== null) return bearer;
      const head = readHead(whole, clause, names, this.stage.lexicon);
      const figure = head === null ? null : this.fittingHead(head, isWho, sentence);
      if (figure !== null) return figure;
      // A place or thing: whoever it belongs to stands before its preposition.
      const first = wordIndexAt(whole, clause.start);
      if (first === 0 || (words[first - 1]!.flags & WordFlag.Preposition) === 0) break;
      at = first - 1;
    }
    let fallback: Figure | null = null;
    for (let i = end - 1; i >= Math.max(0, end - 6); i--) {
      const name = names[i]!;
      const figure = this.stage.figureTiedTo(name);
      if (figure === null || name.isPossessive || !fits(figure, isWho)) continue;
      if (isWho && name.kind === 'place') continue;
      const before = words[name.titleFirstWord - 1];
      const isComplement = before !== undefined && (before.flags & WordFlag.Preposition) !== 0;
      if (!isComplement || !isWho) return figure;
      if (figure.isCertain && figure.kind === 'person') fallback ??= figure;
    }
    return fallback;
  }

  /** "Ann Roe, a Velden lawyer, who said": the person whom an apposition describes. */
  private bearerBefore(clause: Span, sentence: number): Figure | null {
    const { text, lexicon } = this.stage;
    if (!/^(?:an?|the)\s/i.test(text.slice(clause.start, clause.start + 4))) return null;
    const names = this.stage.namesOf(sentence);
    const [, end] = rangeWithin(names, { start: 0, end: clause.start });
    const name = names[end - 1];
    if (name === undefined || name.isPossessive || name.words.length < 2) return null;
    if (!/^\.?,\s$/.test(text.slice(name.end, clause.start))) return null;
    const head = readHead(this.stage.sentences[sentence]!, clause, names, lexicon);
    if (head?.form !== 'description' || head.description.kind !== 'person') return null;
    const figure = this.stage.figureTiedTo(name);
    return figure?.kind === 'person' ? figure : null;
  }

  /** The figure of a phrase before "who" (people) or "which" (anything else). */
  private fittingHead(head: SourceHead, isWho: boolean, sentence: number): Figure | null {
    if (head.form === 'pronoun') return null;
    if (head.form === 'description') {
      const { kind, head: noun } = head.description;
      const isPeople = kind === 'person' || kind === 'group';
      if (isPeople !== isWho || kindOfNoun(this.stage.lexicon, noun) === null) return null;
      return this.describe(head.description, sentence);
    }
    if (head.form === 'name' && head.mention.kind === 'place' && isWho) return null;
    const figure = this.resolveNamed(head);
    // What "which" refers to is no person, whatever its name looks like.
    if (figure !== null && !isWho && head.form === 'name') return figure;
    if (figure === null || !fits(figure, isWho)) return null;
    if (!isWho || figure.isCertain || head.form !== 'name') return figure;
    // "of Springfield, who": words that nothing shows to be a person's are rather a place behind a preposition.
    const before = this.stage.sentences[sentence]!.words[head.mention.titleFirstWord - 1];
    return before !== undefined && (before.flags & WordFlag.Preposition) !== 0 ? null : figure;
  }

  choose(pronoun: Pronoun, word: Word, sentence: number, quote: RawQuote | null): Figure | null {
    return chooseByPronoun(this.stage.appearances, pronoun, {
      at: word.start,
      sentence,
      paragraph: this.stage.sentences[sentence]!.paragraph,
      lastSpeaker: this.stage.lastPerson,
      // Whoever is addressed ("he told Roe") does not speak.
      excluded: quote?.via ? this.stage.figureAt(quote.via, sentence) : null,
      isSubordinate: subordinators.has(this.wordBefore(word, sentence)?.lower ?? ''),
    });
  }

  private wordBefore(word: Word, sentence: number): Word | undefined {
    const whole = this.stage.sentences[sentence]!;
    return whole.words[wordIndexAt(whole, word.start) - 1];
  }

  /** "I", "we" outside quote marks: reported in the words of whoever speaks there. */
  private speakerInView(sentence: number): Figure | null {
    const last = this.stage.lastSpeaker;
    return last !== null && sentence - last.sentence <= 3 ? last.figure : null;
  }

  /** "they": the last group or body that spoke, else the last one on the scene. */
  private chooseGroup(sentence: number, at: number): Figure | null {
    const last = this.stage.lastSpeaker;
    if (last !== null && sentence - last.sentence <= 3 && last.figure.kind !== 'person') return last.figure;
    for (let i = this.stage.appearances.length - 1; i >= Math.max(0, this.stage.appearances.length - 30); i--) {
      const { figure, sentence: where, at: start, role } = this.stage.appearances[i]!;
      if (start >= at || role === 'quoted' || role === 'possessive') continue;
      if (sentence - where > 3) break;
      if (figure.kind === 'group' || (figure.kind === 'body' && role === 'subject')) return figure;
    }
    return null;
  }

  private chooseThing(sentence: number, at: number): Figure | null {
    const last = this.stage.lastSpeaker;
    if (
      last !== null &&
      sentence - last.sentence <= 3 &&
      (last.figure.kind === 'body' || last.figure.kind === 'document')
    ) {
      return last.figure;
    }
    for (let i = this.stage.appearances.length - 1; i >= Math.max(0, this.stage.appearances.length - 30); i--) {
      const { figure, sentence: where, at: start, role } = this.stage.appearances[i]!;
      if (start >= at || role !== 'subject') continue;
      if (sentence - where > 1) break;
      if (figure.kind === 'body' || figure.kind === 'document') return figure;
    }
    return null;
  }

  /** Who a noun phrase means: someone on the scene with that role, else whoever the phrase itself describes. */
  describe(description: Description, sentence: number): Figure | null {
    const { head, kind, owner, determiner, complement } = description;
    const ownerFigure = owner === null ? null : this.ownerOf(owner, sentence);
    if (this.stage.lexicon.nouns('utterance').has(head)) {
      if (ownerFigure !== null) return ownerFigure;
      if (complement !== null && this.isAuthorComplement(description, complement)) {
        const read = this.complementHead(description, complement, sentence);
        const figure =
          read?.form === 'description' ? this.describe(read.description, sentence) : this.figureOfName(complement);
        if (figure !== null) return figure;
      }
    }
    if (kind === 'document' && complement !== null && this.isAuthorComplement(description, complement)) {
      const read = this.complementHead(description, complement, sentence);
      if (read !== null && (read.form === 'name' || read.form === 'names')) return this.resolveNamed(read);
      // "a letter from the Velden administration" is not Velden's.
      if (read?.form === 'description') return this.describe(read.description, sentence);
    }
    if (kind === 'document' && determiner === 'indefinite') {
      // "Roe sent the mayor a letter saying": its sender stands in the same sentence.
      this.authorOfDocument(head, description.start);
      const own = this.evidenceByDocument.get(head)?.find(({ at }) => at === description.headSpan.start);
      if (own !== undefined) return own.figure;
    }
    // A headline's "Report: …" is some report; what the text calls so may be another one.
    const isBareReport = determiner === 'none' && /^reports?$/.test(head);
    if (kind === 'document' && determiner !== 'indefinite' && !isBareReport) {
      const author = this.authorOfDocument(head, description.start);
      if (author !== null) return author;
    }
    if (this.stage.lexicon.nouns('authors').has(head)) {
      const documents =
        head === 'plaintiffs' ? ['lawsuit', 'complaint'] : ['letter', 'petition', 'report', 'study', 'paper'];
      for (const document of documents) {
        const author = this.authorOfDocument(document, description.start);
        if (author !== null) return author;
      }
    }
    if (this.stage.lexicon.nouns('joint').has(head)) {
      const joint = this.jointOnScene(description, sentence);
      if (joint !== null) return joint;
    }
    // The label of a transcript's turns ("THE PRESIDENT:") is whoever speaks there, not who bears the office in what is said.
    const isLabel =
      determiner === 'definite' && isInCapitals(this.stage.text.slice(description.start, description.end));
    if (!isLabel && (determiner === 'definite' || (determiner === 'none' && kind !== 'group'))) {
      const known =
        kind === 'person'
          ? findByRole(this.stage, description, sentence)
          : findByNoun(this.stage, description, sentence);
      if (known !== null) {
        this.stage.resolve(description, 'description', known);
        return known;
      }
    }
    if (bareQuantifiers.has(head) && description.start === description.headSpan.start) {
      const group = this.groupBefore(sentence, description.start);
      if (group !== null) return this.phrase(`${head} ${group.name.replace(/^the /, '')}`, 'group', description);
    }
    if (kind === 'person' && owner === null && complement === null && !isLabel) {
      const later = bearerToCome(this.stage, description, sentence);
      if (later !== null) {
        this.stage.resolve(description, 'description', later);
        return later;
      }
    }
    return this.phrase(phraseOf(this.stage, description, owner, ownerFigure), kind, description);
  }

  /** The people that the sentence before was about: "Farmers met. Many said …". */
  private groupBefore(sentence: number, at: number): Figure | null {
    const { appearances } = this.stage;
    for (let i = appearances.length - 1; i >= Math.max(0, appearances.length - 12); i--) {
      const { figure, sentence: where, at: start, role } = appearances[i]!;
      if (start >= at || role === 'quoted' || where === sentence) continue;
      if (sentence - where > 1) return null;
      if (
        figure.kind === 'group' &&
        role === 'subject' &&
        !/^\P{L}*(?:some|many|most|several|few|all|both)\b/iu.test(figure.name)
      )
        return figure;
    }
    return null;
  }

  private ownerOf(owner: NameMention | Word, sentence: number): Figure | null {
    if ('words' in owner) return owner.kind === 'title' ? null : this.figureOfName(owner);
    const pronoun = this.stage.lexicon.pronouns.get(owner.lower);
    if (pronoun === undefined) return null;
    if (pronoun.isPlural) return this.chooseGroup(sentence, owner.start);
    if (pronoun.gender === 'n' || pronoun.gender === null) return null;
    return this.choose(pronoun, owner, sentence, null);
  }

  /** What stands behind a text's "by" or "from", read as a source; a description only where its head is known. */
  private complementHead(description: Description, complement: NameMention, sentence: number): SourceHead | null {
    const whole = this.stage.sentences[sentence]!;
    const before = whole.words[complement.titleFirstWord - 1];
    const start = before !== undefined && (before.flags & articleFlags) !== 0 ? before.start : complement.titleStart;
    const span = { start, end: description.sourceEnd };
    const read = readHead(whole, span, this.stage.namesOf(sentence), this.stage.lexicon);
    if (read?.form !== 'description') return read;
    const { head, owner, complement: inner } = read.description;
    const isKnown = kindOfNoun(this.stage.lexicon, head) !== null && inner === null;
    return isKnown && (owner === null || 'words' in owner) ? read : null;
  }

  private isAuthorComplement(description: Description, complement: NameMention): boolean {
    const between = this.stage.text.slice(description.headSpan.end, complement.titleStart).trim();
    const isText = this.stage.lexicon.nouns('utterance').has(description.head);
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
    const names = this.stage.namesOf(phrase.sentence);
    const read = readHead(this.stage.sentences[phrase.sentence]!, phrase, names, this.stage.lexicon);
    if (read === null || read.form === 'pronoun') return null;
    if (read.form !== 'description') {
      const figure = this.resolveNamed(read);
      return figure === null ? null : { figure, isNamed: true };
    }
    const { kind, determiner } = read.description;
    if (kind === 'document' || (kind === 'person' && determiner === 'none')) return null;
    if (kindOfNoun(this.stage.lexicon, read.description.head) === null) return null;
    const figure = this.describe(read.description, phrase.sentence);
    return figure === null ? null : { figure, isNamed: figure.isFullName };
  }

  private resolveNamed(head: Extract<SourceHead, { form: 'name' | 'names' }>): Figure | null {
    return head.form === 'name' ? this.figureOfName(head.mention) : this.listOf(head);
  }

  /** "the two states", "both countries": two names of one kind that were joined by "and" before. */
  private jointOnScene(description: Description, sentence: number): Figure | null {
    const opening = this.stage.text.slice(description.start, description.headSpan.start).toLowerCase();
    if (!/\b(?:two|both|three)\b/.test(opening) || description.properModifiers.length > 0) return null;
    const before = Array.from({ length: Math.min(sentence + 1, 13) }, (_, i) => sentence - i);
    const after = description.determiner === 'indefinite' ? [sentence + 1, sentence + 2] : [];
    for (const index of [...before, ...after]) {
      const names = this.stage.namesOf(index).slice(0, 60);
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
        if (!/^(?:\sand\s|,\s)$/.test(this.stage.text.slice(first.end, second.titleStart)) || first.isPossessive)
          continue;
        return this.listOf({ form: 'names', mentions: [first, second], span: { start: first.start, end: second.end } });
      }
    }
    return null;
  }

  private phrase(name: string, kind: Figure['kind'], span: Span): Figure {
    const key = name.toLowerCase();
    const known = this.descriptions.get(key);
    if (known !== undefined) return known;
    const figure = addFigure(this.stage.cast, kind, name, { start: span.start, end: span.end });
    const head = 'head' in span ? (span as Description).head : key;
    const title = this.stage.lexicon.titles.get(head);
    if (title !== undefined) {
      figure.roles.add(title.role);
      figure.gender = title.gender;
    }
    this.descriptions.set(key, figure);
    return figure;
  }
}

const articleFlags = WordFlag.Definite | WordFlag.Indefinite;

/** "who" asks for people, "which" for anything that is not surely a person. */
function fits(figure: Figure, isWho: boolean): boolean {
  return isWho ? figure.kind === 'person' || figure.kind === 'group' : figure.kind !== 'person' || !figure.isCertain;
}

interface AuthorEvidence {
  readonly at: number;
  readonly figure: Figure;
  readonly isNamed: boolean;
}

const authorLinks = /^(?:from|by|of|von|vom|der|des|de|du|от)(?:\s(?:the|a|an|der|la|le))?$/i;
const strictAuthorLinks = /^(?:from|by)(?:\s(?:the|a|an))?$/i;

const bareQuantifiers = new Set(['many', 'some', 'most', 'several', 'few', 'all', 'both']);
const subordinators = new Set(
  'though although because when whenever while after before as if since until unless where whereas once'.split(' '),
);
const nobody = /^(?:no|nobody|none|one|anyone|anybody|niemand|никто|nadie|personne)$/;
const placeNouns = new Set(['states', 'countries', 'nations', 'governments', 'cities', 'sides']);
