import type { Viewer } from '@union-graph/identity';
import { type Batch, columns, grouped, inOrder, raw, rows, type Sql, sql } from '@union-graph/subgraph';
import { applicationScope } from '../degree-application/scope.ts';
import { moneyScope } from '../member/scope.ts';
import { Instalment } from './Instalment.ts';
import { Sponsorship } from './Sponsorship.ts';

/** Who may see an application may see its sponsorship, and so may who reads what training pays. */
const select = (viewer: Viewer, where: Sql): Sql => sql`select ${columns(Sponsorship, 's')} from sponsorship s
  left join degree_application a on a.id = s.application_id
  where ${where} and (${moneyScope(viewer, raw('s.member_id'), raw('s.scope_path'))} or ${applicationScope(viewer)})`;

/** Sponsorships by id; null for one that the viewer may not see. */
export const sponsorship: Batch<string, Sponsorship | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Sponsorship>(db, select(viewer, sql`s.id = any(${ids}::uuid[])`));
  return inOrder(ids, found, ({ id }) => id);
};

/** Sponsorships by their application's id. */
export const sponsorshipOfApplication: Batch<string, Sponsorship | null> = async ({ db, viewer }, applicationIds) => {
  const found = await rows<Sponsorship>(db, select(viewer, sql`s.application_id = any(${applicationIds}::uuid[])`));
  return inOrder(applicationIds, found, ({ applicationId }) => applicationId as string);
};

/** The instalments of sponsorships, in order; who may see a sponsorship may see them. */
export const instalmentsOfSponsorship: Batch<string, Instalment[]> = async ({ db }, sponsorshipIds) => {
  const found = await rows<Instalment>(
    db,
    sql`select ${columns(Instalment, 'p')} from sponsorship_instalment p
    where p.sponsorship_id = any(${sponsorshipIds}::uuid[]) order by p.position`,
  );
  return grouped(sponsorshipIds, found, ({ sponsorshipId }) => sponsorshipId);
};
