import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildPlan, claimAct, covered, fireInput, tellCard } from '../../test/claims.ts';
import { warmthFund } from '../subgraph.ts';

const [LAST, FIRST] = ['2013-12-31T23:59:59+08:00', '2014-01-01T00:00:00+08:00'];

describe('the first day of a plan, before its tasks have run (FND-INV-9)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await buildPlan(subgraph);
    await subgraph.sql(
      `with plan as (
        insert into mutual_aid_plan values ($1, 'MA-2014', '2014年度', '2014-01-01', '2014-12-31') returning id)
      insert into mutual_aid_benefit (plan_id, code, rate_bp, cap_fen, by_disability_grade, documents)
      select id, 'HOME_FIRE', 1000, 300000, '{}', '{FIRE_REPORT,LOSS_LIST}' from plan`,
      [newId()],
    );
  });
  afterAll(() => subgraph.stop());

  const COVERAGE = 'coverage { id status from to plan { code } }';
  const read = async (type: 'Member' | 'Card', id: string, viewer: ReturnType<typeof member>, now: string) => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${COVERAGE} } } }`;
    return (await subgraph.ask(viewer, query, { r: [{ __typename: type, id }] }, now)).data._entities[0].coverage;
  };

  test('an active card is covered from its first minute on: by member, by card, for claims', async () => {
    const who = await covered(subgraph);
    const fund = staff(newId(), 'FUND_CASEWORKER', '/city/');
    const both = async (viewer: ReturnType<typeof member>, now: string) => [
      await read('Member', who.person, viewer, now),
      await read('Card', who.card, viewer, now),
    ];
    const old = { status: 'ACTIVE', to: '2013-12-31', plan: { code: 'MA-2013' } };
    const begun = { status: 'ACTIVE', from: '2014-01-01', to: '2014-12-31', plan: { code: 'MA-2014' } };
    expect(await both(who.viewer, LAST)).toMatchObject([old, old]);
    expect(await both(who.viewer, FIRST)).toMatchObject([begun, begun]);
    expect(await both(fund, FIRST)).toMatchObject([begun, begun]);
    expect(await both(member(newId()), FIRST)).toEqual([null, null]);
    const [{ id }] = (await both(who.viewer, FIRST)) as [{ id: string }];
    const claim = await claimAct(subgraph, who.viewer, 'submitClaim', fireInput({ eventAt: '2014-01-01' }), FIRST);
    expect(claim.data.submitClaim.claim.coverage).toMatchObject({ from: '2014-01-01', status: 'ACTIVE' });
    expect(await read('Member', who.person, who.viewer, FIRST)).toMatchObject({ id, ...begun });
    expect(await subgraph.sql('select id from coverage where card_id = $1 order by from_day desc limit 1', [who.card])).toEqual([
      { id },
    ]);
  });

  test.each(['frozen', 'lost', 'cancelled'])('one that was %s before is not', async (kind) => {
    const who = await covered(subgraph);
    await tellCard(subgraph, who, kind, 2, '2013-11-01');
    expect(await read('Member', who.person, who.viewer, FIRST)).toMatchObject({ plan: { code: 'MA-2013' }, to: '2013-11-01' });
    const claim = claimAct(subgraph, who.viewer, 'submitClaim', fireInput({ eventAt: '2014-01-01' }), FIRST);
    expect(await subgraph.code(claim)).toBe('NOT_ELIGIBLE');
  });
});
