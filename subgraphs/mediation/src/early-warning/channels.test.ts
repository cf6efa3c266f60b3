import { newId } from '@union-graph/subgraph';
import { staff, testSubgraph } from '@union-graph/testing';
import { buildEmployer } from '../../test/bargaining.ts';
import { PATH } from '../../test/build.ts';
import { FILERS } from '../../test/mutations/trial.ts';
import { buildWorld, refusalOf, told, WARNING, type World, warn } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

describe('by which channel a warning is told of, and how many it touches (S-28)', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld(await testSubgraph(mediation));
  });
  afterAll(() => world.subgraph.stop());

  const by = (verb: string, { id, version }: { id: string; version: number }, input: object = {}, now?: string) =>
    warn(world, verb, { warningId: id, expectedVersion: version, ...input }, world.admin, now);
  const refused = (verb: string, { id, version }: { id: string; version: number }, input: object = {}, now?: string) =>
    refusalOf(world, verb, { warningId: id, expectedVersion: version, ...input }, world.admin, now);
  const read = async (id: string, now?: string) =>
    (await world.subgraph.ask(world.admin, `{ earlyWarning(id: "${id}") { ${WARNING} } }`, {}, now)).data.earlyWarning;
  const report = (more: object, viewer = world.station) => warn(world, 'reportEarlyWarning', told(more), viewer);
  const refusedReport = (more: object, viewer = world.station) => refusalOf(world, 'reportEarlyWarning', told(more), viewer);

  test.each([
    ['STATION', ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT']],
    ['HOTLINE', ['HOTLINE_AGENT', 'DISTRICT_ADMIN', 'CITY_DEPT']],
    ['SMS', ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'HOTLINE_AGENT', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'LINKED_PARTY']],
    ['VISIT', ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'LINKED_PARTY']],
    ['GRID', ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'LINKED_PARTY']],
  ])('that it was heard of by %s says who works there', async (source, roles) => {
    const { id: enterpriseId } = await buildEmployer(world.subgraph);
    const may: string[] = [];
    for (const role of FILERS) {
      const [code] = await refusedReport({ enterpriseId, source }, staff(newId(), role, PATH));
      if (code === undefined) may.push(role);
      else expect([role, code]).toEqual([role, 'FORBIDDEN']);
    }
    expect(may.toSorted()).toEqual(roles.toSorted());
  });

  describe('touches no more workers than the employer has, unless somebody says where that is written down', () => {
    const TOO_MANY = ['VALIDATION_FAILED', 'S-28', 'headcountAffected'];
    const evidenceRef = '劳务派遣名册-1';
    const firmOf = async (headcount: number) => (await buildEmployer(world.subgraph, { headcount })).id;

    test('as it is told', async () => {
      const enterpriseId = await firmOf(46);
      expect(await refusedReport({ enterpriseId, headcountAffected: 47 })).toEqual(TOO_MANY);
      for (const bad of ['', '字'.repeat(201)])
        expect(await refusedReport({ enterpriseId, evidenceRef: bad })).toEqual(['BAD_USER_INPUT', undefined, 'evidenceRef']);
      const first = await report({ enterpriseId, headcountAffected: 46 });
      await report({ enterpriseId, headcountAffected: 60, evidenceRef });
      const { data } = await world.subgraph.ask(
        world.admin,
        `{ earlyWarning(id: "${first.id}") { headcountAffected headcountEvidenceRef } }`,
      );
      expect(data.earlyWarning).toEqual({ headcountAffected: 60, headcountEvidenceRef: evidenceRef });
    });

    test('as it turns out to be, of which employer ever', async () => {
      const enterpriseId = await firmOf(40);
      const known = await report({ enterpriseId, headcountAffected: 40 });
      const unknown = await report({ employerZh: '庚工程队' });
      const more = { finding: 'CONFIRMED', headcountAffected: 41 };
      expect(await refused('verifyWarning', known, more)).toEqual(TOO_MANY);
      expect(await refused('verifyWarning', unknown, { ...more, enterpriseId })).toEqual(TOO_MANY);
      expect(await refused('verifyWarning', unknown, { finding: 'CONFIRMED', enterpriseId })).toEqual(TOO_MANY);
      expect((await by('verifyWarning', known, { ...more, evidenceRef })).headcountAffected).toBe(41);
    });

    test('nor by a merge', async () => {
      const into = await report({ enterpriseId: await firmOf(50) });
      const [many, few] = [
        await report({ employerZh: '辛工程队', headcountAffected: 51 }),
        await report({ employerZh: '壬工程队', headcountAffected: 50 }),
      ];
      expect(await refused('mergeWarning', many, { intoId: into.id })).toEqual(TOO_MANY);
      await by('mergeWarning', few, { intoId: into.id });
      expect((await read(into.id)).headcountAffected).toBe(50);
    });
  });
});
