import { randomUUID } from 'node:crypto';
import { addDays, civilDay } from '@union-graph/subgraph';
import type pg from 'pg';
import { atOnce, inTransaction, openPool } from '../atOnce.ts';
import { drawMembers } from '../drawMembers.ts';
import { median, timed } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';
import { person } from '../viewers.ts';
import { type AtOnce, askAtOnce, perSecond, ROUNDS, WARM_UP } from './rounds.ts';

/** Two hundred members for as many slots, and for one (VEN-INV-1). */
export const HOLDS = 200;
const CONNECTIONS = 10;
const HOLD = 'mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { booking { id priceFen } } }';

type Member = Awaited<ReturnType<typeof drawMembers>>[number];
interface Slot {
  readonly facilityId: string;
  readonly scopePath: string;
  readonly start: string;
  readonly end: string;
}

/** Holds of two hundred members at the same time, through the graph and by hand in turns. Leaves the set as it was. */
export async function measureHolds(bench: Bench, slots: 'one' | 'each'): Promise<AtOnce> {
  const pool = openPool(bench.target.migratorUrl as string, CONNECTIONS);
  const members = await drawMembers(bench.bare, HOLDS);
  const wins = slots === 'one' ? 1 : HOLDS;
  const times: { graph: number; bare: number; cpuMs: number }[] = [];
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const free = await freeSlots(bench, slots === 'one' ? 1 : HOLDS, round);
      const slotOf = (at: number) => free[at % free.length] as Slot;
      const cpuBefore = bench.cpuMs();
      const answers: string[] = [];
      const graph = await timed(() =>
        atOnce(HOLDS, HOLDS, async (at) => void answers.push(await hold(bench, slotOf(at), members[at] as Member))),
      );
      const cpuMs = (bench.cpuMs() - cpuBefore) / HOLDS;
      await forgetHolds(bench, members, free);
      const byHand: boolean[] = [];
      const bare = await timed(() =>
        atOnce(HOLDS, CONNECTIONS, async (at) => void byHand.push(await holdBare(pool, slotOf(at), members[at] as Member))),
      );
      await forgetHolds(bench, members, free);
      const held = answers.filter((answer) => answer === 'held').length;
      if (held !== wins || byHand.filter(Boolean).length !== wins)
        throw new Error(`Of ${HOLDS} members ${held} hold a slot; ${[...new Set(answers)].join(', ')}.`);
      if (round >= WARM_UP) times.push({ graph, bare, cpuMs });
    }
  } finally {
    await pool.end();
  }
  return {
    name: slots === 'one' ? `${HOLDS} holds of one slot` : `${HOLDS} holds of ${HOLDS} slots`,
    set: bench.set,
    ...perSecond(HOLDS, times),
    cpuMs: median(times.map(({ cpuMs }) => cpuMs)),
    won: wins,
  };
}

/**
 * Slots of courts that nobody has, on another day each round. They are of these days and not of the data's: the job that ends a hold goes by the
 * real time, and would give away again what was held in 2013.
 */
async function freeSlots({ bare }: Bench, count: number, round: number): Promise<Slot[]> {
  const day = addDays(civilDay(new Date()), 2 + round);
  const [start, end] = [`${day}T19:00:00+08:00`, `${day}T20:00:00+08:00`];
  const { rows } = await bare.query<Pick<Slot, 'facilityId' | 'scopePath'>>(
    `select f.id as "facilityId", f.scope_path as "scopePath" from facility f
      where f.access_mode = 'BOOKABLE' and f.retired_at is null and not exists (select from booking b where b.facility_id = f.id
        and b.status in ('HELD', 'CONFIRMED', 'CHECKED_IN') and tstzrange(b.start_at, b.end_at) && tstzrange($1::timestamptz, $2::timestamptz))
      order by f.id limit $3`,
    [start, end, count],
  );
  if (rows.length < count) throw new Error(`The set has no ${count} free slots at ${start}. Load the city.`);
  return rows.map((row) => ({ ...row, start, end }));
}

/** By the public price, which no quota is about. */
const hold = ({ ask }: Bench, { facilityId, start, end }: Slot, { id, path }: Member): Promise<string> =>
  askAtOnce(
    async () => {
      const input = { idempotencyKey: randomUUID(), facilityId, start, end, audience: 'WORKER' };
      await ask({ viewer: person('MEMBER', path, id), query: HOLD, variables: { input }, now: new Date() });
      return 'held';
    },
    { refused: 'That slot, or part of it, is taken' },
  );

/** The same row by hand, under the lock on the facility. Gives whether the slot was free. */
async function holdBare(pool: pg.Pool, { facilityId, scopePath, start, end }: Slot, { id }: Member): Promise<boolean> {
  let isFree = false;
  await inTransaction(pool, async (client) => {
    await client.query('select from facility where id = $1 for update', [facilityId]);
    const { rowCount } = await client.query(
      `select from booking where facility_id = $1 and tstzrange(start_at, end_at) && tstzrange($2::timestamptz, $3::timestamptz)
        and status in ('HELD', 'CONFIRMED', 'CHECKED_IN') limit 1`,
      [facilityId, start, end],
    );
    if (rowCount) return;
    await client.query(
      `insert into booking (id, member_id, facility_id, start_at, end_at, day, audience, price_fen, status, held_until, district_code, scope_path)
        values ($1, $2, $3, $4, $5, ($4::timestamptz at time zone 'Asia/Shanghai')::date, 'WORKER', 4000, 'HELD', now() + interval '5 minutes', '110105', $6)`,
      [randomUUID(), id, facilityId, start, end, scopePath],
    );
    isFree = true;
  });
  return isFree;
}

async function forgetHolds({ bare }: Bench, members: readonly Member[], slots: readonly Slot[]): Promise<void> {
  const ids = members.map(({ id }) => id);
  const start = slots[0]?.start;
  await bare.query(
    `delete from booking where member_id = any($1) and facility_id = any($2) and start_at = $3 and status in ('HELD', 'EXPIRED')`,
    [ids, slots.map(({ facilityId }) => facilityId), start],
  );
  await bare.query('delete from idempotency where subject = any($1)', [ids.map((id) => `person:${id}`)]);
}
