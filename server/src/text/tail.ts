import type { CorpusSettings, Fact } from './article';
import { readDateLine } from './header';
import { trimSpan, type Line } from './lines';
import { agencyName, looksLikeOutlet, settingsOutlet } from './outlets';
import type { Span } from './span';

/** What the last lines of an article say. */
export interface Tail {
  readonly outlet: Fact<string> | null;
  readonly date: Fact<string> | null;
  readonly credit: Fact<string> | null;
  readonly byline: Fact<string> | null;
  /** The number of lines that still are body. */
  readonly bodyCount: number;
}

const sourceLabel = /^(?:source|sources|quelle|fuente|источник|来源)\s*[:：]\s*(.+)$/iu;
const maxTailLines = 4;

/** Reads facts from the end of an article's body: an outlet alone in its line, `Source: …`, a date. */
export function readTail(text: string, lines: readonly Line[], settings: CorpusSettings): Tail {
  let outlet: Fact<string> | null = null;
  let date: Fact<string> | null = null;
  let credit: Fact<string> | null = null;
  let byline: Fact<string> | null = null;
  let bodyCount = lines.length;
  for (let taken = 0; taken < maxTailLines && bodyCount > 1; taken++) {
    const line = lines[bodyCount - 1]!;
    if (line.end - line.start > 100) break;
    const words = text.slice(line.start, line.end);
    const whole: Span = { start: line.start, end: line.end };
    const source = sourceLabel.exec(words);
    const dated = readDateLine(text, line);
    const by = /^[([]?(?:By|Reporting by|Von|Par|Por)\s+(\p{Lu}[^.!?()[\]]{2,60})[)\]]?$/u.exec(words);
    const bracketed = /^[([](.{2,40})[)\]]$/u.exec(words);
    if (source !== null) {
      const span = trimSpan(text, line.end - source[1]!.length, line.end);
      const value = text.slice(span.start, span.end);
      credit ??= { value: agencyName(value) ?? value, span, evidence: 'text' };
    } else if (looksLikeOutlet(words, settings)) {
      if (outlet !== null) break;
      outlet = { value: settingsOutlet(words, settings) ?? words, span: whole, evidence: 'text' };
    } else if (bracketed !== null && agencyName(bracketed[1]!) !== null) {
      const start = line.start + 1;
      credit ??= {
        value: agencyName(bracketed[1]!)!,
        span: { start, end: start + bracketed[1]!.length },
        evidence: 'text',
      };
    } else if (dated !== null) {
      date ??= { value: dated.iso, span: dated.span, evidence: 'text' };
    } else if (by !== null) {
      const start = line.start + words.indexOf(by[1]!);
      byline ??= { value: by[1]!.trim(), span: { start, end: start + by[1]!.trim().length }, evidence: 'text' };
    } else break;
    bodyCount--;
  }
  return { outlet, date, credit, byline, bodyCount };
}
