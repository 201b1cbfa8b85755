import type { Edge, Instruction, Program } from './regexAutomaton';

/** A regular expression as a tree, whatever syntax it was read from. A sequence of nothing matches the empty text. */
export type RegexNode =
  | { readonly type: 'letter'; readonly accepts: (code: number) => boolean }
  | { readonly type: 'edge'; readonly edge: Edge }
  | { readonly type: 'sequence' | 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly type: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number };

/** Most instructions of an expression: `(a{50}){50}` is refused rather than run slowly. */
export const maxInstructions = 2000;

/** Compiles an expression (Thompson 1968); null where it would take more than {@link maxInstructions}. */
export function regexProgram(node: RegexNode): Program | null {
  const instructions: Instruction[] = [{ op: 'match' }];
  const start = emit(node, 0, instructions);
  return start === null ? null : { instructions, start };
}

/** Emits a node so that it continues at `next`; gives where it starts, or null when there is no room left. */
function emit(node: RegexNode, next: number, out: Instruction[]): number | null {
  if (out.length > maxInstructions) return null;
  switch (node.type) {
    case 'letter':
      return out.push({ op: 'letter', accepts: node.accepts, next }) - 1;
    case 'edge':
      return out.push({ op: 'edge', edge: node.edge, next }) - 1;
    case 'sequence':
      return node.nodes.reduceRight<number | null>(
        (following, part) => (following === null ? null : emit(part, following, out)),
        next,
      );
    case 'choice':
      return emitChoice(node.nodes, next, out);
    case 'repeat':
      return emitRepeat(node.node, node.min, node.max, next, out);
  }
}

function emitChoice(nodes: readonly RegexNode[], next: number, out: Instruction[]): number | null {
  let start: number | null = null;
  for (const node of nodes) {
    const branch = emit(node, next, out);
    if (branch === null) return null;
    start = start === null ? branch : out.push({ op: 'split', next: start, other: branch }) - 1;
  }
  return start;
}

function emitRepeat(node: RegexNode, min: number, max: number, next: number, out: Instruction[]): number | null {
  let start = next;
  const prepend = (): boolean => {
    const begin = emit(node, start, out);
    if (begin === null) return false;
    start = begin;
    return true;
  };
  if (max === Infinity) {
    const loop = { op: 'split', next: 0, other: next } satisfies Instruction;
    start = out.push(loop) - 1;
    const at = start;
    if (!prepend()) return null;
    loop.next = start;
    start = at;
  } else {
    for (let count = min; count < max; count++) {
      if (!prepend()) return null;
      start = out.push({ op: 'split', next: start, other: next }) - 1;
    }
  }
  for (let count = 0; count < min; count++) if (!prepend()) return null;
  return start;
}
