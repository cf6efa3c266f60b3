import type { Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { knownMember, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, insertCycle } from '../../test/aid.ts';
import { insertFile } from '../../test/hardship.ts';
import { warmthFund } from '../subgraph.ts';

describe('who asks whether a worker may have aid', () => {
  let subgraph: TestSubgraph;
  let cycleId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    cycleId = await insertCycle(subgraph, {});
  });
  afterAll(() => subgraph.stop());

  /** Workers of Chaoyang: one with a file of there, one without a file, and an id of nobody. */
  async function people() {
    const [filed, plain] = [await knownMember(subgraph.sql), await knownMember(subgraph.sql)];
    await insertFile(subgraph, { head: filed, path: '/city/110105/', status: 'VERIFYING', from: null });
    return [filed, plain, newId()];
  }
  const eligibility = async (role: Role, path: string, id: string) => {
    const { data, errors } = await subgraph.ask(
      staff(newId(), role, path),
      'query ($id: ID) { aidEligibility(schemeCode: MEDICAL, memberId: $id) { reasons } }',
      { id },
      '2013-10-19T10:00:00+08:00',
    );
    return errors?.[0] ? { ...errors[0].extensions, message: errors[0].message.replace(id, 'ID') } : data.aidEligibility.reasons;
  };
  const application = async (role: Role, path: string, memberId: string) => {
    const input = { cycleId, memberId, requestedFen: '1', reason: '住院', districtCode: '110105' };
    const [error] = (await act(subgraph, staff(newId(), role, path), 'applyForAid', input)).errors ?? [];
    return { code: error?.extensions.code, message: error?.message.replace(memberId, 'ID') };
  };

  test.each([
    ['FUND_APPROVER', '/city/'],
    ['AUDITOR', '/city/'],
    ['STATION_STAFF', '/city/110101/'],
    ['MEDIATOR', '/city/'],
  ] as const)(
    '%s of %s does not read the worker, and is told the same with a file, without one, and of nobody',
    async (role, path) => {
      for (const ask of [eligibility, application]) {
        const told = [];
        for (const id of await people()) told.push(await ask(role, path, id));
        expect(told[0]).toMatchObject({ code: 'NOT_FOUND' });
        expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
      }
    },
  );

  test.each([
    ['STATION_STAFF', '/city/110105/'],
    ['JOINT_UNION_OFFICER', '/city/110105/'],
    ['FUND_CASEWORKER', '/city/'],
  ] as const)('%s of %s reads the worker, and is told what is missing, with a file and without one', async (role, path) => {
    const [filed, plain, nobody] = (await people()) as [string, string, string];
    expect(await eligibility(role, path, filed)).toEqual(['The hardship file of the household is VERIFYING; it must be ACTIVE.']);
    expect(await eligibility(role, path, plain)).toEqual(['The household has no hardship file; it needs one that is ACTIVE.']);
    expect(await eligibility(role, path, nobody)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each(['DISTRICT_ADMIN', 'HOTLINE_AGENT', 'PRIVACY_OFFICER', 'CITY_DEPT'] as const)(
    '%s reads the worker but no applications for aid: FORBIDDEN, not as if there were no such worker',
    async (role) => {
      const [filed, plain] = (await people()) as [string, string];
      for (const id of [filed, plain])
        expect(await eligibility(role, '/city/', id)).toMatchObject({ code: 'FORBIDDEN', missing: [{ kind: 'role' }] });
    },
  );

  test('the file of a household is kept by the station where it lies, also for a worker of another union', async () => {
    const head = await knownMember(subgraph.sql, newId(), null, '/city/110101/');
    await insertFile(subgraph, { head, path: '/city/110105/', status: 'VERIFYING', from: null });
    expect(await eligibility('STATION_STAFF', '/city/110105/', head)).toHaveLength(1);
    expect((await application('STATION_STAFF', '/city/110105/', head)).code).toBe('NOT_ELIGIBLE');
  });
});
