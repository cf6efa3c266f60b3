import { newId, rows, sql, type Tx } from '@union-graph/subgraph';

/** What happened, and on which day: two payments for the same kind, person and day are for the same loss. */
export interface Loss {
  readonly kind: 'HOME_FIRE' | 'DISABILITY' | 'DEATH' | 'OTHER';
  readonly happenedOn: string;
}

interface Payment {
  /** The book that pays. */
  readonly book: string;
  readonly sourceType: string;
  readonly sourceId: string;
}

/**
 * Whose loss it is: a fire in a home is that of everybody who lived there by a file that is open, or was on that day; any other loss is the
 * member's own.
 */
export async function personsWhoLost(tx: Tx, memberId: string, { kind, happenedOn }: Loss): Promise<string[]> {
  if (kind !== 'HOME_FIRE') return [memberId];
  const found = await rows<{ id: string }>(
    tx.db,
    sql`with home as (
        select f.household_id as id from hardship_file f where f.household_id in (select households_of(${memberId}))
          and (f.status not in ('EXITED', 'REJECTED') or f.active_to >= ${happenedOn})
      )
      select h.head_member_id as id from household h where h.id in (select id from home)
        union select m.member_id from household_member m where m.household_id in (select id from home) and m.member_id is not null`,
  );
  return [memberId, ...found.map(({ id }) => id)];
}

/**
 * Notes at approval that a loss of some persons is paid out of a book. `DUPLICATE` (FND-INV-5, `paid_loss_one_book`) where another book pays for
 * the same loss of one of them, or another claim does (`paid_loss_one_claim`). A household's loss is that of each of its persons.
 */
export async function holdLoss(
  tx: Tx,
  memberIds: readonly string[],
  { kind, happenedOn }: Loss,
  payment: Payment,
): Promise<void> {
  const { book, sourceType, sourceId } = payment;
  for (const memberId of [...new Set(memberIds)].toSorted())
    await rows(
      tx.db,
      sql`insert into paid_loss (id, member_id, kind, happened_on, book, source_type, source_id)
        values (${newId()}, ${memberId}, ${kind}, ${happenedOn}, ${book}, ${sourceType}, ${sourceId})
        on conflict on constraint paid_loss_once do nothing`,
    );
}

/** The payment came to nothing: another book may pay for the loss. */
export const freeLoss = (tx: Tx, sourceType: string, sourceId: string): Promise<unknown> =>
  rows(tx.db, sql`delete from paid_loss where source_type = ${sourceType} and source_id = ${sourceId}`);
