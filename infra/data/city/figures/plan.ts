import type { Ask } from '../graph.ts';
import { valuesOf } from '../plan.ts';
import type { Profile } from '../profile.ts';
import type { Figure } from './figure.ts';

const STATUSES: Readonly<Record<string, string>> = {
  'IND-02': 'BEHIND',
  'IND-05e': 'ON_TRACK',
  'IND-07': 'BEHIND',
  'IND-09': 'ON_TRACK',
};

/** Documents, the plan, its indicators and tasks, and the workforce (S-02 to S-09). */
export const planFigures = (profile: Profile): Figure[] => [
  ...[['S-02', 'ONE_PLUS_SIX', 7] as const, ['S-03', 'ONE_PLUS_NINE', 10] as const].map(([row, bundle, count]) => ({
    row,
    what: `documents of ${bundle}, and those that implement a service`,
    expected: [count, count],
    actual: async (ask: Ask) => {
      const { principleDocuments } = await ask<{ principleDocuments: { implements: string[] }[] }>(
        `{ principleDocuments(bundle: ${bundle}) { implements } }`,
      );
      return [principleDocuments.length, principleDocuments.filter((document) => document.implements.length > 0).length];
    },
  })),
  {
    row: 'S-04',
    what: 'the plan, its years, issuers and rights',
    expected: [2011, 2015, 2, 6],
    actual: async (ask) => {
      const found = await ask<{ plan: { from: number; to: number; issuers: string[]; indicators: { dimension: string }[] } }>(
        '{ plan(code: "12-5") { from to issuers indicators { dimension } } }',
      );
      const rights = new Set(found.plan.indicators.map(({ dimension }) => dimension));
      return [found.plan.from, found.plan.to, found.plan.issuers.length, rights.size];
    },
  },
  {
    row: 'S-06',
    what: 'where the thirteen indicators stand',
    expected: Object.entries(valuesOf(profile)).map(([code, value]) => [code, value, STATUSES[code] ?? 'MET']),
    actual: async (ask) => {
      const { cityIndicators } = await ask<{
        cityIndicators: { code: string; current: { valueBp: number | null; valueCount: number | null; status: string } }[];
      }>('{ cityIndicators(asOf: "2013-10-19") { code current { valueBp valueCount status } } }');
      return cityIndicators.map(({ code, current }) => [code, current.valueBp ?? current.valueCount, current.status]);
    },
  },
  {
    row: 'S-06',
    what: 'what Yanqing tells of training in safety',
    expected: ['NO_DATA', null],
    actual: async (ask) => {
      const { cityIndicators } = await ask<{
        cityIndicators: { code: string; current: { status: string; valueBp: number | null } }[];
      }>('{ cityIndicators { code current(scope: { districtCode: "110229" }) { status valueBp } } }');
      const found = cityIndicators.find(({ code }) => code === 'IND-04')?.current;
      return [found?.status, found?.valueBp];
    },
  },
  {
    row: 'S-07',
    what: 'task projects',
    expected: 18,
    actual: async (ask) => (await ask<{ taskProjects: unknown[] }>('{ taskProjects { seq } }')).taskProjects.length,
  },
  {
    row: 'S-08',
    what: 'joint conferences, and resolutions of the first',
    expected: [1, 2],
    actual: async (ask) => {
      const { jointConferences } = await ask<{ jointConferences: { totalCount: number; nodes: { resolutions: unknown[] }[] } }>(
        '{ jointConferences { totalCount nodes { resolutions { seq } } } }',
      );
      return [jointConferences.totalCount, jointConferences.nodes[0]?.resolutions.length];
    },
  },
  {
    row: 'S-09',
    what: 'the workforce before and after the eleventh plan',
    expected: [9_197_000, 10_316_000],
    actual: async (ask) => {
      const { before, after } = await ask<Record<'before' | 'after', { workers: number }>>(
        '{ before: workforceStat(year: 2006) { workers } after: workforceStat(year: 2010) { workers } }',
      );
      return [before.workers, after.workers];
    },
  },
];
