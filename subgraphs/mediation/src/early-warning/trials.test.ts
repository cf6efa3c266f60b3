import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, expectReplay, member, type Row, staff, testSubgraph } from '@union-graph/testing';
import { buildEmployer } from '../../test/bargaining.ts';
import { buildCase, PATH } from '../../test/build.ts';
import { buildDelegateIn, buildWarning, buildWorld, told, type World } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

// What every mutation about warnings and referrals owes (2.0 «Mutations», «Scope»), tried on each.

interface Ready {
  readonly viewer: Viewer;
  readonly input: Row;
}

interface Trial {
  readonly make: () => Promise<Ready>;
  /** The roles that may do it by the role alone, for the whole city; every other one is tried and refused. */
  readonly may: readonly Role[];
  readonly texts?: readonly string[];
  readonly ids?: readonly string[];
  /** A field that may differ under the same key. */
  readonly other: Row;
  /** What nineteen of twenty hear who do it at once. */
  readonly twenty?: string;
}

let world: World;
beforeAll(async () => {
  world = await buildWorld(await testSubgraph(mediation));
});
afterAll(() => world.subgraph.stop());

const CENTRE: readonly Role[] = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'];
const FILERS: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'HOTLINE_AGENT', ...CENTRE, 'LINKED_PARTY'];

const on =
  (until: Parameters<typeof buildWarning>[1], input: Row | (() => Promise<Row>), more: object = {}) =>
  async (): Promise<Ready> => {
    const { id, version } = await buildWarning(world, until, more);
    const given = typeof input === 'function' ? await input() : input;
    return { viewer: world.admin, input: { warningId: id, expectedVersion: version, ...given } };
  };
/** A warning of an employer without a record, which may be one with any other of the district. */
const ofSomebody = async () => {
  const answer = await caller(world.subgraph)(
    'reportEarlyWarning',
    'warning { id version }',
    told({ employerZh: '某工程队' }),
    world.station,
  );
  return answer.data.reportEarlyWarning.warning as { id: string; version: number };
};
const referral = async () => {
  const built = await buildCase(world.subgraph, 'IN_MEDIATION');
  const input = { caseId: built.id, expectedVersion: 1, to: 'COURT', reason: '请协助' };
  const answer = await caller(world.subgraph)('referToParty', 'referral { id version }', input, built.centre);
  const { id, version } = answer.data.referToParty.referral;
  return { referralId: id, expectedVersion: version };
};
const court = () => buildDelegateIn(world.subgraph, 'COURT', PATH);

const TRIALS: Readonly<Record<string, Trial>> = {
  reportEarlyWarning: {
    may: FILERS,
    texts: ['summary'],
    ids: ['enterpriseId'],
    other: { headcountAffected: 5 },
    twenty: 'MERGED',
    make: async () => ({
      viewer: staff(newId(), 'STATION_STAFF', PATH),
      input: told({ enterpriseId: (await buildEmployer(world.subgraph)).id }),
    }),
  },
  verifyWarning: {
    may: CENTRE,
    texts: ['result'],
    ids: ['warningId'],
    other: { finding: 'CONFIRMED' },
    make: on('REPORTED', { finding: 'UNFOUNDED', result: '不属实' }),
  },
  mergeWarning: {
    may: CENTRE,
    ids: ['warningId', 'intoId'],
    other: { intoId: newId() },
    make: async () => {
      const [one, other] = [await ofSomebody(), await buildWarning(world, 'VERIFIED')];
      return { viewer: world.admin, input: { warningId: one.id, expectedVersion: one.version, intoId: other.id } };
    },
  },
  escalateWarning: {
    may: CENTRE,
    texts: ['reason'],
    ids: ['warningId'],
    other: { reason: '另一理由' },
    make: on('VERIFIED', { reason: '人数众多' }),
  },
  interveneInWarning: {
    may: CENTRE,
    texts: ['measure'],
    ids: ['warningId'],
    other: { measure: '另一措施' },
    make: on('VERIFIED', { measure: '约谈' }),
  },
  resolveWarning: {
    may: CENTRE,
    texts: ['result'],
    ids: ['warningId'],
    other: { result: '另一结果' },
    make: on('INTERVENING', { result: '已补发' }),
  },
  referToParty: {
    may: CENTRE,
    texts: ['reason'],
    ids: ['caseId'],
    other: { to: 'JUSTICE' },
    make: async () => {
      const built = await buildCase(world.subgraph, 'IN_MEDIATION');
      return { viewer: built.centre, input: { caseId: built.id, expectedVersion: 1, to: 'HRSS', reason: '请协助' } };
    },
  },
  acknowledgeReferral: {
    may: [],
    ids: ['referralId'],
    other: { expectedVersion: 7 },
    make: async () => ({ viewer: await court(), input: await referral() }),
  },
  answerReferral: {
    may: [],
    texts: ['result'],
    ids: ['referralId'],
    other: { result: '另一结果' },
    make: async () => ({ viewer: await court(), input: { ...(await referral()), result: '已办结' } }),
  },
};

