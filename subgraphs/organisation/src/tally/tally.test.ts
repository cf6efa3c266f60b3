import type { Viewer } from '@union-graph/identity';
import { createDataSource, newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildJointUnion, buildMember, buildRequest, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const CITY = staff(newId(), 'CITY_DEPT', '/city/');
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

describe('numbers that are kept', () => {
  let subgraph: TestSubgraph;
  let unions: UnionRow[];
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    unions = [await buildJointUnion(subgraph.sql), await buildJointUnion(subgraph.sql, {}, '110101')];
    for (const union of unions) for (let at = 0; at < 4; at++) await buildMember(subgraph.sql, { union });
  });
  afterAll(() => subgraph.stop());

  const total = async (viewer: Viewer, args = ''): Promise<number> =>
    (await subgraph.ask(viewer, `{ members(first: 0${args}) { totalCount } }`)).data.members.totalCount;

  /** Every count as it is kept beside the same count of the rows themselves, where they differ. */
  const wrong = () =>
    subgraph.sql(`with counted as (
        select 'member' as what, scope_path as path, membership_status as bucket, count(*) as rows from member group by 2, 3
        union all select 'service_request', scope_path, status, count(*) from service_request group by 2, 3
        union all select 'card', '/', valid_to::text, count(*) from card where status = 'ACTIVE' group by 3
        union all select 'fund_payment', '/', state, count(*) from fund_payment group by 3),
      above as (select what, left(path, at) as path, bucket, sum(rows) as rows from counted, generate_series(1, length(path)) as at
        where substr(path, at, 1) = '/' group by 1, 2, 3),
      kept as (select what, scope_path as path, bucket, sum(rows) as rows from tally group by 1, 2, 3 having sum(rows) <> 0)
      select * from above full join kept using (what, path, bucket) where above.rows is distinct from kept.rows`);

  test('are those of the rows, for each part of the tree, by state, and nothing twice', async () => {
    const [here] = unions as [UnionRow];
    expect(await total(CITY)).toBe(8);
    expect(await total(DISTRICT)).toBe(4);
    expect(await total(staff(newId(), 'JOINT_UNION_OFFICER', here.scope_path))).toBe(4);
    const overlapping = { ...DISTRICT, grants: [...DISTRICT.grants, ...CITY.grants, ...DISTRICT.grants] };
    expect(await total(overlapping)).toBe(8);
    await subgraph.sql(`update member set membership_status = 'RETAINED' where union_id = $1`, [here.id]);
    expect([await total(DISTRICT, ', membershipStatus: ACTIVE'), await total(DISTRICT, ', membershipStatus: RETAINED')]).toEqual([
      0, 4,
    ]);
    expect(await total(DISTRICT, `, unionId: "${here.id}"`)).toBe(4);
    expect(await total(DISTRICT, ', nameStartsWith: "王"')).toBe(4);
    await subgraph.sql(`update member set membership_status = 'ACTIVE' where union_id = $1`, [here.id]);
    expect(await wrong()).toEqual([]);
  });

  test('go along when a union moves with all its members', async () => {
    const [union] = unions as [UnionRow];
    const moved = `update member set scope_path = '/city/110106/' || substr(scope_path, 14) where scope_path ^@ $1`;
    await subgraph.sql(moved, [union.scope_path]);
    expect([await total(DISTRICT), await total(staff(newId(), 'DISTRICT_ADMIN', '/city/110106/'))]).toEqual([0, 4]);
    await subgraph.sql(`update member set scope_path = $1 where scope_path ^@ '/city/110106/'`, [union.scope_path]);
    expect(await total(DISTRICT)).toBe(4);
    expect(await wrong()).toEqual([]);
  });

  test('of requests hold those of the viewer’s own that lie elsewhere', async () => {
    const [here, there] = unions as [UnionRow, UnionRow];
    const person = await buildMember(subgraph.sql, { union: there });
    await buildRequest(subgraph.sql, person);
    await buildRequest(subgraph.sql, await buildMember(subgraph.sql, { union: here }));
    const counted = async (viewer: Viewer): Promise<number> =>
      (await subgraph.ask(viewer, '{ serviceRequests(first: 0) { totalCount } }')).data.serviceRequests.totalCount;
    expect(await counted(CITY)).toBe(2);
    expect(await counted(member(person.id))).toBe(1);
    expect(await counted(DISTRICT)).toBe(1);
    expect(await counted({ ...DISTRICT, personId: person.id })).toBe(2);
  });

  test('stay exact while twenty connections add, move, change and delete; who is rolled back counts nothing', async () => {
    const source = await createDataSource({ url: subgraph.database.migratorUrl, entities: [], poolSize: 20 }).initialize();
    const work = async (at: number) => {
      const connection = source.createQueryRunner();
      for (let round = 0; round < 15; round++) {
        const [from, to] = round % 2 === at % 2 ? unions : [...unions].reverse();
        await connection.query('begin');
        const id = newId();
        await connection.query(
          `insert into member (id, name_zh, identity_hash, identity_masked, is_migrant_worker, employment_kind, membership_status, district_code, scope_path)
           values ($1, '试', $2, '110***********0012', false, 'CASUAL', 'NONE', '110105', $3)`,
          [id, `${id}-hash`, from?.scope_path],
        );
        await connection.query('update member set scope_path = $2 where id = $1', [id, to?.scope_path]);
        await connection.query(`update member set membership_status = 'LEFT' where id = $1`, [id]);
        if (round % 3 === 0) await connection.query('delete from member where id = $1', [id]);
        await connection.query(round % 5 === 4 ? 'rollback' : 'commit');
      }
      await connection.release();
    };
    await Promise.all(Array.from({ length: 20 }, (_, at) => work(at)));
    await source.destroy();
    expect(await wrong()).toEqual([]);
    expect(
      (
        await subgraph.sql<{ rows: string }>(
          `select sum(rows)::text as rows from tally where what = 'member' and scope_path = '/' and bucket = 'LEFT'`,
        )
      )[0]?.rows,
    ).toBe('160');
  });

  test('of cards go by their last day, and the service writes none of them itself', async () => {
    await buildCard(subgraph.sql, (await buildMember(subgraph.sql)).id);
    expect(await wrong()).toEqual([]);
    const service = await createDataSource({ url: subgraph.database.appUrl, entities: [] }).initialize();
    for (const change of [
      'update tally set rows = rows + 1',
      'delete from tally',
      `insert into tally values ('member', '/', 'ACTIVE', 0, 1)`,
    ])
      await expect(service.query(change)).rejects.toThrow('permission denied');
    await service.destroy();
  });
});
