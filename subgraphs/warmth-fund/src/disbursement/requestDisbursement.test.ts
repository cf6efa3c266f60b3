import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, bank, caseworker, cashier, deposit, faultsOfBooks, fundId } from '../../test/books.ts';
import { approve, ask, request, requestInput, reserved, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

describe('requestDisbursement', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 100_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  test('sets the money aside', async () => {
    const payout = await reserved(subgraph, { amountFen: 250 });
    expect(payout).toMatchObject({
      status: 'RESERVED',
      amountFen: '250',
      createdBy: caseworker.personId,
      approvedBy: null,
      version: 2,
    });
  });

  test.each([
    ['payout over balance (2.5.7)', { amountFen: '100001' }, 'INSUFFICIENT_FUNDS'],
    ['an account in full', { accountMasked: '6222020200112230412' }, 'VALIDATION_FAILED'],
    ['a source that is none', { source: { subgraph: 'Warmth', typeName: 'AidApplication', id: newId() } }, 'BAD_USER_INPUT'],
    ['oneself as payee', { memberId: caseworker.personId }, 'SEPARATION_OF_DUTIES'],
  ])('refuses %s', async (_, overrides, code) => {
    const before = await subgraph.sql('select count(*) from disbursement');
    expect(await subgraph.code(request(subgraph, overrides))).toBe(code);
    expect(await subgraph.sql('select count(*) from disbursement')).toEqual(before);
  });

  test.each([
    ['negative fen (2.5.7)', { amountFen: -5 }, 'BAD_USER_INPUT'],
    ['fractional fen (2.5.7)', { amountFen: 1.5 }, 'BAD_USER_INPUT'],
    ['2^63 fen', { amountFen: '9223372036854775808' }, 'BAD_USER_INPUT'],
    ['nothing', { amountFen: 0 }, 'BAD_USER_INPUT'],
    ['a member that is no id', { memberId: 'x' }, 'BAD_USER_INPUT'],
    ['a district that is none', { districtCode: '310105' }, 'BAD_USER_INPUT'],
  ])('refuses %s of an approved source', async (_, overrides, code) => {
    const input = requestInput();
    await approve(subgraph, input);
    expect(await subgraph.code(ask(subgraph, { ...input, ...overrides }))).toBe(code);
    expect(await subgraph.code(ask(subgraph, input))).toBeNull();
  });

  test('a source is paid once, and again only after its payout came to nothing', async () => {
    const { source, memberId } = requestInput();
    const first = await reserved(subgraph, { source, memberId });
    expect(await subgraph.code(request(subgraph, { source, memberId }))).toBe('DUPLICATE');
    await walk(subgraph, first, 'void');
    expect(await subgraph.code(request(subgraph, { source, memberId }))).toBeNull();
  });

  test('of 30 parallel requests for one source one is taken', async () => {
    const same = { ...requestInput(), amountFen: 1 };
    const codes = await Promise.all(
      Array.from({ length: 30 }, () => subgraph.code(request(subgraph, { ...same, idempotencyKey: key() }))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(29);
  });

  test('FND-INV-2: of 200 parallel reservations on one account as many succeed as there is money for', async () => {
    await deposit(subgraph, 2, 5_000);
    const asked = Array.from({ length: 200 }, () => subgraph.code(request(subgraph, { fundId: fundId(2), amountFen: 100 })));
    const codes = await Promise.all(asked);
    expect(codes.filter((code) => code === null)).toHaveLength(50);
    expect(codes.filter((code) => code === 'INSUFFICIENT_FUNDS')).toHaveLength(150);
    expect(await bank(subgraph, 2)).toEqual({ posted: 5_000n, pending: 5_000n });
  });

  test('the same key with another body is refused', async () => {
    const idempotencyKey = key();
    await request(subgraph, { idempotencyKey });
    expect(await subgraph.code(request(subgraph, { idempotencyKey }))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test.each([
    ['the approver', approver, 'FORBIDDEN'],
    ['the cashier', cashier, 'FORBIDDEN'],
    ['a member', member(newId()), 'FORBIDDEN'],
    ['a caseworker of another district', staff(newId(), 'FUND_CASEWORKER', '/city/110101/'), 'SOURCE_NOT_APPROVED'],
  ])('%s may not ask for payouts here', async (_, viewer, code) => {
    expect(await subgraph.code(request(subgraph, {}, viewer))).toBe(code);
  });

  describe('FND-INV-6: one person who holds every role', () => {
    const grants = (['FUND_CASEWORKER', 'FUND_APPROVER', 'FUND_CASHIER'] as const).map((role) => ({ role, scopePath: '/city/' }));
    const everyone = () => ({ ...staff(newId(), 'FUND_CASEWORKER'), grants });

    test('approves nothing of their own (2.5.7)', async () => {
      const viewer = everyone();
      const { disbursement } = (await request(subgraph, {}, viewer)).data.requestDisbursement;
      expect(await subgraph.code(take(subgraph, 'approve', disbursement, { viewer }))).toBe('SEPARATION_OF_DUTIES');
    });

    test('sends, settles and returns nothing they approved or asked for', async () => {
      const viewer = everyone();
      const asked = (await request(subgraph, {}, viewer)).data.requestDisbursement.disbursement;
      const approved = await walk(subgraph, asked, 'approve');
      expect(await subgraph.code(take(subgraph, 'send', approved, { viewer }))).toBe('SEPARATION_OF_DUTIES');
      const sent = await walk(subgraph, approved, 'send');
      for (const step of ['settle', 'fail'] as const)
        expect(await subgraph.code(take(subgraph, step, sent, { viewer }))).toBe('SEPARATION_OF_DUTIES');
      const settled = await walk(subgraph, sent, 'settle');
      expect(await subgraph.code(take(subgraph, 'return', settled, { viewer }))).toBe('SEPARATION_OF_DUTIES');
      const own = await take(subgraph, 'approve', await reserved(subgraph), { viewer });
      expect(await subgraph.code(take(subgraph, 'send', own.data.approveDisbursement.disbursement, { viewer }))).toBe(
        'SEPARATION_OF_DUTIES',
      );
    });

    test('and neither approves nor pays what is paid to them', async () => {
      const viewer = everyone();
      const payout = await reserved(subgraph, { memberId: viewer.personId });
      expect(await subgraph.code(take(subgraph, 'approve', payout, { viewer }))).toBe('SEPARATION_OF_DUTIES');
      expect(await subgraph.code(take(subgraph, 'send', await walk(subgraph, payout, 'approve'), { viewer }))).toBe(
        'SEPARATION_OF_DUTIES',
      );
    });

    test('which the database holds as well', async () => {
      const { id } = await reserved(subgraph);
      for (const columns of [
        'approved_by = created_by',
        "approved_by = 'x', paid_by = 'x'",
        'paid_by = created_by',
        'approved_by = member_id::text',
      ]) {
        await expect(subgraph.sql(`update disbursement set ${columns} where id = $1`, [id])).rejects.toMatchObject({
          constraint: 'disbursement_duties_apart',
        });
      }
      await expect(subgraph.sql("update disbursement set status = 'SENT' where id = $1", [id])).rejects.toMatchObject({
        constraint: expect.stringMatching(/^disbursement_/),
      });
    });
  });
});
