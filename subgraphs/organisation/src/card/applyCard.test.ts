import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildConsent, buildMember, buildWorker } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const APPLY = `mutation ($input: ApplyCardInput!) { applyCard(input: $input) {
  card { id status version issuedAt validTo cardNoMasked benefits { code } member { nameZh } replaces { id } } } }`;

describe('applyCard', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const apply = (viewer: Viewer, memberId: string, idempotencyKey = key()) =>
    subgraph.ask(viewer, APPLY, { input: { idempotencyKey, memberId } });
  const code = (viewer: Viewer, memberId: string) => subgraph.code(apply(viewer, memberId));
  /** A member who agreed to the card. */
  const build = async () => {
    const row = await buildMember(subgraph.sql);
    await buildConsent(subgraph.sql, row.id);
    return row.id;
  };

  test('a member applies for their own card, and a replay gives the same answer', async () => {
    const id = await build();
    const once = key();
    const first = await apply(member(id), id, once);
    expect(first.data.applyCard.card).toMatchObject({
      status: 'APPLIED',
      version: 1,
      issuedAt: null,
      validTo: null,
      cardNoMasked: expect.stringMatching(/^\*{12}\d{4}$/),
      benefits: [],
      member: { nameZh: '王秀兰' },
      replaces: null,
    });
    expect(await apply(member(id), id, once)).toEqual(first);
    expect(
      await subgraph.sql('select decision from audit_event where $1 = any(entity_ids)', [first.data.applyCard.card.id]),
    ).toEqual([{ decision: 'ALLOWED' }]);
  });

  test('the same key with another body is refused', async () => {
    const id = await build();
    const once = key();
    await apply(member(id), id, once);
    expect(await subgraph.code(apply(member(id), await build(), once))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('ORG-INV-1: of 50 parallel applications one succeeds', async () => {
    const id = await build();
    const codes = await Promise.all(Array.from({ length: 50 }, () => code(member(id), id)));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'CARD_ALREADY_ACTIVE')).toHaveLength(49);
  });

  test.each(['APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN'])('ORG-INV-1: a card that is %s stands in the way', async (status) => {
    const id = await build();
    await buildCard(subgraph.sql, id, status);
    expect(await code(member(id), id)).toBe('CARD_ALREADY_ACTIVE');
  });

  test.each(['CANCELLED', 'REPLACED', 'EXPIRED'])('2.1.3: a card that is %s does not', async (status) => {
    const id = await build();
    await buildCard(subgraph.sql, id, status);
    expect(await code(member(id), id)).toBeNull();
  });

  test('2.1.3: the day after its last, an active card makes room; on its last day it does not', async () => {
    const id = await build();
    const old = await buildCard(subgraph.sql, id, 'ACTIVE', { valid_to: '2013-10-19' });
    const on = (day: string) =>
      subgraph.ask(member(id), APPLY, { input: { idempotencyKey: key(), memberId: id } }, `${day}+08:00`);
    expect(await subgraph.code(on('2013-10-19T23:59:59'))).toBe('CARD_ALREADY_ACTIVE');
    expect((await on('2013-10-20T00:00:00')).data.applyCard.card.replaces).toBeNull();
    expect(await subgraph.sql('select status, version from card where id = $1', [old.id])).toEqual([
      { status: 'EXPIRED', version: 2 },
    ]);
  });

  test('2.1.3: after a loss the new card stands for the lost one', async () => {
    const id = await build();
    const lost = await buildCard(subgraph.sql, id, 'LOST');
    expect((await apply(member(id), id)).data.applyCard.card.replaces).toEqual({ id: lost.id });
  });

  test.each(['NONE', 'LEFT', 'EXPELLED', 'DECEASED'])(
    'S-16: NOT_ELIGIBLE while the membership is %s',
    async (membership_status) => {
      const { id } = await buildWorker(subgraph.sql, { membership_status });
      await buildConsent(subgraph.sql, id);
      expect(await code(staff(newId(), 'STATION_STAFF', '/city/110105/'), id)).toBe('NOT_ELIGIBLE');
      // Nobody acts by the login of the dead at all.
      expect(await code(member(id), id)).toBe(membership_status === 'DECEASED' ? 'VALIDATION_FAILED' : 'NOT_ELIGIBLE');
    },
  );

  test('S-16: a kept membership is good, one on its way to another union is not', async () => {
    for (const [membership_status, expected] of [
      ['RETAINED', null],
      ['TRANSFERRING', 'NOT_ELIGIBLE'],
    ]) {
      const { id } = await buildMember(subgraph.sql, { membership_status });
      await buildConsent(subgraph.sql, id);
      expect(await code(member(id), id)).toBe(expected);
    }
  });

  test.each([
    ['none at all', null],
    ['for another purpose', { purpose: 'STATISTICS' }],
    ['for something else', { scope: ['courses'] }],
    ['taken back', { withdrawn_at: '2013-10-02T09:00:00+08:00' }],
  ])('P8: CONSENT_REQUIRED when the consent is %s', async (_, consent) => {
    const { id } = await buildMember(subgraph.sql);
    if (consent) await buildConsent(subgraph.sql, id, consent);
    expect(await code(member(id), id)).toBe('CONSENT_REQUIRED');
  });

  test('out of scope the member does not exist; in scope the role decides', async () => {
    const id = await build();
    expect(await code(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), id)).toBe('NOT_FOUND');
    expect(await code(member(newId()), id)).toBe('NOT_FOUND');
    expect(await code(member(newId()), 'no-id')).toBe('NOT_FOUND');
    expect(await code(staff(newId(), 'FUND_CASEWORKER', '/city/110105/'), id)).toBe('FORBIDDEN');
    expect(await code(staff(newId(), 'STATION_STAFF', '/city/110105/'), id)).toBeNull();
  });
});
