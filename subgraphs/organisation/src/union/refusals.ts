import { Refusal, refuseIf } from '@union-graph/subgraph';
import type { Union } from './Union.ts';

/** The refusal of a place in the tree that a union may not have (ORG-INV-4). */
export const wrongPlace = (message: string): Refusal =>
  new Refusal('VALIDATION_FAILED', message, { rule: 'ORG-INV-4', field: 'parentId' });

/** Refuses what only a union that has not ended does or has done to it. */
export const refuseEnded = ({ nameZh, status }: Pick<Union, 'nameZh' | 'status'>, field: string): void =>
  refuseIf(status === 'MERGED' || status === 'DISSOLVED', 'VALIDATION_FAILED', `"${nameZh}" is ${status} and does no work.`, {
    rule: '2.1.3',
    field,
  });

/** Refuses a day on which the union was not there yet: before its approval by the union above it, which founds it (domain rule 2.1.3). */
export const refuseBeforeFounding = ({ nameZh, approvedAt }: Union, day: string, field: string): void =>
  refuseIf(
    approvedAt !== null && day < approvedAt,
    'BAD_USER_INPUT',
    `"${nameZh}" was founded on ${approvedAt}; "${field}" lies before: ${day}.`,
    { field },
  );

/** Refuses what no union does that is in preparation: it is founded by the approval of the union above it. */
export const refuseUnfounded = ({ nameZh, status }: Pick<Union, 'nameZh' | 'status'>, field: string): void =>
  refuseIf(status === 'PREPARING', 'VALIDATION_FAILED', `"${nameZh}" is in preparation and was not approved yet.`, {
    rule: '2.1.3',
    field,
  });

/** Nobody has the id that is named as the chair's, or somebody whom the viewer may not read. */
export const noSuchChair = (): Refusal =>
  new Refusal('BAD_USER_INPUT', 'There is no such member of the staff.', { field: 'chairId' });
