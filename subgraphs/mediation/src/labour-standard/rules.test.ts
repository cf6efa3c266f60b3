import { ANONYMOUS } from '@union-graph/identity';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { mediation } from '../subgraph.ts';
import { minimumWageFor } from './rules.ts';

const month = (valueFen: bigint, effectiveFrom: string) => ({
  kind: 'MINIMUM_WAGE_MONTH' as const,
  scope: '北京市',
  valueFen,
  effectiveFrom,
});
const STANDARDS = [month(126_000n, '2012-01-01'), month(140_000n, '2013-01-01')];

describe('minimum wage (P10)', () => {
  test.each([
    ['one month', '2013-03-01', '2013-03-31', 140_000n],
    ['a month before the raise and one after', '2012-12-01', '2013-01-31', 266_000n],
    ['half of April', '2013-04-01', '2013-04-15', 70_000n],
    ['one day of February, rounded down', '2013-02-05', '2013-02-05', 5_000n],
    ['a year', '2013-01-01', '2013-12-31', 1_680_000n],
    ['before any standard', '2010-01-01', '2010-12-31', 0n],
  ])('%s', (_, from, to, fen) => {
    expect(minimumWageFor(STANDARDS, from, to)).toBe(fen);
  });
});

describe('what is public', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  test('the standards of a day', async () => {
    const on = async (day: string) =>
      (
        await subgraph.ask(ANONYMOUS, 'query ($on: Date!) { labourStandards(on: $on) { kind valueFen effectiveFrom } }', {
          on: day,
        })
      ).data.labourStandards;
    expect(await on('2012-12-31')).toEqual([{ kind: 'MINIMUM_WAGE_MONTH', valueFen: '126000', effectiveFrom: '2012-01-01' }]);
    expect(await on('2013-01-01')).toEqual([
      { kind: 'MINIMUM_WAGE_HOUR', valueFen: '1520', effectiveFrom: '2013-01-01' },
      { kind: 'MINIMUM_WAGE_MONTH', valueFen: '140000', effectiveFrom: '2013-01-01' },
    ]);
  });

  test('S-45: the six parties', async () => {
    const { data } = await subgraph.ask(ANONYMOUS, '{ linkedParties { code nameZh since } }');
    expect(data.linkedParties.map(({ code, since }: { code: string; since: string }) => [code, since])).toEqual([
      ['COURT', '2010-01-01'],
      ['ENTERPRISE_CONFED', '2010-01-01'],
      ['HRSS', '2009-06-01'],
      ['JUSTICE', '2009-06-01'],
      ['PETITION', '2010-01-01'],
      ['UNION', '2009-06-01'],
    ]);
  });

  test('a time limit from its facts', async () => {
    const check = (input: object) =>
      subgraph.ask(
        ANONYMOUS,
        'query ($input: LimitationCheckInput!) { limitationCheck(input: $input) { status until events { kind at } } }',
        { input },
      );
    expect((await check({ kinds: ['WAGES'], knewOn: '2013-06-30', terminatedOn: '2013-07-19' })).data.limitationCheck).toEqual({
      status: 'OPEN',
      until: '2014-07-21',
      events: [
        { kind: 'KNEW', at: '2013-06-30' },
        { kind: 'TERMINATED', at: '2013-07-19' },
      ],
    });
    for (const wrong of [{ knewOn: '0001-01-01' }, { knewOn: '2013-06-30', terminatedOn: '1900-01-01' }])
      expect(await subgraph.code(check({ kinds: ['WAGES'], ...wrong }))).toBe('BAD_USER_INPUT');
    const events = Array(101).fill({ kind: 'DEMANDED', at: '2013-07-01' });
    for (const wrong of [{ kinds: [] }, { kinds: Array(51).fill('WAGES') }, { kinds: ['WAGES'], events }])
      expect(await subgraph.code(check({ knewOn: '2013-06-30', ...wrong }))).toBe('BAD_USER_INPUT');
  });
});
