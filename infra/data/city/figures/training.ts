import { STUDIOS } from '../../demo/organisation-plan.ts';
import { DISTRICTS as CODES } from '../../demo/unions.ts';
import type { Ask } from '../graph.ts';
import { peopleOf } from '../members.ts';
import type { Profile } from '../profile.ts';
import { competitionCounts } from '../training/competitions.ts';
import { degreeSeeds, studentsOf } from '../training/degree.ts';
import { domesticCounts } from '../training/domestic.ts';
import { enrolmentSeeds } from '../training/enrolments.ts';
import { jobCounts } from '../training/jobs.ts';
import { missingCount } from '../training/officers.ts';
import { isOver, sessionSeeds } from '../training/sessions.ts';
import { otherCertificateCount, subsidySeeds } from '../training/subsidies.ts';
import { type Counted, everyNode, type Figure, MORE } from './figure.ts';

const MODULES = 6;
const EVERYTHING = { from: '2000-01-01', to: '2013-12-31' };

interface Stats {
  readonly certificates: number;
  readonly degreeSponsored: number;
  readonly staffCompliantBp: number;
}

async function statsOfDistricts(ask: Ask): Promise<Stats[]> {
  const { _entities } = await ask<{ _entities: { skillsStats: Stats }[] }>(
    `query ($of: [_Any!]!, $period: PeriodInput!) { _entities(representations: $of) { ... on District {
      skillsStats(period: $period) { certificates degreeSponsored staffCompliantBp } } } }`,
    { of: CODES.map(({ code }) => ({ __typename: 'District', code })), period: EVERYTHING },
  );
  return _entities.map(({ skillsStats }) => skillsStats);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What training answers of domain rule 6.3: officers, courses, the degree plan, subsidies and studios. */
export const trainingFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-31',
    what: 'officers of joint unions, and those who did not reach both hours',
    expected: [profile.jointUnions, missingCount(profile.jointUnions)],
    actual: async (ask) => {
      const { all, missing } = await ask<Record<'all' | 'missing', Counted>>(
        '{ all: staffTrainingCompliance(year: 2013) { totalCount } missing: staffTrainingCompliance(year: 2013, compliant: false) { totalCount } }',
      );
      return [all.totalCount, missing.totalCount];
    },
  },
  {
    row: 'S-57',
    what: 'modules',
    expected: MODULES,
    actual: async (ask) => (await ask<{ trainingModules: unknown[] }>('{ trainingModules { code } }')).trainingModules.length,
  },
  {
    row: 'S-60',
    what: 'active studios of the city, and IND-07',
    expected: [STUDIOS, STUDIOS],
    actual: async (ask) => {
      const { list, skillsIndicators } = await ask<{ list: Counted; skillsIndicators: { code: string; valueCount: number }[] }>(
        '{ list: innovationStudios(level: CITY, status: ACTIVE) { totalCount } skillsIndicators(year: 2013) { code valueCount } }',
      );
      return [list.totalCount, skillsIndicators.find(({ code }) => code === 'IND-07')?.valueCount];
    },
  },
  safety(profile),
  headcount(profile),
  {
    row: 'S-62',
    what: 'applications for the degree plan, and students who were sponsored, by the statistics of the districts',
    expected: [profile.degreeApplications, profile.sponsored],
    actual: async (ask) => {
      const { list } = await ask<{ list: Counted }>('{ list: degreeApplications { totalCount } }');
      return [list.totalCount, sum((await statsOfDistricts(ask)).map(({ degreeSponsored }) => degreeSponsored))];
    },
  },
  {
    row: 'S-62',
    what: 'students of the first class',
    expected: profile.firstClass,
    actual: async (ask) => {
      const nodes = await everyNode<{ sponsorship: unknown }>(
        ask,
        `query ($after: String) { list: degreeApplications(examYear: 2011, first: 100, after: $after) { nodes { sponsorship { id } } ${MORE} } }`,
      );
      return nodes.filter(({ sponsorship }) => sponsorship !== null).length;
    },
  },
  subsidies(profile),
  {
    row: 'S-58',
    what: 'certificates, by the statistics of the districts',
    expected: profile.subsidies + otherCertificateCount(profile) + competitionCounts(profile).champions,
    actual: async (ask) => sum((await statsOfDistricts(ask)).map(({ certificates }) => certificates)),
  },
  competitions(profile),
  {
    row: 'S-59',
    what: 'certificates of domestic workers that hold, and that lack a signature',
    expected: [domesticCounts(profile).issued, domesticCounts(profile).waiting],
    actual: async (ask) => {
      const { issued, waiting } = await ask<Record<'issued' | 'waiting', Counted>>(
        '{ issued: jobReadyCertificates(status: ISSUED) { totalCount } waiting: jobReadyCertificates(status: SIGNING) { totalCount } }',
      );
      return [issued.totalCount, waiting.totalCount];
    },
  },
  {
    row: 'S-37',
    what: 'workers who were referred to vacancies, and who were hired',
    expected: [jobCounts(profile).referrals, jobCounts(profile).hired],
    actual: async (ask) => {
      const { all, hired } = await ask<Record<'all' | 'hired', Counted>>(
        '{ all: jobReferrals { totalCount } hired: jobReferrals(status: HIRED) { totalCount } }',
      );
      return [all.totalCount, hired.totalCount];
    },
  },
];

