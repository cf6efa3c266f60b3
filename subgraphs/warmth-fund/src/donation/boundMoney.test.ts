import { key, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, cityDept } from '../../test/aid.ts';
import { accountant, accountId, bank, cashier, deposit, faultsOfBooks, fundId, post, REVERSE } from '../../test/books.ts';
import { askAid, cancel, donationAct, pledge, receive, refund } from '../../test/donations.ts';
import { walk } from '../../test/payouts.ts';
import { approveSide, otherApprover, requested } from '../../test/transfers.ts';
import { warmthFund } from '../subgraph.ts';

const POST = 'mutation ($input: PostEntryInput!) { postEntry(input: $input) { entry { id } } }';

describe('money that is bound to a scheme stays for it (S-17)', () => {
  let subgraph: TestSubgraph;
  beforeEach(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 10_000);
    await receive(subgraph, { restrictedTo: 'MEDICAL', amountFen: '5000' });
  });
  afterEach(async () => {
    expect(await faultsOfBooks(subgraph)).toEqual([]);
    await subgraph.stop();
  });

  const ask = async (scheme: string, amountFen: string) =>
    (await askAid(subgraph, scheme, amountFen)).data?.requestDisbursement?.disbursement;
  const transfer = async (amountFen: string) => {
    const asked = await requested(subgraph, { amountFen });
    const first = (await approveSide(subgraph, asked, 'GIVING')).data.approveBookTransfer.transfer;
    return subgraph.code(approveSide(subgraph, first, 'RECEIVING', otherApprover));
  };
  const spend = (amountFen: string) =>
    subgraph.code(
      subgraph.ask(accountant, POST, {
        input: {
          idempotencyKey: key(),
          book: 'FOUNDATION',
          memo: '办公费',
          postings: [
            { accountId: accountId(1, '5201'), side: 'DEBIT', amountFen },
            { accountId: accountId(1, '1002'), side: 'CREDIT', amountFen },
          ],
        },
      }),
    );

  test('no transfer, no entry by hand and no refund takes any of it', async () => {
    expect([await transfer('10001'), await spend('10001')]).toEqual(['INSUFFICIENT_FUNDS', 'INSUFFICIENT_FUNDS']);
    const free = await receive(subgraph, { amountFen: '100' });
    expect([await transfer('4000'), await spend('6000')]).toEqual([null, null]);
    expect(await spend('100')).toBe(null);
    expect(await subgraph.code(refund(subgraph, free))).toBe('INSUFFICIENT_FUNDS');
  });

  test('no entry by hand makes it free: it is used by its aid or given back; what was bound by hand by mistake is reversed', async () => {
    const bind = (side: 'DEBIT' | 'CREDIT', other: string) =>
      post(subgraph, 1, [
        { code: '310202', side, amountFen: '1' },
        { code: other, side: side === 'DEBIT' ? 'CREDIT' : 'DEBIT', amountFen: '1' },
      ]);
    const { errors } = await bind('DEBIT', '4101');
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('bound'),
      extensions: { code: 'VALIDATION_FAILED', rule: 'S-17', field: 'postings' },
    });
    const { entry } = (await bind('CREDIT', '1002')).data.postEntry;
    const input = { idempotencyKey: key(), entryId: entry.id, memo: '更正' };
    expect(await subgraph.code(subgraph.ask(accountant, REVERSE, { input }))).toBe(null);
  });

  const define = (more: object) =>
    subgraph.code(
      act(subgraph, cityDept, 'defineScheme', {
        ...{ code: 'MEDICAL', nameZh: '医疗救助', fundId: fundId(2), capFen: '800000', perCycle: 1, validFrom: '2014-01-01' },
        ...{ rule: { needsActiveFile: true, causes: [] }, reason: '改由工会经费支付', ...more },
      }),
    );

  test('FND-INV-7: no other fund pays a scheme while money is bound or pledged to it, and nothing is pledged to one that another fund will pay', async () => {
    expect(await define({})).toBe('VALIDATION_FAILED');
    expect(await define({ fundId: fundId(1) })).toBeNull();
    const promised = await pledge(subgraph, { restrictedTo: 'LIVING' });
    expect(await define({ code: 'LIVING' })).toBe('VALIDATION_FAILED');
    await cancel(subgraph, promised);
    expect(await define({ code: 'LIVING' })).toBeNull();
    const again = { donorKind: 'ANONYMOUS', amountFen: '100', restrictedTo: 'LIVING' };
    expect(await subgraph.code(donationAct(subgraph, cashier, 'pledgeDonation', again))).toBe('VALIDATION_FAILED');
  });

  test('FND-INV-7: of a pledge to a scheme and its other fund at once one is taken', async () => {
    for (const code of ['SCHOOLING', 'FESTIVAL', 'EMERGENCY', 'EMPLOYMENT']) {
      const gift = { donorKind: 'ANONYMOUS', amountFen: '100', restrictedTo: code };
      const pledges = Array.from({ length: 5 }, () => subgraph.code(donationAct(subgraph, cashier, 'pledgeDonation', gift)));
      const [moved, ...pledged] = await Promise.all([define({ code }), ...pledges]);
      expect([code, moved === null && pledged.includes(null)]).toEqual([code, false]);
    }
  });

  test('what its own payout holds is not counted twice: the rest is free', async () => {
    const own = await ask('MEDICAL', '5000');
    expect(await bank(subgraph, 1)).toMatchObject({ pending: 5_000n });
    expect(await ask('LIVING', '10001')).toBeUndefined();
    const other = await ask('LIVING', '10000');
    expect(await ask('LIVING', '1')).toBeUndefined();
    await walk(subgraph, own, 'approve', 'send', 'settle');
    await walk(subgraph, other, 'approve', 'send', 'settle');
    expect(await bank(subgraph, 1)).toMatchObject({ posted: 0n, pending: 0n });
  });

  test('what a payout of the scheme holds is not given back, and is free again when the payout is void', async () => {
    const later = await receive(subgraph, { restrictedTo: 'MEDICAL', amountFen: '300' });
    const own = await ask('MEDICAL', '5100');
    expect(await subgraph.code(refund(subgraph, later))).toBe('VALIDATION_FAILED');
    await walk(subgraph, own, 'void');
    expect(await subgraph.code(refund(subgraph, later))).toBe(null);
  });

  test('of twenty at once that want the last free money, one gets it', async () => {
    const wishes = Array.from({ length: 20 }, (_, at) => (at % 2 ? spend('9999') : ask('LIVING', '9999')));
    const answers = await Promise.all(wishes);
    expect(answers.filter((one) => one === null || (typeof one === 'object' && one?.id))).toHaveLength(1);
  });

  test('the database refuses it, whoever writes', async () => {
    const held = `update ledger_account set pending_fen = pending_fen + 10001 where id = '${accountId(1, '1002')}'`;
    await expect(subgraph.sql(held)).rejects.toMatchObject({ constraint: 'bound_money_stays' });
    await expect(
      subgraph.sql(`update pending_transfer set scheme_fen = 1, scheme_account_id = account_id where disbursement_id = $1`, [
        (await ask('LIVING', '1')).id,
      ]),
    ).rejects.toMatchObject({ constraint: 'pending_transfer_resolves_once' });
  });
});
