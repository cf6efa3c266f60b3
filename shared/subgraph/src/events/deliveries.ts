import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';

/** An event for one subscriber, as it is written into the outbox in the transaction of the change. */
export interface NewDelivery {
  readonly subscriber: string;
  /** Events of one aggregate reach a subscriber in their order. */
  readonly aggregate: string;
  /** The CloudEvent as JSON. */
  readonly eventText: string;
}

/** A delivery that waits in the outbox. */
export interface Delivery extends NewDelivery {
  readonly id: string;
  /** How often the subscriber refused it. */
  readonly attempts: number;
}

/** How far a subscriber is behind. */
export interface Lag {
  readonly subscriber: string;
  /** Events that wait, counted up to {@link MOST_COUNTED}. */
  readonly waiting: number;
  /** How long the oldest of them has waited. */
  readonly oldestSeconds: number;
  /** Dead letters: events that were refused so often that they are not tried any more. They stay in the table. */
  readonly dead: number;
}

/** The channel of PostgreSQL's NOTIFY by which every process learns that events wait. */
export const WAITING = 'event_delivery';

/** With the growing pauses this is about three days; what still fails is a dead letter. */
const DELIVERY_ATTEMPTS = 25;
const MOST_COUNTED = 10_000;

type Db = Pick<Pool, 'query'>;

/** Writes events for their subscribers as part of the open transaction (the outbox), in one statement. */
export async function addDeliveries(db: EntityManager, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await db.query(
    `with added as (
       insert into event_delivery (subscriber, aggregate, event)
       select subscriber, aggregate, event::json
       from unnest($1::text[], $2::text[], $3::text[]) with ordinality as told(subscriber, aggregate, event, at) order by at
       returning id)
     select pg_notify('${WAITING}', '') from (select from added limit 1) as one`,
    [
      deliveries.map(({ subscriber }) => subscriber),
      deliveries.map(({ aggregate }) => aggregate),
      deliveries.map(({ eventText }) => eventText),
    ],
  );
}

/** The next events for a subscriber, oldest first; of an aggregate whose event waits after a refusal, none. */
export async function nextDeliveries(db: Db, subscriber: string, most: number): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>(
    `select d.id::text, d.subscriber, d.aggregate, d.event::text as "eventText", d.attempts from event_delivery d
     where d.subscriber = $1 and d.dead_at is null and (d.retry_at is null or d.retry_at <= now())
       and not exists (
         select from event_delivery earlier
         where earlier.subscriber = $1 and earlier.aggregate = d.aggregate and earlier.id < d.id
           and earlier.retry_at is not null and earlier.dead_at is null and earlier.retry_at > now())
     order by d.id limit $2`,
    [subscriber, most],
  );
  return rows;
}

/** Forgets events that were taken. */
export const endDeliveries = async (db: Db, ids: readonly string[]): Promise<void> =>
  void (await db.query('delete from event_delivery where id = any($1::bigint[])', [ids]));

/** Notes that an event was refused: it is tried again after a pause that grows from three seconds to six hours, 25 times. */
export async function noteRefusal(db: Db, id: string, reason: string): Promise<{ isDead: boolean }> {
  const { rows } = await db.query<{ isDead: boolean }>(
    `update event_delivery set attempts = attempts + 1, last_error = left($2, 500),
       retry_at = now() + exp(least(attempts + 1, 10)) * interval '1 second',
       dead_at = case when attempts + 1 >= ${DELIVERY_ATTEMPTS} then now() end
     where id = $1 returning dead_at is not null as "isDead"`,
    [id, reason],
  );
  return { isDead: rows[0]?.isDead ?? false };
}

/** How far each subscriber is behind, by name; one that nothing waits for is missing. */
export async function readLags(db: Db): Promise<Lag[]> {
  const { rows } = await db.query<Lag>(
    `with recursive names as (
       (select subscriber from event_delivery order by subscriber limit 1)
       union all
       select (select d.subscriber from event_delivery d where d.subscriber > n.subscriber order by d.subscriber limit 1)
       from names n where n.subscriber is not null)
     select n.subscriber, waiting.count::int as waiting, dead.count::int as dead,
       coalesce(extract(epoch from clock_timestamp() - oldest.created_at), 0)::float8 as "oldestSeconds"
     from names n
     left join lateral (
       select d.created_at from event_delivery d where d.subscriber = n.subscriber and d.dead_at is null order by d.id limit 1
     ) oldest on true
     cross join lateral (
       select count(*) from (
         select from event_delivery d where d.subscriber = n.subscriber and d.dead_at is null limit ${MOST_COUNTED}) d
     ) waiting
     cross join lateral (
       select count(*) from (
         select from event_delivery d where d.subscriber = n.subscriber and d.dead_at is not null limit ${MOST_COUNTED}) d
     ) dead
     where n.subscriber is not null order by 1`,
  );
  return rows;
}

/** When the next refused event of a subscriber is due; null when none waits for its time. */
export async function nextRetryAt(db: Db, subscriber: string): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    'select min(retry_at) as at from event_delivery where subscriber = $1 and dead_at is null and retry_at is not null',
    [subscriber],
  );
  return rows[0]?.at ?? null;
}
