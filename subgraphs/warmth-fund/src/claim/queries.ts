import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { MutualAidClaim } from './MutualAidClaim.ts';
import type { ClaimStatus } from './rules.ts';
import { claimScope } from './scope.ts';

/** The claims that the viewer may see, newest first. */
export const mutualAidClaims: PageSource<MutualAidClaim, { readonly status?: ClaimStatus | null }> = {
  name: 'mutualAidClaims',
  select: ({ status }, { viewer }) => sql`select ${columns(MutualAidClaim, 'c')} from mutual_aid_claim c
    where ${claimScope(viewer)} and (${status ?? null}::text is null or c.status = ${status ?? null})`,
  order: [
    { by: 'submittedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
