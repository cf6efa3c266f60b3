import { newId } from '@union-graph/subgraph';
import { key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, FENGTAI, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

describe('the fund’s events', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const tell = (outcome: string, disbursement: string, version: number, application: unknown, given: object = {}) =>
    subgraph.send({
      type: `warmth-fund.disbursement.${outcome}`,
      subject: disbursement,
      aggregateversion: version,
      data: {
        source: { subgraph: 'training', typeName: 'SubsidyApplication', id: application },
        amountFen: '100000',
        paidAt: null,
        ...(outcome === 'paid' ? { paidAt: '2013-10-20T01:00:00.000Z' } : { reason: 'account closed' }),
        ...given,
      },
    });
  const stateOf = async (id: unknown) => {
    const [row] = await subgraph.sql<Record<string, unknown>>(
      'select status, paid_at, payment_failure, version from subsidy_application where id = $1',
      [id],
    );
    return row;
  };

  test('paid: the member sees the money and its day', async () => {
    const { id, member_id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    expect(await tell('paid', newId(), 5, id)).toBe(204);
    const { data } = await subgraph.ask(
      member(member_id as string, UNION),
      '{ subsidyApplications(mine: true) { nodes { amountFen status paidAt paymentFailure } } }',
    );
    expect(data.subsidyApplications.nodes).toEqual([
      { amountFen: '100000', status: 'PAID', paidAt: '2013-10-20T01:00:00.000Z', paymentFailure: null },
    ]);
  });

  test('failed, asked again, paid', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const disbursement = newId();
    await tell('failed', disbursement, 4, id);
    expect(await stateOf(id)).toMatchObject({ status: 'PAYMENT_FAILED', payment_failure: 'account closed', version: 2 });
    const retry = 'mutation ($input: RetryPaymentInput!) { retryPayment(input: $input) { application { status } } }';
    expect(
      await subgraph.code(
        subgraph.ask(staff(newId(), 'CITY_DEPT'), retry, {
          input: { idempotencyKey: key(), applicationId: id, expectedVersion: 2 },
        }),
      ),
    ).toBeNull();
    await tell('paid', disbursement, 6, id);
    expect(await stateOf(id)).toMatchObject({ status: 'PAID', payment_failure: null, version: 4 });
  });

  test('paid after a failure that nobody retried here', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const disbursement = newId();
    await tell('failed', disbursement, 4, id);
    await tell('paid', disbursement, 6, id);
    expect(await stateOf(id)).toMatchObject({ status: 'PAID' });
  });

  const revoke = (certificateId: unknown) =>
    subgraph.ask(
      staff(newId(), 'CITY_DEPT'),
      'mutation ($input: RevokeCertificateInput!) { revokeCertificate(input: $input) { certificate { status } } }',
      { input: { idempotencyKey: key(), certificateId, expectedVersion: 1, reason: '经查系伪造' } },
    );
  const withdrawn = (id: unknown) =>
    subgraph.sql(
      `select event->'data' as data from event_delivery
       where event->>'type' = 'training.subsidy.paymentWithdrawn' and event->>'subject' = $1`,
      [id],
    );

  test.each([
    ['PAYMENT_REQUESTED', {}],
    ['PAYMENT_FAILED', { payment_failure: 'account closed' }],
    ['PAYMENT_VOIDED', {}],
    ['RETURNED', { payment_failure: 'account closed' }],
  ])('%s, and the certificate is revoked: the fund is told, and nothing is paid any more', async (status, given) => {
    const { id, certificate_id, member_id } = await build.application({ status, ...given });
    expect(await subgraph.code(revoke(certificate_id))).toBeNull();
    expect(await stateOf(id)).toMatchObject({ status: 'WITHDRAWN', payment_failure: null });
    expect(await withdrawn(id)).toEqual([{ data: { memberId: member_id, amountFen: '100000', scopePath: UNION } }]);
    await tell('voided', newId(), 9, id);
    expect(await stateOf(id)).toMatchObject({ status: 'WITHDRAWN' });
    const retry = 'mutation ($input: RetryPaymentInput!) { retryPayment(input: $input) { application { status } } }';
    const input = { idempotencyKey: key(), applicationId: id, expectedVersion: 2 };
    expect(await subgraph.code(subgraph.ask(staff(newId(), 'CITY_DEPT'), retry, { input }))).toBe('INVALID_TRANSITION');
    // The bank had it already.
    await tell('paid', newId(), 9, id);
    expect(await stateOf(id)).toMatchObject({ status: 'PAID' });
  });

  test('after that the number is free for who holds it, also when the bank paid the first one all the same (SKL-INV-3)', async () => {
    const first = await build.application({ status: 'PAYMENT_REQUESTED' });
    expect(await subgraph.code(revoke(first.certificate_id))).toBeNull();
    const second = await build.application({}, { status: 'VERIFIED', cert_no: first.cert_no });
    const verify = 'mutation ($input: DecideSubsidyInput!) { decideSubsidy(input: $input) { application { status } } }';
    const input = { idempotencyKey: key(), applicationId: second.id, expectedVersion: 1, decision: 'VERIFY' };
    const verified = await subgraph.ask(staff(newId(), 'DISTRICT_ADMIN', FENGTAI), verify, { input });
    expect(verified.data.decideSubsidy.application.status).toBe('VERIFIED');
    expect(await tell('paid', newId(), 9, first.id)).toBe(204);
    expect(await stateOf(first.id)).toMatchObject({ status: 'PAID' });
  });

  test('a certificate revoked before the approval or after the payment changes no payment', async () => {
    const submitted = await build.application();
    const paid = await build.application({ status: 'PAID', paid_at: '2013-10-19T02:00:00Z' });
    for (const { id, certificate_id, status } of [submitted, paid]) {
      expect(await subgraph.code(revoke(certificate_id))).toBeNull();
      expect(await stateOf(id)).toMatchObject({ status });
      expect(await withdrawn(id)).toEqual([]);
    }
  });

  test('late, repeated and strange events change nothing', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const disbursement = newId();
    await tell('failed', disbursement, 4, id);
    const failed = await stateOf(id);
    await tell('failed', disbursement, 4, id);
    await tell('paid', disbursement, 3, id);
    expect(await tell('paid', 'no-id', 9, id)).toBe(400);
    expect(await tell('paid', disbursement, 9, id, { source: null })).toBe(400);
    for (const source of [
      { subgraph: 'mediation', typeName: 'SubsidyApplication', id },
      { subgraph: 'training', typeName: 'Sponsorship', id },
      { subgraph: 'training', typeName: 'SubsidyApplication', id: 'x' },
    ]) {
      expect(await tell('paid', disbursement, 9, id, { source })).toBe(204);
    }
    expect(await tell('paid', disbursement, 9, newId())).toBe(204);
    expect(await stateOf(id)).toEqual(failed);
    await tell('paid', disbursement, 6, id);
    const paid = await stateOf(id);
    await tell('failed', disbursement, 5, id);
    await tell('failed', disbursement, 7, id);
    await tell('paid', disbursement, 8, id);
    expect(await stateOf(id)).toEqual(paid);
  });

  test('came back, was given up, and was paid by another payout: as the fund tells, whichever it tells first', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const [one, other, third] = [newId(), newId(), newId()];
    await tell('paid', one, 5, id);
    await tell('returned', one, 6, id);
    expect(await stateOf(id)).toMatchObject({ status: 'RETURNED', payment_failure: 'account closed', paid_at: null });
    await tell('failed', other, 4, id);
    await tell('voided', other, 5, id);
    expect(await stateOf(id)).toMatchObject({ status: 'PAYMENT_VOIDED', payment_failure: null });
    await tell('paid', third, 5, id);
    await tell('voided', other, 6, id);
    await tell('returned', one, 9, id);
    const { data } = await subgraph.ask(
      staff(newId(), 'CITY_DEPT'),
      `{ subsidyApplication(id: "${id}") { status paidAt paymentFailure } }`,
    );
    expect(data.subsidyApplication).toEqual({ status: 'PAID', paidAt: '2013-10-20T01:00:00.000Z', paymentFailure: null });
  });

  test('paid in parts: with the last one, whose day is told; one that came back is paid anew', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const [one, other, third] = [newId(), newId(), newId()];
    await tell('paid', one, 5, id, { amountFen: '40000' });
    expect(await stateOf(id)).toMatchObject({ status: 'PAYMENT_REQUESTED', paid_at: null });
    await tell('paid', one, 5, id, { amountFen: '40000' });
    await tell('paid', one, 6, id, { amountFen: '60000' });
    expect(await stateOf(id)).toMatchObject({ status: 'PAYMENT_REQUESTED', version: 2 });
    await tell('failed', other, 4, id, { amountFen: '60000' });
    expect(await stateOf(id)).toMatchObject({ status: 'PAYMENT_FAILED', payment_failure: 'account closed' });
    await tell('paid', other, 5, id, { amountFen: '59999', paidAt: '2013-10-22T01:00:00.000Z' });
    expect(await stateOf(id)).toMatchObject({ status: 'PAYMENT_REQUESTED', payment_failure: null, paid_at: null });
    await tell('paid', third, 5, id, { amountFen: '1', paidAt: '2013-10-21T01:00:00.000Z' });
    expect(await stateOf(id)).toMatchObject({ status: 'PAID', paid_at: new Date('2013-10-22T01:00:00.000Z') });
    await tell('returned', third, 6, id, { amountFen: '1' });
    expect(await stateOf(id)).toMatchObject({ status: 'RETURNED', payment_failure: 'account closed', paid_at: null });
    await tell('paid', newId(), 5, id, { amountFen: '1' });
    expect(await stateOf(id)).toMatchObject({ status: 'PAID', payment_failure: null });
  });

  test('twenty parts that are told at once are counted once each', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const payouts = Array.from({ length: 20 }, () => newId());
    await Promise.all(payouts.slice(1).map((one) => tell('paid', one, 5, id, { amountFen: '5000' })));
    expect(await stateOf(id)).toMatchObject({ status: 'PAYMENT_REQUESTED' });
    await Promise.all(payouts.map((one) => tell('paid', one, 5, id, { amountFen: '5000' })));
    expect(await stateOf(id)).toMatchObject({ status: 'PAID' });
    const rows = await subgraph.sql('select from payout_part where source_id = $1', [id]);
    expect(rows).toHaveLength(20);
  });

  test('what was known of a payout before parts were counted is counted', async () => {
    const payout = newId();
    const known = { disbursement_id: payout, disbursement_version: 5 };
    const { id } = await build.application({ status: 'PAID', ...known });
    const paid = await stateOf(id);
    await tell('failed', payout, 9, id);
    await tell('returned', payout, 4, id);
    expect(await stateOf(id)).toEqual(paid);
    await tell('returned', payout, 6, id);
    expect(await stateOf(id)).toMatchObject({ status: 'RETURNED' });
  });

  test('no part is forgotten or told backwards in the database', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const payout = newId();
    await tell('paid', payout, 5, id);
    for (const set of [
      "status = 'PAYMENT_VOIDED', paid_at = null, seen_version = 6",
      'seen_version = 5',
      'paid_at = null, seen_version = 6',
    ])
      await expect(subgraph.sql(`update payout_part set ${set} where disbursement_id = $1`, [payout])).rejects.toThrow(/payout/);
  });

  test.each(['SUBMITTED', 'VERIFIED', 'REJECTED'])('an application that is %s waits for no payment', async (status) => {
    const { id } = await build.application({ status });
    await tell('paid', newId(), 2, id);
    expect(await stateOf(id)).toMatchObject({ status, paid_at: null });
  });

  test('the same event 20 times at once pays once', async () => {
    const { id } = await build.application({ status: 'PAYMENT_REQUESTED' });
    const disbursement = newId();
    await Promise.all(Array.from({ length: 20 }, () => tell('paid', disbursement, 5, id)));
    expect(await stateOf(id)).toMatchObject({ status: 'PAID', version: 2 });
  });
});
