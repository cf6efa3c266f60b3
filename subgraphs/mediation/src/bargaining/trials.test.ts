import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, expectReplay, member, type Row, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  type Built,
  buildEmployer,
  buildInstructor,
  buildRound,
  buildSides,
  TERM,
  threeOf,
  type Wanted,
} from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

// What every mutation of bargaining owes (2.0 «Mutations», «Scope»), tried on each.

interface Ready {
  readonly viewer: Viewer;
  readonly input: Row;
}

interface Trial {
  readonly make: () => Promise<Ready>;
  /** The roles that may do it somewhere, by the role alone; every other one is tried for the whole city. */
  readonly may: readonly Role[];
  readonly texts?: readonly string[];
  readonly ids?: readonly string[];
  /** What nineteen of twenty hear who do it at once. */
  readonly twenty?: string;
}

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

const wages = { kind: 'WAGE_SPECIAL' };
const at =
  (until: Wanted, step: (built: Built) => Ready | Promise<Ready>, shape: object = {}) =>
  async (): Promise<Ready> => {
    const built = await buildRound(subgraph, until, shape);
    const { viewer, input } = await step(built);
    return { viewer, input: { roundId: built.id, expectedVersion: built.version, ...input } };
  };
const onContract =
  (until: Wanted, more: Row = {}) =>
  async (): Promise<Ready> => {
    const { sides, contract } = await buildRound(subgraph, until);
    return { viewer: sides.officer, input: { contractId: contract?.id, expectedVersion: contract?.version, ...more } };
  };
const vote = { heldAt: '2013-10-19', total: 180, present: 120, consent: 90 };

const TRIALS: Readonly<Record<string, Trial>> = {
  noticeBargaining: {
    may: [],
    texts: ['topic'],
    ids: ['workersSideId'],
    twenty: 'DUPLICATE',
    make: async () => {
      const { unionId, officer } = await buildSides(subgraph);
      const { id } = await buildEmployer(subgraph, { unionId });
      return {
        viewer: officer,
        input: { initiator: 'WORKERS', kind: 'AREA', workersSideId: unionId, employerIds: [id], topic: '工资' },
      };
    },
  },
  replyBargaining: {
    may: [],
    texts: ['reason', 'paperRef'],
    ids: ['roundId', 'enterpriseId'],
    make: at('NOTICED', ({ employers: [one] }) => ({
      viewer: one?.viewer as Viewer,
      input: { enterpriseId: one?.id, answer: 'ACCEPTED', reason: '同意', paperRef: '档案' },
    })),
  },
  setRepresentatives: {
    may: [],
    texts: ['paperRef'],
    ids: ['roundId'],
    make: at('REPLIED', ({ sides }) => ({
      viewer: sides.officer,
      input: { side: 'WORKERS', representatives: threeOf('WORKERS', sides.chiefs.WORKERS), paperRef: '档案' },
    })),
  },
  pauseBargaining: {
    may: [],
    ids: ['roundId'],
    make: at('NEGOTIATING', ({ sides }) => ({
      viewer: sides.officer,
      input: { resumeAt: '2013-11-01', workersAgree: true, employerAgrees: true },
    })),
  },
  draftContract: {
    may: [],
    texts: ['textRef'],
    ids: ['roundId'],
    make: at('NEGOTIATING', ({ sides }) => ({ viewer: sides.officer, input: TERM })),
  },
  assignInstructor: {
    may: ['DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'],
    ids: ['roundId', 'instructorId'],
    make: at('NEGOTIATING', async ({ sides }) => ({
      viewer: sides.admin,
      input: { instructorId: (await buildInstructor(subgraph)).id },
    })),
  },
  recordGuaranteeCheck: {
    may: [],
    texts: ['waivedReason', 'evidenceRef'],
    ids: ['roundId'],
    make: at(
      'DRAFTED',
      ({ sides }) => ({
        viewer: sides.instructor.viewer,
        input: { kind: 'LABOUR_QUOTA', waivedReason: '无', evidenceRef: '档案' },
      }),
      wages,
    ),
  },
  recordCongressVote: {
    may: [],
    ids: ['roundId'],
    make: at('CONGRESS_VOTE', ({ sides }) => ({ viewer: sides.officer, input: vote })),
  },
  signContract: {
    may: [],
    texts: ['paperRef'],
    ids: ['roundId'],
    make: at('PASSED', ({ sides }) => ({ viewer: sides.chiefs.WORKERS, input: { side: 'WORKERS', paperRef: '档案' } })),
  },
  fileContract: { may: [], ids: ['contractId'], make: onContract('SIGNED') },
};

const UNFIT = ['x'.repeat(10_001), 'a\u0000b', '\u200b', '名\u202e字', '\ud800', '', '  ', '\u3000'];
const STRANGE_IDS = ['nonsense', '', newId()];

/** Somebody with the same roles in another district; for who acts as themselves, somebody else. */
function elsewhere({ grants: [grant] }: Viewer): Viewer {
  return grant && grant.role !== 'MEMBER' ? staff(newId(), grant.role, '/city/110106/') : member(newId());
}

describe.each(Object.entries(TRIALS))('%s', (mutation, { make, may, texts = [], ids = [], twenty = 'VERSION_CONFLICT' }) => {
  const send = (viewer: Viewer, input: Row) => caller(subgraph)(mutation, '__typename', input, viewer);
  const code = (viewer: Viewer, input: Row) => subgraph.code(send(viewer, input));

  test('who may not, what is written wrongly, and what is stale change nothing', async () => {
    const { viewer, input } = await make();
    for (const role of ROLES.filter((one) => !may.includes(one)))
      expect([role, await code(staff(newId(), role), input)]).toEqual([role, expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);
    for (const nobody of [ANONYMOUS, member(newId()), elsewhere(viewer)])
      expect(await code(nobody, input)).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
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

  test('again under its key, and twenty times at once', async () => {
    const again = await make();
    await expectReplay((more) => send(again.viewer, { ...again.input, ...more }), { [ids[0] as string]: newId() });
    const { viewer, input } = await make();
    const codes = await Promise.all(Array.from({ length: 20 }, async () => (await code(viewer, input)) ?? 'done'));
    expect(codes.sort()).toEqual(['done', ...Array<string>(19).fill(twenty)].sort());
  });
});