/** Entries and champions of the competition that is over (S-61). */
const competitions = (profile: Profile): Figure => ({
  row: 'S-61',
  what: 'entries of a competition, and its champions',
  expected: [competitionCounts(profile).entries, competitionCounts(profile).champions],
  actual: async (ask) => {
    const { competitions: held } = await ask<{
      competitions: { nodes: { events: { entries: Counted; results: { rank: number }[] }[] }[] };
    }>('{ competitions(year: 2013, status: CERTIFIED) { nodes { events { entries { totalCount } results { rank } } } } }');
    const events = held.nodes.flatMap((one) => one.events);
    const champions = events.flatMap(({ results }) => results).filter(({ rank }) => rank === 1);
    return [sum(events.map(({ entries }) => entries.totalCount)), champions.length];
  },
});

/** Workers with a place in a session of 2013, each once (S-56): those in the colleges' courses, and the students of the degree plan. */
function headcount(profile: Profile): Figure {
  const people = peopleOf(profile);
  const taken = enrolmentSeeds(sessionSeeds(people)).filter(({ status }) => status !== 'WAITLISTED' && status !== 'NO_SHOW');
  const students = studentsOf(degreeSeeds(people)).map(({ worker }) => worker.place);
  return {
    row: 'S-56',
    what: 'workers whom the plan of 2013 reached',
    expected: new Set([...taken.map(({ place }) => place), ...students]).size,
    actual: async (ask) => {
      const { trainingProgrammes } = await ask<{ trainingProgrammes: { nodes: { headcount: number }[] } }>(
        '{ trainingProgrammes(year: 2013) { nodes { headcount } } }',
      );
      return trainingProgrammes.nodes[0]?.headcount;
    },
  };
}

/** Who passed a course in safety in 2013, of all members (IND-04's part from training). */
function safety(profile: Profile): Figure {
  const passed = enrolmentSeeds(
    sessionSeeds(peopleOf(profile)).filter((session) => session.course.key === 'safety' && isOver(session)),
  );
  return {
    row: 'S-06',
    what: 'members who passed a course in safety, of all',
    expected: [passed.filter(({ status }) => status === 'PASSED').length, profile.jointMembers],
    actual: async (ask) => {
      const { skillsIndicators } = await ask<{ skillsIndicators: { code: string; numerator: number; denominator: number }[] }>(
        '{ skillsIndicators(year: 2013) { code numerator denominator } }',
      );
      const found = skillsIndicators.find(({ code }) => code === 'IND-04');
      return [found?.numerator, found?.denominator];
    },
  };
}

const subsidies = (profile: Profile): Figure => ({
  row: 'S-64',
  what: 'subsidies that were paid, and their fen',
  expected: [profile.subsidies, String(sum(subsidySeeds(peopleOf(profile)).map(({ amountFen }) => amountFen)))],
  actual: async (ask) => {
    const nodes = await everyNode<{ amountFen: string }>(
      ask,
      `query ($after: String) { list: subsidyApplications(status: PAID, first: 100, after: $after) { nodes { amountFen } ${MORE} } }`,
    );
    return [nodes.length, String(nodes.reduce((fen, { amountFen }) => fen + BigInt(amountFen), 0n))];
  },
});
