import { sql, type Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';

/** Adds a member to a union's counts (`by` 1) or takes one off (−1), in the transaction that moves them (ORG-INV-3). */
export async function countMember({ db }: Tx, unionId: string, { gender, isMigrantWorker }: Member, by: 1 | -1): Promise<void> {
  const change = sql`update trade_union set member_count = member_count + ${by},
    female_member_count = female_member_count + ${gender === 'FEMALE' ? by : 0},
    migrant_member_count = migrant_member_count + ${isMigrantWorker ? by : 0} where id = ${unionId}`;
  await db.query(change.text, change.values);
}
