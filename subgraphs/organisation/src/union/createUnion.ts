import { checkedName, insertRow, isId, newId, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import type { CreateUnionInput } from '../schema.gen.ts';
import { getUnion } from './getUnion.ts';
import { checkPlace, checkTie, refuseChairElsewhere, refuseSisterOfName } from './place.ts';
import { unionPolicy } from './policy.ts';
import { pathOf } from './rules.ts';
import { Union } from './Union.ts';

/** Starts a union in preparation, where ORG-INV-4 lets one of its kind stand. */
export async function createUnion(tx: Tx, input: CreateUnionInput): Promise<{ union: Union }> {
  const parent = await getUnion(tx, input.parentId);
  checkPlace(input.kind, parent);
  unionPolicy.authorise(tx.viewer, 'createUnion', parent);
  const names = {
    nameZh: checkedName(input.nameZh, 'nameZh'),
    name: checkedName(input.name, 'name'),
  };
  refuseIf(
    (input.kind === 'INDUSTRIAL_UNION') !== (input.industry != null),
    'BAD_USER_INPUT',
    'An industrial union needs an industry, and no other union has one.',
    { field: 'industry' },
  );
  const districtCode = districtBelow(parent, input);
  await refuseSisterOfName(tx, parent, names.nameZh);
  const dual = input.dualParentId == null ? null : await findTie(tx, input.dualParentId);
  if (dual) checkTie({ kind: input.kind, parent, districtCode }, dual);
  if (input.chairId != null) await refuseChairElsewhere(tx, input.chairId, districtCode);
  const id = newId();
  const union = await insertRow(tx.db, Union, {
    id,
    kind: input.kind,
    status: 'PREPARING',
    ...names,
    parentId: parent.id,
    parentKind: parent.kind,
    dualParentId: dual?.id ?? null,
    districtCode,
    industry: input.industry ?? null,
    chairId: input.chairId ?? null,
    approvedById: null,
    approvedAt: null,
    mergedIntoId: null,
    endReason: null,
    scopePath: pathOf(parent.scopePath, { id, kind: input.kind, districtCode }),
    servicePointId: null,
    isPlaceholder: false,
    version: 1,
  });
  return { union };
}

/** The union on the other line, held as it is until the new one is there. */
async function findTie({ db }: Tx, id: string): Promise<Union> {
  const found = isId(id) ? await db.findOne(Union, { where: { id }, lock: { mode: 'for_key_share' } }) : null;
  if (found) return found;
  throw new Refusal('BAD_USER_INPUT', 'There is no such union to be tied to.', { field: 'dualParentId' });
}

/** The district of a union below another one; null for one of the whole city. */
function districtBelow(parent: Union, { kind, districtCode: given }: CreateUnionInput): string | null {
  const districtCode = given ?? parent.districtCode;
  refuseIf(
    parent.districtCode !== null && districtCode !== parent.districtCode,
    'VALIDATION_FAILED',
    `"${parent.nameZh}" lies in district ${parent.districtCode}, and so does what stands below it.`,
    { field: 'districtCode' },
  );
  refuseIf(
    kind === 'DISTRICT_FEDERATION' && districtCode === null,
    'BAD_USER_INPUT',
    "A district's federation needs the district's code.",
    { field: 'districtCode' },
  );
  return districtCode;
}
