/** What a token looks like. Words first, so that `shape <= Shape.Number` tells words from marks. */
export const Shape = {
  Lower: 0,
  Capitalised: 1,
  AllCaps: 2,
  Clitic: 3,
  Number: 4,
  Comma: 5,
  Stop: 6,
  Colon: 7,
  Dash: 8,
  OpenQuote: 9,
  CloseQuote: 10,
  OpenBracket: 11,
  CloseBracket: 12,
  Other: 13,
  /** Before the first and after the last token. */
  Before: 14,
  After: 15,
} as const;

/** The shape of a mark; pieces of words are told apart elsewhere. */
export function shapeOfMark(c: number): number {
  switch (c) {
    case 0x2c:
      return Shape.Comma;
    case 0x2e:
    case 0x21:
    case 0x3f:
    case 0x2026:
      return Shape.Stop;
    case 0x3a:
    case 0x3b:
      return Shape.Colon;
    case 0x2d:
    case 0x2013:
    case 0x2014:
      return Shape.Dash;
    case 0x28:
    case 0x5b:
      return Shape.OpenBracket;
    case 0x29:
    case 0x5d:
      return Shape.CloseBracket;
    default:
      return Shape.Other;
  }
}
