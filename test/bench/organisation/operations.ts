import type pg from 'pg';
import { boards } from './boards.ts';
import { memberReads } from './memberReads.ts';
import type { Operation } from './question.ts';
import { publicReads, unionReads } from './unionReads.ts';

/** The operations, with rows of the set to ask for. The thousandth pages are found once, by counting. */
export async function operationsOn(db: pg.Client): Promise<Operation[]> {
  return [...(await memberReads(db)), ...(await unionReads(db)), ...publicReads(), ...boards()];
}
