import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { deposit, fundId } from '../../test/books.ts';
import { reserved } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const MEMBER = `query ($id: ID!, $first: Int, $after: String) {
  _entities(representations: [{ __typename: "Member", id: $id }]) {
    ... on Member {
      aidApplications(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { id status requestedFen approvedFen scheme { code fund { code } } cycle { status from } disbursement { status } }
      }
    }
  }
}`;
const ENTITY =
  'query ($id: ID!) { _entities(representations: [{ __typename: "AidApplication", id: $id }]) { ... on AidApplication { status } } }';

describe('reading aid', () => {
  let subgraph: TestSubgraph;
  const worker = newId();
  const ids = [newId(), newId(), newId()];
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    const [scheme, cycle] = [newId(), newId()];
    await subgraph.sql(`insert into aid_scheme values ($1, 'MEDICAL', '医疗救助', $2, 500000, 1, '2013-01-01', null)`, [
      scheme,
      fundId(1),
    ]);
    await subgraph.sql(`insert into aid_cycle values ($1, $2, '2013-10-01', '2013-12-31', 'OPEN')`, [cycle, scheme]);
    for (const [at, id] of ids.entries()) {
      await subgraph.sql(
        `insert into aid_application (id, member_id, cycle_id, requested_fen, approved_fen, status, applied_at, scope_path, version)
         values ($1, $2, $3, 400000, $4, $5, $6, '/city/110105/u/', 1)`,
        [id, worker, cycle, at === 0 ? 300_000 : null, at === 0 ? 'PAYABLE' : 'SUBMITTED', `2013-10-0${at + 1}T02:00:00Z`],
      );
    }
    await deposit(subgraph, 1, 1_000_000);
    await reserved(subgraph, {
      memberId: worker,
      amountFen: 300_000,
      source: { subgraph: 'warmth-fund', typeName: 'AidApplication', id: ids[0] },
    });
  });
  afterAll(() => subgraph.stop());

  const list = async (viewer = member(worker), variables: object = {}) =>
    (await subgraph.ask(viewer, MEMBER, { id: worker, ...variables })).data._entities[0].aidApplications;

  test('J-02: a member reads their own, newest first, page by page', async () => {
    const first = await list(member(worker), { first: 2 });
    expect(first).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      nodes: [{ id: ids[2], status: 'SUBMITTED', approvedFen: null, disbursement: null }, { id: ids[1] }],
    });
    const second = await list(member(worker), { first: 2, after: first.pageInfo.endCursor });
    expect(second.nodes).toEqual([
      {
        id: ids[0],
        status: 'PAYABLE',
        requestedFen: '400000',
        approvedFen: '300000',
        scheme: { code: 'MEDICAL', fund: { code: 'WARMTH' } },
        cycle: { status: 'OPEN', from: '2013-10-01' },
        disbursement: { status: 'RESERVED' },
      },
    ]);
  });

  test.each([
    ['a caseworker', staff(newId(), 'FUND_CASEWORKER'), 3],
    ['the officer of the union', staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/u/'), 3],
    ['another member', member(newId()), 0],
    ['an officer elsewhere', staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'), 0],
    ['a venue manager', staff(newId(), 'VENUE_MANAGER'), 0],
  ])('%s, also asking for entities', async (_, viewer, seen) => {
    expect((await list(viewer)).totalCount).toBe(seen);
    expect((await subgraph.ask(viewer, ENTITY, { id: ids[0] })).data._entities).toEqual([seen ? { status: 'PAYABLE' } : null]);
  });

  test('schemes are public, ids that are none are answered with nothing', async () => {
    expect((await subgraph.ask(member(newId()), '{ aidSchemes { code capFen perCycle validTo } }')).data.aidSchemes).toEqual([
      { code: 'MEDICAL', capFen: '500000', perCycle: 1, validTo: null },
    ]);
    expect((await subgraph.ask(member(worker), ENTITY, { id: 'x' })).data._entities).toEqual([null]);
    expect((await subgraph.ask(member(worker), MEMBER, { id: 'x' })).data._entities).toEqual([null]);
  });
});
