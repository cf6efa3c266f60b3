import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI } from '../../test/builders.ts';
import { training } from '../subgraph.ts';
import { SUBSIDY_TRANSITIONS, type SubsidyDecision, type SubsidyStatus } from './rules.ts';

const DECIDE =
  'mutation ($input: DecideSubsidyInput!) { decideSubsidy(input: $input) { application { id status version decidedBy { id } rejectedReason } } }';
const RETRY =
  'mutation ($input: RetryPaymentInput!) { retryPayment(input: $input) { application { id status version paymentFailure } } }';

/** An application may stand in every state but APPROVED, which lasts no longer than the approval itself. */
const STATES = (Object.keys(SUBSIDY_TRANSITIONS) as SubsidyStatus[]).filter((status) => status !== 'APPROVED');
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', FENGTAI);
const CITY = staff(newId(), 'CITY_DEPT');
/** Holds both roles, so that only the state decides. */
const BOTH: Viewer = { ...DISTRICT, personId: newId(), grants: [...DISTRICT.grants, ...CITY.grants] };

describe('decideSubsidy and retryPayment', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, {
      subscribers: [{ type: 'training.subsidy.*', name: 'nobody', url: 'http://127.0.0.1:1/events' }],
    });
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const decide = (viewer: Viewer, applicationId: unknown, decision: SubsidyDecision, given: object = {}) =>
    subgraph.ask(viewer, DECIDE, {
      input: {
        idempotencyKey: key(),
        applicationId,
        expectedVersion: 1,
        decision,
        ...(decision === 'REJECT' ? { reason: '材料不全' } : {}),
        ...given,
      },
    });
  const retry = (viewer: Viewer, applicationId: unknown, given: object = {}) =>
    subgraph.ask(viewer, RETRY, { input: { idempotencyKey: key(), applicationId, expectedVersion: 1, ...given } });
  const requests = (id: unknown) =>
    subgraph.sql<{ event: object }>(`select event from event_delivery where event->>'subject' = $1 order by id`, [id]);

  test('the district verifies, the city approves, the payment is requested once; a replay requests nothing', async () => {
    const { id, member_id } = await build.application();
    expect((await decide(DISTRICT, id, 'VERIFY')).data.decideSubsidy.application).toEqual({
      id,
      status: 'VERIFIED',
      version: 2,
      decidedBy: { id: DISTRICT.personId },
      rejectedReason: null,
    });
    expect(await requests(id)).toEqual([]);
    const again = { idempotencyKey: key(), expectedVersion: 2 };
    const approved = await decide(CITY, id, 'APPROVE', again);
    expect(approved.data.decideSubsidy.application).toEqual({
      id,
      status: 'PAYMENT_REQUESTED',
      version: 3,
      decidedBy: { id: CITY.personId },
      rejectedReason: null,
    });
    expect(await decide(CITY, id, 'APPROVE', again)).toEqual(approved);
    const data = { memberId: member_id, amountFen: '100000', scopePath: expect.stringContaining('/city/110106/') };
    expect(await requests(id)).toEqual([
      { event: expect.objectContaining({ type: 'training.subsidy.paymentRequested', subject: id, aggregateversion: 3, data }) },
    ]);
  });

  test('a rejection tells its reason', async () => {
    const { id } = await build.application();
    expect((await decide(DISTRICT, id, 'REJECT')).data.decideSubsidy.application).toEqual({
      id,
      status: 'REJECTED',
      version: 2,
      decidedBy: { id: DISTRICT.personId },
      rejectedReason: '材料不全',
    });
  });

  const target = { VERIFY: 'VERIFIED', APPROVE: 'APPROVED', REJECT: 'REJECTED' } as const;
  test.each(STATES.flatMap((from) => (['VERIFY', 'APPROVE', 'REJECT'] as const).map((decision) => [from, decision] as const)))(
    '%s meets %s as the table says',
    async (status, decision) => {
      const { id } = await build.application({ status });
      expect(await subgraph.code(decide(BOTH, id, decision))).toBe(
        SUBSIDY_TRANSITIONS[status].includes(target[decision]) ? null : 'INVALID_TRANSITION',
      );
    },
  );
  test.each(STATES)('%s meets retryPayment as the table says', async (status) => {
    const { id } = await build.application({ status });
    expect(await subgraph.code(retry(CITY, id))).toBe(status === 'PAYMENT_FAILED' ? null : 'INVALID_TRANSITION');
  });

  test('a retry keeps the same request', async () => {
    const { id } = await build.application({ status: 'PAYMENT_FAILED' });
    expect((await retry(CITY, id)).data.retryPayment.application).toEqual({
      id,
      status: 'PAYMENT_REQUESTED',
      version: 2,
      paymentFailure: null,
    });
    expect(await requests(id)).toEqual([
      { event: expect.objectContaining({ type: 'training.subsidy.paymentRequested', subject: id, aggregateversion: 2 }) },
    ]);
  });

  test.each([
    ['VERIFY', 'SUBMITTED', 'RECORDED', 'VALIDATION_FAILED'],
    ['VERIFY', 'SUBMITTED', 'REVOKED', 'VALIDATION_FAILED'],
    ['VERIFY', 'SUBMITTED', 'VALID', null],
    ['APPROVE', 'VERIFIED', 'REVOKED', 'VALIDATION_FAILED'],
    ['APPROVE', 'VERIFIED', 'VALID', null],
    ['REJECT', 'VERIFIED', 'REVOKED', null],
  ] as const)('%s of a %s application whose certificate is %s: %s', async (decision, status, ofCertificate, code) => {
    const { id } = await build.application({ status }, { status: ofCertificate });
    expect(await subgraph.code(decide(BOTH, id, decision))).toBe(code);
  });

  test('one person never does two duties, whatever their roles (SEPARATION_OF_DUTIES)', async () => {
    const { id } = await build.application();
    expect(await subgraph.code(decide(BOTH, id, 'VERIFY'))).toBeNull();
    expect(await subgraph.code(decide(BOTH, id, 'APPROVE', { expectedVersion: 2 }))).toBe('SEPARATION_OF_DUTIES');
    const sameSignedInElsewhere = { ...CITY, personId: BOTH.personId, subject: 'person:second-account' };
    expect(await subgraph.code(decide(sameSignedInElsewhere, id, 'APPROVE', { expectedVersion: 2 }))).toBe(
      'SEPARATION_OF_DUTIES',
    );
    const own = await build.application();
    const applicant = { ...BOTH, personId: own.member_id as string };
    for (const decision of ['VERIFY', 'REJECT'] as const)
      expect(await subgraph.code(decide(applicant, own.id, decision))).toBe('SEPARATION_OF_DUTIES');
  });

  test('the database refuses it too', async () => {
    const { id } = await build.application({ status: 'PAID' });
    await expect(subgraph.sql('update subsidy_application set approved_by = verified_by where id = $1', [id])).rejects.toThrow(
      'subsidy_four_eyes',
    );
    await expect(subgraph.sql('update subsidy_application set verified_by = member_id where id = $1', [id])).rejects.toThrow(
      'subsidy_not_for_oneself',
    );
    await expect(subgraph.sql('update subsidy_application set amount_fen = 100001 where id = $1', [id])).rejects.toThrow(
      'subsidy_rule_applied',
    );
    await expect(subgraph.sql(`update subsidy_application set issued_at = '2013-10-11' where id = $1`, [id])).rejects.toThrow(
      'subsidy_certificate',
    );
    await expect(build.application({}, { status: 'VALID', issued_at: '2013-09-30' })).rejects.toThrow('subsidy_issued_in_time');
    await expect(build.application({ employed_from: '2013-10-13' })).rejects.toThrow('subsidy_in_post');
  });

  test('refusals: roles, scope, version, reason', async () => {
    const { id, member_id } = await build.application();
    expect(await subgraph.code(decide(CITY, id, 'VERIFY'))).toBe('FORBIDDEN');
    expect(await subgraph.code(decide(DISTRICT, id, 'APPROVE'))).toBe('FORBIDDEN');
    expect(await subgraph.code(decide(CITY, id, 'REJECT'))).toBe('FORBIDDEN');
    expect(await subgraph.code(decide(member(member_id as string), id, 'VERIFY'))).toBe('FORBIDDEN');
    expect(await subgraph.code(retry(DISTRICT, id))).toBe('FORBIDDEN');
    expect(await subgraph.code(decide(staff(newId(), 'DISTRICT_ADMIN', CHAOYANG), id, 'VERIFY'))).toBe('NOT_FOUND');
    expect(await subgraph.code(decide(DISTRICT, newId(), 'VERIFY'))).toBe('NOT_FOUND');
    expect(await subgraph.code(decide(DISTRICT, 'nothing', 'VERIFY'))).toBe('NOT_FOUND');
    expect(await subgraph.code(decide(DISTRICT, id, 'VERIFY', { expectedVersion: 0 }))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(decide(DISTRICT, id, 'REJECT', { reason: null }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(decide(DISTRICT, id, 'REJECT', { reason: ' 无 ' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(decide(DISTRICT, id, 'VERIFY', { reason: '好的' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.sql('select status, version from subsidy_application where id = $1', [id])).toEqual([
      { status: 'SUBMITTED', version: 1 },
    ]);
  });

  test('SKL-INV-3: of two records that were merged one application of a level is verified, also in parallel', async () => {
    const memberId = newId();
    const ids = [];
    for (let n = 0; n < 4; n++) ids.push((await build.application({}, { status: 'VERIFIED', member_id: memberId })).id);
    const codes = await Promise.all(ids.map((id) => subgraph.code(decide(DISTRICT, id, 'VERIFY'))));
    expect(codes.sort()).toEqual(['DUPLICATE', 'DUPLICATE', 'DUPLICATE', null]);
    const paid = await build.application({ status: 'PAID' });
    const other = await build.application({ status: 'VERIFIED' }, { status: 'VERIFIED', member_id: paid.member_id });
    expect(await subgraph.code(decide(CITY, other.id, 'APPROVE'))).toBe('DUPLICATE');
  });

  test('of 20 parallel approvals one requests the payment', async () => {
    const { id } = await build.application({ status: 'VERIFIED' });
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => subgraph.code(decide(staff(newId(), 'CITY_DEPT'), id, 'APPROVE'))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(await requests(id)).toHaveLength(1);
  });
});
