import { unionMoved } from '@union-graph/events';
import { carryAlong, isId, notFound, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { paths } from '../paths.ts';
import type { MoveUnionInput } from '../schema.gen.ts';
import { getUnion } from './getUnion.ts';
import { changeDistrict, tiesThatHold } from './moveTies.ts';
import { checkPlace, refuseSisterOfName } from './place.ts';
import { unionPolicy } from './policy.ts';
import { refuseEnded } from './refusals.ts';
import { pathOf } from './rules.ts';
import { Union } from './Union.ts';

/**
 * Places a union with all that belongs to it below another one. Both subtrees are locked by their roots and branches in
 * the order of their paths, uppers first, so that nobody joins, leaves or moves in between (ORG-INV-4).
 */
export async function moveUnion(tx: Tx, input: MoveUnionInput): Promise<{ union: Union }> {
  const [found, target] = [await findUnion(tx, input.unionId), await findUnion(tx, input.parentId)];
  await lockSubtrees(tx, [found.parentId ?? found.id, target.id], found.scopePath);
  const parent = await getUnion(tx, target.id);
  const union = await getUnion(tx, found.id, input.expectedVersion);
  refuseEnded(union, 'unionId');
  checkPlace(union.kind, parent);
  unionPolicy.authorise(tx.viewer, 'moveUnion', await getUnion(tx, union.parentId ?? union.id));
  unionPolicy.authorise(tx.viewer, 'moveUnion', parent);
  refuseIf(union.kind === 'DISTRICT_FEDERATION', 'VALIDATION_FAILED', "A district's federation has one place only.", {
    rule: 'ORG-INV-4',
    field: 'unionId',
  });
  await refuseSisterOfName(tx, parent, union.nameZh, union.id);
  const districtCode = parent.districtCode ?? union.districtCode;
  if (districtCode !== union.districtCode) await changeDistrict(tx, union, districtCode as string);
  const scopePath = pathOf(parent.scopePath, { ...union, districtCode });
  const place = { parentId: parent.id, parentKind: parent.kind, districtCode, scopePath };
  const ties = await tiesThatHold(tx, { ...union, districtCode }, parent);
  await carryAlong(tx.db, paths, { version: union.version + 1, fromPath: union.scopePath, toPath: scopePath });
  const moved = await updateRow(tx.db, Union, union, { ...place, ...ties });
  await tx.publish(unionMoved, moved, { fromPath: union.scopePath, toPath: scopePath, parentId: parent.id });
  return { union: moved };
}

async function findUnion({ db }: Tx, id: string): Promise<Union> {
  const found = isId(id) ? await db.findOneBy(Union, { id }) : null;
  if (!found) throw notFound('union', id);
  return found;
}

/** Locks the two unions above and every union of the subtree that moves. */
const lockSubtrees = ({ db }: Tx, parentIds: readonly string[], path: string): Promise<unknown> =>
  rows(
    db,
    sql`select u.id from trade_union u where u.id = any(${parentIds}::uuid[]) or u.scope_path ^@ ${path} order by u.scope_path for update`,
  );
