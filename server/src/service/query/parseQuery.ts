import type { QuoteKind } from '../../quotation/quoteTypes';
import type { Span } from '../../text/span';
import { searchWords } from './foldSearch';
import { lexQuery, maxNearDistance, type Lexeme } from './lexQuery';
import { nearestWord } from './nearestWord';
import { normaliseDatePart } from './parseDates';
import { printPhrase } from './printQuery';
import {
  describeProblem,
  fieldNames,
  hasValues,
  scopes,
  textFields,
  type FieldName,
  type HasValue,
  type Query,
  type QueryNode,
  type QueryProblem,
  type QueryProblemCode,
  type Scope,
  type TextField,
  type TextPattern,
} from './queryTypes';
import { compileWordRegex } from './wordRegex';

/** Longest query that is read, in UTF-16 units: room for ten thousand alternatives. */
export const maxQueryLength = 200_000;
const maxDepth = 60;
const maxProblems = 20;
/** Corrections are offered for queries that a person typed, not for generated ones. */
const maxCorrectedLength = 2000;

/** What a query says: `query` is null where it is blank or has problems. */
export interface ParsedQuery {
  readonly query: Query | null;
  readonly problems: readonly QueryProblem[];
}

/** Reads a query. Never throws; every problem names its place, and a probable correction where there is one. Linear. */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > maxQueryLength) {
    const args = [String(maxQueryLength)];
    const span = { start: maxQueryLength, end: text.length };
    return {
      query: null,
      problems: [{ code: 'tooLong', args, message: describeProblem('tooLong', args), span, suggestion: null }],
    };
  }
  const problems: QueryProblem[] = [];
  return new QueryParser(text, lexQuery(text, problems), problems).parse();
}

/** A condition; `scope` where `within:` stood, which is none; null where a problem was noted instead. */
type Parsed = QueryNode | 'scope' | null;

const languageNames: Readonly<Record<string, string>> = {
  english: 'en', german: 'de', deutsch: 'de', chinese: 'zh', french: 'fr', spanish: 'es', russian: 'ru', italian: 'it',
  portuguese: 'pt', japanese: 'ja', korean: 'ko', arabic: 'ar', ukrainian: 'uk', polish: 'pl', dutch: 'nl', czech: 'cs',
}; // prettier-ignore

class QueryParser {
  private at = 0;
  private depth = 0;
  private scope: Scope = 'sentence';

  constructor(
    private readonly text: string,
    private readonly lexemes: readonly Lexeme[],
    private readonly problems: QueryProblem[],
  ) {}

  parse(): ParsedQuery {
    if (this.lexemes.length === 0) return { query: null, problems: this.problems };
    let root = this.parseOr(null);
    while (this.peek() !== undefined) {
      // Only a closing parenthesis without an opening one ends the outermost condition early.
      const stray = this.lexemes[this.at]!;
      this.note('strayClose', stray.span, [], this.replaced(stray.span, ''));
      this.at += 1;
      if (this.at < this.lexemes.length) root = this.parseOr(null);
    }
    if (this.problems.length === 0 && (root === null || root === 'scope' || isNegative(root))) {
      this.note('onlyNegated', { start: 0, end: this.text.length }, []);
    }
    this.problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    if (this.problems.length > 0 || root === null || root === 'scope') return { query: null, problems: this.problems };
    return { query: { root, scope: this.scope }, problems: [] };
  }

  private parseOr(field: FieldName | null): Parsed {
    const nodes: Parsed[] = [];
    const first = this.peek();
    if (first?.type === 'or') {
      this.noteMissing(first);
      this.at += 1;
    }
    nodes.push(this.parseAnd(field));
    let operator = this.peek();
    while (operator?.type === 'or') {
      this.at += 1;
      const next = this.peek();
      if (next === undefined || next.type === 'or' || next.type === 'close') this.noteMissing(operator);
      else nodes.push(this.parseAnd(field));
      operator = this.peek();
    }
    if (nodes.length > 1 && nodes.includes('scope')) this.note('scopeInOr', this.wholeSpan(), []);
    return this.combine('or', nodes);
  }

  private parseAnd(field: FieldName | null): Parsed {
    const nodes: Parsed[] = [];
    let operator: Lexeme | null = null;
    for (
      let next = this.peek();
      next !== undefined && next.type !== 'or' && next.type !== 'close';
      next = this.peek()
    ) {
      if (next.type === 'and') {
        if (operator !== null || nodes.length === 0) this.noteMissing(next);
        operator = next;
        this.at += 1;
      } else {
        operator = null;
        nodes.push(this.parseNot(field));
      }
    }
    if (operator !== null) this.noteMissing(operator);
    return this.combine('and', nodes);
  }

