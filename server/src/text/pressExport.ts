import type { Fact } from './article';
import { findDate } from './dates';
import type { Header } from './header';
import { trimSpan, type Line } from './lines';
import { looksLikePerson } from './outlets';
import type { Span } from './span';

/** A document of a press database's export: its lines, what its header says, which lines are its body. */
export interface ExportDocument {
  readonly lines: readonly Line[];
  readonly header: Header;
  readonly body: readonly Line[];
}

/**
 * Divides the export of a press database (LexisNexis, Factiva, Europresse; plain text or HTML) into its documents.
 * Null where the text is none. What stands before the first document belongs to none.
 */
export function readExport(text: string, lines: readonly Line[]): ExportDocument[] | null {
  const words = (line: Line): string => text.slice(line.start, Math.min(line.end, line.start + 200));
  return readLexis(text, lines, words) ?? readFactiva(text, lines, words) ?? readEuropresse(text, lines, words);
}

type Words = (line: Line) => string;

interface Facts {
  headline?: Span;
  outlet?: Span;
  date?: Fact<string>;
  byline?: Span;
}

function documentOf(text: string, lines: readonly Line[], body: readonly Line[], facts: Facts): ExportDocument {
  const fact = (span: Span | undefined, cut?: RegExp): Fact<string> | null => {
    if (span === undefined) return null;
    const value = text.slice(span.start, span.end);
    const skipped = cut?.exec(value)?.[0].length ?? 0;
    const inner = trimSpan(text, span.start + skipped, span.end);
    return { value: text.slice(inner.start, inner.end).replace(/\s+/g, ' '), span: inner, evidence: 'text' };
  };
  return {
    lines,
    body,
    header: {
      headline: fact(facts.headline),
      outlet: fact(facts.outlet),
      date: facts.date ?? null,
      byline: fact(facts.byline, /^By\s+/i),
      credit: null,
      url: null,
      decks: [],
      repeated: [],
      isOpinion: false,
      bodyFrom: 0,
    },
  };
}

function dateFact(text: string, line: Span): Fact<string> | null {
  const found = findDate(text, line);
  return found === null ? null : { value: found.iso, span: { start: found.start, end: found.end }, evidence: 'text' };
}

/** Where the documents begin: indices into the lines, with the end of the last. */
function slices(starts: readonly number[], end: number): (readonly [number, number])[] {
  return starts.map((start, nth) => [start, starts[nth + 1] ?? end] as const);
}

const lexisMark = /^\d{1,5} (?:of|de|von|sur) \d{1,5} (?:DOCUMENTS?|DOKUMENTEN?)$/i;
const lexisField = /^[A-ZÀ-Ý][A-ZÀ-Ý -]{2,30}:(?:\s|$)/;
const lexisTail =
  /^(?:LOAD-DATE|LANGUAGE|SUBJECT|GRAPHIC|PUBLICATION-TYPE|JOURNAL-CODE|COMPANY|TICKER|INDUSTRY|GEOGRAPHIC|PERSON|ORGANIZATION|CORRECTION-DATE|CORRECTION|NOTES?|CITY|STATE|COUNTRY|SERIES|TYPE|URL|ACC-NO|SUJET|LOCALISATION-GEO|DATE-CHARGEMENT|LANGUE|TYPE-PUBLICATION|SOCIETE|SECTEUR-ACTIVITE|SYMBOLE-BOURSIER|PERSONNE|UPDATE|SPRACHE|RUBRIK|GRAFIK|PUBLICATION):|^Copyright (?:©|\(c\))? ?\d{4}/;

function readLexis(text: string, lines: readonly Line[], words: Words): ExportDocument[] | null {
  const marks = lines.flatMap((line, index) => (lexisMark.test(words(line)) ? [index] : []));
  if (marks.length === 0) return null;
  return slices(marks, lines.length).map(([from, to]) => {
    const facts: Facts = {};
    const own = lines.slice(from, to);
    let at = 1;
    if (own[at] !== undefined) facts.outlet = own[at++];
    while (at < Math.min(own.length, 5) && facts.date === undefined) {
      const date = dateFact(text, own[at]!);
      if (date !== null) facts.date = date;
      at++;
    }
    // Editions stand right under the date, the headline apart from them.
    while (at < own.length && own[at]!.blanksBefore === 0) at++;
    const title = own[at];
    if (title !== undefined && !lexisField.test(words(title))) {
      let end = title.end;
      at++;
      while (at < own.length && own[at]!.blanksBefore === 0 && !lexisField.test(words(own[at]!))) end = own[at++]!.end;
      facts.headline = { start: title.start, end };
    }
    while (at < own.length && lexisField.test(words(own[at]!))) {
      const line = own[at]!;
      const field = lexisField.exec(words(line))![0];
      if (lexisTail.test(words(line))) break;
      at++;
      let value = trimSpan(text, line.start + field.length, line.end);
      while (
        at < own.length &&
        (value.end <= value.start || own[at]!.blanksBefore === 0) &&
        !lexisField.test(words(own[at]!))
      ) {
        value = { start: value.end <= value.start ? own[at]!.start : value.start, end: own[at]!.end };
        at++;
      }
      if (/^(?:BYLINE|AUTEUR|AUTOR|BY)/.test(field)) facts.byline = value;
      if (/^(?:HEADLINE|TITRE|TITEL)/.test(field)) facts.headline = value;
    }
    let end = at;
    while (end < own.length && !lexisTail.test(words(own[end]!))) end++;
    return documentOf(text, own, own.slice(at, end), facts);
  });
}

