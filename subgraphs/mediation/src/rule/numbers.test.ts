import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildRound } from '../../test/bargaining.ts';
import { act, buildCase, buildOrg, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';
import { numbers } from './numbers.ts';

const SET = 'mutation ($input: SetRuleNumberInput!) { setMediationRule(input: $input) { number { name value version } } }';
const APPOINT = 'mutation ($input: AppointMediatorInput!) { appointMediator(input: $input) { mediator { id } } }';

describe('the numbers that rules go by (C-21)', () => {
  let subgraph: TestSubgraph;
  let orgId: string;
  const city = staff(newId(), 'CITY_DEPT');
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    orgId = await buildOrg(subgraph);
  });
  afterAll(() => subgraph.stop());

  const set = async (name: keyof typeof numbers, value: number) =>
    expect(
      await subgraph.code(
        subgraph.ask(city, SET, {
          input: { idempotencyKey: key(), expectedVersion: 1, name, value, effectiveFrom: '2013-11-01', reason: '试行' },
        }),
      ),
    ).toBeNull();
  const NOVEMBER = '2013-11-01T10:00:00+08:00';

  test('everybody reads all of them, each with its first value', async () => {
    const { data } = await subgraph.ask(ANONYMOUS, '{ mediationRules { name value } }');
    expect(data.mediationRules).toEqual(Object.values(numbers).map(({ name, first }) => ({ name, value: first })));
  });

  test('from how many on a dispute is collective: by the number of the day of receipt', async () => {
    await set('COLLECTIVE_FROM', 3);
    const apply = async (now?: string) => {
      const input = {
        orgId,
        ownership: 'PRIVATE',
        knewOn: '2013-07-01',
        applicants: ['甲', '乙', '丙'].map((name) => ({ nameZh: now ? `大${name}` : name })),
        respondents: [{ nameZh: '某公司' }],
        claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资' }],
      };
      const answer = await act(subgraph, staff(newId(), 'STATION_STAFF', PATH), 'applyForMediation', input, now, 'isCollective');
      return answer.data.applyForMediation.case.isCollective;
    };
    expect([await apply(), await apply(NOVEMBER)]).toEqual([false, true]);
  });

  test('how many cases a mediator has at a time, unless the appointment says', async () => {
    await set('MOST_CASES_OF_MEDIATOR', 7);
    const capOf = async (now: string | undefined, more: object = {}) => {
      const input = {
        idempotencyKey: key(),
        orgId,
        staffMemberId: await listed(subgraph.sql, 'STAFF'),
        nameZh: '孙丽',
        kind: 'UNION_CADRE',
        termFrom: '2013-11-01',
        termTo: '2014-10-31',
        ...more,
      };
      const { data } = await subgraph.ask(city, APPOINT, { input }, now);
      const [row] = await subgraph.sql<{ case_cap: number }>('select case_cap from mediator where id = $1', [
        data.appointMediator.mediator.id,
      ]);
      return row?.case_cap;
    };
    expect([await capOf(undefined), await capOf(NOVEMBER), await capOf(NOVEMBER, { caseCap: 3 })]).toEqual([20, 7, 3]);
  });

  test('by how many days mediation is extended', async () => {
    await set('LONGEST_EXTENSION_DAYS', 2);
    const extend = async (days: number, now?: string) => {
      const built = await buildCase(subgraph, 'IN_MEDIATION', { received_at: '2013-10-18T10:00:00+08:00' });
      const input = { caseId: built.id, expectedVersion: 1, days, applicantAgrees: true, respondentAgrees: true };
      return subgraph.code(act(subgraph, built.centre, 'extendMediation', input, now));
    };
    expect([await extend(15), await extend(16), await extend(2, NOVEMBER), await extend(3, NOVEMBER)]).toEqual([
      null,
      'BAD_USER_INPUT',
      null,
      'BAD_USER_INPUT',
    ]);
  });

  test('how long before its signature a contract begins', async () => {
    await set('CONTRACT_DAYS_BEFORE_SIGNING', 0);
    const sign = async (now: string, termFrom: string) => {
      const draft = { termFrom, termTo: termFrom.replace('2013', '2015') };
      return buildRound(subgraph, 'SIGNED', { now, draft }).catch(({ message }: Error) => message);
    };
    const OCTOBER = '2013-10-31T10:00:00+08:00';
    expect(await sign(OCTOBER, '2013-10-30')).toMatchObject({ contract: expect.anything() });
    expect(await sign(NOVEMBER, '2013-10-31')).toMatch(/at most 0 days before it is signed/);
    expect(await sign(NOVEMBER, '2013-11-01')).toMatchObject({ contract: expect.anything() });
  });

  test('how long a notice waits, and what a congress needs', async () => {
    await set('REPLY_DAYS', 10);
    await set('CONGRESS_PRESENT_TWELFTHS', 9);
    const due = async (now?: string) => {
      const { id, sides } = await buildRound(subgraph, 'NOTICED', { now });
      return (await subgraph.ask(sides.officer, `{ bargainingRound(id: "${id}") { replyDueAt } }`)).data.bargainingRound
        .replyDueAt;
    };
    expect([await due(), await due(NOVEMBER)]).toEqual(['2013-11-08', '2013-11-11']);
    const passes = (now?: string) =>
      buildRound(subgraph, 'PASSED', { now, draft: { termFrom: '2013-11-01', termTo: '2014-10-31' } }).then(
        () => null,
        ({ message }: Error) => message,
      );
    expect(await passes()).toBeNull();
    expect(await passes(NOVEMBER)).toMatch(/120 of 180 representatives were present/);
  });
});
