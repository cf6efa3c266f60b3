import { checkedOpenText, civilDay, newId, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { RecordUnionActivityInput, SetUnionFunctionInput, UnionFunctionCode } from '../schema.gen.ts';
import { getUnion } from '../union/getUnion.ts';
import { refuseBeforeFounding, refuseEnded, refuseUnfounded } from '../union/refusals.ts';
import type { Union } from '../union/Union.ts';
import type { HeldFunction } from './loaders.ts';
import { jointUnionPolicy } from './policy.ts';

/** A joint union, locked, for a verb of its officer; `VALIDATION_FAILED` for any other union. */
async function lockJointUnion(tx: Tx, verb: Parameters<typeof jointUnionPolicy.authorise>[1], unionId: string): Promise<Union> {
  const union = await getUnion(tx, unionId);
  jointUnionPolicy.authorise(tx.viewer, verb, union);
  refuseIf(union.kind !== 'COMMUNITY_JOINT_UNION', 'VALIDATION_FAILED', `"${union.nameZh}" is no joint union.`, {
    rule: 'S-27',
    field: 'unionId',
  });
  refuseEnded(union, 'unionId');
  refuseUnfounded(union, 'unionId');
  return union;
}

async function findFunction({ db }: Tx, unionId: string, code: UnionFunctionCode): Promise<HeldFunction> {
  const [held] = await rows<HeldFunction>(
    db,
    sql`select f.union_id as "unionId", f.code, f.active, f.version from union_function f where f.union_id = ${unionId} and f.code = ${code}`,
  );
  return held ?? { unionId, code, active: false, version: 0 };
}

/** Ticks a function or takes the tick back (S-27). The union is locked, so the version is that of the last change. */
export async function setUnionFunction(tx: Tx, input: SetUnionFunctionInput): Promise<{ function: HeldFunction }> {
  const { unionId, code, active } = input;
  await lockJointUnion(tx, 'setUnionFunction', unionId);
  const held = await findFunction(tx, unionId, code);
  if (held.version !== input.expectedVersion)
    throw new Refusal(
      'VERSION_CONFLICT',
      `The function was changed since you read version ${input.expectedVersion}. Read it again.`,
      {
        field: 'expectedVersion',
      },
    );
  await tx.db.query(
    `insert into union_function (union_id, code, active) values ($1, $2, $3)
     on conflict on constraint union_function_pk do update set active = excluded.active, version = union_function.version + 1`,
    [unionId, code, active],
  );
  return { function: { ...held, active, version: held.version + 1 } };
}

/** Writes down what a joint union did of a function that it ticked (S-27). */
export async function recordUnionActivity(tx: Tx, input: RecordUnionActivityInput): Promise<{ function: HeldFunction }> {
  const { unionId, code } = input;
  const union = await lockJointUnion(tx, 'recordUnionActivity', unionId);
  const held = await findFunction(tx, unionId, code);
  refuseIf(!held.active, 'VALIDATION_FAILED', 'The union does not have this function on its list. Tick it first.', {
    rule: 'S-27',
    field: 'code',
  });
  const heldOn = input.heldOn ?? civilDay(tx.now);
  refuseIf(heldOn > civilDay(tx.now), 'BAD_USER_INPUT', `Nothing was held on ${heldOn} yet.`, { field: 'heldOn' });
  refuseBeforeFounding(union, heldOn, 'heldOn');
  await tx.db.query(
    'insert into union_activity (id, union_id, code, held_on, note, recorded_by_id) values ($1, $2, $3, $4, $5, $6)',
    [newId(), unionId, code, heldOn, checkedOpenText(input.note, 'note', 1_000), tx.viewer.personId],
  );
  return { function: held };
}
