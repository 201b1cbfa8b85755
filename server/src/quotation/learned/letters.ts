/** Letters as they are read here: Latin and what follows in Unicode, but for punctuation and symbols. */
export const isLetter = (c: number) =>
  (c >= 0x61 && c <= 0x7a) ||
  (c >= 0x41 && c <= 0x5a) ||
  (c >= 0xc0 && c !== 0xd7 && c !== 0xf7 && (c < 0x2000 || (c > 0x2bff && c < 0x3000) || c > 0x303f));
export const isDigit = (c: number) => c >= 0x30 && c <= 0x39;
export const isUpper = (c: number) => (c >= 0x41 && c <= 0x5a) || (c >= 0xc0 && c <= 0xde && c !== 0xd7);
export const lowerOf = (c: number) => (isUpper(c) ? c + 32 : c);
export const isApostrophe = (c: number) => c === 0x27 || c === 0x2019;
export const isSpace = (c: number) =>
  c <= 0x20 || c === 0xa0 || (c >= 0x2000 && c <= 0x200f) || c === 0x202f || c === 0xfeff;

/** A hash is made letter by letter (FNV-1a). */
export const hashStart = 0x811c9dc5 | 0;
export const hashStep = (h: number, c: number) => Math.imul(h ^ c, 0x01000193);

/** The hash of a folded word as `TokenTable.word` has it. */
export function wordHash(word: string): number {
  let h = hashStart;
  for (let i = 0; i < word.length; i++) h = hashStep(h, lowerOf(word.charCodeAt(i)));
  return h;
}
