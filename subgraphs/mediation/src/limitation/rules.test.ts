import { addDays } from '@union-graph/subgraph';
import fc from 'fast-check';
import { checkKnowing, type LimitationFact, limitationFactsOf, limitationOf, yearAfter } from './rules.ts';

const NONE = new Map<string, boolean>();
const fact = (kind: LimitationFact['kind'], at: string): LimitationFact => ({ kind, at });
const check = (kinds: Parameters<typeof limitationOf>[0], facts: LimitationFact[], today: string) =>
  limitationOf(kinds, facts, NONE, today);

describe('the time limit (P11 art. 27)', () => {
  test.each([
    ['a year from knowing, last day', ['COMPENSATION'], [fact('KNEW', '2012-10-15')], '2013-10-15', 'OPEN', '2013-10-15'],
    ['a year from knowing, one day over', ['COMPENSATION'], [fact('KNEW', '2012-10-15')], '2013-10-16', 'EXPIRED', '2013-10-15'],
    [
      'a last day on a Saturday moves to Monday (Civil Code 203)',
      ['COMPENSATION'],
      [fact('KNEW', '2012-10-19')],
      '2013-10-21',
      'OPEN',
      '2013-10-21',
    ],
    ['a year and a day is over', ['COMPENSATION'], [fact('KNEW', '2012-10-18')], '2013-10-19', 'EXPIRED', '2013-10-18'],
    [
      '29 February ends on 28 February (Civil Code 202)',
      ['COMPENSATION'],
      [fact('KNEW', '2012-02-29')],
      '2013-02-28',
      'OPEN',
      '2013-02-28',
    ],
    ['pay arrears while employed have none', ['WAGES'], [fact('KNEW', '2010-01-01')], '2013-10-19', 'NOT_LIMITED', null],
    [
      'pay arrears end a year after termination',
      ['WAGES'],
      [fact('KNEW', '2010-01-01'), fact('TERMINATED', '2013-07-18')],
      '2013-10-19',
      'OPEN',
      '2014-07-18',
    ],
    ['overtime is pay', ['OVERTIME'], [fact('KNEW', '2010-01-01')], '2013-10-19', 'NOT_LIMITED', null],
    [
      'a year that would begin in force majeure begins when that is over',
      ['WAGES'],
      [fact('KNEW', '2012-01-02'), fact('PAUSED', '2012-03-01'), fact('TERMINATED', '2012-06-01'), fact('RESUMED', '2012-09-03')],
      '2013-06-15',
      'OPEN',
      '2013-09-03',
    ],
    [
      'it does not begin while that lasts',
      ['WAGES'],
      [fact('KNEW', '2012-01-02'), fact('PAUSED', '2012-03-01'), fact('TERMINATED', '2012-06-01')],
      '2013-10-19',
      'SUSPENDED',
      null,
    ],
    [
      'force majeure that was over before changes nothing',
      ['WAGES'],
      [fact('KNEW', '2012-01-02'), fact('PAUSED', '2012-03-01'), fact('RESUMED', '2012-05-01'), fact('TERMINATED', '2013-07-18')],
      '2013-10-19',
      'OPEN',
      '2014-07-18',
    ],
    [
      'of two claims the stricter counts',
      ['WAGES', 'COMPENSATION'],
      [fact('KNEW', '2012-12-03')],
      '2013-10-19',
      'OPEN',
      '2013-12-03',
    ],
    [
      'a demand begins anew',
      ['COMPENSATION'],
      [fact('KNEW', '2012-03-01'), fact('DEMANDED', '2012-12-03')],
      '2013-10-19',
      'OPEN',
      '2013-12-03',
    ],
    [
      'asking an authority begins anew',
      ['COMPENSATION'],
      [fact('KNEW', '2012-03-01'), fact('ASKED_AUTHORITY', '2012-12-03')],
      '2013-10-19',
      'OPEN',
      '2013-12-03',
    ],
    [
      'a promise begins anew',
      ['COMPENSATION'],
      [fact('KNEW', '2012-03-01'), fact('PROMISED', '2012-12-03')],
      '2013-10-19',
      'OPEN',
      '2013-12-03',
    ],
    [
      'what is over is not revived',
      ['COMPENSATION'],
      [fact('KNEW', '2012-03-01'), fact('PROMISED', '2013-04-01')],
      '2013-10-19',
      'EXPIRED',
      '2013-03-01',
    ],
    [
      'a demand before termination does not count for pay',
      ['WAGES'],
      [fact('DEMANDED', '2013-06-03'), fact('TERMINATED', '2013-07-18')],
      '2013-10-19',
      'OPEN',
      '2014-07-18',
    ],
    [
      'force majeure stops it',
      ['COMPENSATION'],
      [fact('KNEW', '2012-03-01'), fact('PAUSED', '2012-05-01')],
      '2013-10-19',
      'SUSPENDED',
      null,
    ],
    [
      'and it runs on afterwards',
      ['COMPENSATION'],
      [fact('KNEW', '2012-03-01'), fact('PAUSED', '2012-05-01'), fact('RESUMED', '2012-05-11')],
      '2013-03-11',
      'OPEN',
      '2013-03-11',
    ],
    [
      'a demand during the pause begins anew after it',
      ['COMPENSATION'],
      [fact('KNEW', '2012-03-01'), fact('PAUSED', '2012-05-01'), fact('DEMANDED', '2012-06-01'), fact('RESUMED', '2012-07-02')],
      '2013-03-11',
      'OPEN',
      '2013-07-02',
    ],
  ] as const)('%s', (_, kinds, facts, today, status, until) => {
    expect(check([...kinds], [...facts], today)).toEqual({ status, until });
  });

  const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2012-01-02', n));

  test('any demand in time makes the limit later, never earlier', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 364 }), (knew, after) => {
        const before = check(['DAMAGES'], [fact('KNEW', knew)], knew).until as string;
        const then = check(['DAMAGES'], [fact('KNEW', knew), fact('DEMANDED', addDays(knew, after))], knew).until as string;
        expect(then >= before).toBe(true);
      }),
    );
  });

  test('any pause moves the last day by its length', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 400 }), (knew, after, length) => {
        const paused = addDays(knew, after);
        const everyDay = new Map(Array.from({ length: 2000 }, (_, n) => [addDays(knew, n), true] as const));
        const { until } = limitationOf(
          ['DAMAGES'],
          [fact('KNEW', knew), fact('PAUSED', paused), fact('RESUMED', addDays(paused, length))],
          everyDay,
          knew,
        );
        expect(until).toBe(addDays(yearAfter(knew), length));
      }),
    );
  });

  test('days to come and the two kinds with fields of their own are refused', () => {
    expect(() => limitationFactsOf({ knewOn: '2013-10-20' }, '2013-10-19')).toThrow('2013-10-20');
    const proved = (proofRef: string) =>
      limitationFactsOf({ knewOn: '2013-10-01', events: [{ kind: 'DEMANDED', at: '2013-10-02', proofRef }] }, '2013-10-19')[1]
        ?.proofRef;
    expect(proved('字'.repeat(200))).toHaveLength(200);
    expect(proved(' ')).toBeNull();
    expect(() => proved('字'.repeat(201))).toThrow('proofRef');
    expect(() => limitationFactsOf({ knewOn: '2013-10-01', events: [{ kind: 'KNEW', at: '2013-10-02' }] }, '2013-10-19')).toThrow(
      'field of its own',
    );
    expect(limitationFactsOf({ knewOn: '2013-10-01', terminatedOn: '2013-09-01' }, '2013-10-19').map(({ kind }) => kind)).toEqual(
      ['TERMINATED', 'KNEW'],
    );
  });

  test.each([
    ['before the wrong was known', [fact('DEMANDED', '2013-04-30')], 'BAD_USER_INPUT', 'at'],
    ['out of the order of their days', [fact('DEMANDED', '2013-07-01'), fact('PROMISED', '2013-06-01')], 'BAD_USER_INPUT', 'at'],
    ['the end of a pause that had not begun', [fact('RESUMED', '2013-06-01')], 'VALIDATION_FAILED', 'kind'],
    ['a pause in a pause', [fact('PAUSED', '2013-06-01'), fact('PAUSED', '2013-07-01')], 'VALIDATION_FAILED', 'kind'],
    [
      'a second end of one pause',
      [fact('PAUSED', '2013-06-01'), fact('RESUMED', '2013-06-01'), fact('RESUMED', '2013-06-02')],
      'VALIDATION_FAILED',
      'kind',
    ],
    ['in order', [fact('DEMANDED', '2013-05-01'), fact('PAUSED', '2013-06-01'), fact('RESUMED', '2013-06-01')], null, null],
  ] as const)('events: %s', (_, events, code, field) => {
    const check = () => limitationFactsOf({ knewOn: '2013-05-01', events: [...events] }, '2013-10-19');
    if (code === null) expect(check()).toHaveLength(4);
    else expect(check).toThrow(expect.objectContaining({ extensions: expect.objectContaining({ code, field }) }));
  });

  type Claims = Parameters<typeof checkKnowing>[1];
  const since = (kind: Claims[number]['kind'], periodFrom?: string) => ({ kind, periodFrom });

  test.each<[string, Claims, boolean]>([
    ['on the first day of the time', [since('DAMAGES', '2013-05-01')], true],
    ['on the day before', [since('DAMAGES', '2013-05-02')], false],
    ['before a later claim alone', [since('DAMAGES', '2013-05-01'), since('REST', '2013-06-01')], true],
    ['where a claim may be of any time', [since('DAMAGES', '2013-06-01'), since('REST')], true],
    ['before a wrong other than owed pay', [since('WAGES', '2013-01-01'), since('REST', '2013-06-01')], false],
    ['before the pay that alone is claimed', [since('WAGES', '2013-05-02')], false],
  ])('P11 art. 27: a wrong is known from its beginning on: %s', (_, claims, holds) => {
    const check = () => checkKnowing('2013-05-01', claims);
    if (holds) expect(check).not.toThrow();
    else
      expect(check).toThrow(
        expect.objectContaining({ extensions: expect.objectContaining({ code: 'VALIDATION_FAILED', field: 'knewOn' }) }),
      );
  });
});
