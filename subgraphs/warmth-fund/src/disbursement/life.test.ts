import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, auditor, bank, caseworker, cashier, deposit, faultsOfBooks } from '../../test/books.ts';
import { type Payout, reserved, STEPS, type Step, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';
import { DISBURSEMENT_TRANSITIONS, type DisbursementStatus } from './rules.ts';

const PATHS: Readonly<Record<Exclude<DisbursementStatus, 'REQUESTED'>, readonly Step[]>> = {
  RESERVED: [],
  APPROVED: ['approve'],
  SENT: ['approve', 'send'],
  FAILED: ['approve', 'send', 'fail'],
  SETTLED: ['approve', 'send', 'settle'],
  VOIDED: ['void'],
  RETURNED: ['approve', 'send', 'settle', 'return'],
};
const TARGETS: Readonly<Record<Step, DisbursementStatus>> = {
  approve: 'APPROVED',
  send: 'SENT',
  settle: 'SETTLED',
  fail: 'FAILED',
  void: 'VOIDED',
  return: 'RETURNED',
};

describe("a payout's life", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 1_000_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const at = async (state: keyof typeof PATHS): Promise<Payout> => walk(subgraph, await reserved(subgraph), ...PATHS[state]);

  describe.each(Object.keys(PATHS) as (keyof typeof PATHS)[])('from %s', (state) => {
    test.each(Object.keys(STEPS) as Step[])('%s goes exactly as the table says', async (step) => {
      const payout = await at(state);
      const answer = await take(subgraph, step, payout);
      const allowed = DISBURSEMENT_TRANSITIONS[state].includes(TARGETS[step]);
      const noChange = state === 'SETTLED' && step === 'settle';
      expect(answer.errors?.[0]?.extensions.code ?? null).toBe(allowed || noChange ? null : 'INVALID_TRANSITION');
      const after = answer.data?.[STEPS[step].mutation]?.disbursement ?? payout;
      expect(after).toMatchObject({
        id: payout.id,
        status: allowed ? TARGETS[step] : state,
        version: payout.version + (allowed ? 1 : 0),
      });
    });
  });

  test('J-07: a failed payout is sent again under its id, and paid once', async () => {
    const before = await bank(subgraph, 1);
    const payout = await reserved(subgraph, { amountFen: '777' });
    expect(await bank(subgraph, 1)).toEqual({ posted: before.posted, pending: before.pending + 777n });
    const failed = await walk(subgraph, payout, 'approve', 'send', 'fail');
    expect(failed).toMatchObject({ id: payout.id, failureReason: 'AC04 收款账户已销户', paidAt: null });
    const settled = await walk(subgraph, failed, 'send', 'settle');
    expect(settled).toMatchObject({ id: payout.id, status: 'SETTLED', failureReason: null, paidAt: '2013-10-19T02:00:00.000Z' });
    expect(settled).toMatchObject({ createdBy: caseworker.personId, approvedBy: approver.personId, paidBy: cashier.personId });
    expect(await bank(subgraph, 1)).toEqual({ posted: before.posted - 777n, pending: before.pending });
  });

  test('what is voided is free again, what is returned comes back by a reversal', async () => {
    const before = await bank(subgraph, 1);
    await walk(subgraph, await reserved(subgraph), 'approve', 'void');
    expect(await bank(subgraph, 1)).toEqual(before);
    const returned = await walk(subgraph, await reserved(subgraph), 'approve', 'send', 'settle', 'return');
    expect(await bank(subgraph, 1)).toEqual(before);
    const entries = await subgraph.sql('select reverses_id from journal_entry where source_id = $1 order by id', [returned.id]);
    expect(entries).toEqual([{ reverses_id: null }, { reverses_id: expect.any(String) }]);
    const { journal } = (
      await subgraph.ask(
        auditor,
        '{ journal(book: FOUNDATION, first: 1) { nodes { memo sourceRef { typeName id } reverses { sourceRef { id } } } } }',
      )
    ).data;
    expect(journal.nodes[0]).toMatchObject({
      sourceRef: { typeName: 'Disbursement', id: returned.id },
      reverses: { sourceRef: { id: returned.id } },
    });
  });

  test('FND-INV-3: the entry of a payout is not reversed by hand', async () => {
    const { id } = await at('SETTLED');
    const [entry] = await subgraph.sql<{ id: string }>('select id from journal_entry where source_id = $1', [id]);
    const input = { idempotencyKey: key(), entryId: entry?.id, memo: '更正' };
    const accountant = staff(newId(), 'FUND_ACCOUNTANT');
    expect(
      await subgraph.code(
        subgraph.ask(accountant, 'mutation ($input: ReverseEntryInput!) { reverseEntry(input: $input) { entry { id } } }', {
          input,
        }),
      ),
    ).toBe('VALIDATION_FAILED');
  });

  test('FND-INV-3: the database resolves money that is set aside once', async () => {
    const { id } = await at('VOIDED');
    await expect(
      subgraph.sql(`update pending_transfer set status = 'VOIDED' where disbursement_id = $1`, [id]),
    ).rejects.toMatchObject({
      constraint: 'pending_transfer_resolves_once',
    });
    const open = await at('SENT');
    await expect(
      subgraph.sql('update pending_transfer set amount_fen = 1 where disbursement_id = $1', [open.id]),
    ).rejects.toMatchObject({
      constraint: 'pending_transfer_resolves_once',
    });
  });

  test('FND-INV-3: of 40 parallel settlements one pays', async () => {
    const sent = await at('SENT');
    const codes = await Promise.all(Array.from({ length: 40 }, () => subgraph.code(take(subgraph, 'settle', sent))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(39);
    expect(await subgraph.sql('select count(*)::int as entries from journal_entry where source_id = $1', [sent.id])).toEqual([
      { entries: 1 },
    ]);
  });

  test('a replay by key answers the same, even after later steps', async () => {
    const sent = await at('SENT');
    const idempotencyKey = key();
    const first = await take(subgraph, 'settle', sent, { idempotencyKey });
    await walk(subgraph, first.data.settleDisbursement.disbursement, 'return');
    expect(await take(subgraph, 'settle', sent, { idempotencyKey })).toEqual(first);
    expect(await subgraph.code(take(subgraph, 'settle', { ...sent, version: 99 }, { idempotencyKey }))).toBe(
      'IDEMPOTENCY_MISMATCH',
    );
  });

  test('a stale version is refused', async () => {
    const payout = await reserved(subgraph);
    await walk(subgraph, payout, 'approve');
    expect(await subgraph.code(take(subgraph, 'void', payout))).toBe('VERSION_CONFLICT');
  });

  test('a payout out of scope does not exist', async () => {
    const payout = await at('APPROVED');
    for (const viewer of [
      staff(newId(), 'FUND_CASHIER', '/city/110101/'),
      member(newId()),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'),
    ]) {
      for (const step of Object.keys(STEPS) as Step[])
        expect(await subgraph.code(take(subgraph, step, payout, { viewer }))).toBe('NOT_FOUND');
    }
    expect(await subgraph.code(take(subgraph, 'send', { ...payout, id: 'x' }))).toBe('NOT_FOUND');
    expect(await subgraph.code(take(subgraph, 'send', payout, { viewer: auditor }))).toBe('FORBIDDEN');
  });
});
