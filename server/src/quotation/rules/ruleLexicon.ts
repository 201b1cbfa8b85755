import de from '../../../languages/de/attribution.tsv';
import es from '../../../languages/es/attribution.tsv';
import fr from '../../../languages/fr/attribution.tsv';
import ru from '../../../languages/ru/attribution.tsv';
import zh from '../../../languages/zh/attribution.tsv';
import type { QuoteMode } from '../quoteTypes';

/** A word that introduces speech. */
export interface Cue {
  readonly mode: QuoteMode;
  /** Takes a clause with a complementiser ("dass", "que"). */
  readonly takesClause: boolean;
  /** Takes a bare clause after a comma or colon, and direct speech. */
  readonly takesSpeech: boolean;
  readonly takesInfinitive: boolean;
  readonly isParticiple: boolean;
  /** The separable prefix that must stand in the clause ("teilte … mit"), or null. */
  readonly particle: string | null;
}

/** A phrase that attributes a sentence to a source: before it (`pre`), after it (`post`) or as a whole. */
export interface AccordingPhrase {
  readonly words: readonly string[];
  readonly place: 'pre' | 'post' | 'whole' | 'text';
}

/** How one language reports speech; read from its `attribution.tsv`. */
export interface RuleLexicon {
  readonly language: string;
  /** By inflected form; a form may belong to several cues (separable verbs). */
  readonly cues: ReadonlyMap<string, readonly Cue[]>;
  /** By first word, longest first. */
  readonly according: ReadonlyMap<string, readonly AccordingPhrase[]>;
  /** Word classes: complementiser, question, determiner, nominative, preposition, npreposition, adverb … */
  readonly words: (kind: string) => ReadonlySet<string>;
}

/** The rules of a language, or null where there are none. */
export function ruleLexicon(language: string): RuleLexicon | null {
  const known = parsed.get(language);
  if (known !== undefined) return known;
  const text = texts[language];
  if (text === undefined) return null;
  const lexicon = parse(language, text);
  parsed.set(language, lexicon);
  return lexicon;
}

function parse(language: string, text: string): RuleLexicon {
  const cues = new Map<string, Cue[]>();
  const according = new Map<string, AccordingPhrase[]>();
  const classes = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [kind = '', forms = '', third = '', frame = '', particle = ''] = line.split('\t');
    if (kind === 'cue' && language !== 'zh') {
      const [finite = '', participles = ''] = forms.split('|').map((part) => part.trim());
      const cue = (isParticiple: boolean): Cue => ({
        mode: third === 'thought' || third === 'intended' ? third : 'said',
        takesClause: frame.includes('c'),
        takesSpeech: frame.includes('z'),
        takesInfinitive: frame.includes('i'),
        isParticiple,
        particle: particle === '' || isParticiple ? null : particle,
      });
      for (const form of finite.split(' ')) {
        if (form === '') continue;
        add(cues, form, cue(false));
        // At the end of a clause prefix and verb are one word: „wie die Polizei mitteilte“.
        if (particle !== '') add(cues, particle + form, { ...cue(false), particle: null });
      }
      for (const form of participles.split(' ')) if (form !== '') add(cues, form, cue(true));
    } else if (kind === 'according' && language !== 'zh') {
      if (third === 'never') continue;
      const words = forms.toLowerCase().split(' ');
      const place = third === 'post' || third === 'whole' ? third : third === 'pretext' ? 'text' : 'pre';
      add(according, words[0]!, { words, place });
    } else {
      const set = classes.get(kind) ?? new Set();
      classes.set(kind, set);
      for (const word of forms.split(' ')) set.add(kind === 'noun' ? word.toLowerCase() : word);
    }
  }
  for (const phrases of according.values()) phrases.sort((a, b) => b.words.length - a.words.length);
  return { language, cues, according, words: (kind) => classes.get(kind) ?? none };
}

function add<T>(index: Map<string, T[]>, key: string, value: T): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}

const none: ReadonlySet<string> = new Set();
const parsed = new Map<string, RuleLexicon>();
const texts: Readonly<Record<string, string>> = { de, es, fr, ru, zh };
