import { sources } from './sources.ts';

/** What adds or subtracts days, months or years: a call with another number than one day on or back, a setter, milliseconds of a day, an interval. */
const ARITHMETIC = [
  /\baddDays\((?!.*, -?1\))/,
  /\.set(UTC)?(Date|Month|FullYear)\(/,
  /\b86_?400(_?000)?\b|\b24 \* 60\b/,
  /interval '\d+ (day|week|month|year)/,
];

/** Where days are added and nothing is due at the end of them; each with what it counts. Deadlines have a `Length`. */
const NO_DEADLINES: Readonly<Record<string, string>> = {
  'gateway/src/agreements/rules.ts': 'how long an agreement may run at most',
  'gateway/src/governance/client-application/affectedOperations.ts': 'the days before in which requests count',
  'gateway/src/governance/registry/credentials.ts': 'how long a credential may hold',
  'gateway/src/governance/registry/checkSchema.ts': 'the days before in which a field counts as read',
  'gateway/src/governance/registry/settleAfterNotice.ts': 'how long a routing URL that does not answer is tried',
  'subgraphs/mediation/src/bargaining/queries.ts': 'the days of a year',
  'subgraphs/mediation/src/contract/rules.ts': 'the years of a term, and from when its renewal may be asked for (2.2.3)',
  'subgraphs/mediation/src/duty/rules.ts': 'how many days of a roster are asked for at once, and how far ahead one is made',
  'subgraphs/mediation/src/lawyer/resolvers.ts': 'how many days of duty may be asked for at once',
  'subgraphs/mediation/src/limitation/rules.ts':
    'years of limitation, whose last day goes through the calendar there (P11 art. 27)',
  'subgraphs/organisation/src/plan/rules.ts': 'how much of a plan’s time is over',
  'subgraphs/organisation/src/sentiment/queries.ts': 'the week before',
  'subgraphs/organisation/src/sentiment/rules.ts': 'days of a week by ISO 8601',
  'subgraphs/organisation/src/staff-member/assignStaff.ts': 'how far ahead a plan may reach',
  'subgraphs/organisation/src/staff-member/hireStaff.ts': 'how far from today a first day may lie, and a probation from it',
  'subgraphs/training/src/competition/announceCompetition.ts': 'how far ahead a final may lie',
  'subgraphs/training/src/course/openCourseSession.ts': 'how long a meeting may last, and how far ahead the last one may lie',
  'subgraphs/training/src/job-vacancy/postVacancy.ts': 'how far ahead a vacancy may be open',
  'subgraphs/venues/src/district/resolvers.ts': 'how long a period may be asked for',
  'subgraphs/venues/src/event/publishEvent.ts': 'how far ahead an event may be published, and how long it may last',
  'subgraphs/venues/src/group/checkedRecurrence.ts': 'how long a time of the week may be booked at once',
  'subgraphs/venues/src/group/rules.ts': 'the days of a recurrence',
  'subgraphs/venues/src/open-period/openFreePeriod.ts': 'how long a free period may be',
  'subgraphs/venues/src/screen-campaign/createScreenCampaign.ts': 'how far ahead a film may be planned',
  'subgraphs/venues/src/screen-campaign/rules.ts': 'how long a series is on television',
  'subgraphs/venues/src/slot/queries.ts': 'how many days of slots are shown at once',
  'subgraphs/venues/src/slot/rules.ts': 'how far ahead a slot may be booked (no act is due then)',
  'subgraphs/venues/src/suspension/rules.ts': 'the days before in which missed bookings count (VEN-INV-5)',
  'subgraphs/venues/src/facility/closeFacility.ts': 'how long a closure may last',
  'subgraphs/warmth-fund/src/project-report/loaders.ts': 'quarters of a year',
};

test('no service counts the days of a deadline by itself: `lastDayOf` does, by the calendar (2.0 «Days»)', () => {
  const found = new Map<string, string[]>();
  for (const [file, text] of sources()) {
    const lines = text.split('\n').filter((line) => !/^import|^\s*(\*|\/\/|\/\*)/.test(line));
    const arithmetic = lines.filter((line) => ARITHMETIC.some((pattern) => pattern.test(line))).map((line) => line.trim());
    if (arithmetic.length > 0) found.set(file, arithmetic);
  }
  const deadlines = [...found].filter(([file]) => !(file in NO_DEADLINES));
  expect(Object.fromEntries(deadlines)).toEqual({});
  expect(Object.keys(NO_DEADLINES).filter((file) => !found.has(file))).toEqual([]);
});

test('the lists of one service have names of their own, so that no cursor of one is taken for another’s', () => {
  const names = new Map<string, string[]>();
  for (const [file, text] of sources()) {
    const service = file.startsWith('subgraphs/') ? (file.split('/')[1] as string) : 'governance';
    for (const [, name] of text.matchAll(/PageSource<[^=]*= \{\s*name: '(\w+)'/g))
      names.set(service, [...(names.get(service) ?? []), name as string]);
  }
  expect([...names.keys()].sort()).toEqual(['governance', 'mediation', 'organisation', 'training', 'venues', 'warmth-fund']);
  for (const [service, own] of names)
    expect([service, own.filter((name, at) => own.indexOf(name) !== at)]).toEqual([service, []]);
});

test('pools are opened by `openPool`, so that a connection that breaks never ends the process', () => {
  const opened = [...sources(['subgraphs', 'shared', 'gateway'])].filter(([, text]) => text.includes('new pg.Pool('));
  expect(opened.map(([file]) => file)).toEqual(['shared/subgraph/src/database/pool.ts']);
});
