import { unionId } from '@union-graph/infra/unions';
import { inventedNumber } from '@union-graph/testing';
import pg from 'pg';
import { ask, good, key } from '../house/client.ts';
import { eventually, house, isReady, kill } from '../house/house.ts';
import { insist } from './insist.ts';
import { numbered, numberedNames } from './invented.ts';

const MOVES = 200;
const HOME = unionId('joint-panjiayuan');
const AWAY = unionId('joint-donghuamen');
const REQUEST = 'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { transfer { id version } } }';
const ACCEPT = 'mutation ($input: AcceptTransferInput!) { acceptTransfer(input: $input) { transfer { status } } }';
const IMPORT = 'mutation ($input: ImportMembersInput!) { importMembers(input: $input) { batch { id } } }';

describe('organisation is killed while 200 members move at once (ORG-INV-3)', () => {
  const client = new pg.Client({ connectionString: house.databases.organisation });
  beforeAll(() => client.connect());
  afterAll(() => client.end());
  const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows;
  /** What the two unions count, and what there is; all unions whose count is not that of their rows. */
  const sizes = async () => ({
    pair: await sql<{ id: string; count: number }>(
      'select id, member_count as count from trade_union where id = any($1) order by id',
      [[HOME, AWAY]],
    ),
    wrong: await sql(
      `select u.id from trade_union u left join member m on m.union_id = u.id and m.membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED')
       group by u.id having u.member_count <> count(m.id)
         or u.female_member_count <> count(m.id) filter (where m.gender = 'FEMALE')
         or u.migrant_member_count <> count(m.id) filter (where m.is_migrant_worker)`,
    ),
  });

  test('each member is moved once, each count is right, nothing hangs in between', async () => {
    const people = Array.from({ length: MOVES }, (_, n) => `${numbered('搬迁', n)},${inventedNumber(1_000_000 + n)},CASUAL`);
    const file = ['name,identity_number,employment_kind', ...people].join('\n');
    const input = { idempotencyKey: key(), unionId: HOME, dryRun: false, evidenceRef: 'box-200', file };
    const { id: batch } = good(await ask('chen-xiaomei', IMPORT, { input })).importMembers.batch;
    await eventually(
      async () => (await sql('select from import_batch where id = $1 and finished_at is not null', [batch])).length > 0,
    );
    const movers = await sql<{ id: string; version: number }>(`select id, version from member where name_zh ~ $1 order by id`, [
      numberedNames('搬迁'),
    ]);
    expect(movers).toHaveLength(MOVES);
    const before = await sizes();
    let accepted = 0;
    const moves = movers.map(async ({ id: memberId, version }) => {
      const [asking, accepting] = [key(), key()];
      const { requestTransfer } = await insist(() =>
        ask('chen-xiaomei', REQUEST, { input: { idempotencyKey: asking, memberId, expectedVersion: version, toUnionId: AWAY } }),
      );
      const { id: transferId, version: expectedVersion } = requestTransfer.transfer;
      await insist(() => ask('he-tao', ACCEPT, { input: { idempotencyKey: accepting, transferId, expectedVersion } }));
      accepted++;
    });
    for (const share of [0.2, 0.6]) {
      await eventually(async () => accepted >= MOVES * share);
      await kill('organisation');
      await eventually(() => isReady('organisation'));
      expect((await sizes()).wrong).toEqual([]);
    }
    await Promise.all(moves);
    const after = await sizes();
    expect(after.wrong).toEqual([]);
    const changeOf = (union: string): number => countOf(after, union) - countOf(before, union);
    expect([changeOf(HOME), changeOf(AWAY)]).toEqual([-MOVES, MOVES]);
    const ended = await sql(
      `select m.union_id, m.membership_status as status, count(*)::int as people, count(t.id)::int as transfers
       from member m left join membership_transfer t on t.member_id = m.id and t.status = 'ACCEPTED'
       where m.name_zh ~ $1 group by 1, 2`,
      [numberedNames('搬迁')],
    );
    expect(ended).toEqual([{ union_id: AWAY, status: 'ACTIVE', people: MOVES, transfers: MOVES }]);
  }, 300_000);
});

const countOf = ({ pair }: { pair: readonly { id: string; count: number }[] }, union: string): number =>
  pair.find(({ id }) => id === union)?.count ?? Number.NaN;
