import { createHash } from 'node:crypto';
import { ask, codeOf, good, key } from '../house/client.ts';
import { story } from '../house/story.ts';

const SUBMIT = `mutation ($input: SubmitClaimInput!) {
  submitClaim(input: $input) { claim { id status version payableFen coverage { card { status } from to } } }
}`;
const STEP = (mutation: string) =>
  `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { claim { id status version reason } } }`;

const paper = (kind: string) => ({
  kind,
  nameZh: '材料',
  fileRef: `claims/${kind}.pdf`,
  sha256: createHash('sha256').update(key()).digest('hex'),
});
const fire = (more: object = {}) => ({
  idempotencyKey: key(),
  event: 'HOME_FIRE',
  eventAt: '2013-09-15',
  lossFen: '2400000',
  accountMasked: '6222 **** **** 0412',
  documents: [paper('FIRE_REPORT'), paper('LOSS_LIST')],
  ...more,
});

describe('J-16 火灾互助理赔 / a claim on the mutual aid after a fire', () => {
  const submit = (as: string, more: object = {}) => ask(as, SUBMIT, { input: fire(more) });
  const step = (as: string, mutation: string, { id, version }: { id: string; version: number }, more: object) =>
    ask(as, STEP(mutation), { input: { idempotencyKey: key(), claimId: id, expectedVersion: version, ...more } });

  test('24,000 yuan lost are 2,400 yuan paid, by three persons', async () => {
    const { tell } = story('J-16');
    expect((await tell(1)).submitClaim.claim).toMatchObject({ status: 'DOCUMENTS_COMPLETE', payableFen: '240000' });
    expect((await tell(2)).assessClaim.claim.status).toBe('ASSESSED');
    expect((await tell(3)).approveClaim.claim).toMatchObject({ status: 'APPROVED', disbursement: { amountFen: '240000' } });
    for (const at of [4, 5, 6]) await tell(at);
    expect((await tell(7)).mutualAidClaim).toMatchObject({
      status: 'PAID',
      payableFen: '240000',
      disbursement: { status: 'SETTLED' },
    });
  });

  test('a card that was frozen after the event leaves it payable, and nothing behind the freeze is', async () => {
    // A claim for a fire of 14 September is there; this is an earlier one.
    const eventAt = '2013-08-10';
    const { claim } = good(await submit('qian-jin', { eventAt })).submitClaim;
    expect(claim).toMatchObject({ payableFen: '240000', coverage: { card: { status: 'FROZEN' }, to: '2013-09-16' } });
    expect(codeOf(await submit('qian-jin', { eventAt }))).toBe('DUPLICATE');
    expect(codeOf(await submit('qian-jin', { eventAt: '2013-09-13' }))).toBe('DUPLICATE');
    expect(codeOf(await submit('qian-jin', { eventAt: '2013-09-17' }))).toBe('NOT_ELIGIBLE');
  });

  test.each<[string, object, string]>([
    ['a claim dated tomorrow', { eventAt: '2013-10-20' }, 'VALIDATION_FAILED'],
    ['an event before the cover', { eventAt: '2012-11-01' }, 'NOT_ELIGIBLE'],
    ['an event of more than a year ago', { eventAt: '2012-10-17' }, 'LIMITATION_EXPIRED'],
    ['a disability without the separate consent', { event: 'DISABILITY', lossFen: null, disabilityGrade: 1 }, 'CONSENT_REQUIRED'],
    ['a negative loss', { lossFen: '-1' }, 'BAD_USER_INPUT'],
    ['a loss of 2^63 fen', { lossFen: '9223372036854775808' }, 'BAD_USER_INPUT'],
    ['a fraction of a fen', { lossFen: 1.5 }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_, more, code) => {
    expect(codeOf(await submit('zhao-zhiqiang', more))).toBe(code);
  });

  test('a rejection is appealed once, and another person assesses it anew', async () => {
    const { claim } = good(await submit('zhao-zhiqiang', { eventAt: '2013-10-01', lossFen: '40000000' })).submitClaim;
    // 2.5.7: a loss of 400,000 yuan pays the cap.
    expect(claim.payableFen).toBe('300000');
    const no = { decision: 'REJECT', reason: '地址不符' };
    const rejected = good(await step('lin-fang', 'assessClaim', claim, no)).assessClaim.claim;
    const appealed = good(await step('zhao-zhiqiang', 'appealClaim', rejected, { appeal: '已补充居住证明' })).appealClaim.claim;
    expect(codeOf(await step('lin-fang', 'assessClaim', appealed, no))).toBe('SEPARATION_OF_DUTIES');
    const final = good(await step('song-hui', 'assessClaim', appealed, no)).assessClaim.claim;
    expect(codeOf(await step('zhao-zhiqiang', 'appealClaim', final, { appeal: '再次申诉' }))).toBe('INVALID_TRANSITION');
  });
});
