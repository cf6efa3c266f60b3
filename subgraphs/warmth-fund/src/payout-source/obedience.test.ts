import { newId } from '@union-graph/subgraph';
import { key, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { caseworker, deposit, faultsOfBooks, fundId } from '../../test/books.ts';
import { approve, ask, requestInput, reserved, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

/** Every kind of thing that money is paid for, with the column that names its payee. */
const KINDS = [
  ['warmth-fund', 'AidApplication', 'member_id', 'memberId'],
  ['warmth-fund', 'MutualAidClaim', 'member_id', 'memberId'],
  ['warmth-fund', 'ServiceCostApplication', 'union_id', 'unionId'],
  ['warmth-fund', 'BudgetAllocation', 'union_id', 'unionId'],
  ['training', 'SubsidyApplication', 'member_id', 'memberId'],
  ['training', 'SponsorshipInstalment', 'member_id', 'memberId'],
] as const;

describe('payouts obey their source (C-11)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 10_000_000);
  });
  afterEach(async () => {
    expect(await faultsOfBooks(subgraph)).toEqual([]);
    expect(await sourceFaults()).toEqual([]);
  });
  afterAll(() => subgraph.stop());

  /** Sources whose payouts take more than was approved, or another sum than is noted. */
  const sourceFaults = () =>
    subgraph.sql(`select s.id from payout_source s left join disbursement d
      on (d.source_subgraph, d.source_type, d.source_id) = (s.subgraph, s.type, s.id) and d.status not in ('VOIDED', 'RETURNED')
      group by s.subgraph, s.type, s.id having coalesce(sum(d.amount_fen), 0) <> s.taken_fen or s.taken_fen > s.amount_fen`);

  describe.each(KINDS)('%s.%s', (service, typeName, column, field) => {
    const made = async ({ amountFen = 1_000, state = 'APPROVED' } = {}) => {
      const source = { subgraph: service, typeName, id: newId() };
      const payee = newId();
      await subgraph.sql(
        `insert into payout_source (subgraph, type, id, fund_id, ${column}, amount_fen, state, reason, scope_path, approved_at, revision)
         values ($1, $2, $3, $4, $5, $6, $7, $8, '/city/110105/', now(), 1)`,
        [service, typeName, source.id, fundId(1), payee, amountFen, state, state === 'WITHDRAWN' ? '申请撤回' : null],
      );
      return { source, payee };
    };
    const pay = (source: object, more: object = {}) =>
      ask(subgraph, { idempotencyKey: key(), source, accountMasked: '6222 **** 0412', ...more });
    const change = (id: string, set: string) => subgraph.sql(`update payout_source set ${set} where id = $1`, [id]);

    test('is paid with its own payee, fund and amount', async () => {
      const { source, payee } = await made();
      const { disbursement } = (await pay(source, { [field]: payee })).data.requestDisbursement;
      expect(disbursement).toMatchObject({ status: 'RESERVED', amountFen: '1000', source });
      const [row] = await subgraph.sql(`select ${column} as payee, fund_id from disbursement where id = $1`, [disbursement.id]);
      expect(row).toEqual({ payee, fund_id: fundId(1) });
    });

    test.each([
      ['nothing that was approved', { of: { id: newId() } }, 'SOURCE_NOT_APPROVED'],
      ['a type that nobody approved', { of: { typeName: 'Nothing' } }, 'SOURCE_NOT_APPROVED'],
      ['another payee', { asked: { [field]: newId() } }, 'PAYEE_MISMATCH'],
      ['a payee of another kind', { asked: { organisationId: newId() } }, 'PAYEE_MISMATCH'],
      ['another book', { asked: { fundId: fundId(2) } }, 'VALIDATION_FAILED'],
      ['another district', { asked: { districtCode: '110101' } }, 'VALIDATION_FAILED'],
      ['1 fen more', { asked: { amountFen: '1001' } }, 'AMOUNT_EXCEEDS_SOURCE'],
    ])('refuses %s', async (_, { of = {}, asked = {} }: { of?: object; asked?: object }, code) => {
      const { source } = await made();
      expect(await subgraph.code(pay({ ...source, ...of }, asked))).toBe(code);
    });

    test('withdrawn before, nothing is paid', async () => {
      const { source } = await made({ state: 'WITHDRAWN' });
      expect(await subgraph.code(pay(source))).toBe('SOURCE_NOT_APPROVED');
    });

    test('parts never exceed it, and what came to nothing can be asked for again', async () => {
      const { source } = await made();
      const first = (await pay(source, { amountFen: '600' })).data.requestDisbursement.disbursement;
      expect(await subgraph.code(pay(source, { amountFen: '401' }))).toBe('AMOUNT_EXCEEDS_SOURCE');
      expect(await subgraph.code(pay(source, { amountFen: '400' }))).toBeNull();
      expect(await subgraph.code(pay(source, { amountFen: '1' }))).toBe('DUPLICATE');
      await walk(subgraph, first, 'void');
      expect((await pay(source)).data.requestDisbursement.disbursement).toMatchObject({ amountFen: '600' });
    });

    test('20 at once for the whole: one is taken', async () => {
      const { source } = await made();
      const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(pay(source))));
      expect(codes.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'DUPLICATE'), null]);
    });

    test.each(['approve', 'send'] as const)('withdrawn or changed later, the payout does not go on with "%s"', async (step) => {
      const before = step === 'send' ? (['approve'] as const) : ([] as const);
      for (const set of [
        "state = 'WITHDRAWN', reason = '撤销', revision = revision + 1",
        'amount_fen = 900, revision = revision + 1',
      ]) {
        const { source } = await made();
        const payout = await walk(subgraph, (await pay(source)).data.requestDisbursement.disbursement, ...before);
        await change(source.id, set);
        expect(await subgraph.code(take(subgraph, step, payout))).toBe('SOURCE_NOT_APPROVED');
        expect(await walk(subgraph, payout, 'void')).toMatchObject({ status: 'VOIDED' });
      }
    });

    test('what is with the bank is settled all the same', async () => {
      const { source } = await made();
      const sent = await walk(subgraph, (await pay(source)).data.requestDisbursement.disbursement, 'approve', 'send');
      await change(source.id, "state = 'WITHDRAWN', reason = '撤销', revision = revision + 1");
      expect(await walk(subgraph, sent, 'settle')).toMatchObject({ status: 'SETTLED' });
    });
  });

  test('the database holds it against its own service', async () => {
    const input = requestInput();
    await approve(subgraph, input);
    const insert = (columns: Record<string, unknown>) => {
      const row = {
        id: newId(),
        fund_id: fundId(1),
        source_subgraph: 'warmth-fund',
        source_type: 'AidApplication',
        source_id: input.source.id,
        source_revision: 1,
        payee_kind: 'MEMBER',
        member_id: input.memberId,
        account_masked: '京卡',
        amount_fen: 1000,
        status: 'REQUESTED',
        created_by: caseworker.personId,
        created_at: '2013-10-19T02:00:00Z',
        scope_path: '/city/110105/',
        version: 1,
        ...columns,
      };
      const names = Object.keys(row);
      return subgraph.sql(
        `insert into disbursement (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
        Object.values(row),
      );
    };
    const violates = async (columns: Record<string, unknown>, constraint: string) =>
      expect(insert(columns)).rejects.toMatchObject({ constraint });
    await violates({ source_id: newId() }, 'disbursement_source');
    await violates({ member_id: newId() }, 'disbursement_payee_of_source');
    await violates({ fund_id: fundId(2) }, 'disbursement_fund_of_source');
    await violates({ amount_fen: 1001 }, 'disbursement_within_source');
    await violates({ source_revision: 2 }, 'disbursement_source_approved');
    const { id } = await reserved(subgraph);
    await expect(subgraph.sql('update disbursement set amount_fen = 1 where id = $1', [id])).rejects.toMatchObject({
      constraint: 'disbursement_amount_stays',
    });
  });
});
