import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, insert, knownMember, staff, type TestSubgraph } from '@union-graph/testing';

const ROUND = 'round { id version status }';

export interface Sides {
  readonly unionId: string;
  readonly officer: Viewer;
  readonly admin: Viewer;
  readonly instructor: { readonly id: string; readonly viewer: Viewer };
  readonly chiefs: Readonly<Record<'WORKERS' | 'EMPLOYER', Viewer>>;
}

/** An employer as organisation tells of it, with its own representative. */
export async function buildEmployer(
  subgraph: TestSubgraph,
  over: {
    districtCode?: string;
    aboveScale?: boolean;
    headcount?: number;
    industry?: string;
    headcountAsOf?: string;
    ofBureau?: boolean;
    unionId?: string | null;
  } = {},
): Promise<{ readonly id: string; readonly viewer: Viewer }> {
  const id = newId();
  const data = { districtCode: '110105', aboveScale: false, headcount: 200, unionId: null, ...over };
  await subgraph.send({ type: 'organisation.enterprise.placed', subject: id, data });
  return { id, viewer: staff(newId(), 'EMPLOYER_REP', `/city/${data.districtCode}/${id}/`) };
}

export async function buildInstructor(subgraph: TestSubgraph, districtCode = '110105', termTo = '2014-12-31') {
  const [id, personId] = [newId(), newId()];
  const term = { appointed_on: '2013-01-01', term_to: termTo };
  await insert(subgraph.sql, 'wage_instructor', {
    id,
    person_id: personId,
    name_zh: '吴指导员',
    district_code: districtCode,
    ...term,
  });
  return { id, viewer: staff(personId, 'WAGE_INSTRUCTOR', `/city/${districtCode}/`) };
}

/** A union with its officer, the district's administrator and instructor, and a chief for each side. */
export async function buildSides(subgraph: TestSubgraph, districtCode = '110105'): Promise<Sides> {
  const unionId = newId();
  const scopePath = `/city/${districtCode}/${unionId}/`;
  await insert(subgraph.sql, 'known_union', { union_id: unionId, scope_path: scopePath, has_ended: false, seen_version: 1 });
  const workersChief = await knownMember(subgraph.sql, newId(), null, scopePath);
  return {
    unionId,
    officer: staff(newId(), 'JOINT_UNION_OFFICER', scopePath),
    admin: staff(newId(), 'DISTRICT_ADMIN', `/city/${districtCode}/`),
    instructor: await buildInstructor(subgraph, districtCode),
    chiefs: { WORKERS: staff(workersChief, 'MEMBER'), EMPLOYER: staff(newId(), 'MEMBER') },
  };
}

/** A side of three, its chief an account of its own. */
export const threeOf = (side: string, chief: Viewer) => [
  { nameZh: `${side === 'WORKERS' ? '职' : '企'}首席`, personId: chief.personId, chief: true, outsider: false },
  { nameZh: `${side === 'WORKERS' ? '职' : '企'}代表`, chief: false, outsider: false },
  { nameZh: `${side === 'WORKERS' ? '职' : '企'}外聘`, chief: false, outsider: true },
];

const WANTED = [
  'NOTICED',
  'REPLIED',
  'PREPARING',
  'NEGOTIATING',
  'DRAFTED',
  'CONGRESS_VOTE',
  'PASSED',
  'SIGNED',
  'FILED',
] as const;
export type Wanted = (typeof WANTED)[number];

interface Shape {
  readonly kind?: string;
  readonly sides?: Sides;
  readonly employers?: readonly { readonly id: string; readonly viewer: Viewer }[];
  readonly hasWageTerms?: boolean;
  readonly workersCovered?: number;
  readonly notice?: object;
  readonly draft?: object;
  readonly now?: string;
}

export interface Built {
  readonly id: string;
  readonly version: number;
  readonly sides: Sides;
  readonly employers: readonly { readonly id: string; readonly viewer: Viewer }[];
  readonly contract: { readonly id: string; readonly version: number } | null;
}

export const TERM = { termFrom: '2013-10-19', termTo: '2014-10-18', textRef: '档案-1' };
const PASSING_VOTE = { total: 180, present: 120, consent: 90 };
const NOTICE = { initiator: 'WORKERS', topic: '工资' };
const WAIVED = { waivedReason: '由区里统一认定' };

/** A round that went the whole way to a state by the mutations themselves, each by the person whose work it is. */
export async function buildRound(subgraph: TestSubgraph, until: Wanted, shape: Shape = {}): Promise<Built> {
  const { kind = 'AREA', hasWageTerms = kind === 'WAGE_SPECIAL', now } = shape;
  const sides = shape.sides ?? (await buildSides(subgraph));
  const employers = shape.employers ?? [await buildEmployer(subgraph, { unionId: sides.unionId })];
  const call = caller(subgraph);
  let round = { id: '', version: 0 };
  let contract: Built['contract'] = null;
  const go = async (verb: string, viewer: Viewer, input: object, fields = ROUND) => {
    const known = round.id ? { roundId: round.id, expectedVersion: round.version } : {};
    const answer = await call(verb, fields, { ...known, ...input }, viewer, now);
    if (answer.errors) throw new Error(`${verb}: ${answer.errors[0]?.message}`);
    ({ round, contract = contract } = answer.data[verb]);
  };
  const ids = employers.map(({ id }) => id);
  const wage = hasWageTerms ? { hasWageTerms, wageGrowthBp: 900 } : {};
  const represent = (side: 'WORKERS' | 'EMPLOYER', viewer: Viewer) =>
    go('setRepresentatives', viewer, { side, representatives: threeOf(side, sides.chiefs[side]) });
  const steps: Record<Wanted, () => Promise<void>> = {
    NOTICED: () =>
      go('noticeBargaining', sides.officer, { ...NOTICE, kind, workersSideId: sides.unionId, employerIds: ids, ...shape.notice }),
    REPLIED: async () => {
      const { workersCovered } = shape;
      for (const { id, viewer } of employers)
        await go('replyBargaining', viewer, { enterpriseId: id, answer: 'ACCEPTED', workersCovered });
      await go('assignInstructor', sides.admin, { instructorId: sides.instructor.id });
    },
    PREPARING: () => represent('WORKERS', sides.officer),
    NEGOTIATING: () => represent('EMPLOYER', employers[0]?.viewer as Viewer),
    DRAFTED: () => go('draftContract', sides.officer, { ...TERM, ...wage, ...shape.draft }),
    CONGRESS_VOTE: async () => {
      for (const guarantee of hasWageTerms ? ['MINIMUM_WAGE', 'LABOUR_QUOTA', 'GROWTH_LINE'] : [])
        await go('recordGuaranteeCheck', sides.instructor.viewer, { kind: guarantee, ...WAIVED });
    },
    PASSED: () => go('recordCongressVote', sides.officer, { ...PASSING_VOTE, heldAt: (now ?? '2013-10-19').slice(0, 10) }),
    SIGNED: async () => {
      for (const side of ['WORKERS', 'EMPLOYER'] as const)
        await go('signContract', sides.chiefs[side], { side }, `${ROUND} contract { id version }`);
    },
    FILED: async () => {
      const { id: contractId, version: expectedVersion } = contract as NonNullable<typeof contract>;
      const answer = await call('fileContract', 'contract { id version }', { contractId, expectedVersion }, sides.officer, now);
      if (answer.errors) throw new Error(`fileContract: ${answer.errors[0]?.message}`);
      contract = answer.data.fileContract.contract;
    },
  };
  for (const step of WANTED.slice(0, WANTED.indexOf(until) + 1)) await steps[step]();
  return { ...round, sides, employers, contract };
}
