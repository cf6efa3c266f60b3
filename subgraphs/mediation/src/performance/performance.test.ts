import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, at, buildCase, buildDelegate, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const CASE = 'status version recoveredFen closedAt performance { paidFen paidAt status }';

describe('performance', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  type Built = Awaited<ReturnType<typeof buildCase>>;
  const pay = (built: Built, input: object, viewer = built.mediator.viewer, now?: string) =>
    act(
      subgraph,
      viewer,
      'recordPerformance',
      { caseId: built.id, expectedVersion: 1, itemId: built.itemIds[0], paidFen: '1000', paidAt: day(0), ...input },
      now,
      CASE,
    );
  const refusal = async (answer: ReturnType<typeof act>) => (await answer).errors?.[0]?.extensions;

  test('partial payments add up; the last one performs the agreement', async () => {
    const built = await buildCase(subgraph, 'CONFIRMED');
    const first = await pay(built, { paidFen: '400000' });
    expect(first.data.recordPerformance.case).toMatchObject({
      status: 'CONFIRMED',
      recoveredFen: '400000',
      closedAt: null,
      performance: [{ paidFen: '400000', status: 'PARTLY_PAID' }, { status: 'DUE' }],
    });
    await pay(built, { paidFen: '32000', expectedVersion: 2 });
    const last = await pay(built, { paidFen: '432000', itemId: built.itemIds[1], expectedVersion: 3 });
    expect(last.data.recordPerformance.case).toMatchObject({
      status: 'PERFORMED',
      recoveredFen: '864000',
      performance: [{ status: 'PAID' }, { status: 'PAID' }],
    });
    expect(last.data.recordPerformance.case.closedAt).not.toBeNull();
  });

  test('paidAt is the day of the latest payment, in whatever order payments are recorded', async () => {
    const built = await buildCase(subgraph, 'CONFIRMED');
    await pay(built, { paidFen: '1000', paidAt: day(-1), proofRef: 'late' });
    const earlier = await pay(built, { paidFen: '1000', paidAt: day(-2), proofRef: 'early', expectedVersion: 2 });
    expect(earlier.data.recordPerformance.case.performance[0]).toMatchObject({ paidFen: '2000', paidAt: day(-1) });
    expect(await subgraph.sql('select proof_ref from performance_item where id = $1', [built.itemIds[0]])).toEqual([
      { proof_ref: 'late' },
    ]);
    const later = await pay(built, { paidFen: '1000', paidAt: day(0), expectedVersion: 3 });
    expect(later.data.recordPerformance.case.performance[0]).toMatchObject({ paidAt: day(0) });
  });

  test.each([
    ['MED-INV-1: more than the item', { paidFen: '432001' }, 'VALIDATION_FAILED', 'MED-INV-1'],
    ['zero', { paidFen: '0' }, 'BAD_USER_INPUT', undefined],
    ['a day to come', { paidAt: day(1) }, 'BAD_USER_INPUT', undefined],
    ['a day before the agreement', { paidAt: day(-4) }, 'BAD_USER_INPUT', undefined],
  ])('refuses %s', async (_, input, code, rule) => {
    expect(await refusal(pay(await buildCase(subgraph, 'EFFECTIVE'), input))).toMatchObject({ code, ...(rule ? { rule } : {}) });
  });

  test('a side needs proof, the mediator does not; an item of another case is not found', async () => {
    const [built, other] = [await buildCase(subgraph, 'EFFECTIVE'), await buildCase(subgraph, 'EFFECTIVE')];
    expect(await refusal(pay(built, {}, built.respondent))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'proofRef' });
    expect(await refusal(pay(built, { itemId: other.itemIds[0] }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(pay(built, { proofRef: '回单' }, built.respondent))).toBeUndefined();
  });

  test('MED-INV-1: of 30 parallel payments of 100,000 each, with the version read again, exactly four fit', async () => {
    const built = await buildCase(subgraph, 'EFFECTIVE', { terms: [432000] });
    const attempt = async (): Promise<string> => {
      for (;;) {
        const [row] = await subgraph.sql<{ version: number }>('select version from mediation_case where id = $1', [built.id]);
        const code = (await refusal(pay(built, { paidFen: '100000', expectedVersion: row?.version })))?.code ?? 'paid';
        if (code !== 'VERSION_CONFLICT') return code;
      }
    };
    const codes = await Promise.all(Array.from({ length: 30 }, attempt));
    expect(codes.filter((code) => code === 'paid')).toHaveLength(4);
    expect(codes.filter((code) => code === 'VALIDATION_FAILED')).toHaveLength(26);
    expect(
      await subgraph.sql(
        'select recovered_fen::int as held, (select sum(amount_fen)::int from payment where case_id = $1) as paid from mediation_case where id = $1',
        [built.id],
      ),
    ).toEqual([{ held: 400000, paid: 400000 }]);
  });

  test('MED-INV-1: the database refuses sums that do not agree, and more than was agreed', async () => {
    const built = await buildCase(subgraph, 'EFFECTIVE');
    const attempt = (text: string) => subgraph.sql(text, [built.id]);
    await expect(attempt('update mediation_case set recovered_fen = 1 where id = $1')).rejects.toMatchObject({
      constraint: 'mediation_case_recovered_is_paid',
    });
    await expect(attempt('update mediation_case set recovered_fen = 864001 where id = $1')).rejects.toMatchObject({
      constraint: 'mediation_case_recovered',
    });
    await expect(attempt('update mediation_case set recovered_fen = -1 where id = $1')).rejects.toMatchObject({
      constraint: 'mediation_case_recovered',
    });
    await expect(attempt('update performance_item set paid_fen = 1, paid_on = now() where case_id = $1')).rejects.toMatchObject({
      constraint: 'mediation_case_recovered_is_paid',
    });
  });

  test('nothing is overdue by an agreement that all have signed and that waits for its seal', async () => {
    const built = await buildCase(subgraph, 'AGREED', { terms: [1000, 432000], signed_at: at(-1) });
    const { data } = await subgraph.ask(
      built.applicant,
      'query ($id: ID!) { mediationCase(id: $id) { status performance { status } } }',
      { id: built.id },
      `${day(11)}T00:00:00+08:00`,
    );
    expect(data.mediationCase).toMatchObject({ status: 'AGREED', performance: [{ status: 'DUE' }, {}] });
  });

  test('after the due day the case is breached without anybody having done a thing; a late payment mends it', async () => {
    const built = await buildCase(subgraph, 'EFFECTIVE', { terms: [1000, 432000] });
    const status = async (now: string) =>
      (
        await subgraph.ask(
          built.applicant,
          'query ($id: ID!) { mediationCase(id: $id) { status performance { status } } }',
          { id: built.id },
          now,
        )
      ).data.mediationCase;
    expect(await status(`${day(10)}T23:59:59+08:00`)).toMatchObject({
      status: 'EFFECTIVE',
      performance: [{ status: 'DUE' }, {}],
    });
    expect(await status(`${day(11)}T00:00:00+08:00`)).toMatchObject({
      status: 'BREACHED',
      performance: [{ status: 'OVERDUE' }, {}],
    });
    await pay(built, { paidAt: day(11) }, built.mediator.viewer, `${day(11)}T12:00:00+08:00`);
    expect(await status(`${day(11)}T13:00:00+08:00`)).toMatchObject({
      status: 'EFFECTIVE',
      performance: [{ status: 'PAID' }, {}],
    });
  });

  test.each([
    ['EFFECTIVE', undefined],
    ['CONFIRMED', 'JUDICIAL'],
  ] as const)('a breach that was written down is mended to %s when nothing is overdue any more', async (state, confirmation) => {
    const built = await buildCase(subgraph, state, { terms: [1000, 432000], ...(confirmation ? { confirmation } : {}) });
    const now = `${day(11)}T12:00:00+08:00`;
    const report = (expectedVersion: number) =>
      act(subgraph, built.applicant, 'reportBreach', { caseId: built.id, expectedVersion }, now);
    const status = async (input: object) =>
      (await pay(built, input, built.mediator.viewer, now)).data.recordPerformance.case.status;
    expect((await report(1)).data.reportBreach.case.status).toBe('BREACHED');
    expect((await report(2)).errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
    expect(await status({ paidFen: '999', expectedVersion: 2 })).toBe('BREACHED');
    expect(await status({ paidFen: '1', expectedVersion: 3 })).toBe(state);
    expect(await status({ itemId: built.itemIds[1], paidFen: '432000', expectedVersion: 4 })).toBe('PERFORMED');
  });

  test('what was paid in full while a confirmation was pending is performed by its answer', async () => {
    const built = await buildCase(subgraph, 'CONFIRMING', { terms: [1000] });
    expect((await pay(built, {})).data.recordPerformance.case.status).toBe('CONFIRMING');
    const answer = { caseId: built.id, expectedVersion: 2, result: 'CONFIRMED', documentNo: '1号' };
    expect(
      (await act(subgraph, await buildDelegate(subgraph, 'COURT'), 'recordConfirmation', answer)).data.recordConfirmation.case
        .status,
    ).toBe('PERFORMED');
  });

  test.each([
    ['WAGES', null],
    ['OVERTIME', null],
    ['INJURY_MEDICAL', null],
    ['COMPENSATION', null],
    ['DAMAGES', null],
    ['SOCIAL_INSURANCE', 'VALIDATION_FAILED'],
    ['WELFARE', 'VALIDATION_FAILED'],
    ['TRAINING', 'VALIDATION_FAILED'],
  ])('P11 art. 16: a payment order for %s: %s', async (claimKind, code) => {
    const built = await buildCase(subgraph, 'BREACHED', { claimKind });
    expect(
      await subgraph.code(act(subgraph, built.applicant, 'applyPaymentOrder', { caseId: built.id, expectedVersion: 1 })),
    ).toBe(code);
  });

  test('only a confirmed agreement is enforced, and by the applicant', async () => {
    const enforce = async (confirmation?: 'JUDICIAL') => {
      const built = await buildCase(subgraph, 'BREACHED', confirmation ? { confirmation } : {});
      return [built.respondent, built.applicant].map(
        (viewer) => () => subgraph.code(act(subgraph, viewer, 'applyEnforcement', { caseId: built.id, expectedVersion: 1 })),
      );
    };
    for (const [confirmation, codes] of [
      [undefined, ['FORBIDDEN', 'VALIDATION_FAILED']],
      ['JUDICIAL', ['FORBIDDEN', null]],
    ] as const) {
      const found = [];
      for (const attempt of await enforce(confirmation)) found.push(await attempt());
      expect(found).toEqual(codes);
    }
  });
});
