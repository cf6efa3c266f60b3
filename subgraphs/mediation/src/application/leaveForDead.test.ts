import type { Viewer } from '@union-graph/identity';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { inTurn, joinCase, tellAlive, tellDeath } from '../../test/applicants.ts';
import { at, type BuiltCase, buildCase, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READ = 'status flags version closedAt applicants { id leftAt leftAs signedAt } agreement { totalFen signedByApplicantAt }';
const DUE = 'query ($before: Date!) { caseDeadlines(before: $before) { nodes { kind overdue case { id flags } } } }';
describe('an applicant who has died', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const die = (viewer: Viewer, diedOn?: string) => tellDeath(subgraph, viewer, diedOn);
  const live = (viewer: Viewer) => tellAlive(subgraph, viewer);

  const build = async (status: string, shape = {}) => {
    const built = await buildCase(subgraph, status, shape);
    const read = async (viewer = built.centre) =>
      (await subgraph.ask(viewer, `{ mediationCase(id: "${built.id}") { ${READ} } }`)).data.mediationCase;
    const current = async () => (await subgraph.sql('select version from mediation_case where id = $1', [built.id]))[0]?.version;
    const go = async (viewer: Viewer, verb: string, input: object = {}) =>
      inTurn(subgraph, built.id)(viewer, verb, { expectedVersion: await current(), ...input });
    return { ...built, read, go };
  };
  const three = async (status: string, shape = {}) => {
    const built = await build(status, shape);
    return { ...built, second: await joinCase(subgraph, built), third: await joinCase(subgraph, built) };
  };
  const ways = ({ applicants }: { applicants: readonly { leftAs: string | null }[] }) => applicants.map(({ leftAs }) => leftAs);

  describe('alone in a case', () => {
    test('is seen by a flag in the lists of the mediator and the centre, until the case is over; the flag goes with the death', async () => {
      const { id, applicant, mediator, centre, go } = await build('IN_MEDIATION');
      const flagged = async (viewer: Viewer) => {
        const { nodes } = (await subgraph.ask(viewer, '{ mediationCases(first: 100) { nodes { id flags } } }')).data
          .mediationCases;
        return nodes.find((one: { id: string }) => one.id === id).flags.includes('APPLICANT_DIED');
      };
      expect(await flagged(centre)).toBe(false);
      await die(applicant);
      expect([await flagged(centre), await flagged(mediator.viewer)]).toEqual([true, true]);
      await live(applicant);
      expect(await flagged(centre)).toBe(false);
      await die(applicant);
      expect(await go(centre, 'declareFailure', { reason: '申请人已去世，近亲属另行主张' })).toBe('FAILED');
      expect(await flagged(centre)).toBe(false);
    });

    test('the flags of a list are read at once', async () => {
      const built = await build('RECEIVED');
      await build('RECEIVED');
      subgraph.statements();
      await subgraph.ask(built.centre, '{ mediationCases(first: 100) { nodes { id flags } } }');
      expect(subgraph.statements().filter((statement) => statement.includes('noneSince'))).toHaveLength(1);
    });

    test.each(['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION', 'AGREED'])(
      '%s: the centre ends it as failed once the death is known, and not while they live; the living goes on to arbitration after a mistake',
      async (status) => {
        const { applicant, centre, go } = await build(status);
        const end = () => go(centre, 'declareFailure', { reason: '申请人已去世' });
        expect(await end()).toMatchObject({ code: 'FORBIDDEN' });
        await die(applicant);
        expect(await end()).toBe('FAILED');
        await live(applicant);
        expect(await go(applicant, 'referToArbitration')).toBe('TO_ARBITRATION');
      },
    );

    test('nobody is late for a decision that was not due before the death', async () => {
      const due = async ({ id, centre }: BuiltCase) => {
        const { nodes } = (await subgraph.ask(centre, DUE, { before: day(-1) })).data.caseDeadlines;
        const [found] = nodes.filter((one: { case: { id: string } }) => one.case.id === id);
        return { kind: found.kind, overdue: found.overdue, flags: found.case.flags };
      };
      const shape = { received_at: '2013-10-11T10:00:00+08:00' };
      const [before, after] = [await build('RECEIVED', shape), await build('RECEIVED', shape)];
      expect(await due(before)).toEqual({ kind: 'ACCEPTANCE', overdue: true, flags: ['LATE'] });
      await die(before.applicant, '2013-10-15');
      await die(after.applicant, '2013-10-16');
      expect(await due(before)).toEqual({ kind: 'ACCEPTANCE', overdue: false, flags: ['APPLICANT_DIED'] });
      expect(await due(after)).toEqual({ kind: 'ACCEPTANCE', overdue: true, flags: ['LATE', 'APPLICANT_DIED'] });
    });

    test('a paper signed until the day of death counts, a later one does not; the living say no day', async () => {
      const { applicant, mediator, go } = await build('AGREED');
      const paper = { as: 'APPLICANT', paperRef: '第3页' };
      const own = await go(applicant, 'signAgreement', { as: 'APPLICANT', signedOn: day(-1) });
      expect(own).toMatchObject({ code: 'BAD_USER_INPUT', field: 'signedOn' });
      await die(applicant, day(-1));
      for (const signedOn of [undefined, day(0)])
        expect(await go(mediator.viewer, 'signAgreement', { ...paper, signedOn })).toEqual({
          ...{ code: 'VALIDATION_FAILED', field: 'signedOn', rule: 'P11 art. 14' },
        });
      for (const signedOn of [day(1), day(-4)])
        expect(await go(mediator.viewer, 'signAgreement', { ...paper, signedOn })).toMatchObject({ code: 'VALIDATION_FAILED' });
      expect(await go(mediator.viewer, 'signAgreement', { ...paper, signedOn: day(-1) })).toBe('AGREED');
    });

    test('who has a claim after them asks for a payment order or enforcement by the centre, and not while they live', async () => {
      const { id, applicant, mediator, respondent, centre, go } = await build('BREACHED', { terms: [864000] });
      for (const viewer of [centre, mediator.viewer])
        expect(await go(viewer, 'applyPaymentOrder')).toMatchObject({ code: 'FORBIDDEN' });
      await die(applicant);
      for (const viewer of [applicant, respondent]) expect(await go(viewer, 'applyPaymentOrder')).not.toBe('PAYMENT_ORDER');
      expect(await go(centre, 'applyEnforcement')).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P13' });
      expect(await go(centre, 'applyPaymentOrder')).toBe('PAYMENT_ORDER');
      await live(applicant);
      await subgraph.sql(`update mediation_case set status = 'BREACHED' where id = $1`, [id]);
      expect(await go(centre, 'applyPaymentOrder')).toMatchObject({ code: 'FORBIDDEN' });
      expect(await go(applicant, 'applyPaymentOrder')).toBe('PAYMENT_ORDER');
    });

    test('who has a claim after them withdraws from arbitration by the centre, which has their written word', async () => {
      const { applicant, centre, go } = await build('TO_ARBITRATION');
      expect(await go(centre, 'withdrawCase')).toMatchObject({ code: 'FORBIDDEN' });
      await die(applicant);
      expect(await go(centre, 'withdrawCase')).toMatchObject({ code: 'VALIDATION_FAILED', field: 'paperRef' });
      expect(await go(centre, 'withdrawCase', { paperRef: '近亲属声明第1页' })).toBe('WITHDRAWN');
    });

    test('where the others have died, too, one word withdraws for all', async () => {
      const { applicant, second, third, centre, read, go } = await three('TO_ARBITRATION', { accepted_at: day(-3) });
      for (const viewer of [applicant, second.viewer]) await die(viewer);
      expect(await go(centre, 'withdrawCase', { paperRef: '声明' })).toMatchObject({ code: 'FORBIDDEN' });
      await die(third.viewer);
      expect(await go(centre, 'withdrawCase', { paperRef: '声明' })).toBe('WITHDRAWN');
      expect(ways(await read())).toEqual(['WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN']);
    });

    test('a payment that is owed is recorded as before, and the case is over with the last one', async () => {
      const { applicant, mediator, itemIds, read, go } = await build('EFFECTIVE', { terms: [864000] });
      await die(applicant);
      expect(await read()).toMatchObject({ status: 'EFFECTIVE', flags: ['APPLICANT_DIED'] });
      const payment = { itemId: itemIds[0], paidFen: '864000', paidAt: day(0), proofRef: '付给近亲属' };
      expect(await go(mediator.viewer, 'recordPerformance', payment)).toBe('PERFORMED');
      expect((await read()).flags).toEqual([]);
    });
  });

  describe('beside others', () => {
    test.each(['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION'])(
      '%s: leaves the case to them; the last one stays',
      async (status) => {
        const { applicant, second, third, read } = await three(status, { received_at: at(-1) });
        await die(second.viewer);
        expect(await read()).toMatchObject({
          status,
          flags: [],
          applicants: [{ leftAs: null }, { leftAs: 'DIED', leftAt: expect.any(String) }, {}],
        });
        await die(applicant);
        await die(third.viewer);
        expect(ways(await read())).toEqual(['DIED', 'DIED', null]);
        expect((await read()).flags).toEqual(['APPLICANT_DIED']);
      },
    );

    test('the others sign what was agreed, and it takes effect without who died', async () => {
      const { applicant, second, third, respondent, mediator, centre, read, go } = await three('AGREED');
      expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
      await die(third.viewer);
      expect(ways(await read())).toEqual([null, null, 'DIED']);
      expect(await go(second.viewer, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
      expect(await go(respondent, 'signAgreement', { as: 'RESPONDENT' })).toBe('AGREED');
      expect(await go(mediator.viewer, 'signAgreement', { as: 'MEDIATOR' })).toBe('AGREED');
      expect(await go(centre, 'sealAgreement')).toBe('EFFECTIVE');
    });

    test('who had signed stays, and is owed what was agreed; a paper of after the death is no signature', async () => {
      const { applicant, second, third, mediator, read, go } = await three('AGREED');
      expect(await go(applicant, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
      await die(applicant, day(0));
      expect(ways(await read())).toEqual([null, null, null]);
      const paper = { as: 'APPLICANT', paperRef: '第3页' };
      for (const { partyId } of [second, third])
        expect(await go(mediator.viewer, 'signAgreement', { ...paper, partyIds: [partyId], signedOn: day(-1) })).toBe('AGREED');
      await die(second.viewer, day(-2));
      expect(ways(await read())).toEqual([null, 'DIED', null]);
      expect((await read()).agreement.signedByApplicantAt).not.toBeNull();
      await die(third.viewer, day(-1));
      expect(ways(await read())).toEqual([null, 'DIED', null]);
    });

    test('an agreement in effect, and a case before arbitration, keep all who asked', async () => {
      for (const status of ['EFFECTIVE', 'TO_ARBITRATION']) {
        const { second, read } = await three(status, { accepted_at: day(-3) });
        await die(second.viewer);
        expect(await read()).toMatchObject({ status, flags: ['APPLICANT_DIED'] });
        expect(ways(await read())).toEqual([null, null, null]);
      }
    });

    test('where the only one whom they elected has died, each acts for themself', async () => {
      const built = await build('AGREED', { is_collective: true });
      const [rep, other] = [await joinCase(subgraph, built, true), await joinCase(subgraph, built)];
      expect(await built.go(other.viewer, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({ code: 'FORBIDDEN' });
      await die(rep.viewer);
      for (const one of [built.respondent, built.mediator.viewer])
        await built.go(one, 'signAgreement', { as: one === built.respondent ? 'RESPONDENT' : 'MEDIATOR' });
      expect(await built.go(other.viewer, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
      expect(await built.go(built.centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED' });
      expect(await built.go(built.applicant, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
      expect(await built.go(built.centre, 'sealAgreement')).toBe('EFFECTIVE');
    });

    test('a death taken back gives no place in the case back; once it has failed for all they go to arbitration', async () => {
      const { applicant, second, third, read, go } = await three('IN_MEDIATION');
      await die(second.viewer);
      await live(second.viewer);
      expect(ways(await read())).toEqual([null, 'DIED', null]);
      expect(await go(second.viewer, 'declareFailure', { reason: '谈不拢' })).toMatchObject({ code: 'FORBIDDEN' });
      expect(await go(applicant, 'withdrawCase')).toBe('IN_MEDIATION');
      expect(await go(third.viewer, 'withdrawCase')).toBe('FAILED');
      expect(await go(second.viewer, 'referToArbitration')).toBe('TO_ARBITRATION');
    });

    test('of a death and signatures at once nothing is lost: the rest have signed, and who died has left or is bound', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { applicant, second, third, mediator, read, go } = await three('AGREED');
        const sign = async (viewer: Viewer) => go(viewer, 'signAgreement', { as: 'APPLICANT' });
        await sign(second.viewer);
        await sign(third.viewer);
        await Promise.all([
          die(applicant, day(-1)),
          go(mediator.viewer, 'signAgreement', {
            ...{ as: 'APPLICANT', paperRef: '第3页', signedOn: day(-2), partyIds: [(await read()).applicants[0].id] },
          }),
        ]);
        const { applicants, agreement } = await read();
        expect(agreement.signedByApplicantAt).not.toBeNull();
        expect([applicants[0].leftAs === 'DIED', applicants[0].signedAt !== null]).toContain(true);
        expect(applicants[0].leftAs === 'DIED' && applicants[0].signedAt !== null).toBe(false);
      }
    });
  });
});
