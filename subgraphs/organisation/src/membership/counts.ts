import { sql, type Tx } from '@union-graph/subgraph';
import type { Member } from '../member/Member.ts';

/** Adds a member to a union's counts (`by` 1) or takes one off (−1), in the transaction that moves them (ORG-INV-3). */
export async function countMember({ db }: Tx, unionId: string, { gender, isMigrantWorker }: Member, by: 1 | -1): Promise<void> {
  const change = sql`update trade_union set member_count = member_count + ${by},
    female_member_count = female_member_count + ${gender === 'FEMALE' ? by : 0},
    migrant_member_count = migrant_member_count + ${isMigrantWorker ? by : 0} where id = ${unionId}`;
  await db.query(change.text, change.values);
}

/** Moves a member's count from one union to another (ORG-INV-3), both locked in the order of their ids. */
export async function moveMember({ db }: Tx, fromId: string, toId: string, member: Member): Promise<void> {
  const [female, migrant] = [member.gender === 'FEMALE' ? 1 : 0, member.isMigrantWorker ? 1 : 0];
  const change = sql`with locked as (
      select u.id, case u.id when ${toId} then 1 else -1 end as change from trade_union u
      where u.id = any(${[fromId, toId]}::uuid[]) order by u.id for no key update)
    update trade_union u set member_count = u.member_count + change,
      female_member_count = u.female_member_count + change * ${female},
      migrant_member_count = u.migrant_member_count + change * ${migrant} from locked where u.id = locked.id`;
  await db.query(change.text, change.values);
}
