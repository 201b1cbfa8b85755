import type { Article } from '../../text/article';
import type { Span } from '../../text/span';
import type { Mention } from '../quoteTypes';
import type { Cast, Figure } from './figure';
import type { NameMention } from './findNames';
import { indexFrom, rangeWithin } from './ranges';
import type { Appearance } from './salience';
import type { SpeakerLexicon } from './speakerLexicon';
import type { Sentence } from './words';

/** A reference that the walk resolved: a pronoun, or a description that names no one. */
export interface Reference extends Span {
  readonly form: Mention['form'];
  readonly figure: Figure;
}

/** Who spoke, and where. */
export interface LastSpeaker {
  readonly figure: Figure;
  readonly sentence: number;
  readonly paragraph: number;
}

/** What the walk through an article knows at a point: its words and names, who has appeared so far, and who spoke last. */
export class Stage {
  /** In the order of the walk. */
  readonly appearances: Appearance[] = [];
  readonly resolved: Reference[] = [];
  readonly namesBySentence: readonly (readonly NameMention[])[];
  lastSpeaker: LastSpeaker | null = null;
  lastPerson: LastSpeaker | null = null;

  constructor(
    readonly text: string,
    readonly article: Article,
    readonly sentences: readonly Sentence[],
    readonly names: readonly NameMention[],
    readonly cast: Cast,
    readonly isQuoted: (offset: number) => boolean,
    readonly lexicon: SpeakerLexicon,
  ) {
    const bySentence: NameMention[][] = new Array<NameMention[]>(sentences.length).fill(nothing);
    for (let i = 0; i < names.length;) {
      const { sentence } = names[i]!;
      let end = i + 1;
      while (end < names.length && names[end]!.sentence === sentence) end++;
      bySentence[sentence] = names.slice(i, end);
      i = end;
    }
    this.namesBySentence = bySentence;
  }

  /** The names of a sentence in order. */
  namesOf(sentence: number): readonly NameMention[] {
    return this.namesBySentence[sentence] ?? nothing;
  }

  /** The figure that a name mention was tied to. */
  figureTiedTo(name: NameMention): Figure | null {
    const index = indexFrom(this.names.length, (i) => this.names[i]!.start >= name.start);
    return this.names[index] === name ? (this.cast.figureOf[index] ?? null) : null;
  }

  /** The figure of the first name within a span. */
  figureAt(span: Span, sentence: number): Figure | null {
    const names = this.namesOf(sentence);
    const [from, to] = rangeWithin(names, span);
    return from < to ? this.figureTiedTo(names[from]!) : null;
  }

  sentenceAt(offset: number): number | null {
    return indexAt(this.sentences, offset);
  }

  /** Index of the paragraph, or -1. */
  paragraphAt(offset: number): number {
    return indexAt(this.article.paragraphs, offset) ?? -1;
  }

  resolve({ start, end }: Span, form: Mention['form'], figure: Figure): void {
    this.resolved.push({ start, end, form, figure });
  }
}

function indexAt(spans: readonly Span[], offset: number): number | null {
  const index = indexFrom(spans.length, (i) => spans[i]!.end > offset);
  return index < spans.length && spans[index]!.start <= offset ? index : null;
}

const nothing: NameMention[] = [];
