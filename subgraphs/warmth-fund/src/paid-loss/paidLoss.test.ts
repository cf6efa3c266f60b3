import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, allocateAid, clerk, done, insertCycle, setCycle, stepOf } from '../../test/aid.ts';
import { approver, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import { buildPlan, type Covered, claimAct, claimStep, covered, fireInput } from '../../test/claims.ts';
import { insertFile } from '../../test/hardship.ts';
import { warmthFund } from '../subgraph.ts';

describe('one loss is paid out of one book (FND-INV-5)', () => {
  let subgraph: TestSubgraph;
  let cycle: string;
  let who: Covered;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await buildPlan(subgraph);
    for (const fund of [1, 3]) await deposit(subgraph, fund, 100_000_000);
    await allocateAid(subgraph, '90000000');
    cycle = await insertCycle(subgraph, { code: 'EMERGENCY', perCycle: 5 });
  });
  beforeEach(async () => {
    who = await covered(subgraph);
    await setCycle(subgraph, cycle, 'OPEN');
    await insertFile(subgraph, { head: who.person, path: '/city/110105/u/' });
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const wish = (loss: object | null) => ({ cycleId: cycle, memberId: who.person, requestedFen: '1000', reason: '失火', loss });
  const fire = (happenedOn: string, kind = 'HOME_FIRE') => ({ kind, happenedOn });
  async function reviewed(loss: object, more: object = {}) {
    const application = await done(subgraph, clerk, 'applyForAid', wish(loss));
    const checked = await done(subgraph, clerk, 'checkAid', stepOf(application));
    const { id, version } = await done(subgraph, caseworker, 'reviewAid', { ...stepOf(checked), opinion: '属实', ...more });
    await setCycle(subgraph, cycle, 'FROZEN');
    return { id, version };
  }
  async function assessed(eventAt: string, more: object = {}, viewer = who.viewer) {
    const claim = await claimStep(subgraph, viewer, 'submitClaim', null, fireInput({ eventAt, memberId: who.person, ...more }));
    return claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
  }
  const approveAid = (application: { id: string; version: number }) =>
    subgraph.code(act(subgraph, approver, 'approveAid', stepOf(application)));
  const approveClaim = ({ id, version }: { id: string; version: number }) =>
    subgraph.code(claimAct(subgraph, approver, 'approveClaim', { claimId: id, expectedVersion: version, decision: 'ACCEPT' }));

  test.each([
    ['the day after', fire('2013-08-02'), 'DUPLICATE'],
    ['the same day as another kind', fire('2013-08-01', 'OTHER'), 'DUPLICATE'],
    ['29 days later', fire('2013-08-30'), 'DUPLICATE'],
    ['29 days before', fire('2013-07-03', 'OTHER'), 'DUPLICATE'],
    ['30 days later', fire('2013-08-31'), null],
  ])('a fire on 1 August and a loss %s, in both orders', async (_, loss, expected) => {
    const [application, claim] = [await reviewed(loss), await assessed('2013-08-01')];
    expect(await approveClaim(claim)).toBeNull();
    expect(await approveAid(application)).toBe(expected);
    who = await covered(subgraph);
    await insertFile(subgraph, { head: who.person, path: '/city/110105/u/' });
    await setCycle(subgraph, cycle, 'OPEN');
    const [first, second] = [await reviewed(loss), await assessed('2013-08-01')];
    expect(await approveAid(first)).toBeNull();
    expect(await approveClaim(second)).toBe(expected);
  });

  test('of a claim and an application approved at the same moment one is paid', async () => {
    const [application, claim] = [await reviewed(fire('2013-08-02')), await assessed('2013-08-01')];
    expect([await Promise.all([approveClaim(claim), approveAid(application)])].flat().toSorted()).toEqual(['DUPLICATE', null]);
  });

  test('a caseworker who has seen both says that it is another event; one kind on one day is one event all the same', async () => {
    expect(await approveClaim(await assessed('2013-08-01'))).toBeNull();
    expect(await approveAid(await reviewed(fire('2013-08-01'), { isAnotherEvent: true }))).toBe('DUPLICATE');
    await setCycle(subgraph, cycle, 'OPEN');
    expect(await approveAid(await reviewed(fire('2013-08-02'), { isAnotherEvent: true }))).toBeNull();
    const own = { ...caseworker, personId: who.person };
    await setCycle(subgraph, cycle, 'OPEN');
    const waiting = await done(
      subgraph,
      clerk,
      'checkAid',
      stepOf(await done(subgraph, clerk, 'applyForAid', wish(fire('2013-08-03')))),
    );
    const said = { ...stepOf(waiting), opinion: '属实', isAnotherEvent: true };
    expect(await subgraph.code(act(subgraph, own, 'reviewAid', said))).toBe('SEPARATION_OF_DUTIES');
    // What was said of one loss is not said of another that is handed in later.
    const put = await done(subgraph, caseworker, 'reviewAid', said);
    const back = await done(subgraph, caseworker, 'returnAid', { ...stepOf(put), note: '补充' });
    const { cycleId: _, memberId: __, ...again } = wish(fire('2013-08-05'));
    const handed = await done(subgraph, clerk, 'resubmitAid', { ...stepOf(back), ...again });
    const checked = await done(subgraph, clerk, 'checkAid', stepOf(handed));
    const last = await done(subgraph, caseworker, 'reviewAid', { ...stepOf(checked), opinion: '属实' });
    await setCycle(subgraph, cycle, 'FROZEN');
    expect(await approveAid(last)).toBe('DUPLICATE');
  });

  test('a claim for another event than that of aid is written down by a caseworker', async () => {
    expect(await approveAid(await reviewed(fire('2013-08-02')))).toBeNull();
    expect(await approveClaim(await assessed('2013-08-10', { isAnotherEvent: true }, caseworker))).toBeNull();
  });

  test.each([
    ['without its loss', null, 'BAD_USER_INPUT'],
    ['for a loss of 1960', fire('1960-08-01'), 'LIMITATION_EXPIRED'],
    ['for a loss of a year and a day ago', fire('2012-10-18'), 'LIMITATION_EXPIRED'],
    ['for a loss of a year ago', fire('2012-10-19'), null],
  ])('emergency aid %s', async (_, loss, expected) => {
    expect(await subgraph.code(act(subgraph, clerk, 'applyForAid', wish(loss)))).toBe(expected);
  });

  test('emergency aid that was handed in without its loss is sent back for it, and not handed in again without', async () => {
    const application = await done(subgraph, clerk, 'applyForAid', wish(fire('2013-08-02')));
    await subgraph.sql('update aid_application set loss_kind = null, loss_on = null where id = $1', [application.id]);
    expect(await subgraph.code(act(subgraph, clerk, 'checkAid', stepOf(application)))).toBe('NOT_ELIGIBLE');
    const back = await done(subgraph, caseworker, 'returnAid', { ...stepOf(application), note: '补充' });
    const { cycleId: _, memberId: __, ...again } = wish(null);
    expect(await subgraph.code(act(subgraph, clerk, 'resubmitAid', { ...stepOf(back), ...again }))).toBe('BAD_USER_INPUT');
  });
});
