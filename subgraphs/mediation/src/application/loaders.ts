import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import type { Deaths } from '../case/rules.ts';
import { Claim } from './Claim.ts';
import { Party } from './Party.ts';
import { identityScope } from './scope.ts';

/** The parties of cases that the viewer has been given, by case id, in the order of the application; `idMasked` is null where it is not for them. */
export const partiesOfCase: Batch<string, Party[]> = async (ctx, caseIds) => {
  const found = await rows<Party & { readonly readsIdentity: boolean }>(
    ctx.db,
    sql`select ${columns(Party, 'p')}, coalesce(${identityScope(ctx)}, false) as "readsIdentity"
    from case_party p join mediation_case c on c.id = p.case_id where p.case_id = any(${caseIds}::uuid[]) order by p.case_id, p.position`,
  );
  const parties = found.map(({ readsIdentity, ...party }) => (readsIdentity ? party : { ...party, idMasked: null }));
  return grouped(caseIds, parties, ({ caseId }) => caseId);
};

/** Which applicants who take part in cases have died, by case id. */
export const deathsOfCase: Batch<string, Deaths> = async ({ db }, caseIds) => {
  const found = await rows<Deaths & { caseId: string }>(
    db,
    sql`select p.case_id as "caseId", bool_or(p.died_on is not null) as "hasDied",
      case when bool_and(p.died_on is not null) then max(p.died_on)::text end as "noneSince"
    from case_party p where p.case_id = any(${caseIds}::uuid[]) and p.side = 'APPLICANT' and p.left_at is null group by p.case_id`,
  );
  return inOrder(caseIds, found, ({ caseId }) => caseId).map((row) => row ?? { hasDied: false, noneSince: null });
};

/** The claims of cases that the viewer has been given, by case id, in the order of the application. */
export const claimsOfCase: Batch<string, Claim[]> = async ({ db }, caseIds) => {
  const found = await rows<Claim>(
    db,
    sql`select ${columns(Claim, 'c')} from case_claim c where c.case_id = any(${caseIds}::uuid[]) order by c.case_id, c.position`,
  );
  return grouped(caseIds, found, ({ caseId }) => caseId);
};

/** Claims by id, for the terms of agreements that the viewer has been given. */
export const claim: Batch<string, Claim | null> = async ({ db }, ids) => {
  const found = await rows<Claim>(db, sql`select ${columns(Claim, 'c')} from case_claim c where c.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};
