import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, CHAOYANG, withKey } from '../../test/build.ts';
import { buildOffer, buildOutreach, buildTheatre, buildUnion } from '../../test/outreach.ts';
import { venues } from '../subgraph.ts';

describe('what a union that has ended asked for (2.1.3, S-67)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const end = async (unionId: string, mergedIntoId: string | null = null, version = 2) => {
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `${CHAOYANG}${unionId}/`, mergedIntoId };
    const about = { subject: unionId, aggregateversion: version, time: at('10:00') };
    expect(await subgraph.send({ type: 'organisation.union.dissolved', ...about, data })).toBe(204);
  };
  const rowOf = async (id: string) =>
    (
      await subgraph.sql('select status, union_id as "unionId", scope_path as path, note from outreach_request where id = $1', [
        id,
      ])
    )[0];
  const officerOf = (unionId: string) => staff(newId(), 'JOINT_UNION_OFFICER', `${CHAOYANG}${unionId}/`);
  const cancel = (unionId: string, requestId: string, expectedVersion: number) =>
    subgraph.code(
      subgraph.ask(
        officerOf(unionId),
        'mutation ($input: CancelOutreachInput!) { cancelOutreach(input: $input) { request { status } } }',
        withKey({ requestId, expectedVersion, reason: '示例' }),
      ),
    );

  test('dissolved: what is open is called off, and the offer and the facility are free again; what was delivered stays', async () => {
    const unionId = await buildUnion(subgraph.sql);
    const facilityId = await buildTheatre(subgraph.sql);
    const offerId = await buildOffer(subgraph.sql, { facility_id: facilityId, quota: 1 });
    const scheduled = await buildOutreach(subgraph.sql, {
      ...{ union_id: unionId, status: 'SCHEDULED', kind: 'THEATRE', offer_id: offerId, facility_id: facilityId },
    });
    const [submitted, delivered, begun] = [
      await buildOutreach(subgraph.sql, { union_id: unionId }),
      await buildOutreach(subgraph.sql, { union_id: unionId, status: 'DELIVERED' }),
      await buildOutreach(subgraph.sql, {
        ...{ union_id: unionId, status: 'SCHEDULED', start_at: at('09:30'), end_at: at('11:00') },
      }),
    ];
    const taken = async () => (await subgraph.sql('select taken from outreach_offer where id = $1', [offerId]))[0]?.taken;
    expect(await taken()).toBe(1);
    await end(unionId);
    for (const id of [scheduled, submitted]) expect(await rowOf(id)).toMatchObject({ status: 'CANCELLED', note: '工会已撤销' });
    expect(await taken()).toBe(0);
    expect([(await rowOf(delivered))?.status, (await rowOf(begun))?.status]).toEqual(['DELIVERED', 'SCHEDULED']);
    expect(await cancel(unionId, begun, 1)).toBe('NOT_FOUND');
  });

  test('merged: the heir has what is open, and its officer goes on with it; told again, nothing changes', async () => {
    const [unionId, heirId] = [await buildUnion(subgraph.sql), await buildUnion(subgraph.sql)];
    const requestId = await buildOutreach(subgraph.sql, { union_id: unionId, status: 'REVIEWED' });
    expect(await cancel(heirId, requestId, 1)).toBe('NOT_FOUND');
    await end(unionId, heirId);
    await end(unionId, heirId);
    expect(await rowOf(requestId)).toMatchObject({ status: 'REVIEWED', unionId: heirId, path: `${CHAOYANG}${heirId}/` });
    expect(await cancel(unionId, requestId, 2)).toBe('NOT_FOUND');
    expect(await cancel(heirId, requestId, 2)).toBeNull();
  });
});
