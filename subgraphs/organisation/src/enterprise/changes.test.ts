import { newId } from '@union-graph/subgraph';
import { eventsAbout, insert, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEnterprise, buildFederation, buildJointUnion, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const FOREIGN = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
type Verb = 'updateHeadcount' | 'affiliateEnterprise' | 'detachEnterprise';

describe('changes of an employer (2.1.5)', () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    union = await buildJointUnion(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  const extra = (verb: Verb): object =>
    verb === 'updateHeadcount'
      ? { headcount: 25, asOf: '2013-10-19' }
      : verb === 'affiliateEnterprise'
        ? { unionId: union.id }
        : {};
  const send = (verb: Verb, enterpriseId: unknown, more: object = {}, viewer = ADMIN) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) {
        enterprise { headcount headcountAsOf version union { id } affiliation { kind from to } } } }`,
      { input: { idempotencyKey: key(), expectedVersion: 1, enterpriseId, ...extra(verb), ...more } },
    );
  const code = (...args: Parameters<typeof send>) => subgraph.code(send(...args));
  const affiliate = (enterpriseId: unknown, kind = 'JOINT_UNION') =>
    insert(subgraph.sql, 'enterprise_affiliation', {
      id: newId(),
      enterprise_id: enterpriseId,
      union_id: union.id,
      kind,
      from_day: '2013-01-01',
    });
  const build = async (verb: Verb) => {
    const { id } = await buildEnterprise(subgraph.sql);
    if (verb === 'detachEnterprise') await affiliate(id);
    return id;
  };

  test('a headcount is recorded and told', async () => {
    const id = await build('updateHeadcount');
    const { data } = await send('updateHeadcount', id);
    expect(data.updateHeadcount.enterprise).toMatchObject({ headcount: 25, headcountAsOf: '2013-10-19', version: 2 });
    expect(await eventsAbout(subgraph.sql, id)).toEqual([
      expect.objectContaining({
        type: 'organisation.enterprise.headcountChanged',
        aggregateversion: 2,
        data: { headcount: 25, asOf: '2013-10-19', districtCode: '110105' },
      }),
      expect.objectContaining({
        type: 'organisation.enterprise.placed',
        aggregateversion: 2,
        data: expect.objectContaining({
          headcount: 25,
          headcountAsOf: '2013-10-19',
          ofBureau: false,
          districtCode: '110105',
          unionId: null,
        }),
      }),
    ]);
  });

  test.each([
    ['fewer than nobody', { headcount: -1 }, 'BAD_USER_INPUT'],
    ['counted tomorrow', { asOf: '2013-10-20' }, 'BAD_USER_INPUT'],
    ['older than the recorded count', { asOf: '2013-09-30' }, 'VALIDATION_FAILED'],
    ['of the same day as the recorded count', { asOf: '2013-10-01' }, null],
  ])('a headcount %s', async (_, more, expected) => {
    expect(await code('updateHeadcount', await build('updateHeadcount'), more)).toBe(expected);
  });

  test('S-25: a firm of another district is not affiliated', async () => {
    await buildFederation(subgraph.sql, '110112');
    const { id } = await buildEnterprise(subgraph.sql, { district_code: '110112' });
    expect(await code('affiliateEnterprise', id)).toBe('VALIDATION_FAILED');
  });

  test('S-25: a firm is affiliated, detached and affiliated again', async () => {
    const id = await build('affiliateEnterprise');
    const first = await send('affiliateEnterprise', id);
    expect(first.data.affiliateEnterprise.enterprise).toMatchObject({
      version: 2,
      union: { id: union.id },
      affiliation: { kind: 'JOINT_UNION', from: '2013-10-19', to: null },
    });
    expect(await code('affiliateEnterprise', id, { expectedVersion: 2 })).toBe('DUPLICATE');
    const second = await send('detachEnterprise', id, { expectedVersion: 2 });
    expect(second.data.detachEnterprise.enterprise).toMatchObject({
      version: 3,
      union: null,
      affiliation: { kind: 'NONE', from: null, to: null },
    });
    expect(await code('detachEnterprise', id, { expectedVersion: 3 })).toBe('VALIDATION_FAILED');
    expect(await code('affiliateEnterprise', id, { expectedVersion: 3 })).toBeNull();
  });

  test('2.1.7: a firm with a union of its own is neither affiliated nor detached', async () => {
    const { id } = await buildEnterprise(subgraph.sql);
    await affiliate(id, 'OWN_UNION');
    expect(await code('affiliateEnterprise', id)).toBe('VALIDATION_FAILED');
    expect(await code('detachEnterprise', id)).toBe('VALIDATION_FAILED');
  });

  test('only an active joint union takes firms', async () => {
    const id = await build('affiliateEnterprise');
    const suspended = await buildJointUnion(subgraph.sql, { status: 'SUSPENDED' });
    for (const { id: unionId } of [await buildFederation(subgraph.sql), suspended])
      expect(await code('affiliateEnterprise', id, { unionId })).toBe('VALIDATION_FAILED');
    expect(await code('affiliateEnterprise', id, { unionId: newId() })).toBe('NOT_FOUND');
  });

  test('of 20 parallel affiliations one happens', async () => {
    const id = await build('affiliateEnterprise');
    const codes = await Promise.all(Array.from({ length: 20 }, () => code('affiliateEnterprise', id)));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test.each<Verb>(['updateHeadcount', 'affiliateEnterprise', 'detachEnterprise'])(
    '%s: role, district, version, key',
    async (verb) => {
      const id = await build(verb);
      expect(await code(verb, id, {}, member(newId()))).toBe('FORBIDDEN');
      expect(await code(verb, id, {}, FOREIGN)).toBe('FORBIDDEN');
      expect(await code(verb, id, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
      expect(await code(verb, newId())).toBe('NOT_FOUND');
      const idempotencyKey = key();
      const first = await send(verb, id, { idempotencyKey });
      expect(first.errors).toBeUndefined();
      expect(await send(verb, id, { idempotencyKey })).toEqual(first);
      expect(await code(verb, await build(verb), { idempotencyKey })).toBe('IDEMPOTENCY_MISMATCH');
    },
  );
});
