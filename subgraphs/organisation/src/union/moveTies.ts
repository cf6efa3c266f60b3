import { homeListed } from '@union-graph/events';
import { columns, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { ServicePoint } from '../service-point/ServicePoint.ts';
import { WorkersHome } from '../workers-home/WorkersHome.ts';
import { isOfIndustry } from './place.ts';
import { Union } from './Union.ts';

type Ties = Pick<Union, 'dualParentId' | 'servicePointId'>;

/** The ties of a union that hold in its new place (S-11): those of the industrial line, to its district where it lies in one. */
export async function tiesThatHold({ db }: Tx, union: Union, parent: Union): Promise<Ties> {
  const { kind, districtCode, dualParentId, servicePointId } = union;
  if (!isOfIndustry(kind, parent.kind)) return { dualParentId: null, servicePointId: null };
  const dual = dualParentId === null ? null : await db.findOneByOrFail(Union, { id: dualParentId });
  const point = servicePointId === null ? null : await db.findOneByOrFail(ServicePoint, { id: servicePointId });
  const isHere = (other: string | null): boolean => districtCode === null || other === districtCode;
  return {
    dualParentId: dual && isHere(dual.districtCode) ? dual.id : null,
    servicePointId: point && (point.kind === 'CITY_CENTRE' || isHere(point.districtCode)) ? point.id : null,
  };
}

/**
 * Brings what lies below a union that moves, and in its district, to the new one: unions, and their homes, of which other services are told. Firms
 * stay where they are, so those of another district are detached before (S-25). That holds for joint unions, which cover the firms of their place.
 * The union of one firm may stand below another district than the firm's seat: the federation or bureau that leads it decides that (ORG-INV-4), and
 * no rule ties it to the seat. The subtree must be locked.
 */
export async function changeDistrict(tx: Tx, { scopePath, districtCode: from, nameZh }: Union, to: string): Promise<void> {
  const [firms] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from enterprise_affiliation a join trade_union u on u.id = a.union_id
    join enterprise e on e.id = a.enterprise_id where u.scope_path ^@ ${scopePath} and a.to_day is null and a.kind = 'JOINT_UNION'
      and e.district_code <> ${to}`,
  );
  const told = `${firms?.count} firms of another district are affiliated below "${nameZh}". A joint union covers firms of its own district: detach them first.`;
  refuseIf(firms !== undefined && firms.count > 0, 'VALIDATION_FAILED', told, { rule: 'S-25', field: 'parentId' });
  const homes = await rows<WorkersHome>(
    tx.db,
    sql`select ${columns(WorkersHome, 'h')} from workers_home h join trade_union u on u.id = h.union_id
    where u.scope_path ^@ ${scopePath} and h.district_code is not distinct from ${from}::text order by h.id for update of h`,
  );
  for (const row of homes) {
    const home = await updateRow(tx.db, WorkersHome, tx.db.create(WorkersHome, { ...row }), { districtCode: to });
    await tx.publish(homeListed, home, { unionId: home.unionId, districtCode: home.districtCode });
  }
  await tx.db.query(
    'update trade_union set district_code = $3, version = version + 1 where scope_path ^@ $1 and district_code is not distinct from $2::text and scope_path <> $1',
    [scopePath, from, to],
  );
}
