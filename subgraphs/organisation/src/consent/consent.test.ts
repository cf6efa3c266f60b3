import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildConsent, buildMember, buildWorker } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const FIELDS = '{ consent { id purpose scope separate givenAt withdrawnAt evidenceRef version member { id } } }';
const GIVE = `mutation ($input: GiveConsentInput!) { giveConsent(input: $input) ${FIELDS} }`;
const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { alsoTakenBack { id withdrawnAt } ${FIELDS.slice(2)} }`;

describe('consent', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const give = (viewer: Viewer, memberId: string, more: object = {}, idempotencyKey = key()) =>
    subgraph.ask(viewer, GIVE, {
      input: { idempotencyKey, memberId, purpose: 'DELIVERY', scope: ['card'], separate: true, evidenceRef: 'paper-1', ...more },
    });
  const withdraw = (viewer: Viewer, consentId: unknown, expectedVersion = 1, idempotencyKey = key()) =>
    subgraph.ask(viewer, WITHDRAW, { input: { idempotencyKey, expectedVersion, consentId } });

  test('a member gives a consent, once by key', async () => {
    const { id } = await buildMember(subgraph.sql);
    const once = key();
    const first = await give(member(id), id, { scope: ['card', 'card', 'mutual-aid'] }, once);
    expect(first.data.giveConsent.consent).toMatchObject({
      purpose: 'DELIVERY',
      scope: ['card', 'mutual-aid'],
      separate: true,
      givenAt: '2013-10-19T02:00:00.000Z',
      withdrawnAt: null,
      evidenceRef: 'paper-1',
      version: 1,
      member: { id },
    });
    expect(await give(member(id), id, { scope: ['card', 'card', 'mutual-aid'] }, once)).toEqual(first);
    expect(await subgraph.code(give(member(id), id, {}, once))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await eventsAbout(subgraph.sql, first.data.giveConsent.consent.id)).toEqual([
      expect.objectContaining({
        type: 'organisation.consent.given',
        // Whose, for what and since when; not where the paper lies.
        data: {
          memberId: id,
          purpose: 'DELIVERY',
          scope: ['card', 'mutual-aid'],
          separate: true,
          givenAt: '2013-10-19T02:00:00.000Z',
          withdrawnAt: null,
        },
      }),
    ]);
  });

  test('refusals: empty scope, no evidence, out of scope, wrong role', async () => {
    const { id } = await buildMember(subgraph.sql);
    const code = (viewer: Viewer, more: object = {}) => subgraph.code(give(viewer, id, more));
    const dead = await buildWorker(subgraph.sql, { membership_status: 'DECEASED' });
    expect(await subgraph.code(give(staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'), dead.id))).toBe('VALIDATION_FAILED');
    expect(await code(member(id), { scope: [] })).toBe('BAD_USER_INPUT');
    expect(await code(member(id), { scope: ['京卡'] })).toBe('BAD_USER_INPUT');
    expect(await code(member(id), { evidenceRef: ' ' })).toBe('CONSENT_REQUIRED');
    expect(await code(member(newId()))).toBe('NOT_FOUND');
    expect(await code(staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await code(staff(newId(), 'HOTLINE_AGENT'))).toBe('FORBIDDEN');
    expect(await code(staff(newId(), 'STATION_STAFF', '/city/110105/'))).toBeNull();
  });

  test('ORG-INV-8: taken back once, by the worker alone, and told to the others without a name', async () => {
    const { id } = await buildMember(subgraph.sql);
    const { id: consentId } = await buildConsent(subgraph.sql, id);
    expect(await subgraph.code(withdraw(staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/'), consentId))).toBe('FORBIDDEN');
    expect(await subgraph.code(withdraw(member(newId()), consentId))).toBe('NOT_FOUND');
    expect(await subgraph.code(withdraw(member(id), 'no-id'))).toBe('NOT_FOUND');
    expect(await subgraph.code(withdraw(member(id), consentId, 2))).toBe('VERSION_CONFLICT');
    const once = key();
    const first = await withdraw(member(id), consentId, 1, once);
    expect(first.data.withdrawConsent.consent).toMatchObject({ withdrawnAt: '2013-10-19T02:00:00.000Z', version: 2 });
    expect(await withdraw(member(id), consentId, 1, once)).toEqual(first);
    expect(await subgraph.code(withdraw(member(id), consentId, 2))).toBe('INVALID_TRANSITION');
    expect(await eventsAbout(subgraph.sql, consentId as string)).toEqual([
      expect.objectContaining({
        type: 'organisation.consent.withdrawn',
        aggregateversion: 2,
        data: expect.objectContaining({ memberId: id, purpose: 'DELIVERY', withdrawnAt: '2013-10-19T02:00:00.000Z' }),
      }),
    ]);
  });

  test('what is agreed to already is not agreed to twice, also of twenty at once; more of it is', async () => {
    const { id } = await buildMember(subgraph.sql);
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => subgraph.code(give(member(id), id, { scope: ['card', 'phone'] }))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(19);
    expect(await subgraph.code(give(member(id), id, { scope: ['phone'], separate: false }))).toBe('DUPLICATE');
    expect(await subgraph.code(give(member(id), id, { scope: ['phone'], purpose: 'REPORTING' }))).toBeNull();
    expect(await subgraph.code(give(member(id), id, { scope: ['phone', 'address'] }))).toBeNull();
  });

  test('a separate consent may follow one that was given together with others', async () => {
    const { id } = await buildMember(subgraph.sql);
    expect(await subgraph.code(give(member(id), id, { separate: false }))).toBeNull();
    expect(await subgraph.code(give(member(id), id, { separate: true }))).toBeNull();
  });

  test('ORG-INV-8: taking one back ends every consent to the same use of the same data', async () => {
    const { id } = await buildMember(subgraph.sql);
    const consent = async (more: Record<string, unknown>) => (await buildConsent(subgraph.sql, id, more)).id as string;
    const [taken, same, shared, other, elsewhere, earlier] = [
      await consent({ scope: ['card', 'phone'] }),
      await consent({ scope: ['card', 'phone'] }),
      await consent({ scope: ['phone', 'address'] }),
      await consent({ scope: ['address'] }),
      await consent({ scope: ['phone'], purpose: 'REPORTING' }),
      await consent({ scope: ['card'], withdrawn_at: '2013-10-18T09:00:00+08:00' }),
    ];
    const { data } = await withdraw(member(id), taken);
    const ended = data.withdrawConsent.alsoTakenBack as { id: string; withdrawnAt: string }[];
    expect(ended.map((each) => each.id).sort()).toEqual([same, shared].sort());
    expect(ended.map(({ withdrawnAt }) => withdrawnAt)).toEqual(Array(2).fill('2013-10-19T02:00:00.000Z'));
    const standing = await subgraph.sql('select id from consent where member_id = $1 and withdrawn_at is null', [id]);
    expect(standing.map((row) => row.id).sort()).toEqual([other, elsewhere].sort());
    for (const each of [same, shared])
      expect(await eventsAbout(subgraph.sql, each)).toMatchObject([{ type: 'organisation.consent.withdrawn' }]);
    expect(await eventsAbout(subgraph.sql, earlier)).toEqual([]);
  });
});
