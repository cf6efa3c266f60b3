import type { DataSource, EntityManager } from 'typeorm';
import { civilDay } from '../clock.ts';
import { openProcessCopy, type ProcessCopy } from '../database/processCopy.ts';
import { rows, sql } from '../database/rows.ts';
import type { RuleNumber } from './define.ts';

/** One value of a number. It holds from its day until the day of the next one. */
export interface RuleValue {
  readonly name: string;
  readonly value: number;
  readonly effectiveFrom: string;
  /** The subject who set it; null for the first value. */
  readonly setBy: string | null;
  readonly setAt: Date;
  readonly reason: string | null;
}

/**
 * Gives the value of a rule's number on a civil day; today, by the clock of the request, unless another is asked for. A day to come is
 * judged as today: what begins tomorrow changes nothing before, and a year under way goes by what is in force. Before its first value a
 * number has that one.
 */
export type ReadNumber = (number: RuleNumber, day?: string) => number;

/** All values of a service's numbers, those to come among them: by name, then in the order in which they begin. */
export const allValues = (db: EntityManager): Promise<RuleValue[]> =>
  rows(
    db,
    sql`select name, value, effective_from as "effectiveFrom", set_by as "setBy", set_at as "setAt", reason from rule_number
    order by name, effective_from, id`,
  ).then((found) => (found as (RuleValue & { value: bigint })[]).map((row) => ({ ...row, value: Number(row.value) })));

/** The value in force on a day: of those that have begun the one that began last, and of two of one day the one set later. */
export const valueOn = (values: readonly RuleValue[], name: string, day: string): RuleValue | undefined =>
  values.findLast((value) => value.name === name && value.effectiveFrom <= day);

/** A process's copy of the values. */
export interface RuleNumbers extends Pick<ProcessCopy<unknown>, 'reload' | 'stop'> {
  readonly read: (now: Date) => ReadNumber;
}

/** A new value begins tomorrow at the earliest, so a copy may be some seconds old. */
const RELOAD_MS = 5_000;

/** Reads the values, and again every few seconds. Reading a number throws where its table lacks it: the migrations have not run. */
export async function openRuleNumbers(dataSource: DataSource): Promise<RuleNumbers> {
  const { value, reload, stop } = await openProcessCopy(() => allValues(dataSource.manager), RELOAD_MS);
  const read =
    (now: Date): ReadNumber =>
    ({ name }, asked) => {
      const today = civilDay(now);
      const day = asked === undefined || asked > today ? today : asked;
      // A client may ask about any day; before the first value began, nothing else was in force.
      const found = valueOn(value(), name, day) ?? value().find((one) => one.name === name);
      if (!found) throw new Error(`The number "${name}" has no value for ${day}. Run the migrations of this service.`);
      return found.value;
    };
  return { read, reload, stop };
}
