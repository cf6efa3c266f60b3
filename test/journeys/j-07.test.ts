import { personId } from '@union-graph/infra/demo';
import { ask, codeOf, good, key } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

const PAYOUTS =
  'query { disbursements(status: RESERVED, first: 100) { nodes { id version amountFen source { subgraph typeName id } } } }';
const change = (mutation: string, type: string) =>
  `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { disbursement { id status version } } }`;

/** The payout that the fund made of a subsidy's event. */
const payoutFor = (subsidyId: unknown) =>
  eventually(async () => {
    const { disbursements } = good(await ask('lin-fang', PAYOUTS));
    return disbursements.nodes.find(({ source }: { source: { id: string } }) => source.id === subsidyId) as
      | { id: string; version: number; amountFen: string }
      | undefined;
  });

describe('J-07 技师证书到补贴到账 / a technician certificate becomes a subsidy, paid', () => {
  const { tell, attempt, given } = story('J-07');
  const statusOf = async (as: string) =>
    good(await ask(as, '{ subsidyApplications(mine: true) { nodes { status } } }')).subsidyApplications.nodes.map(
      ({ status }: { status: string }) => status,
    );

  test('recorded, verified with the issuer, applied for, verified by the district and approved by the city', async () => {
    expect((await tell(1)).recordCertificate.certificate).toMatchObject({ level: 2, status: 'RECORDED' });
    expect(codeOf(await attempt(1))).toBe('DUPLICATE');
    await tell(2);
    expect((await tell(3)).applyForSubsidy.application).toMatchObject({ amountFen: '100000', status: 'SUBMITTED' });
    expect(codeOf(await attempt(3))).toBe('DUPLICATE');
    expect((await tell(4)).decideSubsidy.application.status).toBe('VERIFIED');
    expect((await tell(5)).decideSubsidy.application.status).toBe('PAYMENT_REQUESTED');
  });

  test('the fund reserves it, another person approves, a third one pays, and the subsidy is PAID', async () => {
    const { id, version, amountFen } = await payoutFor(given.subsidyId);
    expect(amountFen).toBe('100000');
    Object.assign(given, { disbursementId: id, reservedVersion: version });
    expect((await tell(7)).approveDisbursement.disbursement.status).toBe('APPROVED');
    expect((await tell(8)).sendDisbursement.disbursement.status).toBe('SENT');
    expect((await tell(9)).settleDisbursement.disbursement.status).toBe('SETTLED');
    const { me, subsidyApplications } = await eventually(async () => {
      const data = await tell(10);
      return data.subsidyApplications.nodes[0].status === 'PAID' && data;
    });
    expect(me.certificates).toEqual(expect.arrayContaining([{ certNo: given.certNo, level: 2 }]));
    expect(subsidyApplications.nodes).toEqual([
      { amountFen: '100000', status: 'PAID', disbursement: { status: 'SETTLED', paidAt: expect.any(String) } },
    ]);
  });

  test('a certificate of 30 September is a day too early', async () => {
    const { me } = good(await ask('zheng-hong', '{ me { certificates { certNo } } }'));
    const answer = await attempt(3, { as: 'zheng-hong', variables: { input: { certNo: me.certificates[0].certNo } } });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_ELIGIBLE', rule: 'SKL-INV-3' });
  });

  test('when the bank sends the money back, it is paid again by the same payout', async () => {
    const second = story('J-07');
    const certificate = { memberId: personId('zheng-hong'), level: 1, certNo: '1301001013200888' };
    await second.tell(1, { as: 'zheng-hong', variables: { input: certificate } });
    await second.tell(2);
    expect((await second.tell(3, { as: 'zheng-hong' })).applyForSubsidy.application.amountFen).toBe('200000');
    await second.tell(4);
    await second.tell(5);
    const payout = await payoutFor(second.given.subsidyId);
    Object.assign(second.given, { disbursementId: payout.id, reservedVersion: payout.version });
    await second.tell(7);
    await second.tell(8);
    const failed = good(
      await ask('gao-jie', change('failDisbursement', 'FailDisbursement'), {
        input: {
          idempotencyKey: key(),
          disbursementId: payout.id,
          expectedVersion: second.given.sentVersion,
          returnCode: 'AC04',
        },
      }),
    ).failDisbursement.disbursement;
    expect(failed).toMatchObject({ id: payout.id, status: 'FAILED' });
    await eventually(async () => (await statusOf('zheng-hong')).includes('PAYMENT_FAILED'));
    const sent = good(
      await ask('gao-jie', change('sendDisbursement', 'SendDisbursement'), {
        input: { idempotencyKey: key(), disbursementId: payout.id, expectedVersion: failed.version },
      }),
    ).sendDisbursement.disbursement;
    const settled = await second.tell(9, { variables: { input: { expectedVersion: sent.version } } });
    expect(settled.settleDisbursement.disbursement).toMatchObject({ id: payout.id, status: 'SETTLED' });
    await eventually(async () => (await statusOf('zheng-hong')).every((status: string) => status === 'PAID'));
  });
});
