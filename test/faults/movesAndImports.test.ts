import { PERSONS } from '@union-graph/infra/demo';
import { unionId } from '@union-graph/infra/unions';
import { inventedNumber } from '@union-graph/testing';
import pg from 'pg';
import { ask, key } from '../house/client.ts';
import { eventually, house, isReady, kill } from '../house/house.ts';
import { insist } from './insist.ts';
import { numbered, numberedNames } from './invented.ts';

const ROWS = 10_000;
const TRANSFERS = 60;
const HOME = unionId('joint-panjiayuan');
const AWAY = unionId('joint-donghuamen');

const IMPORT = 'mutation ($input: ImportMembersInput!) { importMembers(input: $input) { batch { id } } }';
const PROGRESS =
  'query ($id: ID!) { importBatch(id: $id) { status processed accepted rejected progressBp finishedAt errors { row code } } }';
/** The journeys are about these: they stay where they are. */
const STAYING = new Set(PERSONS.map(({ id }) => id));

const REQUEST = 'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { transfer { id version } } }';
const ACCEPT = 'mutation ($input: AcceptTransferInput!) { acceptTransfer(input: $input) { transfer { status } } }';
const MEMBERS =
  'query ($union: ID!, $after: String) { members(unionId: $union, first: 100, after: $after) { nodes { id version } pageInfo { endCursor } } }';

const phone = (n: number): string => `0009${String(n).padStart(7, '0')}`;
const file = (): string =>
  [
    'name,identity_number,employment_kind,phone',
    ...Array.from({ length: ROWS }, (_, n) => `${numbered('采集', n)},${inventedNumber(n)},CASUAL,${phone(n)}`),
  ].join('\n');

describe('organisation is killed again and again while members are brought in and moved', () => {
  const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: house.databases.organisation });
    await client.connect();
    const { rows } = await client.query<Row>(text, values);
    await client.end();
    return rows;
  };
  const sizes = () =>
    sql<{ id: string; counted: number; rows: number }>(
      `select u.id, u.member_count as counted, count(m.id)::int as rows from trade_union u left join member m on m.union_id = u.id
       where u.id = any($1) group by 1, 2 order by 1`,
      [[HOME, AWAY]],
    );

  test('every row is done once, every move moves one count, and no plain number is anywhere', async () => {
    const before = await sizes();
    const idempotencyKey = key();
    const input = { idempotencyKey, unionId: HOME, dryRun: false, evidenceRef: 'box-1', file: file() };
    const { importMembers } = await insist(() => ask('chen-xiaomei', IMPORT, { input }));
    const { id } = importMembers.batch;
    const seen: number[] = [];
    let moving = true;
    const moves = move(() => moving);
    for (let round = 0; round < 4; round++) {
      const from = seen.at(-1) ?? 0;
      // Killed in the middle of the work: some rows are done, more are not.
      await eventually(async () => {
        const { data } = await ask('chen-xiaomei', PROGRESS, { id });
        if (!data?.importBatch) return false;
        seen.push(data.importBatch.processed);
        return data.importBatch.processed > from || data.importBatch.finishedAt;
      }, 60);
      await kill('organisation');
      await eventually(() => isReady('organisation'));
    }
    const done = await eventually(async () => {
      const { data } = await ask('chen-xiaomei', PROGRESS, { id });
      return data?.importBatch?.finishedAt && data.importBatch;
    }, 120);
    moving = false;
    const moved = await moves;
    expect(done).toMatchObject({
      status: 'COMPLETED',
      processed: ROWS,
      accepted: ROWS,
      rejected: 0,
      progressBp: 10_000,
      errors: [],
    });
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    // Sent again with the key it had, the import is the same one.
    expect((await insist(() => ask('chen-xiaomei', IMPORT, { input }))).importMembers.batch.id).toBe(id);

    const after = await sizes();
    const sum = (of: typeof after, what: 'counted' | 'rows') => of.reduce((total, union) => total + union[what], 0);
    expect(after.map(({ counted, rows }) => counted - rows)).toEqual([0, 0]);
    expect(sum(after, 'counted') - sum(before, 'counted')).toBe(ROWS);
    const [people] = await sql(
      `select count(*)::int as people, count(distinct identity_hash)::int as hashes, count(distinct member_no)::int as numbers from member where name_zh ~ $1`,
      [numberedNames('采集')],
    );
    expect(people).toEqual({ people: ROWS, hashes: ROWS, numbers: ROWS });
    const [consents] = await sql(`select count(*)::int as count from consent where evidence_ref = 'box-1'`);
    expect(consents).toEqual({ count: ROWS });
    expect(moved).toBeGreaterThan(7);
    expect(await plainNumbers()).toEqual([]);
  }, 400_000);

  /** Moves members from one union to the other, one after the other, however often the service is away. */
  async function move(goOn: () => boolean): Promise<number> {
    const { members } = await insist(() => ask('chen-xiaomei', MEMBERS, { union: HOME }));
    let moved = 0;
    for (const { id: memberId, version } of members.nodes as { id: string; version: number }[]) {
      if (moved >= TRANSFERS || (moved > 7 && !goOn())) break;
      if (STAYING.has(memberId)) continue;
      const [request, accept] = [key(), key()];
      const asked = await ask('chen-xiaomei', REQUEST, {
        input: { idempotencyKey: request, memberId, expectedVersion: version, toUnionId: AWAY },
      }).catch(() => null);
      // Somebody on the way already, or in another state, stays where they are.
      if (asked?.errors && !['DEPENDENCY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'].includes(asked.errors[0]?.extensions.code ?? ''))
        continue;
      const { requestTransfer } = await insist(() =>
        ask('chen-xiaomei', REQUEST, { input: { idempotencyKey: request, memberId, expectedVersion: version, toUnionId: AWAY } }),
      );
      const { id: transferId, version: expectedVersion } = requestTransfer.transfer;
      await insist(() => ask('he-tao', ACCEPT, { input: { idempotencyKey: accept, transferId, expectedVersion } }));
      moved++;
    }
    return moved;
  }

  /** Tables of any database that hold an identity or telephone number of the file. */
  async function plainNumbers(): Promise<string[]> {
    const found: string[] = [];
    for (const [database, connectionString] of Object.entries(house.databases)) {
      const client = new pg.Client({ connectionString });
      await client.connect();
      const { rows: tables } = await client.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`,
      );
      for (const { name } of tables) {
        const numbers = [inventedNumber(0), inventedNumber(4_711), inventedNumber(ROWS - 1), phone(4_711)];
        const { rowCount } = await client.query(`select 1 from ${name} t where t::text ~ $1 limit 1`, [numbers.join('|')]);
        if (rowCount) found.push(`${database} ${name}`);
      }
      await client.end();
    }
    return found;
  }
});
