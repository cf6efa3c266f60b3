import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, knownMember, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, accountId, auditor, bank, caseworker, cashier, faultsOfBooks, fundId, REVERSE } from '../../test/books.ts';
import { askAid, donated, donationAct, pledge, receipt, receive, refund } from '../../test/donations.ts';
import { walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const LIST = '{ donations(first: 100) { nodes { id donor { kind member { id } organisationName } } } }';

describe('donations (S-17)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, {
      subscribers: [{ type: 'warmth-fund.donation.*', name: 'reports', url: 'http://127.0.0.1:9/events' }],
    });
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const posted = async (code: string) => {
    const id = code.length === 4 ? accountId(1, code) : `01900000-0000-7000-8000-000001${code}`;
    const [row] = await subgraph.sql<{ fen: string }>('select posted_fen::text as fen from ledger_account where id = $1', [id]);
    return BigInt(row?.fen ?? -1);
  };
  const payAid = (scheme: string, amountFen: string) => askAid(subgraph, scheme, amountFen);

  test('nobody gives in the name of a member without a record', async () => {
    const give = (memberId: string) =>
      subgraph.code(donationAct(subgraph, caseworker, 'pledgeDonation', { donorKind: 'MEMBER', memberId, amountFen: '1000' }));
    expect(await give(newId())).toBe('NOT_FOUND');
    expect(await give(await knownMember(subgraph.sql))).toBeNull();
  });

  test('who reads no workers’ names learns by a pledge of none', async () => {
    const refused = async (viewer: Viewer, memberId: string) => {
      const pledged = { donorKind: 'MEMBER', memberId, amountFen: '1000' };
      const [error] = (await donationAct(subgraph, viewer, 'pledgeDonation', pledged)).errors ?? [];
      return JSON.stringify(error).replaceAll(memberId, 'ID');
    };
    // A cashier reads the names of those who give: a pledge for any id would be a way to any name (C-19).
    for (const viewer of [accountant, cashier]) {
      const unknown = await refused(viewer, newId());
      expect(unknown).toContain('NOT_FOUND');
      expect(await refused(viewer, await knownMember(subgraph.sql))).toBe(unknown);
    }
  });

  test('pledged, received and receipted: free money becomes income', async () => {
    const who = member(newId());
    const mine = await pledge(subgraph, { donorKind: 'MEMBER', purpose: '助学' }, who);
    expect(mine).toMatchObject({ status: 'PLEDGED', donor: { kind: 'MEMBER', member: { id: who.personId } }, receiptNo: null });
    const [money, income] = [await posted('1002'), await posted('4101')];
    const received = await donated(subgraph, cashier, 'receiveDonation', { donationId: mine.id, expectedVersion: 1 });
    expect([await posted('1002'), await posted('4101')]).toEqual([money + 1_000n, income + 1_000n]);
    const { donation } = (await receipt(subgraph, received)).data.issueReceipt;
    expect(donation).toMatchObject({ status: 'RECEIPTED', receiptNo: '京温捐〔2013〕第000001号' });
    expect(await subgraph.code(receipt(subgraph, donation))).toBe('DUPLICATE');
    const told = await subgraph.sql<{ data: object }>(
      `select event -> 'data' as data from event_delivery where event ->> 'subject' = $1`,
      [mine.id],
    );
    expect(told).toEqual([{ data: { amountFen: '1000', scheme: null, receivedAt: '2013-10-19T02:00:00.000Z' } }]);
  });

  test('of twenty receipts at once each has a number of its own, without a gap; each year begins anew', async () => {
    const waiting = [];
    for (let at = 0; at < 20; at++) waiting.push(await receive(subgraph));
    const twice = [...waiting, ...waiting];
    const codes = await Promise.all(twice.map((one) => subgraph.code(receipt(subgraph, one))));
    expect(codes.filter((one) => one === null)).toHaveLength(20);
    const seqs = await subgraph.sql<{ seq: number }>(
      'select receipt_seq as seq from donation where receipt_year = 2013 order by receipt_seq',
    );
    expect(seqs.map(({ seq }) => seq)).toEqual(seqs.map((_, at) => at + 1));
    const next = (await receipt(subgraph, await receive(subgraph), '2014-01-01T00:00:00+08:00')).data.issueReceipt.donation;
    expect(next.receiptNo).toBe('京温捐〔2014〕第000001号');
    await expect(subgraph.sql('update donation set receipt_seq = 99 where id = $1', [next.id])).rejects.toMatchObject({
      constraint: 'donation_receipt_stays',
    });
  });

  test('bound money stays in its account until aid of its scheme uses it', async () => {
    const before = { income: await posted('4101'), free: await bank(subgraph, 1) };
    await receive(subgraph, { restrictedTo: 'MEDICAL', amountFen: '5000' });
    expect([await posted('310202'), await posted('4101')]).toEqual([5_000n, before.income]);
    // No other scheme may have it: 5,000 of what the bank has are bound.
    const other = await payAid('LIVING', String(before.free.posted + 1n));
    expect(other.errors?.[0]?.extensions.code).toBe('INSUFFICIENT_FUNDS');
    const own = await payAid('MEDICAL', '2000');
    const settled = await walk(subgraph, own.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
    expect(await posted('310202')).toBe(3_000n);
    await walk(subgraph, settled, 'return');
    expect(await posted('310202')).toBe(5_000n);
    const more = await payAid('MEDICAL', '6000');
    await walk(subgraph, more.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
    expect(await posted('310202')).toBe(0n);
  });

  test('what was not used is given back, by another person; what was used is not', async () => {
    const bound = await receive(subgraph, { restrictedTo: 'SCHOOLING', amountFen: '700' });
    const used = await payAid('SCHOOLING', '1');
    await walk(subgraph, used.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
    expect(await subgraph.code(refund(subgraph, bound))).toBe('VALIDATION_FAILED');
    const later = await receive(subgraph, { restrictedTo: 'SCHOOLING', amountFen: '300' });
    const both = { ...cashier, grants: [...cashier.grants, ...accountant.grants] };
    expect(await subgraph.code(refund(subgraph, later, both))).toBe('SEPARATION_OF_DUTIES');
    const before = await bank(subgraph, 1);
    const { donation } = (await refund(subgraph, later)).data.refundDonation;
    expect(donation).toMatchObject({ status: 'REFUNDED', refundReason: '捐赠人要求退还' });
    expect(await bank(subgraph, 1)).toEqual({ ...before, posted: before.posted - 300n });
    expect(await subgraph.code(refund(subgraph, donation))).toBe('INVALID_TRANSITION');
  });

  test('FND-INV-6: the donor takes no step, and who received the money writes no receipt', async () => {
    const both = { ...cashier, grants: [...cashier.grants, ...accountant.grants] };
    const mine = await pledge(subgraph, { donorKind: 'MEMBER' }, both);
    const at = { donationId: mine.id, expectedVersion: mine.version };
    expect(await subgraph.code(donationAct(subgraph, both, 'receiveDonation', at))).toBe('SEPARATION_OF_DUTIES');
    const received = await receive(subgraph);
    const issue = { donationId: received.id, expectedVersion: received.version };
    expect(await subgraph.code(donationAct(subgraph, both, 'issueReceipt', issue))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(receipt(subgraph, received))).toBeNull();
  });

  test('FND-INV-7: nothing is bound to a scheme that another fund pays', async () => {
    await subgraph.sql(
      `insert into aid_scheme (id, code, name_zh, fund_id, cap_fen, per_cycle, valid_from)
       values (gen_random_uuid(), 'EMERGENCY', '应急救助', $1, 1000, 1, '2013-01-01')`,
      [fundId(2)],
    );
    const bound = { donorKind: 'ANONYMOUS', amountFen: '100', restrictedTo: 'EMERGENCY' };
    expect(await subgraph.code(donationAct(subgraph, cashier, 'pledgeDonation', bound))).toBe('VALIDATION_FAILED');
  });

  test('twenty refunds at once give back once', async () => {
    const donation = await receive(subgraph, { restrictedTo: 'FESTIVAL' });
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(refund(subgraph, donation))));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test('its entry is not reversed by hand', async () => {
    const donation = await receive(subgraph);
    const [row] = await subgraph.sql<{ id: string }>('select entry_id as id from donation where id = $1', [donation.id]);
    const input = { idempotencyKey: key(), entryId: row?.id, memo: '更正' };
    expect(await subgraph.code(subgraph.ask(accountant, REVERSE, { input }))).toBe('VALIDATION_FAILED');
  });

  test('an anonymous donor is written down nowhere', async () => {
    const who = member(newId());
    const { id } = await pledge(subgraph, {}, who);
    const [row] = await subgraph.sql('select member_id, organisation_name, pledged_by from donation where id = $1', [id]);
    expect(row).toEqual({ member_id: null, organisation_name: null, pledged_by: 'anonymous' });
    expect((await subgraph.ask(who, LIST)).data.donations.nodes).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['nothing', { amountFen: '0' }, 'BAD_USER_INPUT'],
    ['less than nothing', { amountFen: '-1' }, 'BAD_USER_INPUT'],
    ['a fraction', { amountFen: 0.5 }, 'BAD_USER_INPUT'],
    ['2^63', { amountFen: '9223372036854775808' }, 'BAD_USER_INPUT'],
    ['more than any amount may be', { amountFen: '1000000000000001' }, 'BAD_USER_INPUT'],
    ['a name for one without a name', { memberId: newId() }, 'BAD_USER_INPUT'],
    ['an organisation without a name', { donorKind: 'ORGANISATION' }, 'BAD_USER_INPUT'],
    [
      'an organisation that is a member, too',
      { donorKind: 'ORGANISATION', organisationName: '某公司', memberId: newId() },
      'BAD_USER_INPUT',
    ],
  ])('%s is refused', async (_, more, refusal) => {
    const input = { donorKind: 'ANONYMOUS', amountFen: '1000', ...more };
    expect(await subgraph.code(donationAct(subgraph, cashier, 'pledgeDonation', input))).toBe(refusal);
  });

  test('who may do what, and who reads whose', async () => {
    const [who, stranger] = [member(newId()), member(newId())];
    const mine = await pledge(subgraph, { donorKind: 'MEMBER' }, who);
    const others = { donorKind: 'MEMBER', memberId: newId(), amountFen: '1' };
    const company = { donorKind: 'ORGANISATION', organisationName: '某公司', amountFen: '1' };
    for (const input of [others, company])
      expect(await subgraph.code(donationAct(subgraph, who, 'pledgeDonation', input))).toBe('FORBIDDEN');
    const at = { donationId: mine.id, expectedVersion: mine.version };
    for (const [viewer, code] of [
      [who, 'FORBIDDEN'],
      [stranger, 'NOT_FOUND'],
      [accountant, 'FORBIDDEN'],
      [staff(newId(), 'FUND_CASHIER', '/city/110105/'), 'NOT_FOUND'],
    ] as const)
      expect(await subgraph.code(donationAct(subgraph, viewer, 'receiveDonation', at))).toBe(code);
    expect(await subgraph.code(receipt(subgraph, mine))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(refund(subgraph, mine))).toBe('INVALID_TRANSITION');
    expect((await subgraph.ask(who, LIST)).data.donations.nodes).toEqual([
      { id: mine.id, donor: { kind: 'MEMBER', member: { id: who.personId }, organisationName: null } },
    ]);
    expect((await subgraph.ask(stranger, LIST)).data.donations.nodes).toEqual([]);
    expect((await subgraph.ask(auditor, LIST)).data.donations.nodes.length).toBeGreaterThan(20);
  });
});
