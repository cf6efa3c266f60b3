import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';
import { pathOf } from './training-workers.ts';

const instant = (day: string): Date => new Date(`${day}T10:00:00+08:00`);

interface EntrySeed {
  readonly worker: string;
  readonly preliminary: number | null;
  /** Null for somebody who is not in the final, or before it. */
  readonly final: number | null;
}

interface EventSeed {
  readonly occupation: string;
  readonly certifiable: boolean;
  readonly entries: readonly EntrySeed[];
}

const entry = (worker: string, preliminary: number | null = null, final: number | null = null): EntrySeed => ({
  worker,
  preliminary,
  final,
});

/** The final of 2013 was the day before the demo's own; two fitters are equal behind the champion, until the judges place them. */
const EDITIONS = [
  {
    key: '2013',
    nameZh: '北京市职工职业技能大赛',
    status: 'FINAL',
    days: ['2013-07-01', '2013-07-31', '2013-09-07', '2013-10-18'],
    appealsUntil: null,
    events: [
      {
        occupation: '6-05-02-01',
        certifiable: true,
        entries: [entry('ma-qiang', 91, 96), entry('zhao-zhiqiang', 88, 93), entry('zheng-hong', 86, 93), entry('filler-26', 61)],
      },
      {
        occupation: '4-07-12-02',
        certifiable: false,
        entries: [entry('zhang-haiyan', 90, 88), entry('filler-13', 84, 80)],
      },
    ],
  },
  {
    key: '2014',
    nameZh: '北京市职工职业技能大赛',
    status: 'REGISTRATION',
    days: ['2013-10-08', '2013-11-08', '2014-01-11', '2014-03-15'],
    appealsUntil: null,
    events: [
      { occupation: '6-07-06-05', certifiable: true, entries: [entry('filler-1')] },
      { occupation: '6-04-01-01', certifiable: true, entries: [] },
    ],
  },
  {
    key: '2012',
    nameZh: '北京市职工职业技能大赛',
    status: 'CERTIFIED',
    days: ['2012-07-02', '2012-07-31', '2012-09-08', '2012-10-20'],
    appealsUntil: '2012-10-29',
    events: [{ occupation: '6-04-01-01', certifiable: false, entries: [entry('filler-2', 89, 94), entry('filler-4', 85, 90)] }],
  },
] as const satisfies readonly {
  readonly key: string;
  readonly nameZh: string;
  readonly status: string;
  readonly days: readonly [string, string, string, string];
  readonly appealsUntil: string | null;
  readonly events: readonly EventSeed[];
}[];

const competitionId = (key: string): string => id('competition', key);
const eventId = (key: string, occupation: string): string => id('competition-event', `${key} ${occupation}`);
const entryId = (key: string, occupation: string, worker: string): string =>
  id('competition-entry', `${key} ${occupation} ${worker}`);

const EVENTS = EDITIONS.flatMap(({ key, status, days, events }) =>
  events.map((event: EventSeed) => ({ key, status, registrationFrom: days[0], ...event })),
);

const statusOf = (status: string, { final }: EntrySeed): string => {
  if (status === 'REGISTRATION') return 'REGISTERED';
  return final === null ? 'ELIMINATED' : 'QUALIFIED';
};

/** Skills competitions: one whose results are due, one that takes entries, one that is over. All are invented. */
export const competitions: readonly Table[] = [
  {
    table: 'competition',
    rows: EDITIONS.map(({ key, nameZh, status, days: [from, until, preliminaryOn, finalOn], appealsUntil }) => ({
      id: competitionId(key),
      name_zh: nameZh,
      year: Number(finalOn.slice(0, 4)),
      status,
      registration_from: from,
      registration_until: until,
      preliminary_on: preliminaryOn,
      final_on: finalOn,
      published_at: appealsUntil === null ? null : instant(finalOn),
      published_by: appealsUntil === null ? null : personId('shen-ping'),
      appeals_until: appealsUntil,
      announced_by: personId('shen-ping'),
      announced_at: instant(from),
      version: 5,
    })),
  },
  {
    table: 'competition_organiser',
    rows: EDITIONS.flatMap(({ key }) =>
      ['SCIENCE', 'HRSS'].map((agency, at) => ({
        competition_id: competitionId(key),
        agency_code: agency,
        position: at + 1,
      })),
    ),
  },
  {
    table: 'competition_event',
    rows: EVENTS.map(({ key, status, occupation, certifiable }) => ({
      id: eventId(key, occupation),
      competition_id: competitionId(key),
      occupation_code: occupation,
      certifiable,
      scored_by: status === 'REGISTRATION' ? [] : [personId('shen-ping')],
      version: status === 'REGISTRATION' ? 1 : 3,
    })),
  },
  {
    table: 'competition_entry',
    rows: EVENTS.flatMap(({ key, status, registrationFrom, occupation, entries }) =>
      entries.map((one) => ({
        id: entryId(key, occupation, one.worker),
        event_id: eventId(key, occupation),
        member_id: personId(one.worker),
        status: statusOf(status, one),
        preliminary_score: one.preliminary,
        final_score: one.final,
        entered_at: instant(registrationFrom),
        scope_path: pathOf(one.worker),
        version: one.final === null ? 1 : 3,
      })),
    ),
  },
  {
    table: 'competition_award',
    rows: EVENTS.filter(({ status }) => status === 'CERTIFIED').flatMap(({ key, occupation, entries }) =>
      entries.map(({ worker }, at) => ({
        id: id('competition-award', `${key} ${occupation} ${worker}`),
        event_id: eventId(key, occupation),
        entry_id: entryId(key, occupation, worker),
        member_id: personId(worker),
        rank: at + 1,
        certificate_id: null,
        scope_path: pathOf(worker),
      })),
    ),
  },
];
