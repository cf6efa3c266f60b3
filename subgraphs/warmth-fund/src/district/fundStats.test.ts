import { serviceViewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { deposit } from '../../test/books.ts';
import { insertFile } from '../../test/hardship.ts';
import { reserved, walk } from '../../test/payouts.ts';
import { insertProject } from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';
import { byQuarters } from './stats.ts';

const STATS = `query ($codes: [_Any!]!, $period: PeriodInput!) { _entities(representations: $codes) {
  ... on District { code fundStats(period: $period) { activeFiles aidPaidFen projects } } } }`;
const PERIOD = { from: '2013-01-01', to: '2013-10-19' };
const CITY = staff(newId(), 'CITY_DEPT');

describe('District.fundStats', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 100_000);
    const file = (status: string, from: string | null, to: string | null, path = '/city/110105/x/') =>
      insertFile(subgraph, { status, from, to, path });
    await file('ACTIVE', '2013-02-01', null);
    await file('REVIEW_DUE', '2012-02-01', null);
    await file('EXITED', '2012-02-01', '2013-10-19');
    await file('VERIFYING', null, null);
    await file('ACTIVE', '2013-02-01', null, '/city/110101/');
    const project = (code: string, from: string | null, to: string | null, status = 'IN_PROGRESS') =>
      insertProject(subgraph, { code, from, to, status });
    await project('P1', '2012-07-01', '2013-01-01');
    await project('P2', '2013-10-19', '2014-06-30');
    await project('P3', '2012-01-01', '2012-12-31', 'CLOSED');
    await project('P4', null, null, 'CALL');
    await walk(subgraph, await reserved(subgraph, { amountFen: 300 }), 'approve', 'send', 'settle');
    await walk(subgraph, await reserved(subgraph, { amountFen: 20 }), 'approve', 'send', 'settle', 'return');
    await walk(
      subgraph,
      await reserved(subgraph, { amountFen: 4, source: { subgraph: 'training', typeName: 'SubsidyApplication', id: newId() } }),
      'approve',
      'send',
      'settle',
    );
    await reserved(subgraph, { amountFen: 50 });
  });
  afterAll(() => subgraph.stop());

  const ask = (viewer = CITY, period: object = PERIOD, ...codes: string[]) =>
    subgraph.ask(viewer, STATS, { codes: codes.map((code) => ({ __typename: 'District', code })), period });

  test('J-10: files active on the last day, aid paid and not returned, projects that ran', async () => {
    subgraph.statements();
    const answer = await ask(CITY, PERIOD, '110105', '110101', '110228');
    expect(answer.data._entities).toEqual([
      { code: '110105', fundStats: { activeFiles: 2, aidPaidFen: '300', projects: 2 } },
      { code: '110101', fundStats: { activeFiles: 1, aidPaidFen: '0', projects: 0 } },
      { code: '110228', fundStats: { activeFiles: 0, aidPaidFen: '0', projects: 0 } },
    ]);
    expect(subgraph.statements()).toHaveLength(1);
  });

  test('the days are counted as asked', async () => {
    const on = async (from: string, to: string) => (await ask(CITY, { from, to }, '110105')).data._entities[0].fundStats;
    expect(await on('2012-12-31', '2013-01-01')).toEqual({ activeFiles: 2, aidPaidFen: '0', projects: 2 });
    expect(await on('2013-10-18', '2013-10-18')).toEqual({ activeFiles: 3, aidPaidFen: '0', projects: 0 });
    expect(await on('2013-10-19', '2013-10-19')).toEqual({ activeFiles: 2, aidPaidFen: '300', projects: 1 });
    expect(await subgraph.code(ask(CITY, { from: '2013-02-01', to: '2013-01-31' }, '110105'))).toBe('BAD_USER_INPUT');
  });

  test.each([
    ["the district's administrator", staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'), null],
    ['the city', staff(newId(), 'CITY_DEPT'), null],
    ['an auditor', staff(newId(), 'AUDITOR'), null],
    ['the Social Work Department', staff(newId(), 'SOCIAL_DEPT'), null],
    ['a service', serviceViewer('gateway'), null],
    ["another district's administrator", staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), 'FORBIDDEN'],
    ['a member', member(newId()), 'FORBIDDEN'],
    ['a caseworker', staff(newId(), 'FUND_CASEWORKER'), 'FORBIDDEN'],
  ])('%s', async (_, viewer, code) => {
    expect(await subgraph.code(ask(viewer, PERIOD, '110105'))).toBe(code);
  });

  test('4.2: partners read whole quarters only, of their districts, and nothing below ten', async () => {
    const institute = partnerOf({ kind: 'RESEARCH', districtCodes: ['110105'] });
    const quarters = { from: '2013-01-01', to: '2013-09-30' };
    expect(await subgraph.code(ask(institute, { from: '2013-10-01', to: '2013-10-31' }, '110105'))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(ask(institute, quarters, '110101'))).toBe('NOT_FOUND');
    expect((await ask(institute, quarters, '110105')).data._entities[0].fundStats).toEqual({
      activeFiles: null,
      aidPaidFen: null,
      projects: null,
    });
  });

  test('C-20: so do those of the staff who read neither files nor payouts', async () => {
    for (const viewer of [staff(newId(), 'SOCIAL_DEPT'), staff(newId(), 'PRIVACY_OFFICER')]) {
      expect(await subgraph.code(ask(viewer, { from: '2013-10-19', to: '2013-10-19' }, '110105'))).toBe('VALIDATION_FAILED');
      expect((await ask(viewer, PERIOD, '110105')).data._entities[0].fundStats).toEqual({
        activeFiles: null,
        aidPaidFen: null,
        projects: null,
      });
    }
    expect((await ask(staff(newId(), 'AUDITOR'), PERIOD, '110105')).data._entities[0].fundStats.activeFiles).toBe(2);
  });
});

test('money is the sum of what quarters tell, files and projects are those of all days together', () => {
  const quarter = { activeFiles: 30, aidPaidFen: 864_999n, payees: 12, projects: 14 };
  expect(byQuarters([quarter, { ...quarter, payees: 9 }, quarter], { ...quarter, activeFiles: 33 })).toEqual({
    activeFiles: 30,
    aidPaidFen: 1_728_000n,
    projects: 10,
    suppressed: true,
  });
});
