import { randomUUID } from 'node:crypto';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import pg from 'pg';
import { inTransaction } from '../atOnce.ts';
import { median, timed } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';

/** How long many transfers at once took through the graph and by hand (medians of some rounds), and whether the counts of the unions still agree. */
export interface Transfers {
  readonly set: string;
  readonly count: number;
  readonly graphMs: number;
  readonly bareMs: number;
  /** CPU time of the organisation's process for one transfer. */
  readonly cpuMs: number;
  /** Unions whose counts differ from their members afterwards. */
  readonly wrongCounts: number;
}

const DISTRICT = '110105';
const BARE_CONNECTIONS = 10;

const admin: Viewer = {
  ...ANONYMOUS,
  subject: 'person:transfers',
  kind: 'person',
  personId: randomUUID(),
  grants: [{ role: 'DISTRICT_ADMIN', scopePath: `/city/${DISTRICT}/` }],
  scopes: ['read', 'write'],
};

interface Mover {
  readonly id: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly joinedAt: string;
}

/** Members of Chaoyang and the joint union next to their own. */
async function movers({ bare }: Bench, count: number, skip: number): Promise<Mover[]> {
  const { rows } = await bare.query<Mover>(
    `with unions as (select id, lead(id) over (order by id) as next from trade_union where kind = 'COMMUNITY_JOINT_UNION' and district_code = $1)
     select m.id, m.version, u.id as from, u.next as to, m.joined_at as "joinedAt" from (select * from unions where next is not null order by id limit 40) u
     cross join lateral (select * from member m where m.union_id = u.id and m.membership_status = 'ACTIVE' order by m.id offset $3 limit ceil($2 / 40.0)) m limit $2`,
    [DISTRICT, count, skip],
  );
  return rows;
}

/**
 * Moves members to the next union and back again, all at the same time, through the graph and by hand in turns. The first
 * rounds only warm up. Leaves the set as it was, but for the versions of some members.
 */
export async function measureTransfers(bench: Bench, count: number): Promise<Transfers> {
  const pool = new pg.Pool({ connectionString: bench.target.migratorUrl as string, max: BARE_CONNECTIONS });
  const rounds: { graphMs: number; bareMs: number; cpuMs: number }[] = [];
  const joined = new Map(
    [...(await movers(bench, count, 0)), ...(await movers(bench, count, 10))].map((mover) => [mover.id, mover.joinedAt]),
  );
  let moved = 0;
  for (let at = 0; at < WARM_UP + ROUNDS; at++) {
    const people = await movers(bench, count, 0);
    moved = people.length;
    const cpuBefore = bench.cpuMs();
    const graphMs = await timed(() => Promise.all(people.map((mover) => move(bench, mover))));
    const cpuMs = (bench.cpuMs() - cpuBefore) / count;
    await Promise.all((await waysBack(bench, people)).map((mover) => move(bench, mover)));
    const others = await movers(bench, count, 10);
    const bareMs = await timed(() => Promise.all(others.map((mover) => moveBare(pool, mover))));
    await Promise.all(others.map((mover) => moveBare(pool, { ...mover, from: mover.to, to: mover.from })));
    if (at >= WARM_UP) rounds.push({ graphMs, bareMs, cpuMs });
  }
  await pool.end();
  await forget(bench, joined);
  const { rows } = await bench.bare.query<{ wrong: bigint }>(
    `select count(*) as wrong from trade_union u where u.district_code = $1 and u.kind = 'COMMUNITY_JOINT_UNION'
     and u.member_count <> (select count(*) from member m where m.union_id = u.id)`,
    [DISTRICT],
  );
  const middle = (key: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[key]));
  return {
    set: bench.set,
    count: moved,
    graphMs: middle('graphMs'),
    bareMs: middle('bareMs'),
    cpuMs: middle('cpuMs'),
    wrongCounts: Number(rows[0]?.wrong),
  };
}

const [WARM_UP, ROUNDS] = [2, 7];

/** Takes away what the transfers left behind, so that the set can be measured and checked again. */
async function forget({ bare }: Bench, joined: ReadonlyMap<string, string>): Promise<void> {
  const { rows } = await bare.query<{ id: string }>('delete from membership_transfer where requested_by_id = $1 returning id', [
    admin.personId,
  ]);
  await bare.query('delete from graphile_worker._private_jobs where key = any($1)', [rows.map(({ id }) => id)]);
  await bare.query('delete from idempotency where subject = $1', [admin.subject]);
  await bare.query(
    'update member m set joined_at = was.day from unnest($1::uuid[], $2::date[]) as was(id, day) where m.id = was.id',
    [[...joined.keys()], [...joined.values()]],
  );
  await bare.query('vacuum analyze membership_transfer, member, trade_union, tally');
}

/** The ways back of those who have moved. */
async function waysBack({ bare }: Bench, moved: readonly Mover[]): Promise<Mover[]> {
  const { rows } = await bare.query<{ id: string; version: number }>('select id, version from member where id = any($1)', [
    moved.map(({ id }) => id),
  ]);
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  return moved.map((mover) => ({ ...mover, version: versions.get(mover.id) ?? 0, from: mover.to, to: mover.from }));
}

async function move({ ask }: Bench, { id, version, to }: Mover): Promise<void> {
  const { requestTransfer } = await ask<{ requestTransfer: { transfer: { id: string; version: number } } }>({
    viewer: admin,
    query: 'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { transfer { id version } } }',
    variables: { input: { idempotencyKey: randomUUID(), memberId: id, expectedVersion: version, toUnionId: to } },
  });
  await ask({
    viewer: admin,
    query: 'mutation ($input: AcceptTransferInput!) { acceptTransfer(input: $input) { transfer { status } } }',
    variables: {
      input: {
        idempotencyKey: randomUUID(),
        transferId: requestTransfer.transfer.id,
        expectedVersion: requestTransfer.transfer.version,
      },
    },
  });
}

/** The same rows in two transactions, with nothing looked at but the locks; unions are locked in one order, as the graph does. */
async function moveBare(pool: pg.Pool, { id, from, to }: Mover): Promise<void> {
  const transfer = randomUUID();
  await inTransaction(pool, async (client) => {
    await client.query(`update member set membership_status = 'TRANSFERRING', version = version + 1 where id = $1`, [id]);
    await client.query(
      `insert into membership_transfer (id, member_id, from_union_id, to_union_id, status, requested_at, due_on, requested_by_id)
       values ($1, $2, $3, $4, 'REQUESTED', now(), '2013-11-18', $5)`,
      [transfer, id, from, to, admin.personId],
    );
  });
  await inTransaction(pool, async (client) => {
    await client.query('select id, scope_path from trade_union where id = any($1) order by id for update', [[from, to]]);
    const changed = await client.query<{ female: number; migrant: number }>(
      `update member m set membership_status = 'ACTIVE', union_id = $2, scope_path = u.scope_path, joined_at = '2013-10-19', version = m.version + 1
       from trade_union u where m.id = $1 and u.id = $2 returning (gender = 'FEMALE')::int as female, is_migrant_worker::int as migrant`,
      [id, to],
    );
    const { female, migrant } = changed.rows[0] as { female: number; migrant: number };
    for (const [union, by] of [
      [from, -1],
      [to, 1],
    ])
      await client.query(
        `update trade_union set member_count = member_count + $2, female_member_count = female_member_count + $3,
         migrant_member_count = migrant_member_count + $4 where id = $1`,
        [union, by, Number(by) * female, Number(by) * migrant],
      );
    await client.query(`update membership_transfer set status = 'ACCEPTED', accepted_at = now() where id = $1`, [transfer]);
  });
}
