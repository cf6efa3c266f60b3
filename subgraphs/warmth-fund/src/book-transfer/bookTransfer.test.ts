import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  accountant,
  accountId,
  approver,
  auditor,
  bank,
  cashier,
  deposit,
  faultsOfBooks,
  fundId,
  REVERSE,
} from '../../test/books.ts';
import { approveSide, askTransfer, otherApprover, reject, requested } from '../../test/transfers.ts';
import { warmthFund } from '../subgraph.ts';

const LIST = 'query ($status: BookTransferStatus) { bookTransfers(status: $status) { totalCount nodes { id status } } }';

describe('transfers between books (FND-INV-7)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 100_000);
    await deposit(subgraph, 2, 100_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const code = (answer: ReturnType<typeof askTransfer>) => subgraph.code(answer);

  test('two sides approve, and one entry is posted in each book', async () => {
    const [giving, receiving] = [await bank(subgraph, 1), await bank(subgraph, 2)];
    const asked = await requested(subgraph);
    const first = (await approveSide(subgraph, asked, 'GIVING')).data.approveBookTransfer.transfer;
    expect(first).toMatchObject({ status: 'REQUESTED', fromApprovedBy: approver.personId, toApprovedBy: null, outEntry: null });
    expect(await bank(subgraph, 1)).toEqual(giving);
    const once = key();
    const posted = await approveSide(subgraph, first, 'RECEIVING', otherApprover, once);
    const { transfer } = posted.data.approveBookTransfer;
    expect(transfer).toMatchObject({
      status: 'POSTED',
      toApprovedBy: otherApprover.personId,
      outEntry: {
        book: 'FOUNDATION',
        sourceRef: { typeName: 'BookTransfer', id: asked.id },
        postings: [
          { side: 'DEBIT', amountFen: '500', account: { code: '5401' } },
          { side: 'CREDIT', account: { code: '1002' } },
        ],
      },
      inEntry: {
        book: 'UNION_SERVICE',
        postings: [
          { side: 'DEBIT', amountFen: '500', account: { code: '1002' } },
          { side: 'CREDIT', account: { code: '4901' } },
        ],
      },
    });
    expect(await bank(subgraph, 1)).toEqual({ ...giving, posted: giving.posted - 500n });
    expect(await bank(subgraph, 2)).toEqual({ ...receiving, posted: receiving.posted + 500n });
    expect(await approveSide(subgraph, first, 'RECEIVING', otherApprover, once)).toEqual(posted);
    expect(await code(approveSide(subgraph, transfer, 'GIVING'))).toBe('INVALID_TRANSITION');
    const [out] = await subgraph.sql<{ id: string }>('select out_entry_id as id from book_transfer where id = $1', [asked.id]);
    const input = { idempotencyKey: key(), entryId: out?.id, memo: '更正' };
    expect(await code(subgraph.ask(accountant, REVERSE, { input }))).toBe('VALIDATION_FAILED');
  });

  test('FND-INV-6: three persons, and each side once', async () => {
    const both = staff(newId(), 'FUND_APPROVER');
    const asking = { ...both, grants: [...both.grants, ...accountant.grants] };
    const own = (await askTransfer(subgraph, {}, asking)).data.requestBookTransfer.transfer;
    expect(await code(approveSide(subgraph, own, 'GIVING', asking))).toBe('SEPARATION_OF_DUTIES');
    const once = (await approveSide(subgraph, own, 'GIVING')).data.approveBookTransfer.transfer;
    expect(await code(approveSide(subgraph, once, 'GIVING', otherApprover))).toBe('DUPLICATE');
    expect(await code(approveSide(subgraph, once, 'RECEIVING', approver))).toBe('SEPARATION_OF_DUTIES');
    await expect(
      subgraph.sql('update book_transfer set to_approved_by = from_approved_by where id = $1', [own.id]),
    ).rejects.toMatchObject({ constraint: 'book_transfer_duties_apart' });
  });

  test.each<[string, object, string]>([
    ['inside one fund', { toFundId: fundId(1) }, 'VALIDATION_FAILED'],
    ['nothing', { amountFen: '0' }, 'BAD_USER_INPUT'],
    ['less than nothing', { amountFen: '-1' }, 'BAD_USER_INPUT'],
    ['a fraction', { amountFen: '0.5' }, 'BAD_USER_INPUT'],
    ['2^63', { amountFen: '9223372036854775808' }, 'BAD_USER_INPUT'],
    ['no purpose', { purpose: ' ' }, 'BAD_USER_INPUT'],
    ['no such fund', { toFundId: newId() }, 'NOT_FOUND'],
    ['no id', { fromFundId: 'x' }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_, more, refusal) => {
    expect(await code(askTransfer(subgraph, more))).toBe(refusal);
  });

  test('more than the giving fund has to spend is refused when it is to be posted, and can be turned down', async () => {
    const asked = await requested(subgraph, { amountFen: '100000000' });
    const once = (await approveSide(subgraph, asked, 'GIVING')).data.approveBookTransfer.transfer;
    expect(await code(approveSide(subgraph, once, 'RECEIVING'))).toBe('INSUFFICIENT_FUNDS');
    expect(await code(reject(subgraph, asked))).toBe('VERSION_CONFLICT');
    const rejected = (await reject(subgraph, once)).data.rejectBookTransfer.transfer;
    expect(rejected).toMatchObject({ status: 'REJECTED', reason: '用途不符', outEntry: null });
    expect(await code(approveSide(subgraph, rejected, 'RECEIVING'))).toBe('INVALID_TRANSITION');
  });

  test('transfers both ways at once end, and leave both books in order', async () => {
    const before = [(await bank(subgraph, 1)).posted, (await bank(subgraph, 2)).posted];
    const moves = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? [1, 2] : [2, 1]) as [number, number]);
    const asked = await Promise.all(
      moves.map(([from, to], at) =>
        requested(subgraph, { fromFundId: fundId(from), toFundId: fundId(to), amountFen: String(10 + at) }),
      ),
    );
    const first = await Promise.all(asked.map((one) => approveSide(subgraph, one, 'GIVING')));
    const last = await Promise.all(
      first.map((one) => code(approveSide(subgraph, one.data.approveBookTransfer.transfer, 'RECEIVING'))),
    );
    expect(last).toEqual(moves.map(() => null));
    // 10 + 12 + … + 20 one way, 11 + 13 + … + 21 the other.
    expect([(await bank(subgraph, 1)).posted, (await bank(subgraph, 2)).posted]).toEqual([
      (before[0] as bigint) + 6n,
      (before[1] as bigint) - 6n,
    ]);
  });

  test('the last approval twenty times at once posts once', async () => {
    const asked = await requested(subgraph);
    const once = (await approveSide(subgraph, asked, 'GIVING')).data.approveBookTransfer.transfer;
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(approveSide(subgraph, once, 'RECEIVING'))));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test('the database links both entries', async () => {
    const asked = await requested(subgraph);
    const entry = async (fund: number, book: string) => {
      const id = newId();
      await subgraph.sql(
        `with e as (insert into journal_entry (id, book, posted_at, memo, posted_by) values ($1, $2, '2013-10-19T02:00:00Z', '凭证', 'test'))
         insert into posting select $1, account, $2, side, 500
           from (values ($3::uuid, 'DEBIT'), ($4::uuid, 'CREDIT')) as line (account, side)`,
        [id, book, accountId(fund, '1002'), accountId(fund, '4101')],
      );
      return id;
    };
    const [one, other] = [await entry(1, 'FOUNDATION'), await entry(2, 'UNION_SERVICE')];
    await expect(
      subgraph.sql(
        `update book_transfer set status = 'POSTED', from_approved_by = 'x', to_approved_by = 'y', out_entry_id = $2, in_entry_id = $3
         where id = $1`,
        [asked.id, one, other],
      ),
    ).rejects.toMatchObject({ constraint: 'book_transfer_linked' });
  });

  test('who may do what, and who reads them', async () => {
    const asked = await requested(subgraph);
    for (const viewer of [approver, cashier, auditor, member(newId()), staff(newId(), 'FUND_ACCOUNTANT', '/city/110105/')])
      expect(await code(askTransfer(subgraph, {}, viewer))).toBe('FORBIDDEN');
    for (const viewer of [accountant, cashier]) {
      expect(await code(approveSide(subgraph, asked, 'GIVING', viewer))).toBe('FORBIDDEN');
      expect(await code(reject(subgraph, asked, {}, viewer))).toBe('FORBIDDEN');
    }
    expect(await code(approveSide(subgraph, asked, 'GIVING', staff(newId(), 'FUND_APPROVER', '/city/110105/')))).toBe(
      'NOT_FOUND',
    );
    expect(await code(subgraph.ask(member(newId()), LIST))).toBe('FORBIDDEN');
    const { bookTransfers } = (await subgraph.ask(auditor, LIST, { status: 'REQUESTED' })).data;
    expect(bookTransfers.nodes[0]).toEqual({ id: asked.id, status: 'REQUESTED' });
  });
});
