import { lockByName, newId, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';

/** What happened, and on which day, as it was told. */
export interface Loss {
  readonly kind: 'HOME_FIRE' | 'DISABILITY' | 'DEATH' | 'OTHER';
  readonly happenedOn: string;
}

interface Payment {
  /** The book that pays. */
  readonly book: string;
  readonly sourceType: 'MutualAidClaim' | 'AidApplication';
  readonly sourceId: string;
  /** Whether a caseworker has seen that this is another event than what is paid for close by. */
  readonly isAnotherEvent: boolean;
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
        union select p.id from home, persons_of(home.id) as p (id)`,
  );
  return [memberId, ...found.map(({ id }) => id)];
}

/**
 * Notes at approval that a loss of some persons is paid out of a book. `DUPLICATE` (FND-INV-5) where another book pays for a loss of one of them on a
 * day close by, of whatever kind, until a caseworker has seen that it is another event; for one kind and day always (`paid_loss_one_book`), and where another
 * claim pays for it (`paid_loss_one_claim`). A household's loss is that of each of its persons.
 */
export async function holdLoss(tx: Tx, memberIds: readonly string[], loss: Loss, payment: Payment): Promise<void> {
  const { kind, happenedOn } = loss;
  const { book, sourceType, sourceId } = payment;
  const persons = [...new Set(memberIds)].toSorted();
  await refusePaidElsewhere(tx, persons, loss, payment);
  for (const memberId of persons)
    await rows(
      tx.db,
      sql`insert into paid_loss (id, member_id, kind, happened_on, book, source_type, source_id)
        values (${newId()}, ${memberId}, ${kind}, ${happenedOn}, ${book}, ${sourceType}, ${sourceId})
        on conflict on constraint paid_loss_once do nothing`,
    );
}

/** The locks serialise what is approved for one person out of all books. */
async function refusePaidElsewhere(
  tx: Tx,
  persons: readonly string[],
  { happenedOn }: Loss,
  { book, sourceType, isAnotherEvent }: Payment,
): Promise<void> {
  await lockByName(tx.db, ...persons.map((person) => `losses:${person}`));
  if (isAnotherEvent) return;
  const [paid] = await rows<{ day: string }>(
    tx.db,
    sql`select p.happened_on::text as day from paid_loss p where p.member_id = any(${persons}::uuid[]) and p.book <> ${book}
      and abs(p.happened_on - ${happenedOn}::date) < ${tx.number(numbers.SAME_EVENT_DAYS, happenedOn)}::int order by p.happened_on limit 1`,
  );
  if (paid)
    throw new Refusal(
      'DUPLICATE',
      `Another book pays for a loss of this person or household on ${paid.day}. One loss is paid for once; if this was another event, a caseworker of the fund says so ("isAnotherEvent").`,
      { rule: 'FND-INV-5', field: sourceType === 'MutualAidClaim' ? 'claimId' : 'applicationId' },
    );
}

/** The payment came to nothing: another book may pay for the loss. */
export const freeLoss = (tx: Tx, sourceType: string, sourceId: string): Promise<unknown> =>
  rows(tx.db, sql`delete from paid_loss where source_type = ${sourceType} and source_id = ${sourceId}`);
