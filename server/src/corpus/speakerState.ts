import { packColumns, unpackColumns } from '../base/columnFile';
import type { RegistryColumns } from './speakerRegistry';

/** Bumped with every change of the columns below, and of what `speakerKeys.ts` files names under. */
export const speakerStateFormat = 1;

const magic = 0x4b505356;

/** What is known of a corpus's speakers, with the files that it was taken from. */
export interface SpeakerState extends RegistryColumns {
  /** One number: a hash of what else the rest depends on. */
  readonly version: Float64Array;
  /** Of each segment: checksum, length in bytes, number of files. */
  readonly segments: Uint32Array;
  /** By the segments' files: a hash of its speakers, or NaN where none of its articles are in here. */
  readonly fileHashes: Float64Array;
}

const columns = [
  'version',
  'segments',
  'fileHashes',
  'stringBytes',
  'stringStarts',
  'formKeys',
  'formNames',
  'formsAreFull',
  'formFulls',
  'formShortKeys',
  'fullKeys',
  'fullShortKeysA',
  'fullShortKeysB',
  'fullMeetings',
  'articles',
  'places',
  'placeKinds',
] as const satisfies readonly (keyof SpeakerState)[];

/** The state as bytes to be kept, with a checksum. */
export function encodeSpeakerState(state: SpeakerState): SharedArrayBuffer {
  return packColumns(magic, speakerStateFormat, columns, state);
}

/** What {@link encodeSpeakerState} gave, in place; a word on why where the bytes are something else. */
export function decodeSpeakerState(buffer: ArrayBufferLike): SpeakerState | string {
  const unpacked = unpackColumns(magic, speakerStateFormat, columns, buffer);
  if ('damage' in unpacked) return unpacked.damage;
  const bytes = (column: (typeof columns)[number]) => {
    const { offset, length } = unpacked.bytesOf(column);
    return new Uint8Array(buffer, offset, length);
  };
  const ints = (column: (typeof columns)[number]) => {
    const { offset, length } = unpacked.bytesOf(column);
    return new Int32Array(buffer, offset, length >> 2);
  };
  const floats = (column: (typeof columns)[number]) => {
    const { offset, length } = unpacked.bytesOf(column);
    return new Float64Array(buffer, offset, length >> 3);
  };
  return {
    version: floats('version'),
    segments: new Uint32Array(buffer, ints('segments').byteOffset, ints('segments').length),
    fileHashes: floats('fileHashes'),
    stringBytes: bytes('stringBytes'),
    stringStarts: new Uint32Array(buffer, ints('stringStarts').byteOffset, ints('stringStarts').length),
    formKeys: ints('formKeys'),
    formNames: ints('formNames'),
    formsAreFull: ints('formsAreFull'),
    formFulls: ints('formFulls'),
    formShortKeys: ints('formShortKeys'),
    fullKeys: ints('fullKeys'),
    fullShortKeysA: ints('fullShortKeysA'),
    fullShortKeysB: ints('fullShortKeysB'),
    fullMeetings: ints('fullMeetings'),
    articles: ints('articles'),
    places: ints('places'),
    placeKinds: bytes('placeKinds'),
  };
}
