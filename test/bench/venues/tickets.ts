import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { atOnce, inTransaction, openPool } from '../atOnce.ts';
import { drawMembers } from '../drawMembers.ts';
import { median, timed } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';
import { city, person } from '../viewers.ts';
import { type AtOnce, askAtOnce, perSecond, ROUNDS, WARM_UP } from './rounds.ts';

/** Five hundred members for a hundred tickets (VEN-INV-6, S-70). */
export const [ASKING, TICKETS] = [500, 100];
const CONNECTIONS = 10;
const publisher = { ...city, personId: randomUUID() };
const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { event { id ticketTypes { id } } } }';
const REGISTER = 'mutation ($input: RegisterForEventInput!) { registerForEvent(input: $input) { registration { id status } } }';

type Member = Awaited<ReturnType<typeof drawMembers>>[number];
interface Event {
  readonly id: string;
  readonly ticketTypeId: string;
}

/** Asks for all tickets at the same time, and gives the same seats by hand in turns. Leaves the set without the events. */
export async function measureTickets(bench: Bench): Promise<AtOnce> {
  const pool = openPool(bench.target.migratorUrl as string, CONNECTIONS);
  const members = await drawMembers(bench.bare, ASKING);
  const events: Event[] = [];
  const times: { graph: number; bare: number; cpuMs: number }[] = [];
  const open = async () => {
    const event = await publish(bench);
    events.push(event);
    return event;
  };
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const [graphed, byHand] = [await open(), await open()];
      const cpuBefore = bench.cpuMs();
      const answers: string[] = [];
      const graph = await timed(() =>
        atOnce(ASKING, ASKING, async (at) => void answers.push(await register(bench, graphed, members[at] as Member))),
      );
      const cpuMs = (bench.cpuMs() - cpuBefore) / ASKING;
      const bare = await timed(() => atOnce(ASKING, CONNECTIONS, (at) => registerBare(pool, byHand, members[at] as Member)));
      const seats = answers.filter((answer) => answer === 'CONFIRMED').length;
      if (seats !== TICKETS || seats + answers.filter((answer) => answer === 'refused').length !== ASKING)
        throw new Error(`Of ${ASKING} members ${seats} have a ticket; ${[...new Set(answers)].join(', ')}.`);
      if (round >= WARM_UP) times.push({ graph, bare, cpuMs });
    }
  } finally {
    await forgetEvents(bench, events, members);
    await pool.end();
  }
  return {
    name: `${ASKING} registrations for ${TICKETS} tickets`,
    set: bench.set,
    ...perSecond(ASKING, times),
    cpuMs: median(times.map(({ cpuMs }) => cpuMs)),
    won: TICKETS,
  };
}

async function publish({ ask }: Bench): Promise<Event> {
  const input = {
    ...{
      idempotencyKey: randomUUID(),
      nameZh: `测量 ${randomUUID()}`,
      programme: 'MATCH',
      districtCode: '110105',
      place: '测量',
    },
    ...{ startsAt: '2013-12-28T19:00:00+08:00', endsAt: '2013-12-28T21:00:00+08:00', capacity: ASKING },
    ticketTypes: [{ nameZh: '普通票', faceFen: '8000', cardHolderFen: '4000', quota: TICKETS, perCardLimit: 1 }],
  };
  const { publishEvent } = await ask<{ publishEvent: { event: { id: string; ticketTypes: { id: string }[] } } }>({
    viewer: publisher,
    query: PUBLISH,
    variables: { input },
  });
  const { id, ticketTypes } = publishEvent.event;
  return { id, ticketTypeId: ticketTypes[0]?.id as string };
}

const register = ({ ask }: Bench, { id: eventId, ticketTypeId }: Event, { id, path }: Member): Promise<string> =>
  askAtOnce(
    async () => {
      const input = { idempotencyKey: randomUUID(), eventId, ticketTypeId, waitIfFull: false };
      const { registerForEvent } = await ask<{ registerForEvent: { registration: { status: string } } }>({
        viewer: person('MEMBER', path, id),
        query: REGISTER,
        variables: { input },
      });
      return registerForEvent.registration.status;
    },
    { refused: 'seats are left' },
  );

/** The same rows by hand, under the lock on the event; the codes are not signed. */
const registerBare = (pool: pg.Pool, { id, ticketTypeId }: Event, member: Member): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query('select from culture_event where id = $1 for update', [id]);
    const { rows } = await client.query<{ free: boolean }>('select sold < quota as free from ticket_type where id = $1', [
      ticketTypeId,
    ]);
    if (!rows[0]?.free) return;
    await client.query(
      `insert into registration (id, event_id, member_id, ticket_type_id, seat_no, status, price_fen, ticket_code, registered_at, registered_by, scope_path)
        values ($1, $2, $3, $4, 1, 'CONFIRMED', 8000, $1::uuid::text, '2013-10-19T10:00:00+08:00', $3, '/city/110105/')`,
      [randomUUID(), id, member.id, ticketTypeId],
    );
  });

async function forgetEvents({ bare }: Bench, events: readonly Event[], members: readonly Member[]): Promise<void> {
  const ids = events.map(({ id }) => id);
  await bare.query('begin');
  for (const table of ['registration', 'ticket_type', 'event_key', 'event_signer'])
    await bare.query(`delete from ${table} where event_id = any($1)`, [ids]);
  await bare.query('delete from culture_event where id = any($1)', [ids]);
  const subjects = [publisher.subject, ...members.map(({ id }) => `person:${id}`)];
  await bare.query('delete from idempotency where subject = any($1)', [subjects]);
  await bare.query('commit');
  await bare.query('vacuum analyze registration, culture_event');
}
