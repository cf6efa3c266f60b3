import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { newId } from '@union-graph/subgraph';
import { organisation } from '../subgraph.ts';

const APPLY = 'mutation ($input: ApplyCardInput!) { applyCard(input: $input) { card { id status version member { nameZh } } } }';
const PATH = '/city/110105/a/';

describe('applyCard', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
  });
  afterAll(() => subgraph.stop());

  const build = async () => {
    const id = newId();
    await subgraph.sql('insert into member (id, name_zh, scope_path) values ($1, $2, $3)', [id, '王秀兰', PATH]);
    return id;
  };
  const apply = (viewer: Parameters<TestSubgraph['ask']>[0], memberId: string, idempotencyKey = key()) =>
    subgraph.ask(viewer, APPLY, { input: { idempotencyKey, memberId } });

  test('a member applies for their own card, and a replay gives the same answer', async () => {
    const id = await build();
    const once = key();
    const first = await apply(member(id), id, once);
    expect(first.data.applyCard.card).toMatchObject({ status: 'APPLIED', version: 1, member: { nameZh: '王秀兰' } });
    expect(await apply(member(id), id, once)).toEqual(first);
    expect(await subgraph.sql('select decision from audit_event where $1 = any(entity_ids)', [first.data.applyCard.card.id])).toEqual([{ decision: 'ALLOWED' }]);
  });

  test('the same key with another body is refused', async () => {
    const id = await build();
    const once = key();
    await apply(member(id), id, once);
    expect(await subgraph.code(apply(member(id), await build(), once))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('ORG-INV-1: of 50 parallel applications one succeeds', async () => {
    const id = await build();
    const codes = await Promise.all(Array.from({ length: 50 }, () => subgraph.code(apply(member(id), id))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'CARD_ALREADY_ACTIVE')).toHaveLength(49);
  });

  test('another district does not learn that the member exists', async () => {
    const id = await build();
    expect(await subgraph.code(apply(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), id))).toBe('NOT_FOUND');
    expect(await subgraph.code(apply(staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'), id))).toBeNull();
  });
});
