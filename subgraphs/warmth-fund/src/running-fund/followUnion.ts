import { unionActivated, unionDissolved } from '@union-graph/events';
import { stopMoneyOf } from '../service-cost/endGrants.ts';
import { unions } from './unions.ts';

/** Keeps which unions there are, of which kind and where, and which of them have ended: those are paid nothing any more. */
export const followUnion = [
  unions.follow(unionActivated, ({ data: { kind, scopePath } }) => ({ kind, scopePath, hasEnded: false })),
  unions.follow(
    unionDissolved,
    ({ data: { kind, scopePath } }) => ({ kind, scopePath, hasEnded: true }),
    (tx, { unionId }) => stopMoneyOf(tx, unionId),
  ),
];
