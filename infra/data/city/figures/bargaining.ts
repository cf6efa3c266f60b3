import { GROWTH_BP } from '../bargaining.ts';
import { coverageOf } from '../coverage.ts';
import { STREETS_WITHOUT_ROOM } from '../mediationOrgs.ts';
import { valuesOf } from '../plan.ts';
import type { Profile } from '../profile.ts';
import { type Counted, DISTRICTS, everyNode, type Figure, MORE } from './figure.ts';

const GDP_BP = 770;

/** What mediation answers of bargaining: instructors, its effect, and how far contracts reach (S-06, S-54, S-55). */
export const bargainingFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-54',
    what: 'instructors for wage bargaining, and districts with one',
    expected: [profile.wageInstructors, DISTRICTS],
    actual: async (ask) => {
      const instructors = await everyNode<{ district: { code: string } }>(
        ask,
        `query ($after: String) { list: wageInstructors(first: 100, after: $after) { nodes { district { code } } ${MORE} } }`,
      );
      return [instructors.length, new Set(instructors.map(({ district }) => district.code)).size];
    },
  },
  {
    row: 'S-46',
    what: 'centres, rooms of streets, committees of groups and of enterprises',
    expected: [1, DISTRICTS, 4, profile.streetStations - STREETS_WITHOUT_ROOM, profile.groupFirms, profile.enterpriseUnions],
    actual: async (ask) => {
      const kinds = [
        'CITY_CENTRE',
        'DISTRICT_CENTRE',
        'INDUSTRY_CENTRE',
        'STREET_ROOM',
        'GROUP_COMMITTEE',
        'ENTERPRISE_COMMITTEE',
      ];
      const counted = await ask<Record<string, Counted>>(
        `{ ${kinds.map((kind) => `${kind}: mediationOrgs(kind: ${kind}) { totalCount }`).join(' ')} }`,
      );
      return kinds.map((kind) => counted[kind]?.totalCount);
    },
  },
  {
    row: 'S-51',
    what: 'lawyers, and days of November on which a centre has less than two of them',
    expected: [profile.lawyers, 0],
    actual: async (ask) => {
      const { lawyers, dutyRoster } = await ask<{ lawyers: Counted; dutyRoster: { gaps: number } }>(
        '{ lawyers { totalCount } dutyRoster(from: "2013-11-01", to: "2013-11-29") { gaps } }',
      );
      return [lawyers.totalCount, dutyRoster.gaps];
    },
  },
  {
    row: 'S-55',
    what: 'growth of wages by bargaining in 2012, of the product, and the difference',
    expected: [GROWTH_BP, GDP_BP, GROWTH_BP - GDP_BP],
    actual: async (ask) => {
      const { bargainingEffect } = await ask<{ bargainingEffect: Record<string, number> }>(
        '{ bargainingEffect(year: 2012) { bargainingGrowthBp gdpGrowthBp differenceBp } }',
      );
      return Object.values(bargainingEffect);
    },
  },
  {
    row: 'S-06',
    what: 'employers with a contract, those above scale with one on wages, and the two shares as the plan says them',
    expected: [
      ...coverageOf(profile).covered,
      ...coverageOf(profile).onWages,
      valuesOf(profile)['IND-02'],
      valuesOf(profile)['IND-03'],
    ],
    actual: async (ask) => {
      const { contractCoverage } = await ask<{ contractCoverage: Record<string, number> }>(
        '{ contractCoverage { covered employers aboveScaleWithWages aboveScale coveredBp aboveScaleWithWagesBp } }',
      );
      return Object.values(contractCoverage);
    },
  },
];
