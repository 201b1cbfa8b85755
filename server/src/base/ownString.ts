/**
 * The same string in memory of its own. A piece of more than twelve letters that was cut out of a text shares the
 * text's memory: kept in a table, one word would keep a whole article alive.
 */
export function ownString(piece: string): string {
  return piece.length > 12 ? piece.split('').join('') : piece;
}
