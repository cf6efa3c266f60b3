import { newId } from '@union-graph/subgraph';
import { insert, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, buildDelegate } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('who acts for the applicants of a collective dispute (P11 art. 7)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  /** A collective case with two applicants of record; `elected` says whether the second one was elected. */
  const collective = async (status: string, elected: boolean) => {
    const [first, second] = [newId(), newId()];
    const built = await buildCase(subgraph, status, { is_collective: true, applicant_ids: [first, second] });
    await subgraph.sql('update case_party set member_id = $2 where id = $1', [built.partyIds.applicant, first]);
    await insert(subgraph.sql, 'case_party', {
      id: newId(),
      case_id: built.id,
      position: 2,
      side: 'APPLICANT',
      member_id: second,
      name_zh: '王工友',
      is_representative: elected,
    });
    return { ...built, first: member(first), second: member(second) };
  };

  test.each([
    ['IN_MEDIATION', 'withdrawCase', {}],
    ['IN_MEDIATION', 'declareFailure', { reason: '谈不拢' }],
    ['AGREED', 'signAgreement', { as: 'APPLICANT' }],
    ['BREACHED', 'applyPaymentOrder', {}],
    ['FAILED', 'referToArbitration', {}],
  ])('%s: %s is for those who were elected', async (status, verb, more) => {
    const built = await collective(status, true);
    const by = (viewer: typeof built.first) => act(subgraph, viewer, verb, { caseId: built.id, expectedVersion: 1, ...more });
    expect((await by(built.first)).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      missing: [{ kind: 'person', anyOf: ['elected representative'] }],
    });
    expect((await by(built.second)).errors).toBeUndefined();
  });

  test('a payment is recorded with its proof by anyone', async () => {
    const built = await collective('EFFECTIVE', true);
    const payment = { caseId: built.id, expectedVersion: 1, itemId: built.itemIds[0], paidFen: '1', paidAt: '2013-10-19' };
    expect((await act(subgraph, built.first, 'recordPerformance', { ...payment, proofRef: '回单' })).errors).toBeUndefined();
  });

  test('2.2.2: of the linked parties the labour authority and the court send a case to arbitration', async () => {
    const outcome = async (party: 'HRSS' | 'COURT' | 'JUSTICE' | 'ENTERPRISE_CONFED') => {
      const built = await buildCase(subgraph, 'FAILED');
      const delegate = await buildDelegate(subgraph, party);
      const referral = { caseId: built.id, expectedVersion: 1, to: party, reason: '请依法处理' };
      await act(subgraph, built.centre, 'referToParty', referral);
      return subgraph.code(act(subgraph, delegate, 'referToArbitration', { caseId: built.id, expectedVersion: 2 }));
    };
    for (const party of ['HRSS', 'COURT'] as const) expect(await outcome(party)).toBeNull();
    for (const party of ['JUSTICE', 'ENTERPRISE_CONFED'] as const) expect(await outcome(party)).toBe('FORBIDDEN');
  });
});
