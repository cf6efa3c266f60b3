import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, buildDelegate } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('confirmation', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  // In effect since Monday, 14 October 2013: day 15 is Tuesday, 29 October, day 30 Wednesday, 13 November.
  const effectiveAt = '2013-10-14T10:00:00+08:00';
  const apply = async (route: string, now: string, over: object = {}) => {
    const built = await buildCase(subgraph, 'EFFECTIVE', { effectiveAt, next_payment_on: '2014-01-31' });
    const input = { caseId: built.id, expectedVersion: 1, route, applicantAgrees: true, respondentAgrees: true, ...over };
    return act(
      subgraph,
      built.mediator.viewer,
      'applyConfirmation',
      input,
      now,
      'status confirmation { route dueBy appliedAt result }',
    );
  };

  test.each([
    ['P12: arbitration review on day 15', 'ARBITRATION_REVIEW', '2013-10-29T23:59:59+08:00', '2013-10-29'],
    ['P13: judicial confirmation on day 30', 'JUDICIAL', '2013-11-13T23:59:59+08:00', '2013-11-13'],
  ])('%s is in time', async (_, route, now, dueBy) => {
    expect((await apply(route, now)).data.applyConfirmation.case).toMatchObject({
      status: 'CONFIRMING',
      confirmation: { route, dueBy, result: null },
    });
  });

  test.each([
    ['P12: arbitration review on day 16', 'ARBITRATION_REVIEW', '2013-10-30T00:00:00+08:00', 'P12'],
    ['P13: judicial confirmation on day 31', 'JUDICIAL', '2013-11-14T00:00:00+08:00', 'P13'],
  ])('%s is too late', async (_, route, now, rule) => {
    expect((await apply(route, now)).errors?.[0]?.extensions).toMatchObject({ code: 'DEADLINE_PASSED', rule });
  });

  test('both sides ask jointly', async () => {
    const now = '2013-10-20T10:00:00+08:00';
    expect((await apply('JUDICIAL', now, { respondentAgrees: false })).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'respondentAgrees',
    });
    expect((await apply('JUDICIAL', now, { applicantAgrees: false })).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'applicantAgrees',
    });
  });

  test('of both routes asked for at once one is taken', async () => {
    const built = await buildCase(subgraph, 'EFFECTIVE');
    const codes = await Promise.all(
      ['JUDICIAL', 'ARBITRATION_REVIEW'].flatMap((route) =>
        [built.mediator.viewer, built.mediator.viewer].map((viewer) =>
          subgraph.code(
            act(subgraph, viewer, 'applyConfirmation', {
              caseId: built.id,
              expectedVersion: 1,
              route,
              applicantAgrees: true,
              respondentAgrees: true,
            }),
          ),
        ),
      ),
    );
    expect(codes.sort()).toEqual(['VERSION_CONFLICT', 'VERSION_CONFLICT', 'VERSION_CONFLICT', null]);
  });

  test.each(['applicant', 'respondent'] as const)('the %s alone cannot speak for both sides', async (side) => {
    const built = await buildCase(subgraph, 'EFFECTIVE');
    const input = { caseId: built.id, expectedVersion: 1, applicantAgrees: true, respondentAgrees: true };
    const attempt = act(subgraph, built[side], 'applyConfirmation', { ...input, route: 'JUDICIAL' });
    expect(await subgraph.code(attempt)).toBe('FORBIDDEN');
  });

  test('the court answers for a court, the labour authority for arbitration, nobody else', async () => {
    const [court, hrss] = [await buildDelegate(subgraph, 'COURT'), await buildDelegate(subgraph, 'HRSS')];
    const record = async (
      viewer: Parameters<typeof act>[1],
      confirmation: 'JUDICIAL' | 'ARBITRATION_REVIEW',
      result = 'CONFIRMED',
    ) => {
      const built = await buildCase(subgraph, 'CONFIRMING', { confirmation });
      const answer = await act(subgraph, viewer, 'recordConfirmation', {
        caseId: built.id,
        expectedVersion: 1,
        result,
        documentNo: '1号',
      });
      return answer.errors?.[0]?.extensions.code ?? answer.data.recordConfirmation.case.status;
    };
    // A delegate sees what went to their own party (C-19).
    expect(await record(hrss, 'JUDICIAL')).toBe('NOT_FOUND');
    expect(await record(court, 'ARBITRATION_REVIEW')).toBe('NOT_FOUND');
    expect(await record(staff(newId(), 'LINKED_PARTY'), 'JUDICIAL')).toBe('NOT_FOUND');
    expect(await record(court, 'JUDICIAL')).toBe('CONFIRMED');
    expect(await record(hrss, 'ARBITRATION_REVIEW', 'REFUSED')).toBe('REFUSED');
  });

  test('what was refused stays refused where all was paid meanwhile: the worker may ask for the rest in arbitration', async () => {
    const built = await buildCase(subgraph, 'CONFIRMING', { effectiveAt, confirmation: 'ARBITRATION_REVIEW' });
    await subgraph.sql('update mediation_case set next_payment_on = null where id = $1', [built.id]);
    const input = { caseId: built.id, expectedVersion: 1, result: 'REFUSED', documentNo: '1号' };
    const answer = await act(subgraph, await buildDelegate(subgraph, 'HRSS'), 'recordConfirmation', input);
    expect(answer.data?.recordConfirmation?.case.status ?? answer.errors).toBe('REFUSED');
    const on = await act(subgraph, built.applicant, 'referToArbitration', { caseId: built.id, expectedVersion: 2 });
    expect(on.data?.referToArbitration?.case.status ?? on.errors).toBe('TO_ARBITRATION');
  });

  test('MED-INV-6: the last days follow from the day of effect, whatever is written', async () => {
    const built = await buildCase(subgraph, 'CONFIRMING', { effectiveAt });
    await subgraph.sql(`update agreement set judicial_by = '2099-01-01' where case_id = $1`, [built.id]);
    await subgraph.sql(`update confirmation set due_by = '2099-01-01' where case_id = $1`, [built.id]);
    await subgraph.sql(
      `update mediation_case set statutory_due_on = '2099-01-01', acceptance_due_on = '2099-01-01', extended_on = '2099-01-01' where id = $1`,
      [built.id],
    );
    expect(
      await subgraph.sql(
        `select a.judicial_by::text, c.due_by::text, m.statutory_due_on::text, m.acceptance_due_on::text, m.extended_on::text
      from agreement a join confirmation c using (case_id) join mediation_case m on m.id = a.case_id where m.id = $1`,
        [built.id],
      ),
    ).toEqual([
      // Received on Tuesday, 15 October.
      {
        judicial_by: '2013-11-13',
        due_by: '2013-11-13',
        statutory_due_on: '2013-10-30',
        acceptance_due_on: '2013-10-18',
        extended_on: null,
      },
    ]);
  });
});
