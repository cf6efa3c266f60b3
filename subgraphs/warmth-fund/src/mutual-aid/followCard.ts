import { type CloudEvent, isId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { CardEventKind } from './CardEvent.ts';
import { renewCoverage } from './renewCoverage.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PATH = /^\/city\/([0-9a-f-]+\/)*$/;

/**
 * On `organisation.card.activated|frozen|cancelled|lost|moved`: notes what happened to the card, once for each of its versions,
 * and brings its cover in line (FND-INV-9). A late or repeated event finds its place by the card's version.
 */
export async function followCard(tx: Tx, { type, subject, time, aggregateversion, data }: CloudEvent): Promise<void> {
  const { memberId, scopePath, validTo } = data;
  const isReadable =
    isId(subject) &&
    Number.isInteger(aggregateversion) &&
    isId(String(memberId)) &&
    PATH.test(String(scopePath)) &&
    (validTo == null || DAY.test(String(validTo)));
  refuseIf(
    !isReadable,
    'BAD_USER_INPUT',
    'The event names a card, its version, a "memberId", a "scopePath" and perhaps a day "validTo".',
  );
  const kind = type.split('.').at(-1) as CardEventKind;
  // One card's events one after the other; the next statement then sees what the one before has written.
  await rows(tx.db, sql`select pg_advisory_xact_lock(hashtextextended(${`card:${subject}`}, 0))`);
  await rows(
    tx.db,
    sql`
    insert into card_event (card_id, version, kind, at, member_id, scope_path, valid_to)
    values (${subject}, ${aggregateversion}, ${kind}, ${new Date(time)}, ${memberId}, ${scopePath}, ${validTo ?? null})
    on conflict on constraint card_event_pk do nothing`,
  );
  await renewCoverage(tx, subject);
}
