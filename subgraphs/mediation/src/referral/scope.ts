import { hasRole, scopePaths } from '@union-graph/identity';
import { type ReadContext, raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { caseScopeWith } from '../case/scope.ts';
import { DELEGATES } from '../linked-party/delegates.ts';

/**
 * The referrals that the viewer may see, as a condition in SQL on `referral r` and its `mediation_case c`: those of the cases that are theirs
 * to read; a delegate of a linked party those from and to that party alone, also of a case that went to several (C-19).
 */
export const referralScope = (ctx: Pick<ReadContext, 'viewer' | 'now'>): Sql => {
  const { viewer } = ctx;
  const ofParty = hasRole(viewer, 'LINKED_PARTY')
    ? sql`(${underPaths(raw('c.scope_path'), scopePaths(viewer, 'LINKED_PARTY'))} and exists (select from ${DELEGATES} d
        where d.person_id = ${viewer.personId}::uuid and d.party_code in (r.from_party, r.to_party)))`
    : raw('false');
  return caseScopeWith(ctx, ofParty);
};
