import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { expectOneOfTwenty, expectReplay, key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, FENGTAI, UNION } from '../../test/builders.ts';
import { ACCOUNT, COMMIT, creditActs, SCHOOL } from '../../test/credits.ts';
import { training } from '../subgraph.ts';

const CITY = staff(newId(), 'CITY_DEPT');

let subgraph: TestSubgraph;
let build: ReturnType<typeof builders>;
let acts: ReturnType<typeof creditActs>;
beforeAll(async () => {
  subgraph = await testSubgraph(training);
  build = builders(subgraph);
  acts = creditActs(subgraph);
});
afterAll(() => subgraph.stop());

describe('conversions (SKL-INV-2)', () => {
  test('reserve, spend; reserve, give back; what is spent is spent', async () => {
    const of = await acts.worker();
    const [early, late] = [await acts.stored(of, { earnedAt: '2010-01-01' }), await acts.stored(of, { credits: 20 })];
    const input = { idempotencyKey: key(), entryIds: [early.id] };
    const asked = await acts.requested(of, input);
    expect(asked).toEqual({
      id: expect.any(String),
      credits: 10,
      status: 'REQUESTED',
      entryIds: [early.id],
      reason: null,
      version: 1,
      targetProgramme: { majorZh: '行政管理' },
    });
    expect(await acts.requested(of, input)).toEqual(asked);
    expect(await acts.account(of.memberId)).toMatchObject({ balance: 20, conversions: [{ status: 'REQUESTED' }] });
    expect(await subgraph.code(acts.request(of, { entryIds: [early.id] }))).toBe('QUOTA_EXCEEDED');
    expect((await acts.decide(asked)).data.commitConversion.conversion).toMatchObject({
      status: 'COMMITTED',
      entryIds: [early.id],
    });
    expect(await subgraph.code(acts.decide({ ...asked, version: 2 }))).toBe('INVALID_TRANSITION');
    const again = await acts.requested(of);
    expect(again).toMatchObject({ credits: 20, entryIds: [late.id] });
    const back = { decision: 'RELEASE', reason: '暂不转换' };
    expect((await acts.decide(again, back, member(of.memberId, UNION))).data.commitConversion.conversion).toMatchObject({
      status: 'RELEASED',
      entryIds: [],
      reason: '暂不转换',
    });
    const { entries } = await acts.account(of.memberId);
    expect(entries.map(({ status }: { status: string }) => status)).toEqual(['AVAILABLE', 'SPENT']);
  });

  test.each([
    ['QUOTA_EXCEEDED', { entryIds: [newId()] }],
    ['BAD_USER_INPUT', { entryIds: [] }],
    ['BAD_USER_INPUT', { entryIds: ['x'] }],
    ['BAD_USER_INPUT', { entryIds: Array.from({ length: 101 }, () => newId()) }],
    ['NOT_FOUND', { programmeId: newId() }],
    ['QUOTA_EXCEEDED', {}],
  ])('%s for %j of who has none', async (code, given) =>
    expect(await subgraph.code(acts.request(await acts.worker(), given))).toBe(code),
  );

  test('never more than the programme needs; left to choose, what runs out first and fits', async () => {
    const of = await acts.worker();
    const sizes = [40, 40, 30, 5];
    const ids: string[] = [];
    for (const [at, credits] of sizes.entries()) ids.push((await acts.stored(of, { credits, earnedAt: `201${at}-03-01` })).id);
    expect(await subgraph.code(acts.request(of, { entryIds: ids.slice(0, 2) }))).toBe('QUOTA_EXCEEDED');
    const asked = await acts.requested(of);
    expect(asked).toMatchObject({ credits: 75, entryIds: [ids[3], ids[2], ids[0]] });
    expect(await subgraph.code(acts.request(of))).toBe('QUOTA_EXCEEDED');
  });

  test('nor more by requests at the same time, each of which would fit alone', async () => {
    const of = await acts.worker();
    const ids = [];
    for (let at = 0; at < 10; at++) ids.push((await acts.stored(of, { credits: 40 })).id);
    const codes = await Promise.all(ids.map((id) => subgraph.code(acts.request(of, { entryIds: [id] }))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'QUOTA_EXCEEDED')).toHaveLength(9);
  });

  test('expired credits cannot be converted; those reserved in time can', async () => {
    const of = await acts.worker();
    await acts.stored(of, { earnedAt: '2005-10-19' });
    await acts.stored(of, { earnedAt: '2006-10-19' });
    const later = '2013-10-20T02:00:00Z';
    const asked = await acts.requested(of);
    const ask = (viewer: Viewer, query: string, variables: object) => subgraph.ask(viewer, query, variables, later);
    expect((await ask(member(of.memberId, UNION), ACCOUNT, {})).data.creditAccount.entries[1].status).toBe('RESERVED');
    const input = { idempotencyKey: key(), conversionId: asked.id, expectedVersion: 1, decision: 'RELEASE', reason: '材料不全' };
    await ask(SCHOOL, COMMIT, { input });
    const { balance, entries } = (await ask(member(of.memberId, UNION), ACCOUNT, {})).data.creditAccount;
    expect([balance, entries[1].status]).toEqual([10, 'EXPIRED']);
  });

  test('a certificate that is void by then is not converted', async () => {
    const of = await acts.worker();
    const certificate = await build.certificate({ member_id: of.memberId, status: 'VERIFIED', issued_at: '2013-01-01' });
    await acts.stored(of, { source: 'CERTIFICATE', certificateId: certificate.id });
    const asked = await acts.requested(of);
    await subgraph.sql(
      `update certificate set status = 'REVOKED', revoked_reason = 'x', revoked_by = id, revoked_at = '2013-10-19' where id = $1`,
      [certificate.id],
    );
    expect(await subgraph.code(acts.decide(asked))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(acts.decide(asked, { decision: 'RELEASE', reason: '证书作废' }))).toBeNull();
  });

  test('of twenty at once one reserves, and of twenty decisions one holds; the sums agree', async () => {
    const of = await acts.worker();
    const { id } = await acts.stored(of);
    await expectOneOfTwenty(() => acts.request(of, { entryIds: [id] }), 'QUOTA_EXCEEDED');
    const [{ id: conversionId }] = (await acts.account(of.memberId)).conversions;
    const one = { id: conversionId, version: 1 };
    const back = { decision: 'RELEASE', reason: '重复' };
    let at = 0;
    await expectOneOfTwenty(() => acts.decide(one, at++ % 2 ? back : {}), 'VERSION_CONFLICT');
  });

  test('a decision is the institution’s; a reason is told with a release alone', async () => {
    const of = await acts.worker();
    await acts.stored(of);
    const asked = await acts.requested(of);
    const own = member(of.memberId, UNION);
    expect(await subgraph.code(acts.decide(asked, {}, own))).toBe('FORBIDDEN');
    expect(await subgraph.code(acts.decide(asked, {}, CITY))).toBe('FORBIDDEN');
    expect(await subgraph.code(acts.decide(asked, {}, member(newId(), UNION)))).toBe('NOT_FOUND');
    expect(await subgraph.code(acts.decide(asked, {}, staff(newId(), 'INSTITUTION', FENGTAI)))).toBe('NOT_FOUND');
    expect(await subgraph.code(acts.decide(asked, { reason: '好' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(acts.decide(asked, { decision: 'RELEASE' }))).toBe('BAD_USER_INPUT');
  });

  test('the database holds that a conversion is what its entries are', async () => {
    const of = await acts.worker();
    const { id } = await acts.stored(of);
    const asked = await acts.requested(of);
    const tampered = [
      `update credit_conversion set status = 'COMMITTED', decided_by = id, decided_at = '2013-10-19' where id = '${asked.id}'`,
      `update credit_entry set status = 'SPENT' where id = '${id}'`,
      `update credit_entry set status = 'AVAILABLE', conversion_id = null where id = '${id}'`,
    ];
    for (const change of tampered) await expect(subgraph.sql(change)).rejects.toThrow(/its entries hold/);
  });
});

test('a decision that is sent again changes nothing', async () => {
  const of = await acts.worker();
  await acts.stored(of);
  const asked = await acts.requested(of);
  await expectReplay((more) => acts.decide(asked, more), { expectedVersion: 9 });
});
