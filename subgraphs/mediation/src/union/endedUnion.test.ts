import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, insert, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Built, buildRound, buildSides, type Sides, type Wanted } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const PAUSE = { resumeAt: '2013-10-30', workersAgree: true, employerAgrees: true };

describe('what a union that has ended bargained about (2.1.3, 2.2.3)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const end = async ({ unionId }: Sides, mergedIntoId: string | null, district = '110105') => {
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `/city/${district}/${unionId}/`, mergedIntoId };
    expect(await subgraph.send({ type: 'organisation.union.dissolved', subject: unionId, aggregateversion: 2, data })).toBe(204);
  };
  const reads = async (viewer: Viewer, { id }: Built) =>
    (await subgraph.ask(viewer, 'query ($id: ID!) { bargainingRound(id: $id) { workersSide { id } version } }', { id })).data
      .bargainingRound;
  const pause = ({ id, version }: Built, viewer: Viewer, more = 0) =>
    subgraph.code(call('pauseBargaining', 'round { id }', { roundId: id, expectedVersion: version + more, ...PAUSE }, viewer));

  test('merged: the officer of the heir goes on with open rounds, and the ended one’s no more', async () => {
    const [sides, heir] = [await buildSides(subgraph), await buildSides(subgraph)];
    const built = await buildRound(subgraph, 'NEGOTIATING', { sides });
    expect(await pause(built, heir.officer)).toBe('NOT_FOUND');
    await end(sides, heir.unionId);
    expect(await reads(sides.officer, built)).toBeNull();
    expect(await reads(heir.officer, built)).toEqual({ workersSide: { id: heir.unionId }, version: built.version + 1 });
    expect(await pause(built, sides.officer, 1)).toBe('NOT_FOUND');
    expect(await pause(built, heir.officer, 1)).toBeNull();
    const place = await subgraph.sql('select scope_path as path from bargaining_round where id = $1', [built.id]);
    expect(place).toEqual([{ path: `/city/110105/${heir.unionId}/` }]);
  });

  test('merged into one that was told to have ended before: who took the place of that one goes on', async () => {
    const [sides, between, heir] = [await buildSides(subgraph), await buildSides(subgraph), await buildSides(subgraph)];
    const built = await buildRound(subgraph, 'NEGOTIATING', { sides });
    await end(between, heir.unionId);
    await end(sides, between.unionId);
    expect(await reads(heir.officer, built)).toMatchObject({ workersSide: { id: heir.unionId } });
    expect(await pause(built, heir.officer, 1)).toBeNull();
  });

  test('merged into one that ends at the same time: nothing stays with a union that has ended', async () => {
    for (let time = 0; time < 10; time++) {
      const [sides, between, heir] = [await buildSides(subgraph), await buildSides(subgraph), await buildSides(subgraph)];
      const built = await buildRound(subgraph, 'NOTICED', { sides });
      await Promise.all([end(sides, between.unionId), end(between, heir.unionId)]);
      expect(await reads(heir.officer, built)).toMatchObject({ workersSide: { id: heir.unionId } });
    }
  });

  test('dissolved below one that was told to have ended before: who took the place of that one goes on', async () => {
    const [sides, above, heir] = [await buildSides(subgraph), await buildSides(subgraph), await buildSides(subgraph)];
    const built = await buildRound(subgraph, 'NEGOTIATING', { sides });
    await end(above, heir.unionId);
    await end(sides, null, `110105/${above.unionId}`);
    expect(await reads(heir.officer, built)).toMatchObject({ workersSide: { id: heir.unionId } });
  });

  test('dissolved: the union above goes on, by its administrator', async () => {
    const [sides, district] = [await buildSides(subgraph, '110107'), newId()];
    await insert(subgraph.sql, 'known_union', {
      union_id: district,
      scope_path: '/city/110107/',
      has_ended: false,
      seen_version: 1,
    });
    const built = await buildRound(subgraph, 'NEGOTIATING', { sides });
    const office = staff(newId(), 'DISTRICT_ADMIN', '/city/110107/');
    const admin = { ...office, grants: office.grants.map((grant) => ({ ...grant, unionId: district })) };
    expect(await pause(built, admin)).toBe('FORBIDDEN');
    await end(sides, null, '110107');
    expect(await pause(built, admin, 1)).toBeNull();
    expect((await reads(admin, built)).workersSide).toEqual({ id: district });
  });

  test.each<[Wanted, string]>([
    ['SIGNED', 'fileContract'],
    ['FILED', 'publishContract'],
  ])('a contract that is %s goes on with the heir: %s', async (until, verb) => {
    const [sides, heir] = [await buildSides(subgraph), await buildSides(subgraph)];
    const { contract } = await buildRound(subgraph, until, { sides });
    await end(sides, heir.unionId);
    const later = until === 'FILED' ? '2013-11-05T09:00:00+08:00' : undefined;
    const input = { contractId: contract?.id, expectedVersion: (contract?.version as number) + 1 };
    const more = verb === 'publishContract' ? { publishedIn: '公告栏' } : {};
    const attempt = (viewer: Viewer) =>
      subgraph.code(call(verb, 'contract { workersSide { id } }', { ...input, ...more }, viewer, later));
    expect(await attempt(sides.officer)).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
    expect(await attempt(heir.officer)).toBeNull();
  });

  test('what is over stays the ended union’s: a refused notice, a contract whose term has ended', async () => {
    const [sides, heir] = [await buildSides(subgraph), await buildSides(subgraph)];
    const refused = await buildRound(subgraph, 'NOTICED', { sides });
    const [employer] = refused.employers;
    const answer = {
      roundId: refused.id,
      expectedVersion: refused.version,
      enterpriseId: employer?.id,
      answer: 'DECLINED',
      reason: '示例',
    };
    expect(await subgraph.code(call('replyBargaining', 'round { id }', answer, employer?.viewer as Viewer))).toBeNull();
    const over = await buildRound(subgraph, 'FILED', { sides });
    await subgraph.sql(`update collective_contract set term_from = '2011-01-01', term_to = '2012-12-31' where id = $1`, [
      over.contract?.id,
    ]);
    await end(sides, heir.unionId);
    const held = await subgraph.sql(
      `select workers_side_id as id from bargaining_round where id = any($1) union select workers_side_id from collective_contract where id = $2`,
      [[refused.id, over.id], over.contract?.id],
    );
    expect(held).toEqual([{ id: sides.unionId }]);
  });

  test('the contract of one employer is renewed by the union that its workers belong to now; of several, by its own alone', async () => {
    const [sides, heir, now] = [await buildSides(subgraph), await buildSides(subgraph), '2014-08-20T09:00:00+08:00'];
    const wages = await buildRound(subgraph, 'FILED', { kind: 'WAGE_SPECIAL', sides });
    const area = await buildRound(subgraph, 'FILED', { kind: 'AREA', sides });
    await end(sides, null);
    const renew = ({ employers, contract }: Built, kind: string) => {
      const asked = { initiator: 'WORKERS', kind, workersSideId: heir.unionId, employerIds: [employers[0]?.id], topic: '续订' };
      return subgraph.code(
        call('noticeBargaining', 'round { renews { id } }', { ...asked, renewsContractId: contract?.id }, heir.officer, now),
      );
    };
    expect(await renew(wages, 'WAGE_SPECIAL')).toBe('NOT_FOUND');
    for (const { employers } of [wages, area]) {
      const data = { districtCode: '110105', aboveScale: false, headcount: 200, unionId: heir.unionId };
      await subgraph.send({
        type: 'organisation.enterprise.placed',
        subject: employers[0]?.id as string,
        aggregateversion: 5,
        data,
      });
    }
    expect(await renew(wages, 'WAGE_SPECIAL')).toBeNull();
    expect(await renew(area, 'AREA')).toBe('NOT_FOUND');
  });
});
