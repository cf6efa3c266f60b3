import { inScope } from '@union-graph/identity';
import { checkedFirstDay } from '../bounds.ts';
import { civilDay } from '../clock.ts';
import { lockByName } from '../database/lockByName.ts';
import { rows, sql } from '../database/rows.ts';
import type { Context, MutationInput, ReadContext } from '../graph/context.ts';
import { definePolicy } from '../policy.ts';
import { notFound, Refusal, refuseIf } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import type { RuleNumber } from './define.ts';
import { allValues, type RuleValue, valueOn } from './values.ts';

/** A rule's number as the graph shows it. */
export interface RuleNumberRow extends Omit<RuleNumber, 'first' | 'bounds' | 'notAbove'> {
  readonly value: number;
  readonly effectiveFrom: string;
  readonly least: number;
  readonly most: number;
  /** How many values it has; raised by each new one. */
  readonly version: number;
  readonly history: RuleValue[];
}

export interface SetRuleNumberInput extends MutationInput {
  readonly expectedVersion: number;
  readonly name: string;
  readonly value: number;
  readonly effectiveFrom: string;
  readonly reason: string;
}

const policy = definePolicy<object>()({
  setRuleNumber: (viewer) => inScope(viewer, '/city/', 'CITY_DEPT'),
});

const rowOf = (
  { first: _, bounds: [least, most], ...number }: RuleNumber,
  values: readonly RuleValue[],
  day: string,
): RuleNumberRow => {
  const history = values.filter(({ name }) => name === number.name);
  const held = valueOn(history, number.name, day);
  if (!held) throw new Refusal('BAD_USER_INPUT', `The rules of this service begin later than ${day}.`, { field: 'on' });
  const { value, effectiveFrom } = held;
  return { ...number, value, effectiveFrom, least, most, version: history.length, history };
};

/** Every number that a service's rules go by, with the value in force on a day and all values it ever had or will have. */
export async function readRuleNumbers(
  numbers: Readonly<Record<string, RuleNumber>>,
  on: string | null | undefined,
  { db, now }: ReadContext,
): Promise<RuleNumberRow[]> {
  const values = await allValues(db);
  return Object.values(numbers).map((number) => rowOf(number, values, on ?? civilDay(now)));
}

/**
 * Sets the value that a number has from a day to come (C-21). What was done before goes by the value of its own day, and the old value
 * stays in the history. A value that has not begun is replaced by setting another one for the same day.
 */
export const setRuleNumber = (
  numbers: Readonly<Record<string, RuleNumber>>,
  input: SetRuleNumberInput,
  ctx: Pick<Context, 'mutate' | 'refresh'>,
): Promise<{ number: RuleNumberRow }> => ctx.mutate(input, (tx) => writeValue(tx, numbers, input)).finally(() => ctx.refresh());

async function writeValue(tx: Tx, numbers: Readonly<Record<string, RuleNumber>>, input: SetRuleNumberInput) {
  policy.authorise(tx.viewer, 'setRuleNumber', {});
  refuseIf(input.name.trim() === '', 'BAD_USER_INPUT', 'Say which number, by its name.', { field: 'name' });
  const number = Object.hasOwn(numbers, input.name) ? numbers[input.name] : undefined;
  if (!number) throw notFound('number of a rule', input.name);
  const { value, effectiveFrom, expectedVersion } = input;
  const [least, most] = number.bounds;
  refuseIf(value < least || value > most, 'BAD_USER_INPUT', `"${number.name}" is ${least} to ${most}; got ${value}.`, {
    field: 'value',
  });
  const today = civilDay(tx.now);
  checkedFirstDay(effectiveFrom, 'effectiveFrom', today);
  const reason = input.reason.trim();
  refuseIf(reason === '' || reason.length > LONGEST_REASON, 'BAD_USER_INPUT', `A reason has 1 to ${LONGEST_REASON} characters.`, {
    field: 'reason',
  });
  // Two who set numbers wait for each other, since one number may bound another; there is no row to lock.
  await lockByName(tx.db, 'rule_number');
  const values = await allValues(tx.db);
  const { version } = rowOf(number, values, today);
  refuseIf(
    version !== expectedVersion,
    'VERSION_CONFLICT',
    `"${number.name}" was set meanwhile. Read it again, then decide anew.`,
    {
      field: 'expectedVersion',
    },
  );
  refuseContradiction(numbers, number, values, { value, effectiveFrom });
  await rows(
    tx.db,
    sql`with written as (insert into rule_number (name, value, effective_from, set_by, set_at, reason)
      values (${number.name}, ${value}::bigint, ${effectiveFrom}::date, ${tx.viewer.subject}, ${tx.now}, ${reason}) returning id) select id from written`,
  );
  return { number: rowOf(number, await allValues(tx.db), today) };
}

/** Refuses a value with which one number would exceed another that bounds it, on any day from the value's first. */
function refuseContradiction(
  numbers: Readonly<Record<string, RuleNumber>>,
  { name }: RuleNumber,
  values: readonly RuleValue[],
  { value, effectiveFrom }: Pick<RuleValue, 'value' | 'effectiveFrom'>,
): void {
  const set: RuleValue = { name, value, effectiveFrom, setBy: null, setAt: new Date(0), reason: null };
  const planned = [...values, set].sort((one, other) => one.effectiveFrom.localeCompare(other.effectiveFrom));
  const pairs = Object.values(numbers).flatMap((lower) =>
    lower.notAbove !== undefined && [lower.name, lower.notAbove].includes(name) ? [[lower.name, lower.notAbove] as const] : [],
  );
  for (const [lower, upper] of pairs) {
    for (const day of daysOfChange(planned, [lower, upper], effectiveFrom)) {
      const [low, high] = [valueOn(planned, lower, day), valueOn(planned, upper, day)];
      refuseIf(
        low !== undefined && high !== undefined && low.value > high.value,
        'VALIDATION_FAILED',
        `"${lower}" would be ${low?.value} from ${day} on, above "${upper}", which is ${high?.value} then. Set that one first.`,
        { rule: 'C-21', field: 'value' },
      );
    }
  }
}

/** The days from a day on, that one included, on which one of some numbers begins to have another value. */
const daysOfChange = (values: readonly RuleValue[], names: readonly string[], from: string): string[] => [
  from,
  ...values.filter(({ name, effectiveFrom }) => names.includes(name) && effectiveFrom > from).map((one) => one.effectiveFrom),
];

const LONGEST_REASON = 1_000;
