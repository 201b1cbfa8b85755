import {
  isNameSuffix,
  lastNameWord,
  namedBy,
  nameWords,
  shortFormsOf,
  spellingKey,
  type NameWords,
} from '../text/personNames';

/** The key under which a name is filed: its folded words and suffix, joined by hyphens; it is also the id of a speaker. */
export function nameKeyOf(name: string): string {
  return keyOf(nameWords(name));
}

/** {@link nameKeyOf} of a name that is cut into words already. */
export function keyOf({ words, suffix }: NameWords): string {
  const key = (suffix === null ? words : [...words, suffix]).join('-');
  return key === '' ? 'unnamed' : key;
}

/** The words of a name of which no more is left than its {@link keyOf}: folded words have no hyphens. */
export function wordsOfKey(key: string): NameWords {
  if (key === 'unnamed') return namedBy([]);
  const words = key.split('-');
  const last = words[words.length - 1]!;
  return words.length > 1 && isNameSuffix(last) ? namedBy(words.slice(0, -1), last) : namedBy(words);
}

/** Under what numbers a full name is filed, and under what numbers the names are that it may be one with. */
export interface Meetings {
  readonly filed: readonly number[];
  readonly sought: readonly number[];
}

/**
 * Where full names meet that may be one: sound of the last word together with the sound of a given name or of its short
 * forms, or with an initial; words in any order, as one word, acronym. Hundreds of people have one surname, and those
 * whose given names differ are never compared. Names that meet by chance only are told apart when they are compared.
 */
export function meetingsOf({ words, spelled }: NameWords, key: string): Meetings {
  const last = words[words.length - 1] ?? key;
  if (words.length < 2) {
    const whole = `whole:${spellingKey(last)}`;
    return { filed: numbersOf([whole, `acronym:${last}`]), sought: numbersOf([whole, `initials:${last}`]) };
  }
  const both = [`order:${[...spelled].sort().join(' ')}`, `whole:${spellingKey(words.join(''))}`];
  const filed = [...both];
  const sought = [...both];
  const strong = words.filter((word) => word.length > 3);
  for (const some of words.length < 12 ? [words, strong] : [strong]) {
    if (some.length < 2) continue;
    const initials = some.map((word) => word[0]).join('');
    filed.push(`initials:${initials}`);
    sought.push(`acronym:${initials}`);
  }
  const sound = soundOf(last);
  for (let at = 0; at < words.length - 1; at++) {
    const word = words[at]!;
    const full = `${sound}:full:${word[0]}`;
    const initial = `${sound}:initial:${word[0]}`;
    sought.push(initial);
    if (word.length === 1) {
      filed.push(initial);
      sought.push(full);
      continue;
    }
    filed.push(full);
    const forms = [word];
    if (at === 0) forms.push(...shortFormsOf(word));
    for (const form of forms) {
      const alike = `${sound}:${soundOf(form)}`;
      filed.push(alike);
      sought.push(alike);
    }
  }
  return { filed: numbersOf(filed), sought: numbersOf(sought) };
}

function numbersOf(keys: readonly string[]): number[] {
  return [...new Set(keys.map(smallHash))];
}

/** Under what number a short name is filed: by its last word. */
export function shortKeyOf(name: string): number {
  return smallHash(soundOf(lastNameWord(name) || 'unnamed'));
}

/** Under what numbers a short name may find a full one: by its last word, which comes first here, and by its first. */
export function shortKeysOfFull({ words }: NameWords, key: string): number[] {
  const last = smallHash(soundOf(words[words.length - 1] ?? key));
  const first = smallHash(soundOf(words[0] ?? key));
  return first === last ? [last] : [last, first];
}

/** The id of a short name that stands for somebody of its own, from the first place that it stands for (FNV-1a). */
export function shortId(key: string, firstPlace: string): string {
  return `${key}@${(fnv(firstPlace) >>> 0).toString(36)}`;
}

/** The number under which the short name of an id by {@link shortId} is filed. */
export function shortKeyOfId(id: string): number {
  const [key = id] = id.split('@');
  return shortKeyOf(key.replace(/-/g, ' '));
}

/** First letter and consonants of a word's spelling key: spellings that may be one name meet here. */
function soundOf(word: string): string {
  const key = spellingKey(word);
  return key.slice(0, 1) + key.slice(1).replace(/[aeiou]/g, '');
}

/** 30 bits, which V8 keeps without an object. */
function smallHash(text: string): number {
  const hash = fnv(text);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
