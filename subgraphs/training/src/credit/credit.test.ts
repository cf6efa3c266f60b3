import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { expectOneOfTwenty, expectReplay, key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const ENTRY = 'entry { id credits earnedAt expiresAt status voidedReason version institution { nameZh } }';
const DEPOSIT = `mutation ($input: DepositCreditsInput!) { depositCredits(input: $input) { ${ENTRY} } }`;
const VOID = `mutation ($input: VoidCreditsInput!) { voidCredits(input: $input) { ${ENTRY} } }`;
const CONVERSION = 'conversion { id credits status entryIds reason version targetProgramme { majorZh } }';
const REQUEST = `mutation ($input: RequestConversionInput!) { requestConversion(input: $input) { ${CONVERSION} } }`;
const COMMIT = `mutation ($input: CommitConversionInput!) { commitConversion(input: $input) { ${CONVERSION} } }`;
const ACCOUNT = `query ($memberId: ID) { creditAccount(memberId: $memberId) { id balance entries { id credits status evidence }
  conversions { id status } } }`;
const CONVERSIONS = '{ creditConversions(status: REQUESTED) { nodes { id member { id } entries { evidence } } } }';
const SCHOOL = staff(newId(), 'INSTITUTION', CHAOYANG);
const CITY = staff(newId(), 'CITY_DEPT');

let subgraph: TestSubgraph;
let build: ReturnType<typeof builders>;
beforeAll(async () => {
  subgraph = await testSubgraph(training);
  build = builders(subgraph);
});
afterAll(() => subgraph.stop());

/** A member in a union, and a programme of the school. */
async function worker() {
  const memberId = newId();
  await build.insert('member_place', { member_id: memberId, scope_path: UNION, seen_version: 1 });
  const programme = await build.programme();
  return { memberId, programmeId: programme.id, institutionId: programme.institution_id };
}
type Worker = Awaited<ReturnType<typeof worker>>;

const deposit = (
  { memberId, institutionId }: Pick<Worker, 'memberId' | 'institutionId'>,
  given: object = {},
  viewer: Viewer = SCHOOL,
) =>
  subgraph.ask(viewer, DEPOSIT, {
    input: {
      idempotencyKey: key(),
      institutionId,
      memberId,
      source: 'NON_FORMAL',
      credits: 10,
      earnedAt: '2013-09-01',
      evidence: '岗位业绩证明 2013-17',
      ...given,
    },
  });
const stored = async (of: Worker, given: object = {}) => (await deposit(of, given)).data.depositCredits.entry;
const request = ({ memberId, programmeId }: Worker, given: object = {}, viewer: Viewer = member(memberId, UNION)) =>
  subgraph.ask(viewer, REQUEST, { input: { idempotencyKey: key(), programmeId, ...given } });
const requested = async (of: Worker, given: object = {}) => (await request(of, given)).data.requestConversion.conversion;
const decide = (conversion: { id: string; version: number }, given: object = {}, viewer: Viewer = SCHOOL) =>
  subgraph.ask(viewer, COMMIT, {
    input: {
      idempotencyKey: key(),
      conversionId: conversion.id,
      expectedVersion: conversion.version,
      decision: 'COMMIT',
      ...given,
    },
  });
const cancel = (entry: { id: string; version: number }, viewer: Viewer = SCHOOL) =>
  subgraph.ask(viewer, VOID, {
    input: { idempotencyKey: key(), entryId: entry.id, expectedVersion: entry.version, reason: '材料有误' },
  });
const account = async (memberId: string, viewer: Viewer = member(memberId, UNION)) =>
  (await subgraph.ask(viewer, ACCOUNT, { memberId })).data.creditAccount;

describe('depositCredits', () => {
  test('stores credits until a day some years later; a replay stores nothing', async () => {
    const of = await worker();
    const input = { idempotencyKey: key() };
    const first = await deposit(of, input);
    expect(first.data.depositCredits.entry).toEqual({
      id: expect.any(String),
      credits: 10,
      earnedAt: '2013-09-01',
      expiresAt: '2021-09-01',
      status: 'AVAILABLE',
      voidedReason: null,
      version: 1,
      institution: { nameZh: '广播电视大学' },
    });
    expect(await deposit(of, input)).toEqual(first);
    expect(await account(of.memberId)).toMatchObject({
      id: of.memberId,
      balance: 10,
      entries: [{ evidence: '岗位业绩证明 2013-17' }],
    });
  });

  test.each([
    ['BAD_USER_INPUT', { credits: 0 }],
    ['BAD_USER_INPUT', { credits: 41 }],
    ['BAD_USER_INPUT', { evidence: ' ' }],
    ['BAD_USER_INPUT', { source: 'COURSE' }],
    ['BAD_USER_INPUT', { enrolmentId: newId() }],
    ['BAD_USER_INPUT', { source: 'COURSE', enrolmentId: newId(), certificateId: newId() }],
    ['BAD_USER_INPUT', { memberId: 'x' }],
    ['NOT_FOUND', { memberId: newId() }],
    ['NOT_FOUND', { institutionId: newId() }],
    ['NOT_FOUND', { source: 'COURSE', enrolmentId: newId() }],
    ['NOT_FOUND', { source: 'CERTIFICATE', certificateId: newId() }],
    ['VALIDATION_FAILED', { earnedAt: '2013-10-20' }],
    ['VALIDATION_FAILED', { earnedAt: '1999-12-31' }],
    ['VALIDATION_FAILED', { earnedAt: '2005-10-18' }],
    [null, { earnedAt: '2005-10-19' }],
    [null, { credits: 40 }],
  ])('%s for %j', async (code, given) => expect(await subgraph.code(deposit(await worker(), given))).toBe(code));

  test('a course brings its credits once, to who passed it there', async () => {
    const of = await worker();
    const session = await build.session(
      { starts_at: '2013-09-01T01:00:00Z', ends_at: '2013-09-02T01:00:00Z' },
      { institution_id: of.institutionId },
    );
    const enrolled = async (status: string, given: object = {}) =>
      (
        await build.insert('enrolment', {
          id: newId(),
          member_id: of.memberId,
          session_id: session.id,
          status,
          arrival: Math.ceil(Math.random() * 1e9),
          enrolled_at: '2013-08-01',
          scope_path: UNION,
          ...given,
        })
      ).id;
    const by = (enrolmentId: string, given: object = {}) =>
      deposit(of, { source: 'COURSE', enrolmentId, credits: 3, earnedAt: '2013-09-02', ...given });
    expect(await subgraph.code(by(await enrolled('PASSED', { member_id: newId() })))).toBe('VALIDATION_FAILED');
    const another = await build.insert('course_session', { ...session, id: newId() });
    expect(await subgraph.code(by(await enrolled('FAILED', { session_id: another.id })))).toBe('VALIDATION_FAILED');
    const passed = await enrolled('PASSED');
    expect(await subgraph.code(by(passed, { credits: 4 }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(by(passed, { earnedAt: '2013-08-31' }))).toBe('VALIDATION_FAILED');
    await expectOneOfTwenty(() => by(passed), 'DUPLICATE');
    const elsewhere = await worker();
    expect(
      await subgraph.code(deposit({ ...of, institutionId: elsewhere.institutionId }, { source: 'COURSE', enrolmentId: passed })),
    ).toBe('NOT_FOUND');
  });

  test('a certificate brings credits when it is verified, once, and takes them with it', async () => {
    const of = await worker();
    const recorded = await build.certificate({ member_id: of.memberId, issued_at: '2013-01-01' });
    const verified = await build.certificate({ member_id: of.memberId, status: 'VERIFIED', issued_at: '2013-01-01' });
    const by = (certificateId: unknown, given: object = {}) => deposit(of, { source: 'CERTIFICATE', certificateId, ...given });
    expect(await subgraph.code(by(recorded.id))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(by(verified.id, { earnedAt: '2012-12-31' }))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(by((await build.certificate({ status: 'VERIFIED' })).id))).toBe('NOT_FOUND');
    expect(await subgraph.code(by(verified.id))).toBeNull();
    expect(await subgraph.code(by(verified.id))).toBe('DUPLICATE');
    await subgraph.ask(
      CITY,
      'mutation ($input: RevokeCertificateInput!) { revokeCertificate(input: $input) { certificate { id } } }',
      {
        input: { idempotencyKey: key(), certificateId: verified.id, expectedVersion: 1, reason: '伪造' },
      },
    );
    expect(await account(of.memberId)).toMatchObject({ balance: 0, entries: [{ status: 'VOIDED' }] });
  });

  test('is the institution’s, for others than themselves', async () => {
    const of = await worker();
    for (const viewer of [
      staff(newId(), 'INSTITUTION', FENGTAI),
      CITY,
      member(of.memberId, UNION),
      staff(of.memberId, 'INSTITUTION', CHAOYANG),
    ])
      expect(await subgraph.code(deposit(of, {}, viewer))).toBe('FORBIDDEN');
  });
});

describe('voidCredits', () => {
  test('by who stored them or the city, while they can be converted; others do not know of them', async () => {
    const of = await worker();
    const [first, second, third] = [await stored(of), await stored(of), await stored(of)];
    expect((await cancel(first)).data.voidCredits.entry).toMatchObject({
      status: 'VOIDED',
      voidedReason: '材料有误',
      version: 2,
    });
    expect(await subgraph.code(cancel(first))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(cancel({ ...first, version: 2 }))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(cancel(second, staff(newId(), 'INSTITUTION', FENGTAI)))).toBe('NOT_FOUND');
    expect(await subgraph.code(cancel(second, CITY))).toBeNull();
    await requested(of);
    expect(await subgraph.code(cancel({ ...third, version: 2 }))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(cancel({ id: newId(), version: 1 }))).toBe('NOT_FOUND');
  });
});

describe('conversions (SKL-INV-2)', () => {
  test('reserve, spend; reserve, give back; what is spent is spent', async () => {
    const of = await worker();
    const [early, late] = [await stored(of, { earnedAt: '2010-01-01' }), await stored(of, { credits: 20 })];
    const input = { idempotencyKey: key(), entryIds: [early.id] };
    const asked = await requested(of, input);
    expect(asked).toEqual({
      id: expect.any(String),
      credits: 10,
      status: 'REQUESTED',
      entryIds: [early.id],
      reason: null,
      version: 1,
      targetProgramme: { majorZh: '行政管理' },
    });
    expect(await requested(of, input)).toEqual(asked);
    expect(await account(of.memberId)).toMatchObject({ balance: 20, conversions: [{ status: 'REQUESTED' }] });
    expect(await subgraph.code(request(of, { entryIds: [early.id] }))).toBe('QUOTA_EXCEEDED');
    expect((await decide(asked)).data.commitConversion.conversion).toMatchObject({ status: 'COMMITTED', entryIds: [early.id] });
    expect(await subgraph.code(decide({ ...asked, version: 2 }))).toBe('INVALID_TRANSITION');
    const again = await requested(of);
    expect(again).toMatchObject({ credits: 20, entryIds: [late.id] });
    const back = { decision: 'RELEASE', reason: '暂不转换' };
    expect((await decide(again, back, member(of.memberId, UNION))).data.commitConversion.conversion).toMatchObject({
      status: 'RELEASED',
      entryIds: [],
      reason: '暂不转换',
    });
    const { entries } = await account(of.memberId);
    expect(entries.map(({ status }: { status: string }) => status)).toEqual(['AVAILABLE', 'SPENT']);
  });

  test.each([
    ['QUOTA_EXCEEDED', { entryIds: [newId()] }],
    ['BAD_USER_INPUT', { entryIds: [] }],
    ['BAD_USER_INPUT', { entryIds: ['x'] }],
    ['BAD_USER_INPUT', { entryIds: Array.from({ length: 101 }, () => newId()) }],
    ['NOT_FOUND', { programmeId: newId() }],
    ['QUOTA_EXCEEDED', {}],
  ])('%s for %j of who has none', async (code, given) => expect(await subgraph.code(request(await worker(), given))).toBe(code));

  test('never more than the programme needs; left to choose, what runs out first and fits', async () => {
    const of = await worker();
    const sizes = [40, 40, 30, 5];
    const ids: string[] = [];
    for (const [at, credits] of sizes.entries()) ids.push((await stored(of, { credits, earnedAt: `201${at}-03-01` })).id);
    expect(await subgraph.code(request(of, { entryIds: ids.slice(0, 2) }))).toBe('QUOTA_EXCEEDED');
    const asked = await requested(of);
    expect(asked).toMatchObject({ credits: 75, entryIds: [ids[3], ids[2], ids[0]] });
    expect(await subgraph.code(request(of))).toBe('QUOTA_EXCEEDED');
  });

  test('nor more by requests at the same time, each of which would fit alone', async () => {
    const of = await worker();
    const ids = [];
    for (let at = 0; at < 10; at++) ids.push((await stored(of, { credits: 40 })).id);
    const codes = await Promise.all(ids.map((id) => subgraph.code(request(of, { entryIds: [id] }))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'QUOTA_EXCEEDED')).toHaveLength(9);
  });

  test('expired credits cannot be converted; those reserved in time can', async () => {
    const of = await worker();
    await stored(of, { earnedAt: '2005-10-19' });
    await stored(of, { earnedAt: '2006-10-19' });
    const later = '2013-10-20T02:00:00Z';
    const asked = await requested(of);
    const ask = (viewer: Viewer, query: string, variables: object) => subgraph.ask(viewer, query, variables, later);
    expect((await ask(member(of.memberId, UNION), ACCOUNT, {})).data.creditAccount.entries[1].status).toBe('RESERVED');
    const input = { idempotencyKey: key(), conversionId: asked.id, expectedVersion: 1, decision: 'RELEASE', reason: '材料不全' };
    await ask(SCHOOL, COMMIT, { input });
    const { balance, entries } = (await ask(member(of.memberId, UNION), ACCOUNT, {})).data.creditAccount;
    expect([balance, entries[1].status]).toEqual([10, 'EXPIRED']);
  });

  test('a certificate that is void by then is not converted', async () => {
    const of = await worker();
    const certificate = await build.certificate({ member_id: of.memberId, status: 'VERIFIED', issued_at: '2013-01-01' });
    await stored(of, { source: 'CERTIFICATE', certificateId: certificate.id });
    const asked = await requested(of);
    await subgraph.sql(
      `update certificate set status = 'REVOKED', revoked_reason = 'x', revoked_by = id, revoked_at = '2013-10-19' where id = $1`,
      [certificate.id],
    );
    expect(await subgraph.code(decide(asked))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(decide(asked, { decision: 'RELEASE', reason: '证书作废' }))).toBeNull();
  });

  test('of twenty at once one reserves, and of twenty decisions one holds; the sums agree', async () => {
    const of = await worker();
    const { id } = await stored(of);
    await expectOneOfTwenty(() => request(of, { entryIds: [id] }), 'QUOTA_EXCEEDED');
    const [{ id: conversionId }] = (await account(of.memberId)).conversions;
    const one = { id: conversionId, version: 1 };
    const back = { decision: 'RELEASE', reason: '重复' };
    let at = 0;
    await expectOneOfTwenty(() => decide(one, at++ % 2 ? back : {}), 'VERSION_CONFLICT');
  });

  test('a decision is the institution’s; a reason is told with a release alone', async () => {
    const of = await worker();
    await stored(of);
    const asked = await requested(of);
    const own = member(of.memberId, UNION);
    expect(await subgraph.code(decide(asked, {}, own))).toBe('FORBIDDEN');
    expect(await subgraph.code(decide(asked, {}, CITY))).toBe('FORBIDDEN');
    expect(await subgraph.code(decide(asked, {}, member(newId(), UNION)))).toBe('NOT_FOUND');
    expect(await subgraph.code(decide(asked, {}, staff(newId(), 'INSTITUTION', FENGTAI)))).toBe('NOT_FOUND');
    expect(await subgraph.code(decide(asked, { reason: '好' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(decide(asked, { decision: 'RELEASE' }))).toBe('BAD_USER_INPUT');
  });

  test('the database holds that a conversion is what its entries are', async () => {
    const of = await worker();
    const { id } = await stored(of);
    const asked = await requested(of);
    const tampered = [
      `update credit_conversion set status = 'COMMITTED', decided_by = id, decided_at = '2013-10-19' where id = '${asked.id}'`,
      `update credit_entry set status = 'SPENT' where id = '${id}'`,
      `update credit_entry set status = 'AVAILABLE', conversion_id = null where id = '${id}'`,
    ];
    for (const change of tampered) await expect(subgraph.sql(change)).rejects.toThrow(/its entries hold/);
  });
});

describe('who sees credits', () => {
  test('the member and their part of the tree; an institution what was asked of it', async () => {
    const of = await worker();
    await stored(of);
    const asked = await requested(of);
    for (const viewer of [
      member(of.memberId, UNION),
      staff(newId(), 'JOINT_UNION_OFFICER', UNION),
      staff(newId(), 'DISTRICT_ADMIN', FENGTAI),
      CITY,
    ])
      expect(await account(of.memberId, viewer)).toMatchObject({
        entries: [{ status: 'RESERVED' }],
        conversions: [{ id: asked.id }],
      });
    for (const viewer of [
      member(newId(), UNION),
      staff(newId(), 'DISTRICT_ADMIN', CHAOYANG),
      SCHOOL,
      staff(newId(), 'MEDIATOR', FENGTAI),
    ])
      expect(await subgraph.code(subgraph.ask(viewer, ACCOUNT, { memberId: of.memberId }))).toBe('NOT_FOUND');
    const mine = { id: asked.id, member: { id: of.memberId }, entries: [{ evidence: '岗位业绩证明 2013-17' }] };
    expect((await subgraph.ask(SCHOOL, CONVERSIONS)).data.creditConversions.nodes).toContainEqual(mine);
    expect((await subgraph.ask(staff(newId(), 'INSTITUTION', FENGTAI), CONVERSIONS)).data.creditConversions.nodes).toEqual([]);
    expect((await subgraph.ask(member(of.memberId), CONVERSIONS)).data.creditConversions.nodes).toEqual([mine]);
  });

  test('one’s own account is empty at first', async () => {
    const memberId = newId();
    expect((await subgraph.ask(member(memberId), ACCOUNT, {})).data.creditAccount).toEqual({
      id: memberId,
      balance: 0,
      entries: [],
      conversions: [],
    });
  });

  test('credits follow their member to the record that remains, and go back', async () => {
    const of = await worker();
    const survivorId = newId();
    await stored(of);
    await stored(of, { credits: 5 });
    await requested(of, { entryIds: [(await account(of.memberId)).entries[0].id] });
    const merge = { mergeId: newId(), survivorId, duplicateId: of.memberId };
    const send = (what: 'merged' | 'unmerged', version: number) =>
      subgraph.send({ type: `organisation.member.${what}`, subject: survivorId, aggregateversion: version, data: merge });
    await send('merged', 2);
    expect(await account(survivorId)).toMatchObject({ entries: [{}, {}], conversions: [{}] });
    await send('unmerged', 3);
    expect(await account(of.memberId)).toMatchObject({ entries: [{}, {}], conversions: [{}] });
  });
});

test('a decision that is sent again changes nothing', async () => {
  const of = await worker();
  await stored(of);
  const asked = await requested(of);
  await expectReplay((more) => decide(asked, more), { expectedVersion: 9 });
});
