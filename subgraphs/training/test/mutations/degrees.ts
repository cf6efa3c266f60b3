import { addDays } from '@union-graph/subgraph';
import { caller, type TestSubgraph, type Trial, type Trials } from '@union-graph/testing';
import { builders } from '../builders.ts';
import { type Applied, type Candidate, CITY, DISTRICT, degreeActs, numberOf, OFFICER, SCHOOL } from '../degree.ts';
import { termBuilders } from '../terms.ts';
import { by, CITY_IN_FENGTAI, CITY_ONLY, fresh, trialOf } from './trial.ts';

const INSTITUTION = { may: ['INSTITUTION'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

/** What a year hears that is none: as a year that is over. */
const YEAR = { hears: { examYear: 'VALIDATION_FAILED', year: 'VALIDATION_FAILED' } } as const;

const step = ({ id, version }: Applied) => ({ applicationId: id, expectedVersion: version });

/** A step of an application by the school, from a state. */
const schoolStep = (status: string, more: (of: Applied) => object = () => ({}), trial: Partial<Trial> = {}): Trial =>
  trialOf({ ...INSTITUTION, ...trial }, async (subgraph) => {
    const at = await degreeActs(subgraph).reach(status);
    return by(SCHOOL, { ...step(at), ...more(at) });
  });

/** The examination is over, and the score is known. */
async function passed(subgraph: TestSubgraph) {
  const acts = degreeActs(subgraph);
  const at = await acts.reach('EXAM_REGISTERED');
  await acts.scores([[numberOf(at.id), 146]]);
  return by(SCHOOL, step(await acts.read(at.id)));
}

/** A student whose sponsorship is approved. */
async function student(subgraph: TestSubgraph): Promise<Candidate & { at: Applied; institutionId: string }> {
  const acts = degreeActs(subgraph);
  const of = await acts.candidate();
  const at = await acts.reach('STUDYING', of);
  await acts.approve(at);
  const [programme] = await subgraph.sql<{ id: string }>('select institution_id as id from degree_programme where id = $1', [
    of.programmeId,
  ]);
  return { ...of, at: await acts.read(at.id), institutionId: programme?.id as string };
}

/** A student who passed all five terms, and holds a vocational certificate. */
async function finished(subgraph: TestSubgraph) {
  const acts = degreeActs(subgraph);
  const of = await student(subgraph);
  for (const term of [1, 2, 3, 4, 5]) {
    const sessionIds = [await termBuilders(subgraph)(of)];
    const input = { ...step(await acts.read(of.at.id)), term, sessionIds };
    await caller(subgraph)('recordTermResult', 'application { id }', input, SCHOOL);
  }
  const certificate = await acts.build.certificate({ member_id: of.memberId, status: 'VALID' });
  const diploma = { certificateId: certificate.id, diplomaNo: `5116${of.memberId.slice(-8)}`.toUpperCase() };
  return by(SCHOOL, { ...step(await acts.read(of.at.id)), ...diploma });
}

const applicationTrials: Trials = {
  nominateForDegree: trialOf(
    { may: ['JOINT_UNION_OFFICER'], elsewhere: 'NOT_FOUND', twenty: 'DUPLICATE', ...YEAR },
    async (subgraph) => {
      const contract = { contractFrom: '2013-03-01', contractTo: '2014-02-28' };
      const facts = { examYear: 2013, agriculturalHukou: true, education: 'HIGH_SCHOOL', ...contract };
      return by(OFFICER, { ...(await degreeActs(subgraph).candidate()), ...facts });
    },
  ),
  checkEligibility: trialOf({ ...INSTITUTION, may: ['DISTRICT_ADMIN', 'CITY_DEPT'] }, async (subgraph) =>
    by(DISTRICT, step(await degreeActs(subgraph).reach('NOMINATED'))),
  ),
  registerExam: schoolStep('ELIGIBLE', ({ id }) => ({ examNo: numberOf(id) }), {
    may: ['INSTITUTION', 'JOINT_UNION_OFFICER'],
  }),
  importExamScores: trialOf({ ...CITY_ONLY, ...YEAR, twenty: 'done' }, async (subgraph) => {
    const { id } = await degreeActs(subgraph).reach('EXAM_REGISTERED');
    return by(CITY, { examYear: 2013, dryRun: false, file: `考生号,年度,总分\n${numberOf(id)},2013,146\n` });
  }),
  admit: trialOf(INSTITUTION, passed),
  enrolStudent: schoolStep('ADMITTED', ({ id }) => ({ studentNo: numberOf(id) })),
  startStudies: schoolStep('ENROLLED', () => ({ startsOn: '2013-10-19' })),
  withdrawFromStudies: schoolStep('STUDYING', () => ({ reason: '离京' })),
};

export const degreeTrials: Trials = {
  ...applicationTrials,
  setDegreeRule: trialOf({ ...CITY_ONLY, twenty: 'DUPLICATE' }, async () => {
    // A day of its own each time, and none beyond the ten years in which dated data may begin.
    const [number, least] = [fresh(), { agriculturalHukou: true, leastEducation: 'HIGH_SCHOOL', contractMonths: 24 }];
    return by(CITY, { code: `DEGREE-${number}`, effectiveFrom: addDays('2014-01-01', number), ...least, reason: '试点结束' });
  }),
  setScoreLine: trialOf({ ...CITY_ONLY, ...YEAR }, async (subgraph) => {
    const { id } = await builders(subgraph).programme();
    return by(CITY, { programmeId: id, expectedVersion: 1, year: 2013, line: 140 });
  }),
  recordTermResult: trialOf({ ...INSTITUTION, may: ['TEACHER', 'INSTITUTION'] }, async (subgraph) => {
    const of = await student(subgraph);
    return by(SCHOOL, { ...step(of.at), term: 1, sessionIds: [await termBuilders(subgraph)(of)] });
  }),
  correctTermResult: trialOf({ ...INSTITUTION, may: ['TEACHER', 'INSTITUTION'] }, async (subgraph) => {
    const of = await student(subgraph);
    const wrong = { ...step(of.at), term: 1, sessionIds: [await termBuilders(subgraph)(of)] };
    await caller(subgraph)('recordTermResult', 'application { id }', wrong, SCHOOL);
    const sessionIds = [await termBuilders(subgraph)(of)];
    return by(SCHOOL, { ...step(await degreeActs(subgraph).read(of.at.id)), sessionIds, reason: '班次选错' });
  }),
  recordGraduation: trialOf(INSTITUTION, finished),
};

const SPONSOR = { may: ['CITY_DEPT'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

export const sponsorshipTrials: Trials = {
  approveSponsorship: trialOf(SPONSOR, async (subgraph) => {
    const { sponsorship } = await degreeActs(subgraph).reach('STUDYING');
    const terms = { shareBp: 10_000, firstDueOn: '2013-10-20' };
    return by(CITY_IN_FENGTAI, { sponsorshipId: sponsorship?.id, expectedVersion: sponsorship?.version, ...terms });
  }),
  releaseInstalment: trialOf(SPONSOR, async (subgraph) => {
    const { sponsorship } = (await student(subgraph)).at;
    const [first] = sponsorship?.instalments ?? [];
    return by(CITY_IN_FENGTAI, { instalmentId: first?.id, expectedVersion: first?.version });
  }),
};
