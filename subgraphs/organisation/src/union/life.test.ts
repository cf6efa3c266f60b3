import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildJointUnion } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const STATES = ['PREPARING', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'MERGED', 'DISSOLVED'];
const VERBS = {
  approveUnion: { from: ['PREPARING'], to: 'APPROVED' },
  activateUnion: { from: ['APPROVED', 'SUSPENDED'], to: 'ACTIVE' },
  suspendUnion: { from: ['ACTIVE'], to: 'SUSPENDED' },
  dissolveUnion: { from: ['ACTIVE', 'PREPARING', 'APPROVED'], to: 'DISSOLVED' },
} as const;
type Verb = keyof typeof VERBS;
const verbs = Object.keys(VERBS) as Verb[];
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

describe('the life of a union (2.1.3)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  const send = (verb: Verb, unionId: string, viewer = ADMIN, expectedVersion = 1, idempotencyKey = key()) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { union { id status version approvedAt approvedBy { kind } } } }`,
      {
        input: { idempotencyKey, expectedVersion, unionId, ...(verb === 'dissolveUnion' && { reason: '企业已注销' }) },
      },
    );
  const build = async (status: string) =>
    buildJointUnion(subgraph.sql, {
      status,
      ...(status === 'PREPARING' ? { approved_by_id: null, approved_at: null } : {}),
      ...(status === 'MERGED' ? { merged_into_id: (await buildJointUnion(subgraph.sql)).id } : {}),
    });

  test.each(verbs.flatMap((verb) => STATES.map((state) => [verb, state] as const)))('%s when it is %s', async (verb, state) => {
    const { id } = await build(state);
    const answer = await send(verb, id);
    if ((VERBS[verb].from as readonly string[]).includes(state)) {
      expect(answer.data[verb].union).toMatchObject({ status: VERBS[verb].to, version: 2 });
      if (verb === 'approveUnion')
        expect(answer.data[verb].union).toMatchObject({ approvedAt: '2013-10-19', approvedBy: { kind: 'DISTRICT_FEDERATION' } });
      expect((await eventsAbout(subgraph.sql, id)).map(({ type }) => type)).toEqual(
        verb === 'activateUnion'
          ? ['organisation.union.activated']
          : verb === 'dissolveUnion'
            ? ['organisation.union.dissolved']
            : [],
      );
    } else {
      expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
    }
  });

  test.each(verbs)('%s: only by the parent’s administrator, at the right version, once', async (verb) => {
    const { id, scope_path } = await build(VERBS[verb].from[0]);
    for (const viewer of [
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      staff(newId(), 'JOINT_UNION_OFFICER', scope_path),
      staff(newId(), 'DISTRICT_ADMIN', scope_path),
      staff(newId(), 'CITY_DEPT', '/city/'),
    ])
      expect(await subgraph.code(send(verb, id, viewer))).toBe('FORBIDDEN');
    expect(await subgraph.code(send(verb, id, ADMIN, 2))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(send(verb, newId()))).toBe('NOT_FOUND');
    const once = key();
    const first = await send(verb, id, ADMIN, 1, once);
    expect(first.errors).toBeUndefined();
    expect(await send(verb, id, ADMIN, 1, once)).toEqual(first);
    expect(await subgraph.code(send(verb, id, ADMIN, 2, once))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('the database wants an approval before anything else', async () => {
    const { id } = await build('PREPARING');
    await expect(subgraph.sql(`update trade_union set status = 'ACTIVE' where id = $1`, [id])).rejects.toMatchObject({
      constraint: 'union_approved_has_day',
    });
  });
});
