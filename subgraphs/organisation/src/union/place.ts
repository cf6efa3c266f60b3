import { refuseIf } from '@union-graph/subgraph';
import { wrongPlace } from './refusals.ts';
import { PARENT_KINDS, type UnionKind } from './rules.ts';
import type { Union } from './Union.ts';

/** Throws unless a union of this kind may stand below that one (ORG-INV-4) and that one is at work. */
export function checkPlace(kind: UnionKind, parent: Union): void {
  if (!PARENT_KINDS[kind].includes(parent.kind)) {
    const allowed = PARENT_KINDS[kind].join(' or ') || 'no other union';
    throw wrongPlace(`A ${kind} stands below ${allowed}; "${parent.nameZh}" is a ${parent.kind}.`);
  }
  refuseIf(
    parent.status !== 'ACTIVE',
    'VALIDATION_FAILED',
    `"${parent.nameZh}" is ${parent.status}; only an active union takes unions below it.`,
    { field: 'parentId' },
  );
}