  private parseNot(field: FieldName | null): Parsed {
    const negations: Lexeme[] = [];
    for (let next = this.peek(); next?.type === 'not'; next = this.peek()) {
      negations.push(next);
      this.at += 1;
    }
    if (negations.length > maxDepth) {
      this.note('tooDeep', negations[maxDepth]!.span, [String(maxDepth)]);
      return this.parseNear(field) && null;
    }
    const next = this.peek();
    if (
      negations.length > 0 &&
      (next === undefined || next.type === 'or' || next.type === 'and' || next.type === 'close')
    ) {
      const last = negations.at(-1)!;
      this.note('missingNegated', last.span, [this.slice(last.span)], this.replaced(last.span, ''));
      return null;
    }
    let node = this.parseNear(field);
    if (negations.length > 0 && node === 'scope') this.note('scopeInOr', negations[0]!.span, []);
    for (const negation of negations.reverse()) {
      if (node === null || node === 'scope') return null;
      node = { type: 'not', node, span: { start: negation.span.start, end: node.span.end } };
    }
    return node;
  }

  private parseNear(field: FieldName | null): Parsed {
    const first = this.peek();
    if (first?.type === 'near') {
      this.noteMissing(first);
      this.at += 1;
      return this.startsPrimary() ? this.parsePrimary(field) && null : null;
    }
    let left = this.parsePrimary(field);
    let chain = 0;
    for (let operator = this.peek(); operator?.type === 'near'; operator = this.peek()) {
      this.at += 1;
      chain += 1;
      if (chain > maxDepth) {
        this.note('tooDeep', operator.span, [String(maxDepth)]);
        this.at = this.lexemes.length;
        return null;
      }
      if (operator.distance < 1 || operator.distance > maxNearDistance) {
        this.note('badDistance', operator.span, [String(maxNearDistance)], this.replaced(operator.span, 'NEAR/5'));
      }
      if (!this.startsPrimary()) {
        this.noteMissing(operator);
        return null;
      }
      const right = this.parsePrimary(field);
      const isUsable = [left, right].map((operand) => this.checkNearOperand(operand)).every(Boolean);
      left =
        isUsable && left !== null && left !== 'scope' && right !== null && right !== 'scope'
          ? {
              type: 'near',
              distance: operator.distance,
              left,
              right,
              span: { start: left.span.start, end: right.span.end },
            }
          : null;
    }
    return left;
  }

  private checkNearOperand(node: Parsed): boolean {
    if (node === null) return true;
    const culprit = node === 'scope' ? node : notWords(node);
    if (culprit === null) return true;
    const span = culprit === 'scope' ? this.wholeSpan() : culprit.span;
    this.note('nearOperand', span, [culprit === 'scope' ? 'within:' : nodeName(culprit)]);
    return false;
  }

  private startsPrimary(): boolean {
    const type = this.peek()?.type;
    return type === 'word' || type === 'phrase' || type === 'regex' || type === 'field' || type === 'open';
  }

  private parsePrimary(field: FieldName | null): Parsed {
    const lexeme = this.peek();
    if (lexeme === undefined) return null;
    this.at += 1;
    switch (lexeme.type) {
      case 'open':
        return this.parseGroup(lexeme, field);
      case 'field':
        return this.parseField(lexeme);
      case 'word':
      case 'phrase':
      case 'regex':
        return field === null ? this.pattern(lexeme) : this.fieldValue(field, lexeme, lexeme.span);
      default:
        // An operator where a condition should be; its own rule has noted that already, or does so now.
        this.noteMissing(lexeme);
        return null;
    }
  }

  private parseGroup(open: Lexeme, field: FieldName | null): Parsed {
    this.depth += 1;
    if (this.depth > maxDepth) {
      this.note('tooDeep', open.span, [String(maxDepth)]);
      this.at = this.lexemes.length;
      this.depth -= 1;
      return null;
    }
    const first = this.peek();
    if (first?.type === 'close') {
      this.at += 1;
      this.depth -= 1;
      const span = { start: open.span.start, end: first.span.end };
      this.note('emptyGroup', span, [], this.replaced(span, ''));
      return null;
    }
    const node = first === undefined ? null : this.parseOr(field);
    this.depth -= 1;
    const close = this.peek();
    if (close?.type === 'close') this.at += 1;
    else if (!this.problems.some((problem) => problem.code === 'tooDeep')) {
      this.note('unclosedGroup', open.span, [], `${this.text.trimEnd()})`);
    }
    return node;
  }

