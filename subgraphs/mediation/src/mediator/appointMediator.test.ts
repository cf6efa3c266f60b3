import type { Viewer } from '@union-graph/identity';
import { nameHash, newId } from '@union-graph/subgraph';
import { key, knownMember, listed, staff, type TestSubgraph, testSubgraph, withoutDeadlock } from '@union-graph/testing';
import { buildOrg, placeFirms } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('who is appointed as a mediator', () => {
  let subgraph: TestSubgraph;
  const city = staff(newId(), 'CITY_DEPT');
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const APPOINT =
    'mutation ($input: AppointMediatorInput!) { appointMediator(input: $input) { mediator { id nameZh termTo org { id } } } }';
  const appoint = async (orgId: string, over: object = {}, viewer: Viewer = city) => {
    const input = {
      idempotencyKey: key(),
      orgId,
      staffMemberId: await listed(subgraph.sql, 'STAFF', { nameHash: nameHash('孙丽') }),
      nameZh: '孙丽',
      kind: 'UNION_CADRE',
      termFrom: '2013-11-01',
      termTo: '2014-10-31',
      ...over,
    };
    const answer = await subgraph.ask(viewer, APPOINT, { input });
    return answer.errors?.[0]?.extensions ?? answer.data.appointMediator.mediator;
  };

  test('P12: a term is at least a year', async () => {
    const orgId = await buildOrg(subgraph);
    expect(await appoint(orgId, { nameZh: '孙3' })).toEqual({ code: 'BAD_USER_INPUT', field: 'nameZh' });
    expect(await appoint(orgId)).toMatchObject({ nameZh: '孙丽' });
    expect(await appoint(orgId, { termTo: '2014-10-30' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      rule: 'P12',
      field: 'termTo',
    });
    // Sixty months, counted from the day of the appointment where the term begins later.
    for (const [termFrom, termTo] of [
      ['2013-11-01', '2032-10-31'],
      ['2013-11-01', '2018-10-19'],
      ['2030-01-01', '2031-12-31'],
      ['2009-01-01', '2014-01-01'],
    ])
      expect(await appoint(orgId, { termFrom, termTo })).toMatchObject({ code: 'VALIDATION_FAILED', field: 'termTo' });
    expect(await appoint(orgId, { termTo: '2018-10-18' })).toMatchObject({ termTo: '2018-10-18' });
    expect(await appoint(orgId, { kind: 'LAWYER' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'lawyerId' });
    expect(await appoint(orgId, {}, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await appoint(newId())).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is somebody who works on the staff of that district or the city now, under their own name', async () => {
    const orgId = await buildOrg(subgraph);
    const staffOf = (scopePath: string, more: object = {}) => listed(subgraph.sql, 'STAFF', { scopePath, ...more });
    const by = async (staffMemberId: string, more: object = {}) => (await appoint(orgId, { staffMemberId, ...more })).code;
    expect(await by(newId())).toBe('NOT_FOUND');
    expect(await by(await listed(subgraph.sql, 'SERVICE_POINT'))).toBe('NOT_FOUND');
    const later = { staffMemberId: await staffOf('/city/', { beginsOn: '2013-11-02', nameHash: nameHash('孙丽') }) };
    expect(await appoint(orgId, later)).toEqual({ code: 'VALIDATION_FAILED', field: 'termFrom' });
    const elsewhere = { staffMemberId: await staffOf('/city/110101/u/') };
    expect(await appoint(orgId, elsewhere, staff(newId(), 'CITY_DEPT'))).toMatchObject({ code: 'VALIDATION_FAILED' });
    // Who does not read the staff of another district, or of the city, does not learn that there is such a person, nor their name.
    const ofCity = { staffMemberId: await staffOf('/city/', { nameHash: nameHash('孙丽') }) };
    for (const hidden of [elsewhere, ofCity, { ...ofCity, nameZh: '陈晓梅' }, { staffMemberId: newId() }])
      expect(await appoint(orgId, hidden, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'))).toEqual({
        code: 'NOT_FOUND',
        field: 'staffMemberId',
      });
    expect(await appoint(orgId, ofCity)).toMatchObject({ nameZh: '孙丽' });
    expect(await by(await staffOf('/city/110105/u/', { hasEnded: true }))).toBe('VALIDATION_FAILED');
    expect(await by(await staffOf('/city/110105/u/', { nameHash: nameHash('陈晓梅') }))).toBe('VALIDATION_FAILED');
    const named = await staffOf('/city/110105/u/', { nameHash: nameHash('孙丽') });
    expect(await appoint(orgId, { staffMemberId: named, nameZh: ' 孙\u3000丽 ' })).toMatchObject({ nameZh: '孙丽' });
  });

  test('one person is appointed once for a time, and their relations are kept', async () => {
    const orgId = await buildOrg(subgraph);
    const [staffMemberId, firm] = [await listed(subgraph.sql, 'STAFF'), newId()];
    const unknown = { staffMemberId, relations: [{ kind: 'ACTED_FOR', enterpriseId: firm }] };
    expect(await appoint(orgId, unknown)).toMatchObject({ code: 'NOT_FOUND', field: 'enterpriseId' });
    await placeFirms(subgraph, firm);
    const stranger = { staffMemberId, relations: [{ kind: 'RELATIVE', memberId: newId() }] };
    expect(await appoint(orgId, stranger)).toMatchObject({ code: 'NOT_FOUND', field: 'memberId' });
    await appoint(orgId, {
      staffMemberId,
      relations: [
        { kind: 'RELATIVE', memberId: await knownMember(subgraph.sql) },
        { kind: 'ACTED_FOR', enterpriseId: firm },
      ],
    });
    expect(await appoint(orgId, { staffMemberId, termFrom: '2014-10-31', termTo: '2015-10-30' })).toMatchObject({
      code: 'DUPLICATE',
    });
    expect(await subgraph.sql('select count(*)::int as count from party_relation where person_id = $1', [staffMemberId])).toEqual(
      [{ count: 2 }],
    );
    for (const relations of [[{ kind: 'RELATIVE' }], Array(101).fill({ kind: 'RELATIVE', memberId: newId() })])
      expect(await appoint(orgId, { relations })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'relations' });
  });

  test('of twenty appointments of one person at once one is written, and none waits for another in a circle', async () => {
    const [orgId, staffMemberId] = [await buildOrg(subgraph), await listed(subgraph.sql, 'STAFF')];
    const codes = await withoutDeadlock(
      subgraph,
      'mediator',
      `(id, org_id, person_id, name_zh, kind, term_from, term_to, case_cap)
       values ('${newId()}', '${orgId}', '${staffMemberId}', '孙丽', 'UNION_CADRE', '2013-11-01', '2014-10-31', 20)`,
      Array.from({ length: 20 }, () => async () => (await appoint(orgId, { staffMemberId })).code ?? 'done'),
    );
    expect(codes.sort()).toEqual([...Array<string>(19).fill('DUPLICATE'), 'done']);
  });
});
