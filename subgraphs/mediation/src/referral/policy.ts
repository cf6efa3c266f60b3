import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { MediationCase } from '../case/MediationCase.ts';
import { actsForUnion } from '../case/policy.ts';
import { isParty } from '../case/scope.ts';
import type { LinkedPartyCode } from '../schema.gen.ts';

interface Received {
  readonly case: MediationCase;
  readonly toParty: LinkedPartyCode;
  /** The party for which the viewer acts here; null for one who is no delegate. */
  readonly delegateOf: LinkedPartyCode | null;
}

/** The party's own delegate; for the union also its people who have the case. */
const receives = (viewer: Viewer, { case: row, toParty, delegateOf }: Received): boolean =>
  (toParty === delegateOf && !isParty(viewer, row) && inScope(viewer, row.scopePath, 'LINKED_PARTY')) ||
  (toParty === 'UNION' && actsForUnion(viewer, row));

/** Who takes note of a referral and answers it (S-45): the party that it went to. */
export const referralPolicy = definePolicy<Received>()({ acknowledgeReferral: receives, answerReferral: receives });
