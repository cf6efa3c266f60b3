import { columns, rows, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { Suspension } from './Suspension.ts';

/** The suspension of a member that holds on a day; null for none (VEN-INV-5). */
export async function findSuspension(db: EntityManager, memberId: string, day: string): Promise<Suspension | null> {
  const [found] = await rows<Suspension>(
    db,
    sql`select ${columns(Suspension, 's')} from suspension s
    where s.member_id = ${memberId} and s.lifted_at is null and ${day}::date between s.from_on and s.to_on`,
  );
  return found ?? null;
}
