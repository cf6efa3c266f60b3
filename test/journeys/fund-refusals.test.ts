import { personId } from '@union-graph/infra/demo';
import { unionId } from '@union-graph/infra/unions';
import { ask, codeOf, key } from '../house/client.ts';
import {
  allocateServiceCosts,
  changed,
  fundId,
  grantedCost,
  NO_AMOUNTS,
  othersAreForbidden,
  payoutOf,
  refusalOf,
} from '../house/fund.ts';

describe('2.5.7 服务费用、发放 / what service costs and payouts refuse', () => {
  const COST = 'application { id version status }';
  const own = unionId('joint-panjiayuan');
  const wish = { unionId: own, purpose: '讲座', requestedFen: '10000', accountMasked: '0200 **** 1234' };
  const yes = { decision: 'ACCEPT' };
  const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, expectedVersion: version });
  beforeAll(allocateServiceCosts);

  test('another union’s, decided by who asked or put it forward, more than was asked for or the budget has', async () => {
    const apply = (as: string, more: object = {}) => refusalOf(as, 'applyForServiceCost', { ...wish, ...more }, COST);
    expect(await apply('chen-xiaomei', { unionId: unionId('joint-donghuamen') })).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
    expect(await apply('feng-jing')).toBe('FORBIDDEN');
    expect(await apply('chen-xiaomei', { accountMasked: '6222020200012345' })).toBe('VALIDATION_FAILED');
    for (const requestedFen of NO_AMOUNTS)
      expect([requestedFen, await apply('chen-xiaomei', { requestedFen })]).toEqual([requestedFen, 'BAD_USER_INPUT']);
    const decide = (as: string, mutation: string, input: object) => refusalOf(as, mutation, input, COST);
    const asked = await changed('chen-xiaomei', 'applyForServiceCost', { ...wish, requestedFen: '60000000' }, COST);
    expect(await decide('chen-xiaomei', 'coordinateServiceCost', { ...of(asked), ...yes })).toBe('FORBIDDEN');
    expect(await decide('dong-lei', 'coordinateServiceCost', { ...of(asked), ...yes })).toBe('NOT_FOUND');
    expect(await decide('shen-ping', 'grantServiceCost', { ...of(asked), ...yes })).toBe('INVALID_TRANSITION');
    expect(await decide('feng-jing', 'coordinateServiceCost', { ...of(asked), decision: 'REJECT' })).toBe('BAD_USER_INPUT');
    const put = await changed('feng-jing', 'coordinateServiceCost', { ...of(asked), ...yes }, COST);
    expect(await decide('feng-jing', 'grantServiceCost', { ...of(put), ...yes })).toBe('SEPARATION_OF_DUTIES');
    expect(await decide('shen-ping', 'grantServiceCost', { ...of(put), ...yes, grantedFen: '60000001' })).toBe(
      'VALIDATION_FAILED',
    );
    // FND-INV-8: 500,000 yuan are allocated.
    expect(await decide('shen-ping', 'grantServiceCost', { ...of(put), ...yes })).toBe('BUDGET_EXCEEDED');
  });

  test('receipts before the money, of tomorrow, of more than was granted, and handed in twice', async () => {
    const payout = await grantedCost('10000');
    const applications = await ask(
      'yao-xin',
      '{ serviceCostApplications(first: 1) { nodes { id version disbursement { id } } } }',
    );
    const [application] = applications.data.serviceCostApplications.nodes;
    expect(application.disbursement.id).toBe(payout.id);
    const receipt = (more: object = {}) => ({
      receiptNo: key(),
      issuedOn: '2013-10-19',
      title: '场地费',
      amountFen: '4000',
      ...more,
    });
    const account = (receipts: object[], version = application.version, as = 'chen-xiaomei') =>
      refusalOf(as, 'accountForServiceCost', { applicationId: application.id, expectedVersion: version, receipts }, COST);
    expect(await account([receipt()])).toBe('INVALID_TRANSITION');
    for (const [as, mutation] of [
      ['guo-wei', 'approveDisbursement'],
      ['gao-jie', 'sendDisbursement'],
      ['gao-jie', 'settleDisbursement'],
    ] as const) {
      const { version } = await payoutOf(payout.id, as);
      await changed(as, mutation, { disbursementId: payout.id, expectedVersion: version }, 'disbursement { id }');
    }
    const { data } = await ask('yao-xin', 'query ($id: ID!) { serviceCostApplication(id: $id) { version } }', application);
    const { version } = data.serviceCostApplication;
    const [first, twice] = [receipt(), key()];
    expect(await account([receipt({ issuedOn: '2013-10-20' })], version)).toBe('VALIDATION_FAILED');
    expect(await account([receipt({ amountFen: '6000' }), receipt({ amountFen: '4001' })], version)).toBe('VALIDATION_FAILED');
    expect(await account([receipt({ receiptNo: twice }), receipt({ receiptNo: twice })], version)).toBe('DUPLICATE');
    expect(await account([], version)).toBe('BAD_USER_INPUT');
    expect(await account([first], version, 'he-tao')).toBe('NOT_FOUND');
    expect(await account([first], version)).toBe('done');
    const settle = { applicationId: application.id, expectedVersion: version + 1 };
    expect(await refusalOf('guo-wei', 'settleServiceCost', settle, COST)).toBe('FORBIDDEN');
    expect(await refusalOf('xie-min', 'settleServiceCost', settle, COST)).toBe('done');
    expect(await account([first], version + 2)).toBe('INVALID_TRANSITION');
  });

  test('C-11: a payout of nothing approved, of more than is left, by who asked for it; FND-INV-6', async () => {
    const PAYOUT = 'disbursement { id }';
    const payout = await grantedCost('10000');
    const source = { subgraph: 'warmth-fund', typeName: 'AidApplication', id: key() };
    const pay = (more: object) =>
      refusalOf(
        'lin-fang',
        'requestDisbursement',
        { fundId: fundId(1), source, accountMasked: '6222 **** **** 0412', ...more },
        PAYOUT,
      );
    expect(await pay({ memberId: personId('li-jianguo'), amountFen: '100' })).toBe('SOURCE_NOT_APPROVED');
    const step = { disbursementId: payout.id, expectedVersion: payout.version };
    await othersAreForbidden(['guo-wei', 'song-hui'], 'approveDisbursement', step, PAYOUT);
    expect(await refusalOf('gao-jie', 'sendDisbursement', step, PAYOUT)).toBe('INVALID_TRANSITION');
    expect(await refusalOf('guo-wei', 'approveDisbursement', { ...step, expectedVersion: 99 }, PAYOUT)).toBe('VERSION_CONFLICT');
    await changed('lin-fang', 'voidDisbursement', step, PAYOUT);
    expect(await refusalOf('guo-wei', 'approveDisbursement', { ...step, expectedVersion: payout.version + 1 }, PAYOUT)).toBe(
      'INVALID_TRANSITION',
    );
  });
});

