import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildEnterprise, buildMember } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const FIELDS = 'member { id membershipStatus employmentKind employer { id } union { id } card { status } version }';
const STATES = ['ACTIVE', 'TRANSFERRING', 'RETAINED'];
const OFFICER = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');
const EXTRA = { retainMembership: { cause: 'RETIRED' }, resumeMembership: { employmentKind: 'CASUAL' } } as const;
type Verb = keyof typeof EXTRA;
const FROM: Record<Verb, string> = { retainMembership: 'ACTIVE', resumeMembership: 'RETAINED' };
const verbs = Object.keys(EXTRA) as Verb[];

describe('a membership that is kept (2.1.3)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
  });
  afterAll(() => subgraph.stop());

  const send = (verb: Verb, memberId: string, more: object = {}, viewer = OFFICER) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${FIELDS} } }`,
      { input: { idempotencyKey: key(), expectedVersion: 1, memberId, ...EXTRA[verb], ...more } },
    );

  test('kept without work, with the card; taken up again with work', async () => {
    const employer = await buildEnterprise(subgraph.sql);
    const { id, union } = await buildMember(subgraph.sql, { employer_id: employer.id, contract_term_months: 12 });
    await buildCard(subgraph.sql, id);
    const same = { union: { id: union.id }, card: { status: 'ACTIVE' } };
    expect((await send('retainMembership', id, { cause: 'UNEMPLOYED' }, member(id))).data.retainMembership.member).toMatchObject({
      membershipStatus: 'RETAINED',
      employmentKind: 'UNEMPLOYED',
      employer: null,
      ...same,
    });
    const resumed = await send('resumeMembership', id, {
      expectedVersion: 2,
      employmentKind: 'REGULAR',
      employerId: employer.id,
    });
    expect(resumed.data.resumeMembership.member).toMatchObject({
      membershipStatus: 'ACTIVE',
      employmentKind: 'REGULAR',
      employer: { id: employer.id },
      ...same,
    });
    expect(await subgraph.sql('select member_count from trade_union where id = $1', [union.id])).toEqual([{ member_count: 1 }]);
  });

  test.each(verbs.flatMap((verb) => STATES.map((state) => [verb, state] as const)))('%s when it is %s', async (verb, state) => {
    const { id } = await buildMember(subgraph.sql, { membership_status: state });
    expect(await subgraph.code(send(verb, id))).toBe(state === FROM[verb] ? null : 'INVALID_TRANSITION');
  });

  test.each(verbs)('%s: scope, role, version, replay', async (verb) => {
    const { id } = await buildMember(subgraph.sql, { membership_status: FROM[verb] });
    const code = (viewer: typeof OFFICER, more: object = {}) => subgraph.code(send(verb, id, more, viewer));
    expect(await code(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await code(member(newId()))).toBe('NOT_FOUND');
    expect(await code(staff(newId(), 'STATION_STAFF', '/city/110105/'))).toBe('FORBIDDEN');
    expect(await code(OFFICER, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    if (verb === 'resumeMembership') {
      expect(await code(OFFICER, { employmentKind: 'RETIRED' })).toBe('VALIDATION_FAILED');
      expect(await code(OFFICER, { employerId: newId() })).toBe('BAD_USER_INPUT');
    }
    const once = { idempotencyKey: key() };
    const first = await send(verb, id, once);
    expect(first.errors).toBeUndefined();
    expect(await send(verb, id, once)).toEqual(first);
    expect(await code(OFFICER, { ...once, expectedVersion: 2 })).toBe('IDEMPOTENCY_MISMATCH');
  });
});
