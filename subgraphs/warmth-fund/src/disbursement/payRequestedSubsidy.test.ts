import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { newId } from '@union-graph/subgraph';
import { eventually, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountId, approver, bank, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import { whileLocked } from '../../test/heldRows.ts';
import { type Payout, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const SKILLS = 4;
const TRACK = `query ($id: ID!) { _entities(representations: [{ __typename: "SubsidyApplication", id: $id }]) {
  ... on SubsidyApplication { disbursement { id status paidAt version amountFen createdBy source { subgraph typeName id }
    payee { accountMasked member { id } } } } } }`;

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly aggregateversion: number;
  readonly data: Record<string, unknown>;
}

describe('training.subsidy.paymentRequested', () => {
  const told: Told[] = [];
  const training = createServer(async (incoming: IncomingMessage, answer) => {
    told.push(JSON.parse(await text(incoming)) as Told);
    answer.writeHead(204).end();
    training.emit('told');
  });
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    await once(training.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(training.address() as AddressInfo).port}/events`;
    subgraph = await testSubgraph(warmthFund, { subscribers: [{ type: 'warmth-fund.disbursement.*', name: 'training', url }] });
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(async () => {
    await subgraph.stop();
    training.close();
  });

  const ask = (application: string, memberId: string, more: object = {}) =>
    subgraph.send({
      type: 'training.subsidy.paymentRequested',
      subject: application,
      data: { memberId, amountFen: '100000', scopePath: '/city/110106/', ...more },
    });
  const track = async (application: string, viewer = caseworker): Promise<Payout | null> =>
    (await subgraph.ask(viewer, TRACK, { id: application })).data._entities[0].disbursement;
  const payouts = (application: string) => subgraph.sql('select status from disbursement where source_id = $1', [application]);

  test('J-07: the subsidy is set aside, approved, paid to the card, and training is told', async () => {
    await deposit(subgraph, SKILLS, 100_000);
    const [application, worker] = [newId(), newId()];
    expect(await ask(application, worker)).toBe(204);
    const payout = (await track(application)) as Payout;
    expect(payout).toMatchObject({
      status: 'RESERVED',
      amountFen: '100000',
      createdBy: 'service:warmth-fund',
      payee: { accountMasked: '京卡·互助服务卡', member: { id: worker } },
      source: { subgraph: 'training', typeName: 'SubsidyApplication', id: application },
    });
    const failed = await walk(subgraph, payout, 'approve', 'send', 'fail');
    await walk(subgraph, failed, 'send', 'settle', 'return');
    while (told.length < 3) await once(training, 'told');
    const source = { subgraph: 'training', typeName: 'SubsidyApplication', id: application };
    const byVersion = told.toSorted((a, b) => a.aggregateversion - b.aggregateversion);
    expect(byVersion).toMatchObject([
      {
        type: 'warmth-fund.disbursement.failed',
        subject: payout.id,
        data: { source, amountFen: '100000', paidAt: null, reason: 'AC04 收款账户已销户' },
      },
      {
        type: 'warmth-fund.disbursement.paid',
        subject: payout.id,
        data: { source, amountFen: '100000', paidAt: '2013-10-19T02:00:00.000Z' },
      },
      { type: 'warmth-fund.disbursement.returned', subject: payout.id, data: { source, reason: 'AC01 收款账号有误' } },
    ]);
    expect(JSON.stringify(told)).not.toContain(worker);
  });

  test('the event is obeyed once, however often and under whatever id it comes', async () => {
    await deposit(subgraph, SKILLS, 500_000);
    const [application, worker] = [newId(), newId()];
    await Promise.all(Array.from({ length: 20 }, () => ask(newId(), newId(), { amountFen: '1' })));
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(application, worker)));
    expect(new Set(answers)).toEqual(new Set([204]));
    expect(await payouts(application)).toEqual([{ status: 'RESERVED' }]);
    await walk(subgraph, (await track(application)) as Payout, 'void');
    await ask(application, worker);
    expect(await payouts(application)).toEqual([{ status: 'VOIDED' }]);
  });

  test('without money the payout waits, cannot be approved, and is reserved as soon as money comes in', async () => {
    const { posted, pending } = await bank(subgraph, SKILLS);
    const [application, later] = [newId(), newId()];
    const amountFen = String(posted - pending + 5_000n);
    await ask(application, newId(), { amountFen });
    await ask(later, newId(), { amountFen });
    const waiting = (await track(application)) as Payout;
    expect(waiting).toMatchObject({ status: 'REQUESTED', version: 1 });
    expect(await subgraph.code(take(subgraph, 'approve', waiting))).toBe('INVALID_TRANSITION');
    await deposit(subgraph, SKILLS, 5_000);
    await eventually(async () => (await track(application))?.status === 'RESERVED');
    expect(await track(later)).toMatchObject({ status: 'REQUESTED' });
    await walk(subgraph, (await track(application)) as Payout, 'void');
    await eventually(async () => (await track(later))?.status === 'RESERVED');
  });

  test('a payout that begins to wait while an entry waits for the bank account is reserved by that entry’s money', async () => {
    const { posted, pending } = await bank(subgraph, SKILLS);
    const application = newId();
    await ask(application, newId(), { amountFen: String(posted - pending + 7_000n) });
    const { id } = (await track(application)) as Payout;
    await subgraph.sql("update disbursement set status = 'VOIDED' where status = 'REQUESTED'");
    let deposited: Promise<unknown> = Promise.resolve();
    const account = 'select from ledger_account where id = $1 for update';
    await whileLocked(subgraph, [account, [accountId(SKILLS, '1002')]], async ({ query, waiting }) => {
      await query("update disbursement set status = 'REQUESTED' where id = $1", [id]);
      deposited = deposit(subgraph, SKILLS, 7_000);
      await eventually(async () => (await waiting()) > 0);
    });
    await deposited;
    await eventually(async () => (await track(application))?.status === 'RESERVED');
  });

  test('FND-INV-2: of 40 parallel events as many are reserved as there is money for, and the rest wait', async () => {
    const { posted, pending } = await bank(subgraph, SKILLS);
    await deposit(subgraph, SKILLS, 1_000);
    await subgraph.sql("update disbursement set status = 'VOIDED' where status = 'REQUESTED'");
    const each = (posted - pending + 1_000n) / 10n;
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => ask(newId(), newId(), { amountFen: String(each), scopePath: '/city/110228/' })),
    );
    expect(new Set(answers)).toEqual(new Set([204]));
    expect(
      await subgraph.sql(
        "select status, count(*)::int as n from disbursement where scope_path = '/city/110228/' group by status order by status",
      ),
    ).toEqual([
      { status: 'REQUESTED', n: 30 },
      { status: 'RESERVED', n: 10 },
    ]);
    await subgraph.sql("update disbursement set status = 'VOIDED' where status = 'REQUESTED'");
  });

  test('a payout that waits can be given up', async () => {
    const application = newId();
    await ask(application, newId(), { amountFen: '9000000000' });
    await walk(subgraph, (await track(application)) as Payout, 'void');
    expect(await payouts(application)).toEqual([{ status: 'VOIDED' }]);
  });

  test.each([
    ['no amount', { amountFen: 'x' }],
    ['a fraction', { amountFen: '1.5' }],
    ['nothing to pay', { amountFen: '0' }],
    ['no member', { memberId: 'x' }],
    ['no place', { scopePath: '/x/' }],
  ])('an event with %s is refused and leaves nothing', async (_, data) => {
    const application = newId();
    expect(await ask(application, newId(), data)).toBe(400);
    expect(await payouts(application)).toEqual([]);
  });

  test('the payee and fund staff of the place see the payout, others see none', async () => {
    const [application, worker] = [newId(), newId()];
    await ask(application, worker, { amountFen: '1' });
    for (const viewer of [member(worker), approver, staff(newId(), 'FUND_CASEWORKER', '/city/110106/')])
      expect(await track(application, viewer)).not.toBeNull();
    for (const viewer of [
      member(newId()),
      staff(newId(), 'FUND_CASEWORKER', '/city/110105/'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110106/'),
    ]) {
      expect(await track(application, viewer)).toBeNull();
    }
  });
});
