import type { Query, QueryNode, TextPattern } from './queryTypes';

/** Writes a query so that reading it gives the same query again. */
export function printQuery(query: Query): string {
  const text = printNode(query.root, 'or');
  if (query.scope === 'sentence') return text;
  return query.root.type === 'or' ? `(${text}) within:article` : `${text} within:article`;
}

/** How tightly the surroundings bind: what binds less tightly goes into parentheses. */
type Level = 'or' | 'and' | 'not' | 'near' | 'primary';
const levels: readonly Level[] = ['or', 'and', 'not', 'near', 'primary'];

function printNode(node: QueryNode, surroundings: Level): string {
  const level = levelOf(node);
  const text = printBare(node);
  return levels.indexOf(level) < levels.indexOf(surroundings) ? `(${text})` : text;
}

function levelOf(node: QueryNode): Level {
  return node.type === 'or' || node.type === 'and' || node.type === 'not' || node.type === 'near'
    ? node.type
    : 'primary';
}

function printBare(node: QueryNode): string {
  switch (node.type) {
    case 'or':
      return node.nodes.map((part) => printNode(part, 'and')).join(' OR ');
    case 'and':
      return node.nodes.map((part) => printNode(part, 'not')).join(' ');
    case 'not':
      return `NOT ${printNode(node.node, 'not')}`;
    case 'near':
      return `${printNode(node.left, 'near')} NEAR/${node.distance} ${printNode(node.right, 'primary')}`;
    case 'field':
      return `${node.field}:${printPattern(node.value)}`;
    case 'date':
      return node.from === node.to ? `date:${node.from}` : `date:${node.from ?? ''}..${node.to ?? ''}`;
    case 'kind':
      return `kind:${node.kind}`;
    case 'has':
      return `has:${node.what}`;
    case 'language':
      return `language:${node.code}`;
    default:
      return printPattern(node);
  }
}

function printPattern(pattern: TextPattern): string {
  switch (pattern.type) {
    case 'word':
      return pattern.text;
    case 'prefix':
      return `${pattern.text}*`;
    case 'phrase':
      return printPhrase(pattern.text);
    case 'regex':
      return `/${pattern.source.replace(/\\[\s\S]|\//g, (part) => (part === '/' ? '\\/' : part))}/`;
  }
}

/** A text as a phrase of the query language: what "Search for Selection" looks for. */
export function printPhrase(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
