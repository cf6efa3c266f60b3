import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, bank, caseworker, cashier, deposit, faultsOfBooks } from '../../test/books.ts';
import {
  buildPlan,
  type Covered,
  claimAct,
  claimStep,
  covered,
  fireInput,
  paper,
  type TestClaim,
  tellCard,
  tellDeath,
} from '../../test/claims.ts';
import { insertFile } from '../../test/hardship.ts';
import { askInParts, take, walk } from '../../test/payouts.ts';
import { otherApprover } from '../../test/transfers.ts';
import { warmthFund } from '../subgraph.ts';

describe('claims on the mutual aid (S-35, J-16)', () => {
  let subgraph: TestSubgraph;
  let who: Covered;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, {
      subscribers: [{ type: 'warmth-fund.claim.*', name: 'reports', url: 'http://127.0.0.1:9/events' }],
    });
    await buildPlan(subgraph);
    await deposit(subgraph, 3, 100_000_000);
  });
  beforeEach(async () => {
    who = await covered(subgraph);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const submit = (more: object = {}, viewer = who.viewer, now?: string) =>
    claimAct(subgraph, viewer, 'submitClaim', fireInput(more), now);
  const code = (answer: ReturnType<typeof claimAct>) => subgraph.code(answer);
  const step = (viewer: Covered['viewer'], mutation: string, claim: TestClaim, more: object = {}) =>
    claimAct(subgraph, viewer, mutation, { claimId: claim.id, expectedVersion: claim.version, ...more });
  const submitted = async (more: object = {}): Promise<TestClaim> => (await submit(more)).data.submitClaim.claim;
  const assessed = async () => claimStep(subgraph, caseworker, 'assessClaim', await submitted(), { decision: 'ACCEPT' });

  test('FND-INV-5: one fire is claimed once, whatever day it is given and whatever papers it has', async () => {
    const papers = (text: string) => [
      paper('FIRE_REPORT', `${who.person} report ${text}`),
      paper('LOSS_LIST', `${who.person} list ${text}`),
    ];
    const first = await submitted({ eventAt: '2013-09-10', documents: papers('one') });
    for (const eventAt of ['2013-09-09', '2013-09-11', '2013-08-12', '2013-10-09'])
      expect(await code(submit({ eventAt, documents: papers(eventAt) }))).toBe('DUPLICATE');
    // The same papers on any day; a copy of what no event asks for is none.
    expect(await code(submit({ eventAt: '2013-05-10', documents: papers('one') }))).toBe('DUPLICATE');
    const other = (await submit({ eventAt: '2013-05-10', documents: papers('two').slice(1) })).data.submitClaim.claim;
    expect(await code(step(who.viewer, 'addClaimDocuments', other, { documents: papers('one').slice(0, 1) }))).toBe('DUPLICATE');
    expect(await code(step(who.viewer, 'addClaimDocuments', other, { documents: papers('two').slice(0, 1) }))).toBeNull();
    // A caseworker who has seen both says that it is another one; nobody else may.
    const again = { eventAt: '2013-09-12', documents: papers('three'), isAnotherEvent: true };
    expect(await code(submit(again))).toBe('FORBIDDEN');
    expect(await code(submit(again, staff(who.person, 'FUND_CASEWORKER')))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(submit({ ...again, memberId: who.person }, caseworker))).toBeNull();
    await claimStep(subgraph, caseworker, 'assessClaim', first, { decision: 'REJECT', reason: '日期有误' });
    expect(await code(submit({ eventAt: '2013-08-13', documents: papers('one') }))).toBeNull();
  });

  test('FND-INV-5: one report proves one of two claims that get it at the same time', async () => {
    const claims = [
      await submitted({ eventAt: '2013-05-10', documents: [] }),
      await submitted({ eventAt: '2013-09-10', documents: [] }),
    ];
    const documents = [paper('FIRE_REPORT', `${who.person} report`)];
    const codes = await Promise.all(claims.map((one) => code(step(who.viewer, 'addClaimDocuments', one, { documents }))));
    expect(codes.toSorted()).toEqual(['DUPLICATE', null]);
  });

  test('FND-INV-5: of twenty claims for one fire on twenty days at once one is written', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        code(
          submit({
            eventAt: `2013-09-${String(n + 1).padStart(2, '0')}`,
            documents: [paper('FIRE_REPORT', `${who.person} ${n}`)],
          }),
        ),
      ),
    );
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
  });

  test('J-16: a fire inside the cover is paid, although the card was frozen two days later', async () => {
    await tellCard(subgraph, who, 'frozen', 2, '2013-09-12');
    const before = await bank(subgraph, 3);
    const claim = await submitted();
    expect(claim).toMatchObject({
      status: 'DOCUMENTS_COMPLETE',
      payableFen: '240000',
      coverage: { from: '2013-03-01', to: '2013-09-12', status: 'SUSPENDED', card: { id: who.card } },
    });
    const one = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    const approved = await claimStep(subgraph, approver, 'approveClaim', one, { decision: 'ACCEPT' });
    expect(approved).toMatchObject({ status: 'APPROVED', disbursement: { status: 'RESERVED', amountFen: '240000' } });
    await walk(subgraph, approved.disbursement, 'approve', 'send', 'settle');
    expect(await bank(subgraph, 3)).toEqual({ ...before, posted: before.posted - 240_000n });
    const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { status disbursement { status } } }';
    expect((await subgraph.ask(who.viewer, read, { id: claim.id })).data.mutualAidClaim).toEqual({
      status: 'PAID',
      disbursement: { status: 'SETTLED' },
    });
    const told = await subgraph.sql<{ data: object }>(
      `select event -> 'data' as data from event_delivery where event ->> 'subject' = $1`,
      [claim.id],
    );
    expect(told).toEqual([{ data: { memberId: who.person, amountFen: '240000', paidAt: '2013-10-19T02:00:00.000Z' } }]);
  });

  test('a claim is paid with its last part, and told with all that was paid', async () => {
    const one = await assessed();
    const { id, disbursement } = await claimStep(subgraph, approver, 'approveClaim', one, { decision: 'ACCEPT' });
    const parts = await askInParts(subgraph, { typeName: 'MutualAidClaim', id, payout: disbursement }, ['100000', '140000']);
    const seen: string[] = [];
    for (const part of parts) {
      await walk(subgraph, part, 'approve', 'send', 'settle');
      const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { status } }';
      seen.push((await subgraph.ask(who.viewer, read, { id })).data.mutualAidClaim.status);
    }
    expect(seen).toEqual(['APPROVED', 'PAID']);
    const told = await subgraph.sql<{ fen: string }>(
      `select event -> 'data' ->> 'amountFen' as fen from event_delivery where event ->> 'subject' = $1`,
      [id],
    );
    expect(told).toEqual([{ fen: '240000' }]);
  });

  test.each([
    ['the day before the cover', '2013-02-28', 'NOT_ELIGIBLE'],
    ['its first day', '2013-03-01', null],
    ['the day of the freeze', '2013-09-12', null],
    ['the day after it', '2013-09-13', 'NOT_ELIGIBLE'],
    ['a day to come', '2013-10-20', 'VALIDATION_FAILED'],
  ])('FND-INV-9: %s', async (_, eventAt, refusal) => {
    await tellCard(subgraph, who, 'frozen', 2, '2013-09-12');
    expect(await code(submit({ eventAt }))).toBe(refusal);
  });

  test('it can be claimed for a year, to the next working day (C-01)', async () => {
    // 10 May 2014 is a Saturday: the last day is Monday the 12th.
    const eventAt = '2013-05-10';
    expect(await code(submit({ eventAt }, who.viewer, '2014-05-13T00:00:00+08:00'))).toBe('LIMITATION_EXPIRED');
    expect(await code(submit({ eventAt }, who.viewer, '2014-05-12T23:59:59+08:00'))).toBeNull();
  });

  test.each<[string, object, string]>([
    ['a loss of 400,000 yuan pays the cap', { lossFen: '40000000' }, '300000'],
    ['a death is paid whole', { event: 'DEATH', lossFen: null }, '2000000'],
  ])('2.5.7: %s', async (_, more, payableFen) => {
    const memberId = who.person;
    if ('event' in more) await tellDeath(subgraph, memberId, '2013-09-10');
    expect((await submit({ memberId, ...more }, caseworker)).data.submitClaim.claim.payableFen).toBe(payableFen);
  });

  test('nobody claims for their own death', async () => {
    expect(await code(submit({ event: 'DEATH', lossFen: null }))).toBe('VALIDATION_FAILED');
  });

  test.each<[string, object, string]>([
    ['a fraction', { lossFen: 0.5 }, 'BAD_USER_INPUT'],
    ['less than nothing', { lossFen: '-1' }, 'BAD_USER_INPUT'],
    ['2^63', { lossFen: '9223372036854775808' }, 'BAD_USER_INPUT'],
    ['a loss of which nothing is paid', { lossFen: '9' }, 'NOT_ELIGIBLE'],
    ['no loss', { lossFen: null }, 'BAD_USER_INPUT'],
    ['a grade for a fire', { disabilityGrade: 1 }, 'BAD_USER_INPUT'],
    ['an open account number', { accountMasked: '6222021234567890412' }, 'VALIDATION_FAILED'],
    ['a hash that is none', { documents: [{ ...paper('OTHER'), sha256: 'x' }] }, 'BAD_USER_INPUT'],
    ['twenty-one documents', { documents: Array.from({ length: 21 }, () => paper('OTHER')) }, 'BAD_USER_INPUT'],
    ['somebody else’s claim', { memberId: newId() }, 'NOT_FOUND'],
    ['no id', { memberId: 'x' }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_, more, refusal) => {
    expect(await code(submit(more))).toBe(refusal);
  });

  test('a disability is claimed with the separate consent to use data about health', async () => {
    const more = { event: 'DISABILITY', lossFen: null, disabilityGrade: 2, documents: [paper('DISABILITY_FINDING')] };
    expect(await code(submit(more))).toBe('CONSENT_REQUIRED');
    const give = (separate: boolean) =>
      subgraph.sql(
        `insert into consent_standing (consent_id, member_id, purpose, scope, separate, given_at, seen_version)
         values (gen_random_uuid(), $1, 'DELIVERY', '{health}', $2, '2013-09-01', 1)`,
        [who.person, separate],
      );
    await give(false);
    expect(await code(submit(more))).toBe('CONSENT_REQUIRED');
    await give(true);
    expect((await submit(more)).data.submitClaim.claim).toMatchObject({ status: 'DOCUMENTS_COMPLETE', payableFen: '450000' });
  });

  test('without the papers of its plan a claim waits for them', async () => {
    const claim = await submitted({ documents: [paper('LOSS_LIST')] });
    expect(claim.status).toBe('SUBMITTED');
    expect(await code(step(caseworker, 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe('INVALID_TRANSITION');
    const more = await claimStep(subgraph, who.viewer, 'addClaimDocuments', claim, { documents: [paper('OTHER')] });
    expect(more.status).toBe('SUBMITTED');
    const all = await claimStep(subgraph, caseworker, 'addClaimDocuments', more, { documents: [paper('FIRE_REPORT')] });
    expect(all).toMatchObject({ status: 'DOCUMENTS_COMPLETE', documents: [{}, {}, {}] });
  });

  test('one file may be papers of two kinds', async () => {
    const file = paper('FIRE_REPORT');
    const list = { ...file, kind: 'LOSS_LIST' };
    const claim = await submitted({ documents: [file] });
    const complete = await claimStep(subgraph, who.viewer, 'addClaimDocuments', claim, { documents: [list, list] });
    expect(complete.status).toBe('DOCUMENTS_COMPLETE');
    const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { documents { kind sha256 } } }';
    const { data } = await subgraph.ask(who.viewer, read, { id: claim.id });
    expect(data.mutualAidClaim.documents.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['FIRE_REPORT', 'LOSS_LIST']);
  });

  test('one event is claimed once, also twenty times at once', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(submit())));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    const death = { event: 'DEATH', lossFen: null, memberId: who.person };
    await tellDeath(subgraph, who.person, '2013-09-10');
    expect(await code(submit(death, caseworker))).toBeNull();
  });

  test('who sees a cover and writes no claims down is refused as such; who sees neither cover nor worker hears of nobody', async () => {
    const asks = (viewer: Covered['viewer']) => code(submit({ memberId: who.person, eventAt: '2013-08-02' }, viewer));
    for (const role of ['FUND_APPROVER', 'AUDITOR'] as const)
      expect([role, await asks(staff(newId(), role))]).toEqual([role, 'FORBIDDEN']);
    for (const role of ['FUND_APPROVER', 'LAWYER'] as const)
      expect([role, await asks(staff(newId(), role, '/city/110101/'))]).toEqual([role, 'NOT_FOUND']);
    expect(await asks(member(newId()))).toBe('NOT_FOUND');
  });

  test('FND-INV-6: not the member, and not who assessed it, decides', async () => {
    const both = { ...caseworker, grants: [...caseworker.grants, ...approver.grants] };
    const own = { ...who.viewer, grants: both.grants };
    const claim = await submitted();
    expect(await code(step(own, 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe('SEPARATION_OF_DUTIES');
    const one = await claimStep(subgraph, both, 'assessClaim', claim, { decision: 'ACCEPT' });
    expect(await code(step(both, 'approveClaim', one, { decision: 'ACCEPT' }))).toBe('SEPARATION_OF_DUTIES');
    const approved = await claimStep(subgraph, approver, 'approveClaim', one, { decision: 'ACCEPT' });
    expect(await code(take(subgraph, 'approve', approved.disbursement, { viewer: both }))).toBe('SEPARATION_OF_DUTIES');
  });

  test('a rejection is appealed once, and assessed anew by somebody else', async () => {
    const no = { decision: 'REJECT', reason: '火灾认定书与地址不符' };
    const rejected = await claimStep(subgraph, caseworker, 'assessClaim', await submitted(), no);
    expect(rejected).toMatchObject({ status: 'REJECTED', reason: no.reason });
    const appealed = await claimStep(subgraph, who.viewer, 'appealClaim', rejected, { appeal: '地址已变更' });
    expect(await code(step(caseworker, 'assessClaim', appealed, { decision: 'ACCEPT' }))).toBe('SEPARATION_OF_DUTIES');
    const final = await claimStep(subgraph, otherApprover, 'assessClaim', appealed, no);
    expect(await code(step(who.viewer, 'appealClaim', final, { appeal: '再次申诉' }))).toBe('INVALID_TRANSITION');
  });

  test('no more loss is found than was claimed', async () => {
    const claim = await submitted();
    const more = { decision: 'ACCEPT', lossFen: '2400001' };
    expect(await code(step(caseworker, 'assessClaim', claim, more))).toBe('VALIDATION_FAILED');
    const found = await claimStep(subgraph, caseworker, 'assessClaim', claim, { ...more, lossFen: '2400000' });
    expect(found.payableFen).toBe('240000');
  });

  test('a claim has sixty papers at the most, however many steps brought them', async () => {
    let claim = await submitted({ documents: [] });
    const papers = (count: number) => ({ documents: Array.from({ length: count }, () => paper('OTHER')) });
    for (let step = 0; step < 3; step++) claim = await claimStep(subgraph, who.viewer, 'addClaimDocuments', claim, papers(20));
    expect(await code(step(who.viewer, 'addClaimDocuments', claim, papers(1)))).toBe('BAD_USER_INPUT');
  });

  test('an appeal that holds is approved and paid; a payout that comes back is asked for again', async () => {
    const rejected = await claimStep(subgraph, approver, 'approveClaim', await assessed(), {
      decision: 'REJECT',
      reason: '材料存疑',
    });
    const appealed = await claimStep(subgraph, who.viewer, 'appealClaim', rejected, { appeal: '补充说明' });
    const again = await claimStep(subgraph, caseworker, 'assessClaim', appealed, { decision: 'ACCEPT', lossFen: '2000000' });
    const approved = await claimStep(subgraph, approver, 'approveClaim', again, { decision: 'ACCEPT' });
    expect(approved).toMatchObject({ payableFen: '200000', disbursement: { amountFen: '200000' } });
    const back = await walk(subgraph, approved.disbursement, 'approve', 'send', 'settle', 'return');
    const read = '{ mutualAidClaims { nodes { status disbursement { id status } } } }';
    expect((await subgraph.ask(who.viewer, read)).data.mutualAidClaims.nodes).toEqual([
      { status: 'APPROVED', disbursement: { id: back.id, status: 'RETURNED' } },
    ]);
  });

  test('cover that a late event takes back is noticed before it is paid', async () => {
    const claim = await assessed();
    await tellCard(subgraph, who, 'cancelled', 0, '2013-02-01');
    await tellCard(subgraph, who, 'frozen', 2, '2013-09-01');
    expect(await code(step(approver, 'approveClaim', claim, { decision: 'ACCEPT' }))).toBe('NOT_ELIGIBLE');
    expect(await code(step(approver, 'approveClaim', claim, { decision: 'REJECT', reason: '保障期外' }))).toBeNull();
  });

  test('FND-INV-5: a loss that another book pays for is not paid by the mutual aid, too', async () => {
    const claim = await assessed();
    await subgraph.sql(
      `insert into paid_loss (id, member_id, kind, happened_on, book, source_type, source_id)
       values (gen_random_uuid(), $1, 'HOME_FIRE', '2013-09-10', 'FOUNDATION', 'AidApplication', $2)`,
      [who.person, newId()],
    );
    expect(await code(step(approver, 'approveClaim', claim, { decision: 'ACCEPT' }))).toBe('DUPLICATE');
  });

  test('FND-INV-9: a cover ends with the life, whenever the death is recorded; a fire before it is paid, and the dead claim nothing themselves', async () => {
    const before = await assessed();
    const after = await claimStep(subgraph, caseworker, 'assessClaim', await submitted({ eventAt: '2013-10-12' }), {
      decision: 'ACCEPT',
    });
    const data = { unionId: null, scopePath: '/city/110105/', nameHash: 'a'.repeat(64), identityProof: 'b'.repeat(64) };
    const died = { ...data, hasDied: true, diedOn: '2013-10-11' };
    const type = 'organisation.member.listed';
    expect(await subgraph.send({ type, subject: who.person, aggregateversion: 2, data: died })).toBe(204);
    const refusals = [
      await step(approver, 'approveClaim', after, { decision: 'ACCEPT' }),
      await submit({ eventAt: '2013-10-13', memberId: who.person, isAnotherEvent: true }, caseworker),
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
    await tellDeath(subgraph, who.person, '2013-09-11', 2);
    expect(await refusal(handInDeath())).toMatchObject(refused);
    await tellDeath(subgraph, who.person, '2013-09-10', 3);
    const { claim } = (await handInDeath()).data.submitClaim;
    const assessedDeath = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    await tellDeath(subgraph, who.person, '2013-09-11', 4);
    expect(await refusal(approve(assessedDeath))).toMatchObject(refused);
    await tellDeath(subgraph, who.person, '2013-09-10', 5);
    expect(await code(approve(assessedDeath))).toBeNull();
  });

  /** Hands in a claim for the member's death on 10 September. */
  const handInDeath = () => {
    const documents = [paper('DEATH_CERTIFICATE')];
    return submit({ event: 'DEATH', lossFen: null, memberId: who.person, eventAt: '2013-09-10', documents }, caseworker);
  };

  /** Somebody else of the member's household, with cover. */
  async function spouseOf(head: string): Promise<Covered> {
    const spouse = await covered(subgraph);
    await insertFile(subgraph, { head: head });
    await subgraph.sql(
      `insert into household_member (id, household_id, member_id, relation, identity_hash, birth_date, monthly_income_fen)
        select gen_random_uuid(), id, $2::uuid, 'SPOUSE', md5($2::text) || md5($2::text), '1980-01-01', 0 from household where head_member_id = $1`,
      [head, spouse.person],
    );
    return spouse;
  }

  test.each([
    ['2013-09-12', ['DUPLICATE', null]],
    ['2013-10-10', [null, null]],
  ])(
    'FND-INV-5: a fire of 10 September that the other spouse dates %s: %j, also of two approvals at once',
    async (eventAt, expected) => {
      const spouse = await spouseOf(who.person);
      const theirs = (await submit({ eventAt }, spouse.viewer)).data.submitClaim.claim;
      const claims = [await assessed(), await claimStep(subgraph, caseworker, 'assessClaim', theirs, { decision: 'ACCEPT' })];
      const codes = await Promise.all(claims.map((one) => code(step(approver, 'approveClaim', one, { decision: 'ACCEPT' }))));
      expect(codes.toSorted()).toEqual(expected);
    },
  );

  test('FND-INV-5: a fire in a home is paid once, whoever of the household claims for it; a fire of another day again', async () => {
    const spouse = await spouseOf(who.person);
    const assess = async (more: object, viewer: Covered['viewer']) => {
      const { claim } = (await submit(more, viewer)).data.submitClaim;
      return claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    };
    const [own, theirs, later] = [
      await assessed(),
      await assess({}, spouse.viewer),
      await assess({ eventAt: '2013-10-11' }, spouse.viewer),
    ];
    const codes = await Promise.all(
      [own, theirs].map((one) => code(step(approver, 'approveClaim', one, { decision: 'ACCEPT' }))),
    );
    expect(codes.toSorted()).toEqual(['DUPLICATE', null]);
    expect(await code(step(approver, 'approveClaim', later, { decision: 'ACCEPT' }))).toBeNull();
  });

  test('FND-INV-5: papers that prove one person’s fire prove none of another household, until a caseworker says so', async () => {
    const documents = (['FIRE_REPORT', 'LOSS_LIST'] as const).map((kind) => paper(kind, `${who.person} ${kind}`));
    const { claimNo } = (await submit({ documents })).data.submitClaim.claim;
    const spouse = await spouseOf(who.person);
    expect(await code(submit({ documents }, spouse.viewer))).toBeNull();
    const neighbour = await covered(subgraph);
    // On another day, too, and with one of the papers.
    for (const more of [{}, { eventAt: '2013-05-10' }, { documents: documents.slice(1) }])
      expect(await code(submit({ documents, ...more }, neighbour.viewer))).toBe('DUPLICATE');
    const told = async (viewer: Covered['viewer']) =>
      (await submit({ documents, memberId: neighbour.person }, viewer)).errors?.[0]?.message;
    expect(await told(caseworker)).toContain(claimNo);
    expect(await told(neighbour.viewer)).not.toMatch(/HB\d/);
    const { claim } = (await submit({ documents: [] }, neighbour.viewer)).data.submitClaim;
    const add = (viewer: Covered['viewer'], more: object = {}) =>
      code(step(viewer, 'addClaimDocuments', claim, { documents, ...more }));
    expect(await add(neighbour.viewer)).toBe('DUPLICATE');
    expect(await add(neighbour.viewer, { isAnotherEvent: true })).toBe('FORBIDDEN');
    expect(await add({ ...caseworker, personId: neighbour.person }, { isAnotherEvent: true })).toBe('SEPARATION_OF_DUTIES');
    expect(await add(caseworker, { isAnotherEvent: true })).toBeNull();
    const third = await covered(subgraph);
    expect(await code(submit({ documents, memberId: third.person, isAnotherEvent: true }, caseworker))).toBeNull();
  });

  test('FND-INV-5: of twenty persons who claim with one report at once one has a claim, and a rejected claim keeps its papers', async () => {
    const documents = [paper('FIRE_REPORT', `${who.person} report`)];
    const persons = await Promise.all(Array.from({ length: 20 }, () => covered(subgraph)));
    const answers = await Promise.all(persons.map(({ viewer }) => submit({ documents }, viewer)));
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? null);
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    const claim: TestClaim = answers.flatMap(({ data }) => data.submitClaim?.claim ?? [])[0];
    await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'REJECT', reason: '材料不实' });
    expect(await code(submit({ documents }))).toBe('DUPLICATE');
  });

  test('who sees a claim, and who may act on it', async () => {
    const claim = await submitted();
    const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { id } }';
    const elsewhere = staff(newId(), 'FUND_CASEWORKER', '/city/110101/');
    for (const viewer of [member(newId()), elsewhere, cashier])
      expect(await code(subgraph.ask(viewer, read, { id: claim.id }))).toBe('NOT_FOUND');
    for (const viewer of [who.viewer, caseworker, staff(newId(), 'STATION_STAFF', '/city/110105/')])
      expect(await code(subgraph.ask(viewer, read, { id: claim.id }))).toBeNull();
    expect(await code(step(who.viewer, 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe('FORBIDDEN');
    expect(await code(step(staff(newId(), 'STATION_STAFF', '/city/110105/'), 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe(
      'FORBIDDEN',
    );
    expect(await code(step(elsewhere, 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe('NOT_FOUND');
    expect(await code(step(caseworker, 'assessClaim', { ...claim, version: 9 }, { decision: 'ACCEPT' }))).toBe(
      'VERSION_CONFLICT',
    );
    expect(await code(submit({ memberId: who.person, eventAt: '2013-08-01' }, caseworker))).toBeNull();
    expect(await code(submit({ memberId: who.person, eventAt: '2013-08-02' }, elsewhere))).toBe('NOT_FOUND');
  });

  test('of a worker whom the viewer may not read nothing is told, whatever else is wrong in the claim', async () => {
    const elsewhere = staff(newId(), 'STATION_STAFF', '/city/110101/');
    for (const more of [{ eventAt: '2013-10-20' }, { eventAt: '1999-01-01' }, { documents: [] }]) {
      const told = [];
      for (const memberId of [who.person, newId()])
        told.push(
          (await submit({ memberId, ...more }, elsewhere)).errors?.map(({ message, extensions }) => [
            message.replace(memberId, 'ID'),
            extensions,
          ]),
        );
      expect(told[0]?.[0]?.[1]).toMatchObject({ code: 'NOT_FOUND' });
      expect(told[0]).toEqual(told[1]);
    }
  });
});
