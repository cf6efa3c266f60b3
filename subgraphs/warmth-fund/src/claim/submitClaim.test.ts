import { newId } from '@union-graph/subgraph';
import { member, staff } from '@union-graph/testing';
import { caseworker, cashier } from '../../test/books.ts';
import { claimDesk } from '../../test/claimDesk.ts';
import { type Covered, claimStep, paper, tellCard, tellDeath } from '../../test/claims.ts';

describe('what is claimed on the mutual aid, by whom and until when (S-35)', () => {
  const desk = claimDesk();
  const { submit, code, step, submitted } = desk;

  test.each([
    ['the day before the cover', '2013-02-28', 'NOT_ELIGIBLE'],
    ['its first day', '2013-03-01', null],
    ['the day of the freeze', '2013-09-12', null],
    ['the day after it', '2013-09-13', 'NOT_ELIGIBLE'],
    ['a day to come', '2013-10-20', 'VALIDATION_FAILED'],
  ])('FND-INV-9: %s', async (_, eventAt, refusal) => {
    await tellCard(desk.subgraph, desk.who, 'frozen', 2, '2013-09-12');
    expect(await code(submit({ eventAt }))).toBe(refusal);
  });

  test('it can be claimed for a year, to the next working day (C-01)', async () => {
    // 10 May 2014 is a Saturday: the last day is Monday the 12th.
    const eventAt = '2013-05-10';
    expect(await code(submit({ eventAt }, desk.who.viewer, '2014-05-13T00:00:00+08:00'))).toBe('LIMITATION_EXPIRED');
    expect(await code(submit({ eventAt }, desk.who.viewer, '2014-05-12T23:59:59+08:00'))).toBeNull();
  });

  test.each<[string, object, string]>([
    ['a loss of 400,000 yuan pays the cap', { lossFen: '40000000' }, '300000'],
    ['a death is paid whole', { event: 'DEATH', lossFen: null }, '2000000'],
  ])('2.5.7: %s', async (_, more, payableFen) => {
    const memberId = desk.who.person;
    if ('event' in more) await tellDeath(desk.subgraph, memberId, '2013-09-10');
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
      desk.subgraph.sql(
        `insert into consent_standing (consent_id, member_id, purpose, scope, separate, given_at, seen_version)
         values (gen_random_uuid(), $1, 'DELIVERY', '{health}', $2, '2013-09-01', 1)`,
        [desk.who.person, separate],
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
    const more = await claimStep(desk.subgraph, desk.who.viewer, 'addClaimDocuments', claim, { documents: [paper('OTHER')] });
    expect(more.status).toBe('SUBMITTED');
    const all = await claimStep(desk.subgraph, caseworker, 'addClaimDocuments', more, { documents: [paper('FIRE_REPORT')] });
    expect(all).toMatchObject({ status: 'DOCUMENTS_COMPLETE', documents: [{}, {}, {}] });
  });

  test('one file may be papers of two kinds', async () => {
    const file = paper('FIRE_REPORT');
    const list = { ...file, kind: 'LOSS_LIST' };
    const claim = await submitted({ documents: [file] });
    const complete = await claimStep(desk.subgraph, desk.who.viewer, 'addClaimDocuments', claim, { documents: [list, list] });
    expect(complete.status).toBe('DOCUMENTS_COMPLETE');
    const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { documents { kind sha256 } } }';
    const { data } = await desk.subgraph.ask(desk.who.viewer, read, { id: claim.id });
    expect(data.mutualAidClaim.documents.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['FIRE_REPORT', 'LOSS_LIST']);
  });

  test('who sees a cover and writes no claims down is refused as such; who sees neither cover nor worker hears of nobody', async () => {
    const asks = (viewer: Covered['viewer']) => code(submit({ memberId: desk.who.person, eventAt: '2013-08-02' }, viewer));
    for (const role of ['FUND_APPROVER', 'AUDITOR'] as const)
      expect([role, await asks(staff(newId(), role))]).toEqual([role, 'FORBIDDEN']);
    for (const role of ['FUND_APPROVER', 'LAWYER'] as const)
      expect([role, await asks(staff(newId(), role, '/city/110101/'))]).toEqual([role, 'NOT_FOUND']);
    expect(await asks(member(newId()))).toBe('NOT_FOUND');
  });

  test('a claim has sixty papers at the most, however many steps brought them', async () => {
    let claim = await submitted({ documents: [] });
    const papers = (count: number) => ({ documents: Array.from({ length: count }, () => paper('OTHER')) });
    for (let step = 0; step < 3; step++)
      claim = await claimStep(desk.subgraph, desk.who.viewer, 'addClaimDocuments', claim, papers(20));
    expect(await code(step(desk.who.viewer, 'addClaimDocuments', claim, papers(1)))).toBe('BAD_USER_INPUT');
  });

  test('who sees a claim, and who may act on it', async () => {
    const claim = await submitted();
    const read = 'query ($id: ID!) { mutualAidClaim(id: $id) { id } }';
    const elsewhere = staff(newId(), 'FUND_CASEWORKER', '/city/110101/');
    for (const viewer of [member(newId()), elsewhere, cashier])
      expect(await code(desk.subgraph.ask(viewer, read, { id: claim.id }))).toBe('NOT_FOUND');
    for (const viewer of [desk.who.viewer, caseworker, staff(newId(), 'STATION_STAFF', '/city/110105/')])
      expect(await code(desk.subgraph.ask(viewer, read, { id: claim.id }))).toBeNull();
    expect(await code(step(desk.who.viewer, 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe('FORBIDDEN');
    expect(await code(step(staff(newId(), 'STATION_STAFF', '/city/110105/'), 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe(
      'FORBIDDEN',
    );
    expect(await code(step(elsewhere, 'assessClaim', claim, { decision: 'ACCEPT' }))).toBe('NOT_FOUND');
    expect(await code(step(caseworker, 'assessClaim', { ...claim, version: 9 }, { decision: 'ACCEPT' }))).toBe(
      'VERSION_CONFLICT',
    );
    expect(await code(submit({ memberId: desk.who.person, eventAt: '2013-08-01' }, caseworker))).toBeNull();
    expect(await code(submit({ memberId: desk.who.person, eventAt: '2013-08-02' }, elsewhere))).toBe('NOT_FOUND');
  });

  test('of a worker whom the viewer may not read nothing is told, whatever else is wrong in the claim', async () => {
    const elsewhere = staff(newId(), 'STATION_STAFF', '/city/110101/');
    for (const more of [{ eventAt: '2013-10-20' }, { eventAt: '1999-01-01' }, { documents: [] }]) {
      const told = [];
      for (const memberId of [desk.who.person, newId()])
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
