import { analyse } from 'chardet';

/** A file's bytes as text. */
export interface DecodedText {
  /** The text without its byte order mark; empty for a binary file. */
  readonly text: string;
  /** WHATWG name of the encoding, e.g. `utf-8`, `windows-1252`; `binary` for a binary file. */
  readonly encoding: string;
  readonly isBinary: boolean;
  /** Why a binary file is none that can be read as text: a sentence for the log; null for text. */
  readonly reason: string | null;
  /** What a person may want to know: a guessed encoding, invalid bytes and where the first stands. */
  readonly notes: readonly string[];
}

/** How many bytes are looked at where the whole file need not be. */
const sampleBytes = 64 * 1024;

/**
 * Decodes the bytes of a text file: UTF-8, UTF-16 and UTF-32 by their marks, UTF-8 that proves itself, UTF-16 without a
 * mark, then legacy encodings by chardet's statistics. Invalid UTF-8 sequences become U+FFFD, as every editor shows
 * them, and are noted. Never throws.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const signature = binarySignature(bytes);
  if (signature !== null) return binary(`It is ${signature}, not a text.`);
  const marked = decodeMarked(bytes);
  if (marked !== null) return marked;
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== null) return text(decodeAs(unmarked, bytes), unmarked, ['UTF-16 without a byte order mark.']);
  const controls = controlShare(bytes);
  if (controls.zeros > 0.001 || controls.others > 0.05) {
    return binary('It holds bytes that no text has (control characters), so it is taken for a binary file.');
  }
  try {
    return text(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), 'utf-8', []);
  } catch {
    // Not valid UTF-8: a legacy encoding, or UTF-8 with damage.
  }
  return decodeDamagedOrLegacy(bytes);
}

function text(decoded: string, encoding: string, notes: readonly string[]): DecodedText {
  return { text: decoded, encoding, isBinary: false, reason: null, notes };
}

function binary(reason: string): DecodedText {
  return { text: '', encoding: 'binary', isBinary: true, reason, notes: [] };
}

const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF document'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an office document (docx, odt, epub)'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an office document (doc, xls)'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'an RTF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture'],
  [[0x1f, 0x8b, 0x08], 'a gzip archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite database'],
];

function binarySignature(bytes: Uint8Array): string | null {
  for (const [magic, name] of signatures) {
    if (bytes.length >= magic.length && magic.every((byte, index) => bytes[index] === byte)) return name;
  }
  return null;
}

function decodeMarked(bytes: Uint8Array): DecodedText | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    const body = bytes.subarray(3);
    const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
    return text(decoded, 'utf-8', invalidNotes(decoded, body));
  }
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return text(decodeUtf32(bytes.subarray(4), true), 'utf-32le', []);
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff)
    return text(decodeUtf32(bytes.subarray(4), false), 'utf-32be', []);
  if (a === 0xff && b === 0xfe) return text(decodeAs('utf-16le', bytes.subarray(2)), 'utf-16le', oddNote(bytes));
  if (a === 0xfe && b === 0xff) return text(decodeAs('utf-16be', bytes.subarray(2)), 'utf-16be', oddNote(bytes));
  return null;
}

function oddNote(bytes: Uint8Array): string[] {
  return bytes.length % 2 === 1 ? ['The last character is cut in half.'] : [];
}

function decodeUtf32(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 0; at + 3 < bytes.length; at += 4) {
    const code = view.getUint32(at, isLittleEndian);
    pieces.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
  }
  return pieces.join('');
}

/** `utf-16le` or `utf-16be` where the places of zeros, spaces and common letters say so, else null. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 8 || bytes.length % 2 === 1) return null;
  const end = Math.min(bytes.length, 4096);
  let little = 0;
  let big = 0;
  for (let at = 0; at + 1 < end; at += 2) {
    if (isCommonUnit(bytes[at + 1]!, bytes[at]!)) little++;
    if (isCommonUnit(bytes[at]!, bytes[at + 1]!)) big++;
  }
  const units = end / 2;
  // One of the bytes of such a unit is a zero or a control character, which no one-byte text has in these numbers.
  if (little > 0.5 * units && big < 0.2 * units) return 'utf-16le';
  if (big > 0.5 * units && little < 0.2 * units) return 'utf-16be';
  return null;
}

function isCommonUnit(high: number, low: number): boolean {
  return (high === 0 && low >= 0x09 && low !== 0x0b) || (high === 0x04 && low >= 0x10 && low <= 0x4f);
}

function controlShare(bytes: Uint8Array): { zeros: number; others: number } {
  const end = Math.min(bytes.length, sampleBytes);
  let zeros = 0;
  let others = 0;
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x20) continue;
    if (byte === 0) zeros++;
    else if (byte < 0x09 || (byte > 0x0d && byte !== 0x1b)) others++;
  }
  return end === 0 ? { zeros: 0, others: 0 } : { zeros: zeros / end, others: others / end };
}

function decodeDamagedOrLegacy(bytes: Uint8Array): DecodedText {
  const { valid, invalid } = countSequences(bytes);
  if (valid >= 3 * invalid) {
    const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return text(decoded, 'utf-8', invalidNotes(decoded, bytes));
  }
  const encoding = guessLegacy(bytes);
  return text(decodeAs(encoding, bytes), encoding, [`Not UTF-8: read as ${encoding}.`]);
}

/** Well-formed and broken multi-byte sequences of UTF-8 in the whole file. */
function countSequences(bytes: Uint8Array): { valid: number; invalid: number } {
  let valid = 0;
  let invalid = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte < 0x80) continue;
    const more =
      byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
    let followers = 0;
    while (followers < more && ((bytes[at + followers + 1] ?? 0) & 0xc0) === 0x80) followers++;
    if (more > 0 && followers === more) valid++;
    else invalid++;
    at += followers;
  }
  return { valid, invalid };
}

function invalidNotes(decoded: string, bytes: Uint8Array): string[] {
  const { invalid } = countSequences(bytes);
  if (invalid === 0) return [];
  const where = decoded.indexOf('\ufffd');
  return [`${invalid} byte sequences are not valid UTF-8; the first is at character ${where}.`];
}

/** chardet's names that this platform decodes; what is missing falls back to windows-1252, which reads any byte. */
function guessLegacy(bytes: Uint8Array): string {
  let sample = bytes;
  if (bytes.length > sampleBytes) {
    // Start where the first byte beyond ASCII stands, so that a long plain beginning does not hide it.
    const first = Math.max(0, bytes.findIndex((byte) => byte >= 0x80) - 1024);
    sample = bytes.subarray(first, first + sampleBytes);
  }
  for (const { name } of analyse(sample)) {
    const encoding = name.toLowerCase();
    if (/^(?:ascii|utf|iso-2022|iso-8859-1$|mac|x-mac)/.test(encoding)) {
      if (encoding === 'iso-8859-1') return 'windows-1252';
      continue;
    }
    try {
      return new TextDecoder(encoding).encoding;
    } catch {
      // An encoding that this platform lacks: the next guess.
    }
  }
  return 'windows-1252';
}

/** What windows-1252 has at 0x80–0x9F; some platforms decode it as Latin-1 there (nodejs/node#56542). */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeAs(encoding: string, bytes: Uint8Array): string {
  const decoded = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  if (encoding !== 'windows-1252') return decoded;
  return decoded.replace(/[\u0080-\u009f]/g, (char) => windows1252.charAt(char.charCodeAt(0) - 0x80));
}
