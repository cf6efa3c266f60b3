import { rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { HardshipCategory, HardshipCause } from '../schema.gen.ts';
import { getCategory, perCapitaFen } from './rules.ts';

interface Wish {
  /** The day whose line is in force: that of the application. */
  readonly day: string;
  readonly incomes: readonly bigint[];
  readonly causes: readonly HardshipCause[];
  readonly evidenceRef: string | null;
}

interface Assessment {
  readonly category: HardshipCategory;
  readonly perCapitaMonthlyFen: bigint;
  readonly lineFen: bigint;
}

/** The category of a household by the line and the band of a day, or `NOT_ELIGIBLE` (2.5.3). */
export function assess({ number }: Tx, { day, incomes, causes, evidenceRef }: Wish): Assessment {
  const perCapitaMonthlyFen = perCapitaFen(incomes);
  const lineFen = BigInt(number(numbers.SUBSISTENCE_LINE, day));
  const nearBp = number(numbers.NEAR_SUBSISTENCE, day);
  return {
    category: getCategory({ perCapitaMonthlyFen, lineFen, nearBp, causes, evidenceRef }),
    perCapitaMonthlyFen,
    lineFen,
  };
}

/** What a consent to keep data about health is called: it is asked for by itself (PIPL arts. 28, 29). */
const HEALTH = 'health';

/** The condition in SQL that a person has agreed, by itself, to data about health being kept and read. */
export const consentedToHealth = (member: Sql, now: Date): Sql =>
  sql`exists (select from consent_standing c where c.member_id = ${member} and c.purpose = 'DELIVERY' and c.separate
    and ${HEALTH} = any(c.scope) and c.given_at <= ${now} and (c.withdrawn_at is null or c.withdrawn_at > ${now}))`;

/** Whether the head of a household has agreed to health data being kept for the household. */
export async function consentsToHealth({ db, now }: Tx, memberId: string): Promise<boolean> {
  const [found] = await rows<{ given: boolean }>(db, sql`select ${consentedToHealth(sql`${memberId}::uuid`, now)} as given`);
  return found?.given ?? false;
}
