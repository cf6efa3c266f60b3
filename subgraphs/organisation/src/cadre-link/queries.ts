import { hasRole, inScope, STAFF_ROLES } from '@union-graph/identity';
import {
  columns,
  empty,
  forbidden,
  isId,
  type PageSource,
  published,
  type ReadContext,
  raw,
  rows,
  sql,
} from '@union-graph/subgraph';
import type { CadreCoverage, CadreTargetKind, QueryCadreLinksArgs } from '../schema.gen.ts';
import { CadreLink } from './CadreLink.ts';
import { CADRE_READERS, linkScope, linksWithTargets } from './scope.ts';

const TARGET = { STATION: 'service_point_id', ENTERPRISE: 'enterprise_id', WORKER: 'member_id' } as const satisfies Record<
  CadreTargetKind,
  string
>;

type Filter = Pick<QueryCadreLinksArgs, 'cadreId' | 'target' | 'districtCode' | 'ended'>;

/** Contact points by the cadre's name: the viewer's own, and those of their part of the tree. */
export const cadreLinks: PageSource<CadreLink, Filter> = {
  name: 'cadreLinks',
  select: ({ cadreId, target, districtCode, ended }, { viewer }) => sql`
    select ${columns(CadreLink, 'l')}, s.name_zh as "cadreName" from ${linksWithTargets} join staff_member s on s.id = l.cadre_id
    where ${linkScope(viewer)} ${ended ? empty : sql`and l.ended_on is null`}
      ${cadreId == null ? empty : isId(cadreId) ? sql`and l.cadre_id = ${cadreId}` : raw('and false')}
      ${target ? raw(`and l.${TARGET[target]} is not null`) : empty}
      ${districtCode ? sql`and coalesce(p.district_code, e.district_code, m.district_code) = ${districtCode}` : empty}`,
  order: [
    { by: 'cadreName', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/**
 * How far the contact points reach today (S-18); `FORBIDDEN` to those who do not work for a union. Workers are counted exactly for who reads
 * all contact points, for others in tens (C-20): the count is of this moment, and the difference of two tells that somebody got a cadre.
 */
export async function cadreCoverage({ db, viewer }: ReadContext): Promise<CadreCoverage> {
  if (!hasRole(viewer, ...STAFF_ROLES))
    throw forbidden(viewer, 'These figures are for staff.', { kind: 'role', anyOf: STAFF_ROLES });
  const [found] = await rows<CadreCoverage & { readonly workers: number }>(
    db,
    sql`select
      (select count(*) from staff_member s where s.role = 'HQ_CADRE' and s.status <> 'LEFT')::int as cadres,
      count(distinct l.cadre_id)::int as "cadresLinked",
      (select count(*) from service_point p where p.kind = 'STREET_STATION')::int as stations,
      count(distinct p.id)::int as "stationsCovered",
      count(distinct l.enterprise_id)::int as enterprises, count(distinct l.member_id)::int as workers
    from cadre_link l left join service_point p on p.id = l.service_point_id and p.kind = 'STREET_STATION' where l.ended_on is null`,
  );
  const counted = found as CadreCoverage & { readonly workers: number };
  return inScope(viewer, '/city/', ...CADRE_READERS) ? counted : { ...counted, workers: published(counted.workers) };
}
