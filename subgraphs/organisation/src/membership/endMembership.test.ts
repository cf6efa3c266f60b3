import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventsAbout,
  expectOneOfTwenty,
  expectReplay,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { buildCard, buildMember, buildWorker } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const MEMBER = 'member { id membershipStatus union { id } version card { status } }';
const VERBS = {
  expelMember: { input: { decisionRef: 'minutes-7' }, to: 'EXPELLED', card: 'FROZEN', from: ['ACTIVE'] },
  recordDeath: {
    input: { diedOn: '2013-10-18' },
    to: 'DECEASED',
    card: 'CANCELLED',
    from: ['NONE', 'ACTIVE', 'RETAINED', 'LEFT', 'EXPELLED'],
  },
} as const;
type Verb = keyof typeof VERBS;
const verbs = Object.keys(VERBS) as Verb[];

describe('memberships that end by a decision or a death (2.1.3)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());
  const end = (verb: Verb, memberId: unknown, more: object = {}, viewer = ADMIN) =>
    call(verb, MEMBER, { memberId, expectedVersion: 1, ...VERBS[verb].input, ...more }, viewer);
  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);

  test.each(verbs)('%s: the count goes down, the card ends or freezes, the others are told', async (verb) => {
    const { id, union } = await buildMember(subgraph.sql);
    await buildCard(subgraph.sql, id);
    await expectReplay((more) => end(verb, id, more), { expectedVersion: 2 });
    const { data } = await subgraph.ask(
      ADMIN,
      `{ member(id: "${id}") { membershipStatus union { id } version card { status } } }`,
    );
    expect(data.member).toEqual({
      membershipStatus: VERBS[verb].to,
      union: null,
      version: 2,
      card: { status: VERBS[verb].card },
    });
    expect(await subgraph.sql('select member_count from trade_union where id = $1', [union.id])).toEqual([{ member_count: 0 }]);
    expect((await eventsAbout(subgraph.sql, id)).map(({ type }) => type)).toEqual([
      'organisation.member.listed',
      'organisation.member.left',
    ]);
  });

  const STATES = ['NONE', 'ACTIVE', 'TRANSFERRING', 'RETAINED', 'LEFT', 'EXPELLED', 'DECEASED'];
  // A death returns the transfer that is under way first.
  const cases = verbs
    .flatMap((verb) => STATES.map((state) => [verb, state] as const))
    .filter(([verb, state]) => verb !== 'recordDeath' || state !== 'TRANSFERRING');
  test.each(cases)('%s of who is %s', async (verb, state) => {
    const inUnion = ['ACTIVE', 'TRANSFERRING', 'RETAINED'].includes(state);
    const { id } = await (inUnion ? buildMember : buildWorker)(subgraph.sql, { membership_status: state });
    const allowed = (VERBS[verb].from as readonly string[]).includes(state);
    expect(await code(end(verb, id))).toBe(allowed ? null : 'INVALID_TRANSITION');
  });

  test.each(verbs)('%s: refusals, twenty at once', async (verb) => {
    const { id } = await buildMember(subgraph.sql);
    expect(await code(end(verb, id, {}, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('NOT_FOUND');
    expect(await code(end(verb, newId()))).toBe('NOT_FOUND');
    expect(await code(end(verb, id, {}, member(id)))).toBe('FORBIDDEN');
    expect(await code(end(verb, id, {}, staff(id, 'DISTRICT_ADMIN', '/city/110105/')))).toBe('FORBIDDEN');
    expect(await code(end(verb, id, {}, staff(newId(), 'STATION_STAFF', '/city/110105/')))).toBe('FORBIDDEN');
    expect(await code(end(verb, id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    const bad = { expelMember: { decisionRef: ' ' }, recordDeath: { diedOn: '2013-10-20' } };
    expect(await code(end(verb, id, bad[verb]))).toBe('BAD_USER_INPUT');
    await expectOneOfTwenty(() => end(verb, id), 'VERSION_CONFLICT');
  });

  test('cards of the dead all end, whatever their state', async () => {
    for (const status of ['APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN', 'LOST']) {
      const { id } = await buildMember(subgraph.sql);
      await buildCard(subgraph.sql, id, status);
      expect((await end('recordDeath', id)).data.recordDeath.member.card).toEqual({ status: 'CANCELLED' });
    }
  });
});