const factivaCode =
  /^(SE|HD|HL|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|NGC|GC|ART|CLM|DLN)(?:\s{2,}|$)/;

function readFactiva(text: string, lines: readonly Line[], words: Words): ExportDocument[] | null {
  const codes = lines.map((line) => factivaCode.exec(words(line))?.[1] ?? null);
  if (!codes.includes('HD') || !codes.includes('LP') || !codes.includes('PD') || !codes.includes('SN')) return null;
  const starts: number[] = [];
  let isOpen = false;
  codes.forEach((code, index) => {
    if (code === null) return;
    if (!isOpen) {
      starts.push(index);
      isOpen = true;
    }
    if (code === 'AN') isOpen = false;
  });
  return slices(starts, lines.length).map(([from, to]) => {
    const facts: Facts = {};
    const body: Line[] = [];
    let current: string | null = null;
    for (let index = from; index < to; index++) {
      const line = lines[index]!;
      const code = codes[index] ?? null;
      let rest: Line = line;
      if (code !== null) {
        current = code;
        const cut = factivaCode.exec(words(line))![0].length;
        rest = { ...line, ...trimSpan(text, line.start + cut, line.end) };
      }
      if (rest.end <= rest.start) continue;
      const span = { start: rest.start, end: rest.end };
      if (current === 'HD') facts.headline = facts.headline === undefined ? span : { ...facts.headline, end: span.end };
      else if (current === 'SN') facts.outlet ??= span;
      else if (current === 'BY') facts.byline ??= span;
      else if (current === 'PD') facts.date ??= dateFact(text, span) ?? undefined;
      else if (current === 'LP' || current === 'TD') body.push(rest);
    }
    return documentOf(text, lines.slice(from, to), body, facts);
  });
}

const europresseEnd = /^(?:Numéro de document|Document number|News document number)\s*:/i;
const europresseTail =
  /^(?:©|Numéro de document|Document number|news·|Ce certificat est émis|This certificate is issued|Date d'émission|Le présent document est protégé|Note\(s\)|Illustration\(s\)|à des fins de visualisation|\d{4}-\d{2}-\d{2}$)/i;

function readEuropresse(text: string, lines: readonly Line[], words: Words): ExportDocument[] | null {
  const ends = lines.flatMap((line, index) => (europresseEnd.test(words(line)) ? [index] : []));
  if (ends.length === 0) return null;
  const starts = [0];
  for (const end of ends) {
    let next = end;
    // The certificate names its holder in a line of its own.
    while (
      next < lines.length &&
      next - end < 12 &&
      (europresseTail.test(words(lines[next]!)) || isCertificate(words, lines, next))
    )
      next++;
    if (next < lines.length) starts.push(next);
  }
  return slices(starts, lines.length).map(([from, to]) => {
    const facts: Facts = {};
    const own = lines.slice(from, to);
    facts.outlet = own[0];
    let at = 1;
    while (at < Math.min(own.length, 5) && facts.date === undefined)
      facts.date = dateFact(text, own[at++]!) ?? undefined;
    const section = own[at];
    if (section !== undefined && /^[^\p{Ll}]{2,30}$/u.test(words(section)) && own[at + 1] !== undefined) at++;
    facts.headline = own[at++];
    if (own[at] !== undefined && looksLikePerson(words(own[at]!))) facts.byline = own[at++];
    let end = at;
    while (end < own.length && !europresseTail.test(words(own[end]!))) end++;
    return documentOf(text, own, own.slice(at, end), facts);
  });
}

function isCertificate(words: Words, lines: readonly Line[], index: number): boolean {
  const before = lines[index - 1];
  const after = lines[index + 1];
  return (
    before !== undefined &&
    after !== undefined &&
    /(?:est émis à|is issued to)\s*$/i.test(words(before)) &&
    europresseTail.test(words(after))
  );
}