describe('2.5.7 捐赠 / what donations refuse', () => {
  const DONATION = 'donation { id version status receiptNo }';
  const gift = { donorKind: 'MEMBER', amountFen: '50000', restrictedTo: 'MEDICAL' };
  const pledge = (as: string, more: object = {}) => refusalOf(as, 'pledgeDonation', { ...gift, ...more }, DONATION);
  const of = ({ id, version }: { id: string; version: number }) => ({ donationId: id, expectedVersion: version });

  test('no amounts, another person’s pledge, a name where there is none', async () => {
    for (const amountFen of NO_AMOUNTS)
      expect([amountFen, await pledge('ma-qiang', { amountFen })]).toEqual([amountFen, 'BAD_USER_INPUT']);
    expect(await pledge('ma-qiang', { memberId: personId('li-jianguo') })).toBe('FORBIDDEN');
    expect(await pledge('ma-qiang', { donorKind: 'ANONYMOUS', organisationName: '某公司' })).toBe('BAD_USER_INPUT');
    expect(await pledge('lin-fang', { donorKind: 'ORGANISATION', organisationName: ' ' })).toBe('BAD_USER_INPUT');
    expect(
      codeOf(
        await ask(
          null,
          `mutation { pledgeDonation(input: { idempotencyKey: "${key()}", donorKind: MEMBER, amountFen: "1" }) { donation { id } } }`,
        ),
      ),
    ).toBe('UNAUTHENTICATED');
  });

  test('a receipt before the money and a second one, money twice, by whom it is not, and back when it was never there', async () => {
    const pledged = await changed('ma-qiang', 'pledgeDonation', gift, DONATION);
    const receipt = (donation: { id: string; version: number }, as = 'xie-min') =>
      refusalOf(as, 'issueReceipt', of(donation), DONATION);
    const refund = (donation: { id: string; version: number }, more: object = {}, as = 'xie-min') =>
      refusalOf(as, 'refundDonation', { ...of(donation), reason: '捐赠人请求', ...more }, DONATION);
    expect(await receipt(pledged)).toBe('INVALID_TRANSITION');
    expect(await refund(pledged)).toBe('INVALID_TRANSITION');
    expect(await refusalOf('ma-qiang', 'cancelPledge', { ...of(pledged), reason: ' ' }, DONATION)).toBe('BAD_USER_INPUT');
    expect(await refusalOf('zhao-zhiqiang', 'cancelPledge', { ...of(pledged), reason: '改变主意' }, DONATION)).toBe('NOT_FOUND');
    await othersAreForbidden(['gao-jie'], 'receiveDonation', of(pledged), DONATION);
    const received = await changed('gao-jie', 'receiveDonation', of(pledged), DONATION);
    expect(await refusalOf('gao-jie', 'receiveDonation', of(received), DONATION)).toBe('INVALID_TRANSITION');
    expect(await refusalOf('ma-qiang', 'cancelPledge', { ...of(received), reason: '改变主意' }, DONATION)).toBe(
      'INVALID_TRANSITION',
    );
    await othersAreForbidden(['xie-min'], 'issueReceipt', of(received), DONATION);
    const receipted = await changed('xie-min', 'issueReceipt', of(received), DONATION);
    expect(receipted.receiptNo).toMatch(/^京温捐〔2013〕第\d{6}号$/);
    expect(await receipt(receipted)).toBe('DUPLICATE');
    expect(await receipt(received)).toBe('VERSION_CONFLICT');
    expect(await refund(receipted, { reason: ' ' })).toBe('BAD_USER_INPUT');
    await othersAreForbidden(['xie-min'], 'refundDonation', { ...of(receipted), reason: '退还' }, DONATION);
    expect(await refund(receipted)).toBe('done');
    expect(await refund({ ...receipted, version: receipted.version + 1 })).toBe('INVALID_TRANSITION');
  });
});
