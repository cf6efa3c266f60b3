import { newId } from '@union-graph/subgraph';
import { eventually, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, type BuiltCase, buildCase, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READ = 'version status signDueAt closedAt agreement { totalFen } performance { status } documents { kind }';
const ON_26 = '2013-10-26T10:00:00+08:00';
const ON_27 = '2013-10-29T00:00:00+08:00';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

/** A case of 4 October, whose mediation ends on Monday the 21st because the 19th is a Saturday, with an agreement of today, the 19th. */
async function agreed() {
  const built = await buildCase(subgraph, 'IN_MEDIATION', { received_at: '2013-10-04T10:00:00+08:00' });
  let expectedVersion = 1;
  const go = async (viewer: BuiltCase['applicant'], verb: string, input: object = {}, now?: string) => {
    const answer = await act(subgraph, viewer, verb, { caseId: built.id, expectedVersion, ...input }, now, READ);
    expectedVersion = answer.data?.[verb]?.case.version ?? expectedVersion;
    return answer.errors?.[0]?.extensions ?? answer.data[verb].case;
  };
  const terms = [{ claimId: built.claimId, amountFen: '864000', dueAt: day(20), text: '一次付清' }];
  const recorded = await go(built.mediator.viewer, 'recordAgreement', { totalFen: '864000', terms });
  const read = async (now: string) =>
    (await subgraph.ask(built.applicant, `{ mediationCase(id: "${built.id}") { ${READ} } }`, {}, now)).data.mediationCase;
  return { ...built, go, recorded, read };
}

const signAll = async ({ go, applicant, respondent, mediator }: Awaited<ReturnType<typeof agreed>>) => {
  for (const [viewer, as] of [
    [applicant, 'APPLICANT'],
    [respondent, 'RESPONDENT'],
    [mediator.viewer, 'MEDIATOR'],
  ] as const)
    expect(await go(viewer, 'signAgreement', { as })).toMatchObject({ status: 'AGREED' });
};

describe('an agreement that is not signed by all (P11 art. 14, P12 art. 29)', () => {
  test('is signed within its days, else the mediation has failed and the applicant goes to arbitration', async () => {
    const built = await agreed();
    // Seven days from the 19th end on Saturday the 26th, and so on Monday the 28th.
    expect(built.recorded).toMatchObject({ status: 'AGREED', signDueAt: '2013-10-28T15:59:59.000Z' });
    expect(await built.go(built.applicant, 'signAgreement', { as: 'APPLICANT' }, ON_26)).toMatchObject({ status: 'AGREED' });
    expect(await built.read(ON_27)).toMatchObject({
      status: 'FAILED',
      signDueAt: null,
      closedAt: '2013-10-28T16:00:00.000Z',
      agreement: null,
      performance: [],
      documents: [{ kind: 'APPLICATION' }, { kind: 'ACCEPTANCE_NOTICE' }],
    });
    expect(await built.go(built.respondent, 'signAgreement', { as: 'RESPONDENT' }, ON_27)).toMatchObject({
      code: 'INVALID_TRANSITION',
    });
    expect(await built.go(built.applicant, 'referToArbitration', {}, ON_27)).toMatchObject({
      status: 'TO_ARBITRATION',
      agreement: null,
      performance: [],
    });
    expect(
      await subgraph.sql('select failed_at, agreed_at, total_fen, next_payment_on from mediation_case where id = $1', [built.id]),
    ).toEqual([{ failed_at: new Date('2013-10-29T00:00:00+08:00'), agreed_at: null, total_fen: 0n, next_payment_on: null }]);
  });

  test('a case waits for the seal once all have signed', async () => {
    const built = await agreed();
    await signAll(built);
    expect(await built.read(ON_27)).toMatchObject({ status: 'AGREED', signDueAt: null, agreement: { totalFen: '864000' } });
    expect(await built.go(built.respondent, 'declareFailure', { reason: '反悔' })).toMatchObject({
      code: 'INVALID_TRANSITION',
      rule: 'P11 art. 14',
    });
    expect(await built.go(built.centre, 'sealAgreement', {}, ON_27)).toMatchObject({ status: 'EFFECTIVE' });
  });

  test.each([
    ['respondent', 'declareFailure', { reason: '拒绝签字' }, 'FAILED'],
    ['applicant', 'declareFailure', { reason: '反悔' }, 'FAILED'],
    ['applicant', 'withdrawCase', {}, 'WITHDRAWN'],
  ] as const)('the %s ends it by %s, and nothing is due by it', async (who, verb, input, status) => {
    const built = await agreed();
    expect(await built.go(built.applicant, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({ status: 'AGREED' });
    expect(await built.go(built[who], verb, input)).toMatchObject({ status, agreement: null, performance: [] });
  });

  test('the timer writes it down; deadlines and statistics follow before it does', async () => {
    const built = await agreed();
    const DUE = '{ caseDeadlines(before: "2013-12-31") { nodes { kind dueOn } } }';
    const due = async (now?: string) => (await subgraph.ask(built.applicant, DUE, {}, now)).data.caseDeadlines.nodes;
    expect(await due()).toEqual([{ kind: 'SIGNATURES', dueOn: '2013-10-28' }]);
    expect(await due(ON_27)).toEqual([]);
    const counted = async (now: string) => {
      const period = '{ from: "2013-10-01", to: "2013-12-31" }';
      const { data } = await subgraph.ask(
        staff(newId(), 'CITY_DEPT'),
        `{ mediationOrg(id: "${built.orgId}") { stats(period: ${period}) { agreed failed } } }`,
        {},
        now,
      );
      return data.mediationOrg.stats;
    };
    expect(await counted(ON_26)).toEqual({ agreed: 1, failed: 0 });
    expect(await counted(ON_27)).toEqual({ agreed: 0, failed: 1 });
    const offset = Date.parse(ON_27) - Date.now();
    await subgraph.sql(
      `update graphile_worker._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{clockOffset}', to_jsonb($2::bigint))::json
      where key = $1`,
      [`settle_case:${built.id}`, offset],
    );
    await eventually(async () => {
      const [row] = await subgraph.sql<{ status: string }>('select status from mediation_case where id = $1', [built.id]);
      return row?.status === 'FAILED';
    });
    expect(await counted(ON_27)).toEqual({ agreed: 0, failed: 1 });
  });
});
