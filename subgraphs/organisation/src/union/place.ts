import { refuseIf, requireIds, rows, sql, type Tx } from '@union-graph/subgraph';
import { staffScope } from '../staff-member/scope.ts';
import { noSuchChair, wrongPlace } from './refusals.ts';
import { PARENT_KINDS, type UnionKind } from './rules.ts';
import type { Union } from './Union.ts';

/** Throws unless a union of this kind may stand below that one (ORG-INV-4) and that one is at work. */
export function checkPlace(kind: UnionKind, parent: Union): void {
  if (!PARENT_KINDS[kind].includes(parent.kind)) {
    const allowed = PARENT_KINDS[kind].join(' or ') || 'no other union';
    throw wrongPlace(`A ${kind} stands below ${allowed}; "${parent.nameZh}" is a ${parent.kind}.`);
  }
  refuseIf(
    parent.status !== 'ACTIVE',
    'VALIDATION_FAILED',
    `"${parent.nameZh}" is ${parent.status}; only an active union takes unions below it.`,
    { field: 'parentId' },
  );
}

/** Two unions below one have two names. The parent must be locked, so that no sister comes meanwhile. */
export async function refuseSisterOfName({ db }: Tx, parent: Union, nameZh: string, ownId: string | null = null): Promise<void> {
  const [sister] = await rows(
    db,
    sql`select 1 from trade_union u where u.parent_id = ${parent.id} and u.name_zh = ${nameZh}
      and u.status not in ('DISSOLVED', 'MERGED') and u.id is distinct from ${ownId}::uuid limit 1`,
  );
  refuseIf(sister !== undefined, 'DUPLICATE', `Below "${parent.nameZh}" there is a union named "${nameZh}" already.`, {
    field: 'nameZh',
  });
}

/** Whether a union of a kind below one of another stands in the industrial line. */
export const isOfIndustry = (kind: UnionKind, parentKind: UnionKind | null): boolean =>
  kind === 'INDUSTRIAL_UNION' || parentKind === 'INDUSTRIAL_UNION' || parentKind === 'BUREAU_COMPANY_UNION';

const TERRITORIAL: readonly UnionKind[] = ['DISTRICT_FEDERATION', 'STREET_UNION'];

/**
 * A union of the industrial line is tied to one of the territorial line (有机衔接, S-11): an active federation of a district or union of a street, in the
 * same district where both lie in one.
 */
export function checkTie({ kind, parent, districtCode }: Tied, dual: Union): void {
  const details = { rule: 'S-11', field: 'dualParentId' };
  const isIndustrial = isOfIndustry(kind, parent.kind);
  const lineTold = 'Unions of the industrial line are tied to one of the territorial line; others stand below it.';
  refuseIf(!isIndustrial, 'VALIDATION_FAILED', lineTold, details);
  const kindTold = `"${dual.nameZh}" is a ${dual.kind}; unions are tied to ${TERRITORIAL.join(' or ')}.`;
  refuseIf(!TERRITORIAL.includes(dual.kind), 'VALIDATION_FAILED', kindTold, details);
  refuseIf(dual.status !== 'ACTIVE', 'VALIDATION_FAILED', `"${dual.nameZh}" is ${dual.status}; nothing is tied to it.`, details);
  const elsewhere = districtCode !== null && dual.districtCode !== districtCode;
  const placeTold = `"${dual.nameZh}" lies in district ${dual.districtCode}, and the union in ${districtCode}.`;
  refuseIf(elsewhere, 'VALIDATION_FAILED', placeTold, details);
}

interface Tied {
  readonly kind: UnionKind;
  readonly parent: Union;
  readonly districtCode: string | null;
}

/** A union's chair is somebody at work whom the viewer reads, and in its district where both the chair's union and this one lie in one. */
export async function refuseChairElsewhere({ db, viewer }: Tx, chairId: string, districtCode: string | null): Promise<void> {
  requireIds({ chairId });
  const [chair] = await rows<{ status: string; districtCode: string | null }>(
    db,
    sql`select s.status, u.district_code as "districtCode" from staff_member s join trade_union u on u.id = s.union_id
    where s.id = ${chairId} and (s.on_public_duty or ${staffScope(viewer, 's')}) for share of s`,
  );
  if (!chair) throw noSuchChair();
  refuseIf(chair.status === 'LEFT', 'VALIDATION_FAILED', 'The chair that is named has left the staff.', { field: 'chairId' });
  refuseIf(
    districtCode !== null && chair.districtCode !== null && chair.districtCode !== districtCode,
    'VALIDATION_FAILED',
    `The chair that is named works in district ${chair.districtCode}, and the union lies in ${districtCode}.`,
    { field: 'chairId' },
  );
}
