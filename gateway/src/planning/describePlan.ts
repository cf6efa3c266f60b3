import { parse, print } from 'graphql';
import type { EntityBatch, FetchNode, FieldPath, PlanNode, RepresentationSelection } from './plan.ts';

/** A plan for people to read. */
export type PlanDescription =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly PlanDescription[] }
  | FetchDescription;

export interface FetchDescription {
  readonly kind: 'fetch';
  /** From 1, in the order of the plan; the calls of a request refer to it. */
  readonly id: number;
  readonly service: string;
  readonly operation: string;
  /** The entities that it fetches fields of: their field paths, and the field sets of their representations. Empty for root fields. */
  readonly continues: readonly { readonly path: string; readonly by: string }[];
}

/** Describes a plan; `ids` gets the number of each of its fetches. */
export function describePlan(node: PlanNode, ids: Map<FetchNode, number>): PlanDescription {
  switch (node.kind) {
    case 'sequence':
    case 'parallel':
      return { kind: node.kind, steps: node.nodes.map((inner) => describePlan(inner, ids)) };
    case 'fetch': {
      const id = ids.size + 1;
      ids.set(node, id);
      return {
        kind: 'fetch',
        id,
        service: node.subgraph,
        operation: print(parse(node.operationText, { noLocation: true })),
        continues: node.entities.flatMap(describeBatch),
      };
    }
  }
}

const describeBatch = ({ paths, representation }: EntityBatch) =>
  paths.map((path) => ({ path: pathText(path), by: representation.map(fieldSetText).join(' ') }));

const pathText = (path: FieldPath): string =>
  path
    .map((segment) => {
      if (segment.kind === 'items') return '[]';
      return segment.kind === 'field' ? `.${segment.name}` : `<${segment.names.join('|')}>`;
    })
    .join('')
    .replace(/^\./, '');

/** The field set of a representation; fields under a type condition stand in parentheses behind it. */
function fieldSetText(selection: RepresentationSelection): string {
  const { kind, name, selections } = selection;
  if (kind === 'type') return `${name ?? ''}(${selections.map(fieldSetText).filter(Boolean).join(' ')})`;
  if (name === '__typename') return '';
  return selections ? `${name} { ${selections.map(fieldSetText).join(' ')} }` : name;
}

/** Prints a plan as a tree in lines of text, with the note of each fetch behind it. */
export function planText(plan: PlanDescription, note: (id: number) => string): string {
  const lines: string[] = [];
  const write = (node: PlanDescription, first: string, rest: string): void => {
    lines.push(`${first}${headOf(node, note)}`);
    const below = childrenOf(node);
    for (const [at, child] of below.entries()) {
      const last = at === below.length - 1;
      write(child, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`);
    }
  };
  write(plan, '', '');
  return lines.join('\n');
}

const childrenOf = (node: PlanDescription): readonly PlanDescription[] => (node.kind === 'fetch' ? [] : node.steps);

function headOf(node: PlanDescription, note: (id: number) => string): string {
  if (node.kind !== 'fetch') return node.kind;
  const about = node.continues.map(({ path, by }) => `${path} by ${by}`).join(', ');
  return `${node.id}. ${node.service}${about ? ` ← ${about}` : ''}${note(node.id)}`;
}