  private parseField(lexeme: Lexeme & { type: 'field' }): Parsed {
    const name = lexeme.text.toLowerCase();
    const isKnown = (fieldNames as readonly string[]).includes(name);
    const next = this.peek();
    if (!isKnown) {
      const isPlainColon = next === undefined || next.span.start > lexeme.span.end;
      if (isPlainColon) return this.pattern({ type: 'word', text: lexeme.text, span: lexeme.span });
      const near = nearestWord(name, fieldNames);
      const nameSpan = { start: lexeme.span.start, end: lexeme.span.end - 1 };
      const quoted = { start: lexeme.span.start, end: next.span.end };
      this.note(
        'unknownField',
        nameSpan,
        [lexeme.text, fieldNames.join(', ')],
        near !== null
          ? this.replaced(nameSpan, near)
          : next.type === 'word' || next.type === 'regex'
            ? this.replaced(quoted, printPhrase(this.slice(quoted)))
            : null,
      );
      if (next.type === 'word' || next.type === 'phrase' || next.type === 'regex') this.at += 1;
      return null;
    }
    if (!this.startsPrimary() || next?.type === 'field') {
      this.note('nothingAfterField', lexeme.span, [name]);
      return null;
    }
    if (next?.type === 'open') {
      this.at += 1;
      return this.parseGroup(next, name as FieldName);
    }
    this.at += 1;
    const value = next as Lexeme & { type: 'word' | 'phrase' | 'regex' };
    return this.fieldValue(name as FieldName, value, { start: lexeme.span.start, end: value.span.end });
  }

  private fieldValue(field: FieldName, lexeme: Lexeme & { type: 'word' | 'phrase' | 'regex' }, span: Span): Parsed {
    if ((textFields as readonly string[]).includes(field)) {
      const value = this.pattern(lexeme);
      return value === null ? null : { type: 'field', field: field as TextField, value, span };
    }
    const text = lexeme.text.trim();
    const value = text.toLowerCase();
    switch (field) {
      case 'date':
        return this.dates(text, lexeme.span, span);
      case 'kind': {
        const kinds: readonly QuoteKind[] = ['direct', 'indirect', 'mixed'];
        const kind = kinds.find((candidate) => candidate === value);
        if (kind) return { type: 'kind', kind, span };
        this.note('badKind', lexeme.span, [text], this.nearest(value, kinds, lexeme.span));
        return null;
      }
      case 'has': {
        const what = hasValues.find((candidate) => candidate === value);
        if (what) return { type: 'has', what: what satisfies HasValue, span };
        this.note('badHas', lexeme.span, [hasValues.join(', ')], this.nearest(value, hasValues, lexeme.span));
        return null;
      }
      case 'language': {
        if (/^[a-z]{2,3}$/.test(value)) return { type: 'language', code: value, span };
        const code = languageNames[value];
        this.note('badLanguage', lexeme.span, [text], code ? this.replaced(lexeme.span, code) : null);
        return null;
      }
      default: {
        const scope = scopes.find((candidate) => candidate === value);
        if (scope) {
          this.scope = scope;
          return 'scope';
        }
        this.note('badScope', lexeme.span, [], this.nearest(value, scopes, lexeme.span));
        return null;
      }
    }
  }

  private dates(text: string, valueSpan: Span, span: Span): Parsed {
    const [first = '', second, ...rest] = text.split('..');
    const isRange = second !== undefined;
    const from = first === '' && isRange ? null : normaliseDatePart(first);
    const to = !isRange ? from : second === '' ? null : normaliseDatePart(second);
    const isBad =
      rest.length > 0 || (from === null && (first !== '' || !isRange)) || (isRange && to === null && second !== '');
    if (isBad || (from === null && to === null)) {
      const cleaned = text.replace(/[./]+/g, '-');
      this.note(
        'badDate',
        valueSpan,
        [text],
        normaliseDatePart(cleaned) === null ? null : this.replaced(valueSpan, cleaned),
      );
      return null;
    }
    const length = Math.min(from?.length ?? 0, to?.length ?? 0);
    if (from !== null && to !== null && from.slice(0, length) > to.slice(0, length)) {
      this.note('reversedDates', valueSpan, [], this.replaced(valueSpan, `${to}..${from}`));
      return null;
    }
    return { type: 'date', from, to, span };
  }

