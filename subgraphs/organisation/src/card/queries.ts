import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import { Card } from './Card.ts';

/** The next free card number, 16 digits. */
export async function nextCardNo({ db }: Tx): Promise<string> {
  const [next] = await rows<{ cardNo: string }>(
    db,
    sql`select '11000000' || lpad(nextval('card_no_seq')::text, 8, '0') as "cardNo"`,
  );
  return next?.cardNo as string;
}

/** The cards of one member that are not at their end, the oldest first, locked. The member must be locked before. */
export const findOpenCards = ({ db }: Tx, memberId: string): Promise<Card[]> =>
  rows(
    db,
    sql`select ${columns(Card, 'c')} from card c
    where c.member_id = ${memberId} and c.status in ('APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN', 'LOST') order by c.applied_at, c.id for update`,
  );
