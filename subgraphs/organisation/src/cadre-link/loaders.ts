import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { visibleRequests } from '../service-request/queries.ts';
import type { ServiceRequest } from '../service-request/ServiceRequest.ts';
import { CadreLink } from './CadreLink.ts';
import { ContactVisit } from './ContactVisit.ts';
import { linkScope, linksWithTargets } from './scope.ts';

/** Contact points by id; null for one that the viewer may not see. */
export const cadreLink: Batch<string, CadreLink | null> = async ({ db, viewer }, ids) => {
  const found = await rows<CadreLink>(
    db,
    sql`select ${columns(CadreLink, 'l')} from ${linksWithTargets} where l.id = any(${ids}::uuid[]) and ${linkScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The contact points of each station that last, of those that the viewer may see. */
export const linksOfPoint: Batch<string, CadreLink[]> = async ({ db, viewer }, ids) => {
  const found = await rows<CadreLink>(
    db,
    sql`select ${columns(CadreLink, 'l')} from ${linksWithTargets}
    where l.service_point_id = any(${ids}::uuid[]) and l.ended_on is null and ${linkScope(viewer)} order by l.since, l.id`,
  );
  return grouped(ids, found, ({ servicePointId }) => servicePointId as string);
};

/** The visits of each contact point, the latest first; of those points that the viewer may see. */
export const visitsOfLink: Batch<string, ContactVisit[]> = async ({ db, viewer }, ids) => {
  const found = await rows<ContactVisit>(
    db,
    sql`select ${columns(ContactVisit, 'v')} from contact_visit v join ${linksWithTargets} on l.id = v.cadre_link_id
    where v.cadre_link_id = any(${ids}::uuid[]) and ${linkScope(viewer)} order by v.visited_on desc, v.id desc`,
  );
  return grouped(ids, found, ({ cadreLinkId }) => cadreLinkId);
};

/** What was asked for on each visit, the first first; only requests that the viewer may see. */
export const demandsOfVisit: Batch<string, ServiceRequest[]> = async (ctx, ids) => {
  const found = await rows<ServiceRequest>(
    ctx.db,
    sql`${visibleRequests(ctx, sql`and r.contact_visit_id = any(${ids}::uuid[])`)} order by r.received_at, r.id`,
  );
  return grouped(ids, found, ({ contactVisitId }) => contactVisitId as string);
};