const UNFIT = ['x'.repeat(10_001), 'a\u0000b', '\u200b', '名\u202e字', '\ud800', '', '  ', '\u3000'];
const STRANGE_IDS = ['nonsense', '', newId()];
const REFUSED = /^(FORBIDDEN|NOT_FOUND)$/;

describe.each(Object.entries(TRIALS))(
  '%s',
  (mutation, { make, may, texts = [], ids = [], other, twenty = 'VERSION_CONFLICT' }) => {
    const send = (viewer: Viewer, input: Row) => caller(world.subgraph)(mutation, '__typename', input, viewer);
    const code = (viewer: Viewer, input: Row) => world.subgraph.code(send(viewer, input));

    test('who may not, what is written wrongly, and what is stale change nothing', async () => {
      const { viewer, input } = await make();
      for (const role of ROLES.filter((one) => !may.includes(one)))
        expect([role, await code(staff(newId(), role), input)]).toEqual([role, expect.stringMatching(REFUSED)]);
      const [grant] = viewer.grants;
      const elsewhere = { ...viewer, personId: newId(), grants: staff(newId(), grant?.role as Role, '/city/110106/').grants };
      for (const nobody of [ANONYMOUS, member(newId()), elsewhere]) expect(await code(nobody, input)).toMatch(REFUSED);
      for (const field of texts)
        for (const text of UNFIT)
          expect([field, text.slice(0, 9), await code(viewer, { ...input, [field]: text })]).toEqual([
            field,
            text.slice(0, 9),
            'BAD_USER_INPUT',
          ]);
      for (const field of ids)
        for (const id of STRANGE_IDS)
          expect([field, await code(viewer, { ...input, [field]: id })]).toEqual([
            field,
            expect.stringMatching(/^(BAD_USER_INPUT|FORBIDDEN|NOT_FOUND)$/),
          ]);
      if ('expectedVersion' in input) expect(await code(viewer, { ...input, expectedVersion: 99 })).toBe('VERSION_CONFLICT');
      expect((await send(viewer, input)).errors).toBeUndefined();
    });

    test('whose work it is, at the place', async () => {
      const who = may.length > 0 ? may.map((role) => staff(newId(), role, PATH)) : [await court()];
      for (const viewer of who) expect((await send(viewer, (await make()).input)).errors).toBeUndefined();
    });

    test('again under its key, and twenty times at once', async () => {
      const again = await make();
      await expectReplay((more) => send(again.viewer, { ...again.input, ...more }), other);
      const { viewer, input } = await make();
      const codes = await Promise.all(
        Array.from({ length: 20 }, async () => {
          if (twenty !== 'MERGED') return (await code(viewer, input)) ?? 'done';
          // Twenty reports are all taken in; one of them is the warning.
          const answer = await caller(world.subgraph)(mutation, 'warning { status }', input, viewer);
          const status = answer.data?.[mutation]?.warning.status;
          return status === 'REPORTED' ? 'done' : (status ?? answer.errors?.[0]?.extensions.code);
        }),
      );
      expect(codes.sort()).toEqual([...Array<string>(19).fill(twenty), 'done'].sort());
    });
  },
);

test('2.0 «Scope»: a warning as every role at every place, by id and by list', async () => {
  const { id } = await buildWarning(world, 'VERIFIED');
  const readers = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'HOTLINE_AGENT'];
  const sees = async (viewer: Viewer) => {
    const { data } = await world.subgraph.ask(
      viewer,
      `{ earlyWarning(id: "${id}") { id } earlyWarnings(first: 100) { nodes { id } } }`,
    );
    const listed = (data.earlyWarnings?.nodes ?? []).some((one: { id: string }) => one.id === id);
    expect([viewer.grants[0]?.role, data.earlyWarning !== null]).toEqual([viewer.grants[0]?.role, listed]);
    return listed;
  };
  for (const role of ROLES)
    for (const [path, holds] of [
      ['/city/', true],
      [PATH, true],
      ['/city/110101/', false],
      ['/city/110105/union/', false],
    ] as const)
      expect([role, path, await sees(staff(newId(), role, path))]).toEqual([role, path, holds && readers.includes(role)]);
  expect(await sees(world.station)).toBe(true);
  for (const party of ['HRSS', 'UNION', 'ENTERPRISE_CONFED']) {
    expect(await sees(await buildDelegateIn(world.subgraph, party))).toBe(true);
    expect(await sees(await buildDelegateIn(world.subgraph, party, '/city/110101/'))).toBe(false);
  }
  // An outside lawyer who mediates, too, is engaged for one case at a time.
  const lawyer = staff(newId(), 'MEDIATOR', PATH);
  expect(await sees({ ...lawyer, grants: [...lawyer.grants, ...staff(newId(), 'LAWYER', PATH).grants] })).toBe(false);
  for (const viewer of [ANONYMOUS, member(newId())]) expect(await sees(viewer)).toBe(false);
});
