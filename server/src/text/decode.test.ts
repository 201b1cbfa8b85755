import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from './decode';

const sample = 'Mayor Inés Brandão: “We’ll rebuild.”\r\nZweiter Satz – größer.';

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return bytes;
}

function bytesOf(...parts: (string | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)));
}

function check(bytes: Uint8Array, text: string, encoding: string): void {
  const decoded = decodeText(bytes);
  assert.deepEqual([decoded.text, decoded.encoding, decoded.isBinary], [text, encoding, false]);
}

describe('decodeText', () => {
  it('reads UTF-8 with and without its mark', () => {
    check(bytesOf(sample), sample, 'utf-8');
    check(bytesOf([0xef, 0xbb, 0xbf], sample), sample, 'utf-8');
    check(new Uint8Array(), '', 'utf-8');
    check(bytesOf('x'), 'x', 'utf-8');
  });

  it('reads UTF-16 with and without its mark, and UTF-32', () => {
    check(utf16(`\ufeff${sample}`, true), sample, 'utf-16le');
    check(utf16(`\ufeff${sample}`, false), sample, 'utf-16be');
    check(utf16(sample, true), sample, 'utf-16le');
    check(utf16('Мэр города заявил, что мост откроют.', false), 'Мэр города заявил, что мост откроют.', 'utf-16be');
    check(bytesOf([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0, 0x0a, 0, 0, 0]), 'A\n', 'utf-32le');
  });

  it('reads Windows-1252 with its curly marks', () => {
    const bytes = bytesOf([0x93], 'The caf', [0xe9], ' on the quay won', [0x92], 't close,', [0x94], ' he said.\n');
    check(bytes, '“The café on the quay won’t close,” he said.\n', 'windows-1252');
  });

  it('reads other legacy encodings', () => {
    const russian =
      'Губернатор области сообщил, что паром вернётся на линию в понедельник, и поблагодарил жителей за терпение.';
    const table = new Map(
      [...Array(256).keys()].map((code) => [new TextDecoder('windows-1251').decode(Uint8Array.of(code)), code]),
    );
    check(Uint8Array.from([...russian].map((char) => table.get(char)!)), russian, 'windows-1251');
  });

  it('tolerates and notes invalid sequences', () => {
    const decoded = decodeText(bytesOf('Brücke, Fähre, Straße, Größe, schön ', [0xc3], ' Ende'));
    assert.equal(decoded.text, 'Brücke, Fähre, Straße, Größe, schön \ufffd Ende');
    assert.match(decoded.notes.join(), /1 byte sequences .* character 36/);
  });

  it('refuses binary files with a reason', () => {
    assert.match(decodeText(bytesOf('%PDF-1.7\n')).reason!, /PDF/);
    assert.match(decodeText(Uint8Array.from({ length: 500 }, (_, at) => (at * 7) % 11)).reason!, /control/);
  });

  it('gives back any text that was written as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/[\u0000-\u001f]|^\ufeff/u.test(text));
        const decoded = decodeText(bytesOf(text));
        return decoded.isBinary ? /^%PDF|^Rar!|^GIF8/.test(text) : decoded.text === text;
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof decodeText(bytes).text === 'string'));
  });
});
