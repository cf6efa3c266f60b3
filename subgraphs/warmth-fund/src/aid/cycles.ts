import {
  addDays,
  addMonths,
  assertTransition,
  checkedName,
  checkedText,
  civilDay,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { DefineSchemeInput, FreezeCycleInput, OpenCycleInput, SchemeCode } from '../schema.gen.ts';
import { AidCycle, type CycleStatus } from './AidCycle.ts';
import { AidScheme } from './AidScheme.ts';
import { isUndecided, settleCycle } from './cycleProgress.ts';
import { lockScheme } from './lockScheme.ts';
import { aidPolicy } from './policy.ts';
import { cycleStatusOn } from './rules.ts';

/** A limit of safety: what begins in a mistyped year cannot be taken back, and stands in the way of what begins before it. */
const MONTHS_AHEAD = 24;

const CITY = { memberId: null, scopePath: CITY_PATH };

/**
 * Defines a scheme from a day to come, or anew: the one in force until then ends the day before, and stays readable. What was decided before
 * keeps to the rule of its day (C-21).
 */
export async function defineScheme(tx: Tx, input: DefineSchemeInput): Promise<{ scheme: AidScheme }> {
  aidPolicy.authorise(tx.viewer, 'defineScheme', CITY);
  const { code, fundId, validFrom, validTo, perCycle } = input;
  refuseIf(validFrom <= civilDay(tx.now), 'VALIDATION_FAILED', `A scheme begins on a day to come; got ${validFrom}.`, {
    rule: 'C-21',
    field: 'validFrom',
  });
  refuseIf(
    validFrom > addMonths(civilDay(tx.now), MONTHS_AHEAD),
    'VALIDATION_FAILED',
    `A scheme begins within ${MONTHS_AHEAD} months; got ${validFrom}.`,
    { rule: 'C-21', field: 'validFrom' },
  );
  refuseIf(validTo != null && validTo < validFrom, 'BAD_USER_INPUT', 'The last day lies before the first.', { field: 'validTo' });
  refuseIf(perCycle < 1 || perCycle > 12, 'BAD_USER_INPUT', `"perCycle" is 1 to 12; got ${perCycle}.`, { field: 'perCycle' });
  const bp = input.rule.maxPerCapitaBpOfLine ?? null;
  refuseIf(bp !== null && (bp < 1 || bp > 100_000), 'BAD_USER_INPUT', 'The part of the line is 1 to 100,000 basis points.', {
    field: 'rule.maxPerCapitaBpOfLine',
  });
  const fund = isId(fundId) ? await tx.db.findOneBy(Fund, { id: fundId }) : null;
  if (!fund) throw notFound('fund', fundId);
  const before = addDays(validFrom, -1);
  await lockScheme(tx, code);
  await refuseBoundElsewhere(tx, code, fund);
  await rows(
    tx.db,
    sql`with ended as (update aid_scheme set valid_to = ${before}, version = version + 1
      where code = ${code} and valid_from < ${validFrom} and (valid_to is null or valid_to > ${before}) returning id) select id from ended`,
  );
  const scheme = await insertRow(tx.db, AidScheme, {
    id: newId(),
    code,
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    fundId: fund.id,
    capFen: checkedAmount(input.capFen, 'capFen'),
    perCycle,
    validFrom,
    validTo: validTo ?? null,
    needsActiveFile: input.rule.needsActiveFile,
    maxPerCapitaBp: bp,
    causes: [...new Set(input.rule.causes)],
    definedBy: tx.viewer.personId,
    reason: checkedText(input.reason, 'reason', 1_000),
    version: 1,
  });
  return { scheme };
}

/** Donations to a scheme stay in the fund that took them: a scheme does not pass to another fund while any are bound or pledged to it, because they could help nobody any more (FND-INV-7). */
async function refuseBoundElsewhere(tx: Tx, code: SchemeCode, { id, nameZh }: Fund): Promise<void> {
  const bound = await rows(
    tx.db,
    sql`select from ledger_account where scheme_code = ${code} and fund_id <> ${id} and posted_fen > 0
      union all select from donation where scheme_code = ${code} and fund_id <> ${id} and status = 'PLEDGED' limit 1`,
  );
  refuseIf(
    bound.length > 0,
    'VALIDATION_FAILED',
    `Donations are bound to the scheme ${code}, or pledged to it, which "${nameZh}" cannot pay out. Pay or give them back, and cancel the pledges first.`,
    { rule: 'FND-INV-7', field: 'fundId' },
  );
}

/** Budgets are of a year, and a household gets so much aid in a cycle. */
const MONTHS_OF_CYCLE = 12;

/** Opens a cycle of a scheme for applications. Cycles of one scheme do not overlap. */
export async function openCycle(tx: Tx, input: OpenCycleInput): Promise<{ cycle: AidCycle }> {
  aidPolicy.authorise(tx.viewer, 'openCycle', CITY);
  const { schemeId, from, to } = input;
  // Cycles of one scheme that are opened at once come one after the other: an exclusion constraint alone would have them wait for each other in a circle.
  const lock = { mode: 'for_no_key_update' } as const;
  const scheme = isId(schemeId) ? await tx.db.findOne(AidScheme, { where: { id: schemeId }, lock }) : null;
  if (!scheme) throw notFound('scheme', schemeId);
  refuseIf(
    from > to || to < civilDay(tx.now),
    'BAD_USER_INPUT',
    'A cycle ends on its first day or later, and not before today.',
    {
      field: 'to',
    },
  );
  refuseIf(to > addMonths(from, MONTHS_OF_CYCLE), 'BAD_USER_INPUT', `A cycle lasts ${MONTHS_OF_CYCLE} months at the most.`, {
    field: 'to',
  });
  refuseIf(
    from < scheme.validFrom || (scheme.validTo !== null && to > scheme.validTo),
    'VALIDATION_FAILED',
    `The scheme is in force from ${scheme.validFrom}${scheme.validTo ? ` to ${scheme.validTo}` : ' on'}; a cycle lies within.`,
    { rule: 'S-36', field: 'from' },
  );
  return {
    cycle: await insertRow(tx.db, AidCycle, {
      id: newId(),
      schemeId: scheme.id,
      from,
      to,
      status: 'OPEN' as CycleStatus,
      version: 1,
    }),
  };
}

/** Takes no more applications into a cycle, also before its last day. */
export async function freezeCycle(tx: Tx, input: FreezeCycleInput): Promise<{ cycle: AidCycle }> {
  aidPolicy.authorise(tx.viewer, 'freezeCycle', CITY);
  const row = await getForUpdate(tx, AidCycle, input.cycleId, {
    what: 'cycle',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  const status = cycleStatusOn(row, civilDay(tx.now), await isUndecided(tx, row.id));
  assertTransition(CYCLE_TRANSITIONS, 'cycle', status, 'FROZEN');
  refuseIf(
    row.from > civilDay(tx.now),
    'INVALID_TRANSITION',
    `The cycle begins on ${row.from}: nobody has applied yet, and frozen it would be closed for good. Freeze it from that day on.`,
    { rule: 'S-36', field: 'cycleId' },
  );
  await updateRow(tx.db, AidCycle, row, { status: 'FROZEN' });
  await settleCycle(tx, row.id);
  return { cycle: await tx.db.findOneByOrFail(AidCycle, { id: row.id }) };
}

const CYCLE_TRANSITIONS: Readonly<Record<CycleStatus, readonly CycleStatus[]>> = {
  OPEN: ['FROZEN'],
  FROZEN: ['APPROVED'],
  APPROVED: ['PAYING', 'CLOSED'],
  PAYING: ['CLOSED'],
  CLOSED: [],
};
