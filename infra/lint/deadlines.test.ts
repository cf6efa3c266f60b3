import { createDataSource, type Length, lastDayOf, readCalendar, type Tx } from '@union-graph/subgraph';
import { createTestDatabase, type TestDatabase } from '@union-graph/testing';
import { numbers as governanceNumbers } from '../../gateway/src/governance/rule/numbers.ts';
import { numbers as mediationNumbers } from '../../subgraphs/mediation/src/rule/numbers.ts';
import { numbers } from '../../subgraphs/organisation/src/rule/numbers.ts';
import { recheckDue } from '../../subgraphs/organisation/src/workers-home/rules.ts';
import { numbers as trainingNumbers } from '../../subgraphs/training/src/rule/numbers.ts';
import { numbers as venueNumbers } from '../../subgraphs/venues/src/rule/numbers.ts';
import { venues } from '../../subgraphs/venues/src/subgraph.ts';
import { lastDayOfMonths } from '../../subgraphs/warmth-fund/src/rule/lastDay.ts';
import { numbers as fundNumbers } from '../../subgraphs/warmth-fund/src/rule/numbers.ts';
import { lengthsInSources } from './sources.ts';

/**
 * Every deadline of the graph that is counted in days, each with its rule and an example whose last day meets days off or a weekend that is
 * worked. 1 to 7 October 2013 are off; 29 September and 12 October are worked. The days of a case (acceptance, mediation, award,
 * confirmation; 2.2.2) are columns that the database derives by the same functions: `subgraphs/mediation/src/calendar/calendar.test.ts` has them.
 */
const DEADLINES: readonly (readonly [rule: string, name: string, length: Length, start: string, lastDay: string])[] = [
  ['2.1.3', 'ACCEPT_DAYS', { days: numbers.ACCEPT_DAYS.first }, '2013-09-01', '2013-10-08'],
  ['2.1.3', 'SIMPLE_WORKING_DAYS', { workingDays: numbers.SIMPLE_WORKING_DAYS.first }, '2013-09-27', '2013-10-08'],
  ['2.1.3', 'COMMON_WORKING_DAYS', { workingDays: numbers.COMMON_WORKING_DAYS.first }, '2013-09-18', '2013-10-09'],
  ['2.1.3', 'HARD_WORKING_DAYS', { workingDays: numbers.HARD_WORKING_DAYS.first }, '2013-08-20', '2013-10-08'],
  ['2.1.3', 'REOPEN_DAYS', { days: numbers.REOPEN_DAYS.first }, '2013-09-24', '2013-10-08'],
  ['2.1.3', 'REOPEN_DAYS', { days: numbers.REOPEN_DAYS.first }, '2013-10-05', '2013-10-12'],
  ['2.1.3', 'ANSWER_DAYS', { days: numbers.ANSWER_DAYS.first }, '2013-09-05', '2013-10-08'],
  ['C-16', 'UNMERGE_DAYS', { days: numbers.UNMERGE_DAYS.first }, '2013-09-06', '2013-10-08'],
  ['2.2.3', 'REPLY_DAYS', { days: mediationNumbers.REPLY_DAYS.first }, '2013-09-12', '2013-10-08'],
  ['2.2.3', 'WAGE_FILING_DAYS', { days: mediationNumbers.WAGE_FILING_DAYS.first }, '2013-09-24', '2013-10-08'],
  ['2.2.3', 'FILING_DAYS', { days: mediationNumbers.FILING_DAYS.first }, '2013-09-21', '2013-10-08'],
  ['2.2.3', 'FILING_DAYS', { days: mediationNumbers.FILING_DAYS.first }, '2013-10-09', '2013-10-21'],
  ['2.2.3', 'OBJECTION_DAYS', { days: mediationNumbers.OBJECTION_DAYS.first }, '2013-09-18', '2013-10-08'],
  ['2.2.3', 'WAGE_PUBLICATION_DAYS', { days: mediationNumbers.WAGE_PUBLICATION_DAYS.first }, '2013-09-26', '2013-10-08'],
  ['2.2.3', 'PUBLICATION_DAYS', { days: mediationNumbers.PUBLICATION_DAYS.first }, '2013-10-10', '2013-10-21'],
  ['P11 art. 50', 'SUIT_DAYS', { days: mediationNumbers.SUIT_DAYS.first }, '2013-09-18', '2013-10-08'],
  [
    'S-45',
    'REFERRAL_REMINDER_WORKING_DAYS',
    { workingDays: mediationNumbers.REFERRAL_REMINDER_WORKING_DAYS.first },
    '2013-09-29',
    '2013-10-08',
  ],
  ['2.3.2', 'RESULT_CORRECTION_DAYS', { days: trainingNumbers.RESULT_CORRECTION_DAYS.first }, '2013-09-01', '2013-10-08'],
  ['2.3.2', 'APPEAL_DAYS', { days: trainingNumbers.APPEAL_DAYS.first }, '2013-09-24', '2013-10-08'],
  ['2.5.2', 'NOTICE_DAYS', { workingDays: fundNumbers.NOTICE_DAYS.first }, '2013-09-26', '2013-10-09'],
  ['2.5.2', 'REVIEW_DAYS', { days: fundNumbers.REVIEW_DAYS.first }, '2012-10-05', '2013-10-08'],
  ['VEN-INV-5', 'SUSPENSION_DAYS', { days: venueNumbers.SUSPENSION_DAYS.first }, '2013-09-02', '2013-10-08'],
  ['4.3 no. 10', 'DELETION_DAYS', { days: governanceNumbers.DELETION_DAYS.first }, '2013-09-04', '2013-10-08'],
];

