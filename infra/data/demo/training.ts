import { id } from '../ids.ts';
import { enterpriseEntries, staffEntries } from './directory.ts';
import { enterpriseId } from './enterprises.ts';
import type { Table } from './index.ts';
import { consentStandings } from './organisation-cards.ts';
import { WORKERS } from './organisation-workers.ts';
import { personId } from './persons.ts';
import { agencies } from './training-agencies.ts';
import { competitions } from './training-competitions.ts';
import { catalogue } from './training-courses.ts';
import { credits } from './training-credits.ts';
import { degreePlan } from './training-degree.ts';
import { domestic } from './training-domestic.ts';
import { jobs } from './training-jobs.ts';
import { studios } from './training-studios.ts';
import { certificates, subsidyApplications } from './training-subsidies.ts';
import { MEMBERS, pathOf } from './training-workers.ts';
import { unionPath } from './unions.ts';

const day = (month: number, date: number): string => `2013-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;

/** Officers' days of training in 2013, as hours on each. One reaches 16 and 40 hours, one is an hour short of the district's. */
const OFFICERS = [
  { login: 'chen-xiaomei', union: 'joint-panjiayuan', by: 'feng-jing', city: [8, 8], district: [8, 8, 8, 8, 8] },
  { login: 'he-tao', union: 'joint-donghuamen', by: 'dong-lei', city: [8, 8], district: [8, 8, 8, 8, 7] },
] as const;

const sum = (hours: readonly number[]): number => hours.reduce((total, one) => total + one, 0);

const trainingYears = OFFICERS.map(({ login, union, city, district }) => ({
  staff_id: personId(login),
  year: 2013,
  scope_path: unionPath(union),
  city_hours: sum(city),
  district_hours: sum(district),
}));

const trainingRecords = OFFICERS.flatMap(({ login, by, city, district }) => {
  const record = (provider: 'CITY' | 'DISTRICT', hours: number, date: string) => ({
    id: id('staff-training', `${login} ${date}`),
    staff_id: personId(login),
    provider,
    hours,
    date,
    recorded_by: personId(by),
    recorded_at: new Date(`${date}T17:30:00+08:00`),
  });
  return [
    ...city.map((hours, at) => record('CITY', hours, day(4, 16 + at))),
    ...district.map((hours, at) => record('DISTRICT', hours, day(5 + at, 14))),
  ];
});

/** The demo rows of the subgraph `training`: everything as it stands on 2013-10-19. All persons are invented. */
export const tables: readonly Table[] = [
  { table: 'consent_standing', rows: consentStandings },
  { table: 'directory_entry', rows: [...enterpriseEntries, ...staffEntries] },
  {
    table: 'member_place',
    rows: MEMBERS.map((worker) => ({ member_id: personId(worker), scope_path: pathOf(worker), seen_version: 0 })),
  },
  {
    table: 'employment',
    rows: WORKERS.map(({ id, employer }) => ({
      member_id: id,
      employer_id: employer && enterpriseId(employer),
      seen_version: 0,
    })),
  },
  { table: 'certificate', rows: certificates },
  { table: 'subsidy_application', rows: subsidyApplications },
  ...catalogue,
  ...credits,
  { table: 'staff_training_year', rows: trainingYears },
  { table: 'staff_training_record', rows: trainingRecords },
  ...degreePlan,
  ...agencies,
  ...studios,
  ...jobs,
  ...competitions,
  ...domestic,
];
