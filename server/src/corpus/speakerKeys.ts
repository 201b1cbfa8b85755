import { nameWords, shortFormsOf, spellingKey, type NameWords } from '../text/personNames';

/** The key under which a name is filed: its folded words and suffix, joined by hyphens; it is also the id of a speaker. */
export function nameKeyOf(name: string): string {
  return keyOf(nameWords(name));
}

/** {@link nameKeyOf} of a name that is cut into words already. */
export function keyOf({ words, suffix }: NameWords): string {
  const key = (suffix === null ? words : [...words, suffix]).join('-');
  return key === '' ? 'unnamed' : key;
}

/**
 * Under what numbers full names meet that may be one: sound of the last word with a letter that a given name may begin
 * with, words in any order, acronym. The letter keeps thousands of people of one surname from being compared with each
 * other. Names that meet by chance only are told apart when they are compared.
 */
export function meetingsOf({ words, spelled }: NameWords, key: string): number[] {
  const last = words[words.length - 1] ?? key;
  if (words.length < 2) return numbersOf([`acronym:${last}`, `whole:${spellingKey(last)}`]);
  const keys = [`order:${[...spelled].sort().join(' ')}`, `whole:${spellingKey(words.join(''))}`];
  const letters = new Set<string>();
  for (let at = 0; at < words.length - 1; at++) {
    letters.add(words[at]![0]!);
    letters.add(spelled[at]![0] ?? words[at]![0]!);
    if (at === 0) for (const form of shortFormsOf(words[at]!)) letters.add(form[0]!);
  }
  const sound = soundOf(last);
  for (const letter of letters) keys.push(`${sound}:${letter}`);
  if (words.length < 12) keys.push(`acronym:${words.map((word) => word[0]).join('')}`);
  const strong = words.filter((word) => word.length > 3);
  if (strong.length > 1) keys.push(`acronym:${strong.map((word) => word[0]).join('')}`);
  return numbersOf(keys);
}

function numbersOf(keys: readonly string[]): number[] {
  return [...new Set(keys.map(smallHash))];
}

/** Under what numbers a short name finds full ones: its last word; of a full name the first and the last. */
export function shortKeysOf({ words }: NameWords, key: string, isFull: boolean): number[] {
  const last = smallHash(soundOf(words[words.length - 1] ?? key));
  if (!isFull) return [last];
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
  return shortKeysOf(nameWords(key.replace(/-/g, ' ')), key, false)[0]!;
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