/** Every number of months or years by which a last day to do something is counted, with the day that is a day off in the example. */
const IN_MONTHS: readonly (readonly [name: string, last: (tx: Tx) => Promise<string>, lastDay: string])[] = [
  [
    'RECHECK_YEARS',
    async ({ db }) => recheckDue('2011-10-05', numbers.RECHECK_YEARS.first, await readCalendar(db)),
    '2013-10-08',
  ],
  ['CLAIM_LIMITATION_MONTHS', (tx) => lastDayOfMonths(tx, '2012-10-05', fundNumbers.CLAIM_LIMITATION_MONTHS.first), '2013-10-08'],
  ['LOSS_AID_MONTHS', (tx) => lastDayOfMonths(tx, '2012-10-05', fundNumbers.LOSS_AID_MONTHS.first), '2013-10-08'],
];

/** Years between two births. */
const AGES = ['GRANDPARENT_YEARS', 'SPOUSE_YEARS'];

/** What lasts for months or years without a last day to do something: its end is that day, worked or not. */
const TERMS = [
  'CARD_YEARS',
  'CREDIT_YEARS',
  'LASTING_MONTHS',
  'LONGEST_INSTRUCTOR_TERM_MONTHS',
  'LONGEST_MEDIATOR_TERM_MONTHS',
  'LONGEST_PAYMENT_MONTHS',
  'LONGEST_SERVICE_CONTRACT_MONTHS',
  'LONGEST_TERM_YEARS',
  'PROBATION_MONTHS',
  'RENEWAL_NOTICE_MONTHS',
  'WAGE_LONGEST_TERM_YEARS',
];

const ALL_NUMBERS = [numbers, mediationNumbers, trainingNumbers, venueNumbers, fundNumbers, governanceNumbers];

describe('deadlines (2.0 «Days», Civil Code 201 to 203; C-01)', () => {
  let database: TestDatabase;
  let dataSource: ReturnType<typeof createDataSource>;
  beforeAll(async () => {
    // Every service has the same calendar.
    database = await createTestDatabase(venues);
    dataSource = await createDataSource({ url: database.appUrl, entities: [] }).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  test.each(DEADLINES)('%s %s, %j: one that begins on %s ends with %s', async (_, __, length, start, lastDay) => {
    expect(await lastDayOf(dataSource.manager, start, length)).toBe(lastDay);
  });

  test.each(IN_MONTHS)('C-01: %s from a day whose like day is off ends with the next working day', async (_, last, lastDay) => {
    expect(await last({ db: dataSource.manager } as Tx)).toBe(lastDay);
  });

  test('every number of months or years is that of a deadline or of a term', () => {
    const named = ALL_NUMBERS.flatMap((each) => Object.entries<{ unit: string }>(each))
      .filter(([, { unit }]) => unit === 'MONTHS' || unit === 'YEARS')
      .map(([name]) => name);
    expect([...IN_MONTHS.map(([name]) => name), ...TERMS, ...AGES].sort()).toEqual(named.sort());
  });

  test('the table has every length that some service counts by', () => {
    expect([...new Set(DEADLINES.map(([, name]) => name))].sort()).toEqual(lengthsInSources());
  });

  test.each([
    ['2009-10-08', false, 'eight days for mid-autumn and the national day'],
    ['2010-09-25', true, 'a Saturday worked for mid-autumn'],
    ['2011-10-09', true, 'a Sunday worked for the national day'],
    ['2012-01-29', true, 'a Sunday worked for the spring festival'],
    ['2013-09-29', true, 'a Sunday worked for the national day'],
    ['2014-05-04', true, 'a Sunday worked for labour day'],
    ['2015-09-03', false, 'seventy years after the war'],
    ['2015-09-06', true, 'the Sunday worked for it'],
    ['2030-01-01', true, 'a year without a notice yet: its weekdays are worked'],
  ])('the State Council says of %s: worked %s (%s)', async (day, worked) => {
    expect(await dataSource.query('select is_working_day($1) as worked', [day])).toEqual([{ worked }]);
  });
});
