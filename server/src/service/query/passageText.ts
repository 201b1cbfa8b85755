const wordOfItsOwn = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;

/** A passage's words joined as regular expressions see them, with the place of each word. */
export interface JoinedWords {
  readonly text: string;
  readonly starts: readonly number[];
}

/** Longest joined text that an expression is run on, in UTF-16 units: beyond, a "sentence" is a table or a fault. */
const maxLength = 4000;

/** Joins folded words with single spaces; between two Chinese or Japanese characters there is none. */
export function joinWords(count: number, word: (index: number) => string): JoinedWords {
  let text = '';
  const starts: number[] = [];
  let wasOfItsOwn = false;
  for (let index = 0; index < count && text.length < maxLength; index += 1) {
    const next = word(index);
    const isOfItsOwn = next.length <= 2 && wordOfItsOwn.test(next);
    if (index > 0 && !(wasOfItsOwn && isOfItsOwn)) text += ' ';
    starts.push(text.length);
    text += next;
    wasOfItsOwn = isOfItsOwn;
  }
  return { text, starts };
}