  private pattern(lexeme: Lexeme & { type: 'word' | 'phrase' | 'regex' }): TextPattern | null {
    const { text, span } = lexeme;
    if (lexeme.type === 'regex') {
      const compiled = compileWordRegex(text);
      if (!('error' in compiled)) return { type: 'regex', source: text, span };
      const start = Math.min(span.end, span.start + 1 + compiled.at);
      this.note('badRegex', { start, end: Math.max(start, Math.min(span.end, start + 1)) }, [compiled.error]);
      return null;
    }
    if (lexeme.type === 'phrase') {
      if (searchWords(text).length > 0) return { type: 'phrase', text, span };
      this.note('noWord', span, [text]);
      return null;
    }
    const stem = text.endsWith('*') ? text.slice(0, -1) : text;
    if (searchWords(stem).length === 0) {
      this.note('noWord', span, [text], stem === text ? this.replaced(span, '') : null);
      return null;
    }
    if (stem.includes('*')) {
      const source = text.replace(/[^\p{L}\p{N}\p{M}*]/gu, ' ').replace(/\*+/g, '\\w*');
      this.note('innerStar', span, [], this.replaced(span, `/\\b${source}\\b/`));
      return null;
    }
    return stem === text ? { type: 'word', text, span } : { type: 'prefix', text: stem, span };
  }

  private combine(type: 'and' | 'or', parts: readonly Parsed[]): Parsed {
    const nodes: QueryNode[] = [];
    for (const part of parts) {
      if (part === null || part === 'scope') continue;
      if (part.type === type) nodes.push(...(part.nodes as QueryNode[]));
      else nodes.push(part);
    }
    if (nodes.length === 0) return parts.includes('scope') ? 'scope' : null;
    if (nodes.length === 1) return nodes[0]!;
    return { type, nodes, span: { start: nodes[0]!.span.start, end: nodes.at(-1)!.span.end } };
  }

  private peek(): Lexeme | undefined {
    return this.problems.length < maxProblems ? this.lexemes[this.at] : undefined;
  }

  private slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  private wholeSpan(): Span {
    return { start: 0, end: this.text.length };
  }

  private replaced(span: Span, replacement: string): string | null {
    if (this.text.length > maxCorrectedLength) return null;
    const whole = this.text.slice(0, span.start) + replacement + this.text.slice(span.end);
    const trimmed = whole.replace(/\s+/g, ' ').trim();
    return trimmed === '' ? null : trimmed;
  }

  private nearest(value: string, candidates: readonly string[], span: Span): string | null {
    const near = nearestWord(value, candidates);
    return near === null ? null : this.replaced(span, near);
  }

  private noteMissing(operator: Lexeme): void {
    this.note('missingOperand', operator.span, [this.slice(operator.span)], this.replaced(operator.span, ''));
  }

  private note(code: QueryProblemCode, span: Span, args: readonly string[], suggestion: string | null = null): void {
    // One mistake is told once, and a query of nothing but mistakes does not drown its reader.
    if (this.problems.length >= maxProblems) return;
    if (this.problems.some((problem) => problem.span.start === span.start && problem.span.end === span.end)) return;
    this.problems.push({ code, args, message: describeProblem(code, args), span, suggestion });
  }
}

/** Whether a condition only leaves out. */
function isNegative(node: QueryNode): boolean {
  if (node.type === 'not') return true;
  if (node.type === 'and') return node.nodes.every(isNegative);
  return node.type === 'or' && node.nodes.some(isNegative);
}

/** The part of a condition that NEAR cannot take, or null. */
function notWords(node: QueryNode): QueryNode | null {
  switch (node.type) {
    case 'word':
    case 'prefix':
    case 'phrase':
    case 'regex':
    case 'near':
      return null;
    case 'or':
      for (const part of node.nodes) {
        const culprit = notWords(part);
        if (culprit !== null) return culprit;
      }
      return null;
    default:
      return node;
  }
}

function nodeName(node: QueryNode): string {
  if (node.type === 'and') return 'AND';
  if (node.type === 'not') return 'NOT';
  return node.type === 'field' ? `${node.field}:` : `${node.type}:`;
}
