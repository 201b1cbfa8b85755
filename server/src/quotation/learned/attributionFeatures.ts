import { bucket, coarseAt, fineAt, shapeAt, wordAt, type FeatureSink } from './featureSink';
import type { TokenAttribution } from './findAttributions';
import type { TokenTable } from './tokenTable';

const level = (probability: number) => {
  const p = Math.min(0.9995, Math.max(0.0005, probability));
  return Math.round(Math.log(p / (1 - p)) * 1.5);
};

/** What the last model sees: a whole attribution, with the probabilities of its parts. It says whether it is one. */
export function attributionFeatures(sink: FeatureSink, t: TokenTable, a: TokenAttribution): void {
  sink.clear();
  const cue = level(a.cueProbability);
  const source = a.source === null ? 99 : level(a.sourceProbability);
  const content = a.content.length === 0 ? 99 : level(a.contentProbability);
  const head = wordAt(t, a.head);
  const fine = fineAt(t, a.head);
  const first = a.content[0];
  const last = a.content[a.content.length - 1];
  const quoted = (i: number | undefined) =>
    i === undefined ? 3 : t.quote[i]! < 0 ? 0 : t.quote[i] === t.quote[a.head] ? 1 : 2;
  const inQuote = t.quote[a.head]! >= 0 ? 1 : 0;
  const kind = quoted(first?.first) * 4 + quoted(last?.last);
  let length = 0;
  for (const span of a.content) length += span.last - span.first + 1;
  const side = first === undefined ? 0 : first.first < a.head ? (a.content.length > 1 ? 3 : 1) : 2;
  const place = a.source === null ? 0 : a.source.last < a.cue.first ? (a.cue.first - a.source.last === 1 ? 1 : 2) : 3;
  sink.add(0);
  sink.add(1, cue);
  sink.add(2, cue, inQuote);
  sink.add(3, source);
  sink.add(4, content);
  sink.add(5, cue >> 1, source >> 1);
  sink.add(6, cue >> 1, content >> 1);
  sink.add(7, source >> 1, content >> 1);
  sink.add(8, kind, inQuote);
  sink.add(9, kind, cue >> 1);
  sink.add(10, bucket(length), side);
  sink.add(11, bucket(length), kind);
  sink.add(12, place, inQuote);
  sink.add(13, place, cue >> 1);
  sink.add(14, head);
  sink.add(15, fine);
  sink.add(16, fine, place);
  sink.add(17, head, place);
  sink.add(18, head, side);
  sink.add(19, a.cue.last - a.cue.first, coarseAt(t, a.head));
  sink.add(20, a.source === null ? 0 : coarseAt(t, a.source.first), place);
  sink.add(21, a.source === null ? 0 : fineAt(t, a.source.last), inQuote);
  sink.add(22, a.source === null ? 0 : bucket(a.source.last - a.source.first));
  sink.add(23, first === undefined ? 0 : coarseAt(t, first.first), side);
  sink.add(24, first === undefined ? 0 : wordAt(t, first.first), side);
  sink.add(25, fine, first === undefined ? 0 : coarseAt(t, first.first));
  sink.add(26, fine, a.source === null ? 0 : coarseAt(t, a.source.first));
  sink.add(27, last === undefined ? 0 : shapeAt(t, last.last + 1), side);
  sink.add(28, a.source === null ? 0 : wordAt(t, a.source.first), inQuote);
  sink.add(29, head, a.source === null ? 0 : coarseAt(t, a.source.first));
  sink.add(30, head, bucket(length));
}
