import { memberNameHash, newId } from '@union-graph/subgraph';
import { eventsAbout, eventually, type SentEvent, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCard,
  buildCity,
  buildConsent,
  buildEnterprise,
  buildHome,
  buildJointUnion,
  buildMember,
  buildStaff,
  buildUnionBelow,
  buildWorker,
} from '../test/builders/index.ts';
import { organisation } from './subgraph.ts';

describe('what organisation tells a service that begins to follow it', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, {
      subscribers: [{ type: 'organisation.*', name: 'venues', url: 'http://127.0.0.1:1/events' }],
    });
  });
  afterAll(() => subgraph.stop());

  const told = async (types: string[]) => {
    await subgraph.sql('delete from event_delivery');
    await subgraph.send({ type: 'venues.snapshot.requested', subject: newId(), data: { types } });
    await eventually(async () => {
      const waiting = await subgraph.sql(
        `select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'tell_snapshot'`,
      );
      return waiting.length === 0;
    });
    const found = await subgraph.sql<{ event: SentEvent }>('select event from event_delivery order by id');
    return new Map(
      found.map(({ event: { type, subject, aggregateversion, data } }) => [subject, { type, aggregateversion, data }]),
    );
  };

  test('where each card stands, but for those that are not in use yet', async () => {
    const holder = await buildMember(subgraph.sql);
    const another = await buildMember(subgraph.sql);
    const ids = new Map<string, string>();
    for (const status of ['FROZEN', 'REPLACED', 'CANCELLED'])
      ids.set(status, (await buildCard(subgraph.sql, holder.id, status, { version: 4 })).id);
    ids.set('APPLIED', (await buildCard(subgraph.sql, another.id, 'APPLIED')).id);
    const cards = await told(['organisation.card.frozen']);
    const of = (status: string) => cards.get(ids.get(status) as string);
    const data = { memberId: holder.id, scopePath: holder.scope_path };
    expect(of('APPLIED')).toBeUndefined();
    expect(of('FROZEN')).toMatchObject({
      type: 'organisation.card.frozen',
      aggregateversion: 4,
      data: { ...data, status: 'FROZEN' },
    });
    expect(of('REPLACED')).toMatchObject({ type: 'organisation.card.lost', data: { ...data, status: 'REPLACED' } });
    expect(of('CANCELLED')).toMatchObject({ type: 'organisation.card.cancelled', data: { ...data, status: 'CANCELLED' } });
  });

  test('where members, employers and consents are', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const [inside, outside, firm, alone] = [
      await buildMember(subgraph.sql),
      await buildWorker(subgraph.sql),
      await buildEnterprise(subgraph.sql, { headcount: 24 }),
      await buildEnterprise(subgraph.sql),
    ];
    const industry = await buildUnionBelow(subgraph.sql, await buildCity(subgraph.sql), 'INDUSTRIAL_UNION');
    const bureau = await buildUnionBelow(subgraph.sql, industry, 'BUREAU_COMPANY_UNION');
    const below = await buildUnionBelow(subgraph.sql, bureau, 'ENTERPRISE_UNION', { district_code: '110105' });
    const [group, part] = [await buildEnterprise(subgraph.sql), await buildEnterprise(subgraph.sql)];
    for (const [enterprise, own] of [
      [group, bureau],
      [part, below],
    ] as const)
      await subgraph.sql(
        `insert into enterprise_affiliation (id, enterprise_id, union_id, kind, from_day) values ($1, $2, $3, 'OWN_UNION', '2013-01-01')`,
        [newId(), enterprise.id, own.id],
      );
    await subgraph.sql(
      `insert into enterprise_affiliation (id, enterprise_id, union_id, kind, from_day) values ($1, $2, $3, 'JOINT_UNION', '2013-01-01')`,
      [newId(), firm.id, union.id],
    );
    const { id: consent } = await buildConsent(subgraph.sql, inside.id);
    const all = await told([
      'organisation.member.left',
      'organisation.enterprise.placed',
      'organisation.consent.given',
      'mediation.case.accepted',
    ]);
    expect(all.get(inside.id)).toMatchObject({ type: 'organisation.member.joined', data: { scopePath: inside.scope_path } });
    expect(all.get(outside.id)).toMatchObject({ type: 'organisation.member.left', data: { unionId: null } });
    expect(all.get(firm.id)?.data).toMatchObject({ headcount: 24, unionId: union.id, ofBureau: false });
    expect(all.get(firm.id)?.data).toMatchObject({ headcountAsOf: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
    for (const { id } of [group, part]) expect(all.get(id)?.data).toMatchObject({ ofBureau: true });
    expect(all.get(alone.id)?.data).toMatchObject({ unionId: null });
    expect(all.get(consent)).toMatchObject({ type: 'organisation.consent.given', data: { memberId: inside.id } });
  });

  test('which workers have a record, in a union or not', async () => {
    const outside = await buildWorker(subgraph.sql, { name_zh: '甄好' });
    await subgraph.sql('delete from event_delivery');
    await told(['organisation.member.listed']);
    const [listed] = (await eventsAbout(subgraph.sql, String(outside.id))).filter(({ type }) => type.endsWith('.listed'));
    expect(listed).toMatchObject({
      aggregateversion: 1,
      data: { unionId: null, nameHash: memberNameHash(String(outside.id), '甄好') },
    });
  });

  test('of a record that was merged that there is one, of an erased one nothing', async () => {
    const [merged, erased, after] = [
      await buildWorker(subgraph.sql),
      await buildWorker(subgraph.sql, { identity_hash: `erased:${newId()}` }),
      await buildWorker(subgraph.sql),
    ];
    await subgraph.sql(`update member set scope_path = '/merged/' where id = $1`, [merged.id]);
    await subgraph.sql('delete from event_delivery');
    await told(['organisation.member.listed']);
    const toldOf = async ({ id }: { id?: unknown }) =>
      (await eventsAbout(subgraph.sql, String(id))).filter(({ type }) => type.endsWith('.listed')).map(({ data }) => data);
    expect(await toldOf(merged)).toMatchObject([{ unionId: null, scopePath: '/city/110105/' }]);
    expect(await toldOf(erased)).toEqual([]);
    expect(await toldOf(after)).toHaveLength(1);
  });

  test('which homes there are', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const { id } = await buildHome(subgraph.sql, union);
    const all = await told(['organisation.home.listed']);
    expect(all.get(id)).toEqual({
      type: 'organisation.home.listed',
      aggregateversion: 1,
      data: { unionId: union.id, districtCode: '110105' },
    });
  });

  test('which unions work, and which have ended; none that is still being prepared', async () => {
    const ids = new Map<string, string>();
    for (const status of ['PREPARING', 'APPROVED', 'SUSPENDED', 'DISSOLVED']) {
      const { id } = await buildJointUnion(subgraph.sql);
      await subgraph.sql('update trade_union set status = $2, version = 5 where id = $1', [id, status]);
      ids.set(status, id);
    }
    const { id: active } = await buildJointUnion(subgraph.sql);
    const all = await told(['organisation.union.activated']);
    const typeOf = (status: string) => all.get(ids.get(status) as string)?.type;
    expect(all.get(active)).toMatchObject({ type: 'organisation.union.activated', data: { kind: 'COMMUNITY_JOINT_UNION' } });
    expect([typeOf('PREPARING'), typeOf('APPROVED')]).toEqual([undefined, undefined]);
    expect(typeOf('SUSPENDED')).toBe('organisation.union.activated');
    expect(all.get(ids.get('DISSOLVED') as string)).toMatchObject({ type: 'organisation.union.dissolved', aggregateversion: 5 });
  });

  test('staff with their first day', async () => {
    const { id } = await buildStaff(subgraph.sql, await buildJointUnion(subgraph.sql), { hired_at: '2012-11-20' });
    const all = await told(['organisation.staff.listed']);
    expect(all.get(String(id))).toMatchObject({ data: { hasLeft: false, hiredOn: '2012-11-20' } });
  });

  test('which records were erased, to one that asks for it, and nothing of the others', async () => {
    const [erased, other] = [newId(), await buildMember(subgraph.sql)];
    await buildWorker(subgraph.sql, { id: erased, identity_hash: `erased:${erased}`, version: 3 });
    const all = await told(['organisation.member.erased']);
    expect(all.get(erased)).toEqual({ type: 'organisation.member.erased', aggregateversion: 3, data: { memberId: erased } });
    expect(all.get(other.id)).toBeUndefined();
  });
});
