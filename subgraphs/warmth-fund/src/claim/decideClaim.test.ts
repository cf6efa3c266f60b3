import { newId } from '@union-graph/subgraph';
import { approver, bank, caseworker } from '../../test/books.ts';
import { claimDesk } from '../../test/claimDesk.ts';
import { claimStep, covered, paper, type TestClaim, tellCard, tellDeath } from '../../test/claims.ts';
import { askInParts, take, walk } from '../../test/payouts.ts';
import { otherApprover } from '../../test/transfers.ts';

describe('claims are assessed, approved, rejected and appealed (S-35, J-16)', () => {
  const desk = claimDesk();
  const { submit, code, step, submitted, assessed } = desk;

  test('J-16: a fire inside the cover is paid, although the card was frozen two days later', async () => {
    await tellCard(desk.subgraph, desk.who, 'frozen', 2, '2013-09-12');
    const before = await bank(desk.subgraph, 3);
    const claim = await submitted();
    expect(claim).toMatchObject({
      status: 'DOCUMENTS_COMPLETE',
      payableFen: '240000',
      coverage: { from: '2013-03-01', to: '2013-09-12', status: 'SUSPENDED', card: { id: desk.who.card } },
    });
    const one = await claimStep(desk.subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    const approved = await claimStep(desk.subgraph, approver, 'approveClaim', one, { decision: 'ACCEPT' });
    expect(approved).toMatchObject({ status: 'APPROVED', disbursement: { status: 'RESERVED', amountFen: '240000' } });
    await walk(desk.subgraph, approved.disbursement, 'approve', 'send', 'settle');
    expect(await bank(desk.subgraph, 3)).toEqual({ ...before, posted: before.posted - 240_000n });
    const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { status disbursement { status } } }';
    expect((await desk.subgraph.ask(desk.who.viewer, read, { id: claim.id })).data.mutualAidClaim).toEqual({
      status: 'PAID',
      disbursement: { status: 'SETTLED' },
    });
    const told = await desk.subgraph.sql<{ data: object }>(
      `select event -> 'data' as data from event_delivery where event ->> 'subject' = $1`,
      [claim.id],
    );
    expect(told).toEqual([{ data: { memberId: desk.who.person, amountFen: '240000', paidAt: '2013-10-19T02:00:00.000Z' } }]);
  });

  test('a claim is paid with its last part, and told with all that was paid', async () => {
    const one = await assessed();
    const { id, disbursement } = await claimStep(desk.subgraph, approver, 'approveClaim', one, { decision: 'ACCEPT' });
    const parts = await askInParts(desk.subgraph, { typeName: 'MutualAidClaim', id, payout: disbursement }, ['100000', '140000']);
    const seen: string[] = [];
    for (const part of parts) {
      await walk(desk.subgraph, part, 'approve', 'send', 'settle');
      const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { status } }';
      seen.push((await desk.subgraph.ask(desk.who.viewer, read, { id })).data.mutualAidClaim.status);
    }
    expect(seen).toEqual(['APPROVED', 'PAID']);
    const told = await desk.subgraph.sql<{ fen: string }>(
      `select event -> 'data' ->> 'amountFen' as fen from event_delivery where event ->> 'subject' = $1`,
      [id],
    );
    expect(told).toEqual([{ fen: '240000' }]);
  });

  test('FND-INV-5: of two records that are merged one claim for an event is decided, and the other says by which', async () => {
    const double = await covered(desk.subgraph);
    const own = await submitted();
    const late = await submit({}, double.viewer);
    const ids = { mergeId: newId(), survivorId: desk.who.person, duplicateId: double.person };
    const hear = (type: string) =>
      desk.subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids });
    await hear('merged');
    const answer = await step(caseworker, 'assessClaim', late.data.submitClaim.claim, { decision: 'ACCEPT' });
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'DUPLICATE', rule: 'FND-INV-5', field: 'claimId' } });
    const [{ no }] = (await desk.subgraph.sql('select claim_no as no from mutual_aid_claim where id = $1', [own.id])) as [
      { no: string },
    ];
    expect(answer.errors?.[0]?.message).toContain(no);
    expect(await code(step(caseworker, 'assessClaim', own, { decision: 'ACCEPT' }))).toBeNull();
    await hear('unmerged');
    expect(await code(step(caseworker, 'assessClaim', late.data.submitClaim.claim, { decision: 'ACCEPT' }))).toBeNull();
  });

  test('FND-INV-6: not the member, and not who assessed it, decides', async () => {
    const both = { ...caseworker, grants: [...caseworker.grants, ...approver.grants] };
    const own = { ...desk.who.viewer, grants: both.grants };
    const claim = await submitted();
    expect(await code(step(own, 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe('SEPARATION_OF_DUTIES');
    const one = await claimStep(desk.subgraph, both, 'assessClaim', claim, { decision: 'ACCEPT' });
    expect(await code(step(both, 'approveClaim', one, { decision: 'ACCEPT' }))).toBe('SEPARATION_OF_DUTIES');
    const approved = await claimStep(desk.subgraph, approver, 'approveClaim', one, { decision: 'ACCEPT' });
    expect(await code(take(desk.subgraph, 'approve', approved.disbursement, { viewer: both }))).toBe('SEPARATION_OF_DUTIES');
  });

  test('a rejection is appealed once, and assessed anew by somebody else', async () => {
    const no = { decision: 'REJECT', reason: '火灾认定书与地址不符' };
    const rejected = await claimStep(desk.subgraph, caseworker, 'assessClaim', await submitted(), no);
    expect(rejected).toMatchObject({ status: 'REJECTED', reason: no.reason });
    const appealed = await claimStep(desk.subgraph, desk.who.viewer, 'appealClaim', rejected, { appeal: '地址已变更' });
    expect(await code(step(caseworker, 'assessClaim', appealed, { decision: 'ACCEPT' }))).toBe('SEPARATION_OF_DUTIES');
    const final = await claimStep(desk.subgraph, otherApprover, 'assessClaim', appealed, no);
    expect(await code(step(desk.who.viewer, 'appealClaim', final, { appeal: '再次申诉' }))).toBe('INVALID_TRANSITION');
  });

  test('no more loss is found than was claimed', async () => {
    const claim = await submitted();
    const more = { decision: 'ACCEPT', lossFen: '2400001' };
    expect(await code(step(caseworker, 'assessClaim', claim, more))).toBe('VALIDATION_FAILED');
    const found = await claimStep(desk.subgraph, caseworker, 'assessClaim', claim, { ...more, lossFen: '2400000' });
    expect(found.payableFen).toBe('240000');
  });

  test('an appeal that holds is approved and paid; a payout that comes back is asked for again', async () => {
    const rejected = await claimStep(desk.subgraph, approver, 'approveClaim', await assessed(), {
      decision: 'REJECT',
      reason: '材料存疑',
    });
    const appealed = await claimStep(desk.subgraph, desk.who.viewer, 'appealClaim', rejected, { appeal: '补充说明' });
    const again = await claimStep(desk.subgraph, caseworker, 'assessClaim', appealed, { decision: 'ACCEPT', lossFen: '2000000' });
    const approved = await claimStep(desk.subgraph, approver, 'approveClaim', again, { decision: 'ACCEPT' });
    expect(approved).toMatchObject({ payableFen: '200000', disbursement: { amountFen: '200000' } });
    const back = await walk(desk.subgraph, approved.disbursement, 'approve', 'send', 'settle', 'return');
    const read = '{ mutualAidClaims { nodes { status disbursement { id status } } } }';
    expect((await desk.subgraph.ask(desk.who.viewer, read)).data.mutualAidClaims.nodes).toEqual([
      { status: 'APPROVED', disbursement: { id: back.id, status: 'RETURNED' } },
    ]);
  });

  test('cover that a late event takes back is noticed before it is paid', async () => {
    const claim = await assessed();
    await tellCard(desk.subgraph, desk.who, 'cancelled', 0, '2013-02-01');
    await tellCard(desk.subgraph, desk.who, 'frozen', 2, '2013-09-01');
    expect(await code(step(approver, 'approveClaim', claim, { decision: 'ACCEPT' }))).toBe('NOT_ELIGIBLE');
    expect(await code(step(approver, 'approveClaim', claim, { decision: 'REJECT', reason: '保障期外' }))).toBeNull();
  });

  test('FND-INV-9: a cover ends with the life, whenever the death is recorded; a fire before it is paid, and the dead claim nothing themselves', async () => {
    const before = await assessed();
    const after = await claimStep(desk.subgraph, caseworker, 'assessClaim', await submitted({ eventAt: '2013-10-12' }), {
      decision: 'ACCEPT',
    });
    const data = { unionId: null, scopePath: '/city/110105/', nameHash: 'a'.repeat(64), identityProof: 'b'.repeat(64) };
    const died = { ...data, hasDied: true, diedOn: '2013-10-11' };
    const type = 'organisation.member.listed';
    expect(await desk.subgraph.send({ type, subject: desk.who.person, aggregateversion: 2, data: died })).toBe(204);
    const refusals = [
      await step(approver, 'approveClaim', after, { decision: 'ACCEPT' }),
      await submit({ eventAt: '2013-10-13', memberId: desk.who.person, isAnotherEvent: true }, caseworker),
    ].map(({ errors }) => errors?.[0]?.extensions);
    expect(refusals).toMatchObject(refusals.map(() => ({ code: 'NOT_ELIGIBLE', rule: 'FND-INV-9', field: 'eventAt' })));
    expect(await code(submit({ eventAt: '2013-01-10' }))).toBe('VALIDATION_FAILED');
    expect(await code(step(approver, 'approveClaim', before, { decision: 'ACCEPT' }))).toBeNull();
  });

  test('S-35: a death is claimed and paid when the record tells of it, on the day that it tells', async () => {
    const refused = { code: 'NOT_ELIGIBLE', rule: 'S-35', field: 'eventAt' };
    const refusal = async (answer: ReturnType<typeof submit>) => (await answer).errors?.[0]?.extensions;
    const approve = (claim: TestClaim) => step(approver, 'approveClaim', claim, { decision: 'ACCEPT' });
    expect(await refusal(handInDeath())).toMatchObject(refused);
    await tellDeath(desk.subgraph, desk.who.person, '2013-09-11', 2);
    expect(await refusal(handInDeath())).toMatchObject(refused);
    await tellDeath(desk.subgraph, desk.who.person, '2013-09-10', 3);
    const { claim } = (await handInDeath()).data.submitClaim;
    const assessedDeath = await claimStep(desk.subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    await tellDeath(desk.subgraph, desk.who.person, '2013-09-11', 4);
    expect(await refusal(approve(assessedDeath))).toMatchObject(refused);
    await tellDeath(desk.subgraph, desk.who.person, '2013-09-10', 5);
    expect(await code(approve(assessedDeath))).toBeNull();
  });

  /** Hands in a claim for the member's death on 10 September. */
  const handInDeath = () => {
    const documents = [paper('DEATH_CERTIFICATE')];
    return submit({ event: 'DEATH', lossFen: null, memberId: desk.who.person, eventAt: '2013-09-10', documents }, caseworker);
  };

  test('a reason belongs to a rejection, and what was found to an acceptance: who mixes them up has chosen wrongly', async () => {
    const claim = await submitted();
    const refusalOf = async (mutation: string, one: TestClaim, more: object) => {
      const { code: refusal, field } = (await step(approver, mutation, one, more)).errors?.[0]?.extensions ?? {};
      return [refusal, field];
    };
    const reason = '材料不实';
    expect(await refusalOf('assessClaim', claim, { decision: 'ACCEPT', reason })).toEqual(['BAD_USER_INPUT', 'reason']);
    for (const [field, found] of [
      ['lossFen', '1'],
      ['disabilityGrade', 1],
    ] as const)
      expect(await refusalOf('assessClaim', claim, { decision: 'REJECT', reason, [field]: found })).toEqual([
        'BAD_USER_INPUT',
        field,
      ]);
    const one = await claimStep(desk.subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    expect(await refusalOf('approveClaim', one, { decision: 'ACCEPT', reason })).toEqual(['BAD_USER_INPUT', 'reason']);
  });
});
