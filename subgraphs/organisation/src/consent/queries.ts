import { rows, sql, type Tx } from '@union-graph/subgraph';
import type { Purpose } from '../schema.gen.ts';

/** Whether a consent of the member holds that allows a purpose and covers a subject. */
export async function hasConsent({ db }: Tx, memberId: string, purpose: Purpose, subject: string): Promise<boolean> {
  const [found] = await rows<{ holds: boolean }>(
    db,
    sql`select exists (select from consent c
    where c.member_id = ${memberId} and c.purpose = ${purpose} and ${subject} = any(c.scope) and c.withdrawn_at is null) as holds`,
  );
  return found?.holds ?? false;
}
