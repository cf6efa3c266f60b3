import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, key, member, staff, type TestSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI, UNION } from './builders.ts';

export const OFFICER = staff(newId(), 'JOINT_UNION_OFFICER', UNION);
export const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', FENGTAI);
export const CITY = staff(newId(), 'CITY_DEPT');
export const SCHOOL = staff(newId(), 'INSTITUTION', CHAOYANG);

const FIELDS = `application { id version status examNo examScore examAbsent scoreLine eligibility { ok reasons ruleVersion }
  sponsorship { id version status totalFen shareBp instalments { id version dueAt amountFen status } } endedBecause }`;

export interface Applied {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly sponsorship: (Versioned & { readonly status: string; readonly instalments: readonly Versioned[] }) | null;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

export interface Candidate {
  readonly memberId: string;
  readonly programmeId: string;
  readonly employerId: string;
}

/** The steps in their order, each by the one whose it is, with what it needs beside the application. */
const STEPS: readonly [verb: string, viewer: Viewer, input: (of: Applied) => object][] = [
  ['checkEligibility', DISTRICT, () => ({})],
  ['registerExam', SCHOOL, ({ id }) => ({ examNo: numberOf(id) })],
  ['admit', SCHOOL, () => ({})],
  ['enrolStudent', SCHOOL, ({ id }) => ({ studentNo: numberOf(id) })],
  ['startStudies', SCHOOL, () => ({ startsOn: '2013-10-19' })],
];

/** A number that nobody else has in the examination and on the roll. */
export const numberOf = (id: string): string => id.replaceAll('-', '').slice(-18).toUpperCase();

/** Sends files of scores: rows of the year 2013 unless told. */
function scoreFiles(subgraph: TestSubgraph) {
  return (
    rows: readonly (readonly [examNo: string, score: number | string])[],
    given: object = {},
    viewer = CITY,
    now?: string,
  ) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ImportExamScoresInput!) { importExamScores(input: $input) { report { rowCount takenCount correctedCount unchangedCount
        passedCount failedCount errorCount errors { line column code message } } } }`,
      {
        input: {
          idempotencyKey: key(),
          examYear: 2013,
          dryRun: false,
          file: ['考生号,年度,总分', ...rows.map(([no, score]) => `${no},2013,${score}`)].map((line) => `${line}\n`).join(''),
          ...given,
        },
      },
      now,
    );
}

/** Approves sponsorships and has their parts paid. */
function sponsorshipActs(subgraph: TestSubgraph) {
  const call = caller(subgraph);
  const approve = async (of: Applied, given: object = {}, viewer: Viewer = CITY) =>
    call(
      'approveSponsorship',
      'sponsorship { id version status totalFen shareBp approvedAt instalments { id version dueAt amountFen status } }',
      { sponsorshipId: of.sponsorship?.id, expectedVersion: of.sponsorship?.version, ...given },
      viewer,
    );
  const release = (of: Versioned, viewer: Viewer = CITY, now?: string) =>
    call(
      'releaseInstalment',
      'instalment { id version status } sponsorship { status }',
      { instalmentId: of.id, expectedVersion: of.version },
      viewer,
      now,
    );
  return { approve, release };
}

/** A worker who may be nominated, with an employer and a programme that has a score line. */
async function buildCandidate(subgraph: TestSubgraph, given: Partial<Candidate> = {}): Promise<Candidate> {
  const build = builders(subgraph);
  const memberId = given.memberId ?? newId();
  const employerId = newId();
  await build.insert('member_place', { member_id: memberId, scope_path: UNION, seen_version: 1 });
  await build.insert('employment', { member_id: memberId, employer_id: employerId, seen_version: 1 });
  await build.insert('directory_entry', {
    entry_id: employerId,
    kind: 'ENTERPRISE',
    detail: 'EMPLOYER',
    scope_path: FENGTAI,
    has_ended: false,
    seen_version: 1,
  });
  const programmeId = given.programmeId ?? (await build.programme()).id;
  await subgraph.sql(`insert into score_line values ($1, 2013, 140, $2, '2013-08-20T02:00:00Z') on conflict do nothing`, [
    programmeId,
    newId(),
  ]);
  return { memberId, programmeId, employerId, ...given };
}

/** What tests do with applications for the degree plan. */
export function degreeActs(subgraph: TestSubgraph) {
  const build = builders(subgraph);
  const call = caller(subgraph);
  const scores = scoreFiles(subgraph);
  const act = (verb: string, input: object, viewer: Viewer, now?: string) => call(verb, FIELDS, input, viewer, now);
  const candidate = (given?: Partial<Candidate>) => buildCandidate(subgraph, given);
  const nominate = (of: Candidate, given: object = {}, viewer: Viewer = OFFICER) =>
    act('nominateForDegree', { ...of, ...NOMINATED, ...given }, viewer);
  const step = (verb: string, of: Applied, given: object = {}, viewer?: Viewer) => {
    const found = STEPS.find(([name]) => name === verb);
    const usual = found ? found[2](of) : {};
    return act(verb, { applicationId: of.id, expectedVersion: of.version, ...usual, ...given }, viewer ?? found?.[1] ?? SCHOOL);
  };
  const read = async (id: string, viewer: Viewer = CITY): Promise<Applied> =>
    (await subgraph.ask(viewer, `query ($id: ID!) { degreeApplication(id: $id) { ${FIELDS.slice(14, -1)} } }`, { id })).data
      .degreeApplication;
  /** Goes all steps up to a state, with a score of 146 beside the line of 140. */
  const reach = async (status: string, of?: Candidate): Promise<Applied> => {
    let at: Applied = (await nominate(of ?? (await candidate()))).data.nominateForDegree.application;
    for (const [verb] of STEPS) {
      if (at.status === status) return at;
      if (verb === 'admit') {
        await scores([[numberOf(at.id), 146]]);
        at = await read(at.id);
        if (at.status === status) return at;
      }
      const { data, errors } = await step(verb, at);
      if (errors) throw new Error(JSON.stringify(errors));
      at = data[verb].application;
    }
    if (at.status !== status) throw new Error(`${at.status} instead of ${status}`);
    return at;
  };
  return {
    build,
    act,
    scores,
    candidate,
    nominate,
    step,
    read,
    reach,
    ...sponsorshipActs(subgraph),
    memberViewer: (id: string) => member(id, UNION),
  };
}

const NOMINATED = {
  examYear: 2013,
  agriculturalHukou: true,
  education: 'HIGH_SCHOOL',
  contractFrom: '2013-03-01',
  contractTo: '2014-02-28',
};
