import { homeListed } from '@union-graph/events';
import {
  assertTransition,
  checkedName,
  checkedNumber,
  civilDay,
  insertRow,
  newId,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { BeginHomeBuildingInput, RecordHomeMechanismInput, RegisterHomeInput } from '../schema.gen.ts';
import { getUnion } from '../union/getUnion.ts';
import { refuseBeforeFounding } from '../union/refusals.ts';
import { getHome, getHomeOf } from './getHome.ts';
import { homePolicy } from './policy.ts';
import { HOME_TRANSITIONS } from './rules.ts';
import { WorkersHome } from './WorkersHome.ts';

/** Ten thousand million yuan: more than any building of the unions cost. */
const MOST_INVESTED_FEN = 1_000_000_000_000n;
/** A square kilometre. */
const LARGEST_SQM = 1_000_000;

/** Registers the home of a union (S-40). */
export async function registerHome(tx: Tx, input: RegisterHomeInput): Promise<{ home: WorkersHome }> {
  const union = await getUnion(tx, input.unionId);
  homePolicy.authorise(tx.viewer, 'registerHome', { unionPath: union.scopePath });
  const nameZh = checkedName(input.nameZh, 'nameZh', 100);
  if (input.areaSqm != null) checkedNumber(input.areaSqm, 'areaSqm', [1, LARGEST_SQM]);
  refuseIf(
    input.investedFen != null && input.investedFen > MOST_INVESTED_FEN,
    'BAD_USER_INPUT',
    `"investedFen" is 0 to ${MOST_INVESTED_FEN}; got ${input.investedFen}.`,
    { field: 'investedFen' },
  );
  refuseIf(
    input.openedAt != null && input.openedAt > civilDay(tx.now),
    'BAD_USER_INPUT',
    `Nothing was opened on ${input.openedAt} yet.`,
    { field: 'openedAt' },
  );
  if (input.openedAt != null) refuseBeforeFounding(union, input.openedAt, 'openedAt');
  refuseIf(union.status !== 'ACTIVE', 'VALIDATION_FAILED', `"${union.nameZh}" is ${union.status} and opens no home.`, {
    rule: 'S-40',
    field: 'unionId',
  });
  refuseIf(
    union.districtCode !== null && union.districtCode !== input.districtCode,
    'VALIDATION_FAILED',
    `"${union.nameZh}" lies in district ${union.districtCode}, and so does its home.`,
    { rule: 'S-40', field: 'districtCode' },
  );
  const home = await insertRow(tx.db, WorkersHome, {
    id: newId(),
    nameZh,
    unionId: union.id,
    districtCode: input.districtCode,
    areaSqm: input.areaSqm ?? null,
    investedFen: input.investedFen ?? null,
    openedAt: input.openedAt ?? null,
    status: 'REGISTERED',
    standardSince: null,
    checkedOn: null,
    version: 1,
  });
  await tx.publish(homeListed, home, { unionId: home.unionId, districtCode: home.districtCode });
  return { home };
}

/** Begins to build a registered home up. */
export async function beginHomeBuilding(tx: Tx, input: BeginHomeBuildingInput): Promise<{ home: WorkersHome }> {
  const home = await getHome(tx, 'beginHomeBuilding', input);
  assertTransition(HOME_TRANSITIONS, 'home', home.status, 'BUILDING');
  return { home: await updateRow(tx.db, WorkersHome, home, { status: 'BUILDING' }) };
}

/** Keeps the last day on which a mechanism was at work (S-42). */
export async function recordHomeMechanism(tx: Tx, input: RecordHomeMechanismInput): Promise<{ home: WorkersHome }> {
  const { home, union } = await getHomeOf(tx, 'recordHomeMechanism', input);
  refuseIf(input.heldOn > civilDay(tx.now), 'BAD_USER_INPUT', `Nothing was held on ${input.heldOn} yet.`, { field: 'heldOn' });
  refuseIf(
    home.openedAt !== null && input.heldOn < home.openedAt,
    'BAD_USER_INPUT',
    `"${home.nameZh}" was opened on ${home.openedAt}, and nothing was held there before; got ${input.heldOn}.`,
    { field: 'heldOn' },
  );
  refuseBeforeFounding(union, input.heldOn, 'heldOn');
  await tx.db.query(
    `insert into home_mechanism (workers_home_id, kind, last_held_on) values ($1, $2, $3)
     on conflict on constraint home_mechanism_pk do update set last_held_on = greatest(home_mechanism.last_held_on, excluded.last_held_on)`,
    [home.id, input.kind, input.heldOn],
  );
  return { home: await updateRow(tx.db, WorkersHome, home, {}) };
}
