import { ANONYMOUS } from '@union-graph/identity';
import { person } from '../graph.ts';
import { byDistrict } from '../places.ts';
import type { Profile } from '../profile.ts';
import type { Figure } from './figure.ts';

const DISTRICT = '110105';
const RIGHTS = ['CAREER', 'EMPLOYMENT', 'INCOME', 'PARTICIPATION', 'SAFETY', 'SECURITY'];
const THIRTEEN = 13;

/** Documents in their order, tasks and resolutions, and the organisation's part of the dashboards (S-02 to S-08, J-10, J-11). */
export const boardFigures = (profile: Profile): Figure[] => [...planFigures, ...dashboardFigures(profile)];

const planFigures: readonly Figure[] = [
  {
    row: 'S-02',
    what: 'whether the documents come in their order, each with its issuer, the opinion first and the plans of 2009 after it',
    expected: [[0, 1, 2, 3, 4, 5, 6], true, '2008-12', true],
    actual: async (ask) => {
      const { principleDocuments } = await ask<{ principleDocuments: { seq: number; issuer: string; issuedMonth: string }[] }>(
        '{ principleDocuments(bundle: ONE_PLUS_SIX) { seq issuer issuedMonth } }',
      );
      const [opinion, ...plans] = principleDocuments;
      return [
        principleDocuments.map(({ seq }) => seq),
        principleDocuments.every(({ issuer }) => issuer.length > 0),
        opinion?.issuedMonth,
        plans.every(({ issuedMonth }) => issuedMonth === '2009-02'),
      ];
    },
  },
  {
    row: 'S-05',
    what: 'indicators by the six rights, and all of them together',
    expected: [RIGHTS, THIRTEEN],
    actual: async (ask) => {
      const groups = RIGHTS.map((right) => `${right}: cityIndicators(dimension: ${right}) { code }`);
      const found = await ask<Record<string, object[]>>(`{ ${groups.join(' ')} }`);
      const filled = RIGHTS.filter((right) => (found[right]?.length ?? 0) > 0);
      return [filled, Object.values(found).reduce((sum, { length }) => sum + length, 0)];
    },
  },
  {
    row: 'S-07',
    what: 'tasks with a lead and assisting units, and those that are found by the union that leads them',
    expected: [18, true],
    actual: async (ask) => {
      const { taskProjects } = await ask<{ taskProjects: { seq: number; lead: { id?: string }; assists: object[] }[] }>(
        '{ taskProjects { seq lead { ... on Union { id } ... on ExternalAgency { code } } assists { __typename } } }',
      );
      const leads = [...new Set(taskProjects.flatMap(({ lead }) => lead.id ?? []))];
      const filtered = leads.map((id, at) => `lead${at}: taskProjects(leadUnitId: "${id}") { seq }`);
      const found = await ask<Record<string, object[]>>(`{ ${filtered.join(' ')} }`);
      const byLead = Object.values(found).reduce((sum, { length }) => sum + length, 0);
      return [
        taskProjects.filter(({ lead, assists }) => lead && assists.length > 0).length,
        byLead === taskProjects.filter(({ lead }) => lead.id).length,
      ];
    },
  },
  {
    row: 'S-08',
    what: 'whether the due days that the conference moved are those of the tasks',
    expected: true,
    actual: async (ask) => {
      const { jointConferences } = await ask<{
        jointConferences: { nodes: { resolutions: { newDueAt: string | null; task: { dueAt: string } | null }[] }[] };
      }>('{ jointConferences { nodes { resolutions { newDueAt task { dueAt } } } } }');
      const moved = jointConferences.nodes.flatMap(({ resolutions }) => resolutions.filter(({ newDueAt }) => newDueAt !== null));
      return moved.length > 0 && moved.every(({ newDueAt, task }) => task?.dueAt === newDueAt);
    },
  },
];

const dashboardFigures = ({ streetStations }: Profile): Figure[] => [
  {
    row: 'J-10',
    what: "the organisation's part of the board of Chaoyang: its name, street stations, contacts that lack, communities covered",
    expected: ['Chaoyang', byDistrict(streetStations).filter(({ code }) => code === DISTRICT).length, 0, true],
    actual: async (ask) => {
      const { district } = await ask<{ district: Board }>(
        `{ district(code: "${DISTRICT}") { name communitiesTotal communitiesCovered contactShortfall(year: 2013)
          servicePoints(kind: STREET_STATION) { totalCount } } }`,
        {},
        person('DISTRICT_ADMIN', `/city/${DISTRICT}/`),
      );
      return [
        district.name,
        district.servicePoints.totalCount,
        district.contactShortfall,
        district.communitiesCovered === district.communitiesTotal && district.communitiesTotal > 0,
      ];
    },
  },
  {
    row: 'J-11',
    what: "the city's board, for everybody: indicators, tasks, and the five tiles with where they come from",
    expected: [THIRTEEN, 18, ['organisation', 'organisation', 'organisation', 'organisation', 'warmth-fund']],
    actual: async (ask) => {
      const found = await ask<Record<'cityIndicators' | 'taskProjects', object[]> & { fiveOnes: { sourceSubgraph: string }[] }>(
        `{ cityIndicators(asOf: "2013-10-19") { code nameZh dimension targetBp targetCount current { valueBp valueCount status measuredAt sourceSubgraph } }
          taskProjects { seq nameZh lead { ... on Union { nameZh } ... on ExternalAgency { nameZh } } status progressBp } fiveOnes { key value sourceSubgraph } }`,
        {},
        ANONYMOUS,
      );
      return [found.cityIndicators.length, found.taskProjects.length, found.fiveOnes.map(({ sourceSubgraph }) => sourceSubgraph)];
    },
  },
];

interface Board {
  readonly name: string;
  readonly communitiesTotal: number;
  readonly communitiesCovered: number;
  readonly contactShortfall: number;
  readonly servicePoints: { readonly totalCount: number };
}
