import { Refusal } from '@union-graph/subgraph';

/** The refusal of a place in the tree that a union may not have (ORG-INV-4). */
export const wrongPlace = (message: string): Refusal =>
  new Refusal('VALIDATION_FAILED', message, { rule: 'ORG-INV-4', field: 'parentId' });
