import {
  addDays,
  checkedNumber,
  civilDay,
  insertRow,
  newId,
  refuseIf,
  rows,
  sql,
  startOfDay,
  type Tx,
} from '@union-graph/subgraph';
import { getFacility } from '../facility/getFacility.ts';
import type { SetTariffInput } from '../schema.gen.ts';
import { venuePolicy } from '../venue/policy.ts';
import { tariffsOf } from './queries.ts';
import { type DayPart, discounted, priceAt } from './rules.ts';
import { TariffRule } from './TariffRule.ts';

/** Sets a price from a day on; the rule without an end that it follows is ended the day before (VEN-INV-4, S-69, S-72). */
export async function setTariff(tx: Tx, input: SetTariffInput): Promise<{ tariff: TariffRule }> {
  const facility = await getFacility(tx, input.facilityId);
  venuePolicy.authorise(tx.viewer, 'manage', facility);
  refuseIf(
    facility.accessMode === 'OPEN_ACCESS',
    'VALIDATION_FAILED',
    'An open-access facility is free for everyone; it takes no prices.',
    {
      rule: 'VEN-INV-2',
      field: 'facilityId',
    },
  );
  const rule = newRule(facility.id, input, civilDay(tx.now));
  await assertNotAbovePublic(tx, rule);
  await endPredecessor(tx, rule);
  return { tariff: await insertRow(tx.db, TariffRule, rule) };
}

/** A hundred thousand yuan: no slot of any venue costs more. */
const HIGHEST_PRICE_FEN = 10_000_000n;

function checkedPrice(fen: bigint): bigint {
  refuseIf(fen < 0n || fen > HIGHEST_PRICE_FEN, 'BAD_USER_INPUT', `A price is 0 to ${HIGHEST_PRICE_FEN} fen; got ${fen}.`, {
    field: 'priceFen',
  });
  return fen;
}

function newRule(facilityId: string, input: SetTariffInput, today: string): TariffRule {
  const validFrom = input.validFrom ?? today;
  const validTo = input.validTo ?? null;
  refuseIf(validFrom < today, 'BAD_USER_INPUT', 'A price cannot be set for days that are over.', { field: 'validFrom' });
  refuseIf(validTo !== null && validTo < validFrom, 'BAD_USER_INPUT', 'The last day must not lie before the first.', {
    field: 'validTo',
  });
  return {
    id: newId(),
    facilityId,
    audience: input.audience,
    dayPart: input.dayPart ?? 'ALL_DAY',
    priceFen: checkedPrice(input.priceFen),
    discountBp: input.discountBp == null ? null : checkedNumber(input.discountBp, 'discountBp', [0, 10_000]),
    validFrom,
    validTo,
    priority: checkedNumber(input.priority ?? 0, 'priority', [0, 100]),
  };
}

/** Pricing never asks more of a card-holder than of the public anyway; a rule that says otherwise is a slip. */
async function assertNotAbovePublic(tx: Tx, rule: TariffRule): Promise<void> {
  if (rule.audience !== 'CARD_HOLDER') return;
  const rules = await tariffsOf(tx.db, [rule.facilityId], rule.validFrom);
  const start = new Date(startOfDay(rule.validFrom).getTime() + HOUR_OF[rule.dayPart] * 3_600_000);
  const publicPrice = priceAt(rules, start, 'RESIDENT');
  refuseIf(
    publicPrice !== null && discounted(rule) > publicPrice.priceFen,
    'VALIDATION_FAILED',
    `Card-holders never pay more than the public, and the public price is ${publicPrice?.priceFen} fen then.`,
    { rule: 'VEN-INV-4', field: 'priceFen' },
  );
}

/** An hour in each part of the day. */
const HOUR_OF: Readonly<Record<DayPart, number>> = { ALL_DAY: 9, MORNING: 9, AFTERNOON: 13, EVENING: 18 };

async function endPredecessor(
  { db }: Tx,
  { facilityId, audience, dayPart, priority, validFrom, validTo }: TariffRule,
): Promise<void> {
  if (validTo !== null) return;
  await rows(
    db,
    sql`update tariff_rule set valid_to = ${addDays(validFrom, -1)}::date
    where facility_id = ${facilityId} and audience = ${audience} and day_part = ${dayPart} and priority = ${priority}
      and valid_to is null and valid_from < ${validFrom}::date`,
  );
}
