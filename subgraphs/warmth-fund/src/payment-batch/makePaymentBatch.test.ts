import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, auditor, caseworker, cashier, deposit, faultsOfBooks } from '../../test/books.ts';
import { reserved, take, walk } from '../../test/payouts.ts';
import { hashOf, makeBatch } from '../../test/statements.ts';
import { warmthFund } from '../subgraph.ts';

describe('makePaymentBatch', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 1_000_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const approved = async () => walk(subgraph, await reserved(subgraph), 'approve');
  const sentTwice = () =>
    subgraph.sql('select disbursement_id from payment_batch_line group by 1, sent_version having count(*) > 1');

  test('approved payouts go to the bank in one file, once, and a replay gives the same file', async () => {
    const [one, other] = [await approved(), await approved()];
    await reserved(subgraph);
    const once = key();
    const first = await makeBatch(subgraph, { idempotencyKey: once });
    const { batch } = first.data.makePaymentBatch;
    expect(batch).toMatchObject({ payoutCount: 2, sumFen: '2000', sha256: hashOf(batch.file) });
    expect(batch.disbursements).toEqual([one, other].map(({ id, version }) => ({ id, status: 'SENT', version: version + 1 })));
    expect(batch.file).toContain(`1,${one.id},6222 **** **** 0412,10.00,`);
    expect(await makeBatch(subgraph, { idempotencyKey: once })).toEqual(first);
    expect(await subgraph.code(makeBatch(subgraph))).toBe('VALIDATION_FAILED');
    const settled = await walk(subgraph, batch.disbursements[0], 'settle');
    expect(settled.status).toBe('SETTLED');
    const again = await walk(subgraph, batch.disbursements[1], 'fail', 'send');
    expect(again).toMatchObject({ id: other.id, status: 'SENT' });
  });

  test('FND-INV-6, C-11: what this cashier may not pay, and what is not approved any more, is left out', async () => {
    const both = { ...cashier, grants: [...cashier.grants, ...approver.grants] };
    const own = await take(subgraph, 'approve', await reserved(subgraph), { viewer: both });
    const withdrawn = await approved();
    await subgraph.sql(
      `update payout_source set state = 'WITHDRAWN', reason = '撤回', revision = revision + 1
       where id = (select source_id from disbursement where id = $1)`,
      [withdrawn.id],
    );
    const free = await approved();
    const { batch } = (await makeBatch(subgraph, { viewer: both })).data.makePaymentBatch;
    expect(batch.disbursements.map(({ id }: { id: string }) => id)).toEqual([free.id]);
    const second = staff(newId(), 'FUND_CASHIER');
    const rest = (await makeBatch(subgraph, { viewer: second })).data.makePaymentBatch.batch;
    expect(rest.disbursements.map(({ id }: { id: string }) => id)).toEqual([own.data.approveDisbursement.disbursement.id]);
  });

  test('twenty at once send each payout once', async () => {
    const waiting = [];
    for (let at = 0; at < 6; at++) waiting.push(await approved());
    const answers = await Promise.all(Array.from({ length: 20 }, () => makeBatch(subgraph)));
    const batches = answers.flatMap(({ data }) => data?.makePaymentBatch?.batch ?? []);
    expect(batches.reduce((sum, { payoutCount }) => sum + payoutCount, 0)).toBe(6);
    expect(
      answers.filter(({ errors }) => errors).every(({ errors }) => errors?.[0]?.extensions.code === 'VALIDATION_FAILED'),
    ).toBe(true);
    expect(await sentTwice()).toEqual([]);
  });

  test('the database keeps the file as it was made', async () => {
    await approved();
    const { batch } = (await makeBatch(subgraph)).data.makePaymentBatch;
    await expect(subgraph.sql(`update payment_batch set file = file || 'x' where id = $1`, [batch.id])).rejects.toMatchObject({
      constraint: 'payment_batch_hash',
    });
  });

  test('is the cashier’s, and read by who reads the books', async () => {
    for (const viewer of [caseworker, approver, auditor, member(newId()), staff(newId(), 'FUND_CASHIER', '/city/110105/')])
      expect(await subgraph.code(makeBatch(subgraph, { viewer }))).toBe('FORBIDDEN');
    const list = '{ paymentBatches(first: 1) { totalCount nodes { id sha256 } } }';
    const { paymentBatches } = (await subgraph.ask(auditor, list)).data;
    expect(paymentBatches.totalCount).toBeGreaterThan(2);
    const read = 'query ($id: ID!) { paymentBatch(id: $id) { id } }';
    expect(await subgraph.code(subgraph.ask(member(newId()), list))).toBe('FORBIDDEN');
    expect(await subgraph.code(subgraph.ask(member(newId()), read, paymentBatches.nodes[0]))).toBe('NOT_FOUND');
  });
});
