import type { Viewer } from '@union-graph/identity';
import { addDays, nameHash, newId } from '@union-graph/subgraph';
import { caller, listed, staff, type TestSubgraph, testSubgraph, withoutDeadlock } from '@union-graph/testing';
import { buildEmployer, buildRound, buildSides } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const TERM = { districtCode: '110105', appointedAt: '2013-10-01', termTo: '2016-09-30' };

describe('instructors of a district (S-54)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const chaoyang = (more: object = {}) => listed(subgraph.sql, 'STAFF', { scopePath: '/city/110105/', ...more });
  const appoint = async (more: object = {}, viewer: Viewer = admin) =>
    caller(subgraph)(
      'appointWageInstructor',
      'instructor { id nameZh district { code } appointedAt termTo }',
      { staffMemberId: await chaoyang({ nameHash: nameHash('吴刚') }), nameZh: '吴刚', ...TERM, ...more },
      viewer,
      '2013-10-19T10:00:00+08:00',
    );
  const refusal = async (answer: ReturnType<typeof appoint>) => (await answer).errors?.[0]?.extensions;

  test('one is appointed and guides a round of the district; in a round of another one they are refused', async () => {
    const { instructor } = (await appoint()).data.appointWageInstructor;
    expect(instructor).toMatchObject({ nameZh: '吴刚', district: { code: '110105' }, termTo: '2016-09-30' });
    const assign = async (district: string) => {
      const sides = await buildSides(subgraph, district);
      const employers = [await buildEmployer(subgraph, { districtCode: district, unionId: sides.unionId })];
      const round = await buildRound(subgraph, 'NOTICED', { sides, employers });
      const answer = await caller(subgraph)(
        'assignInstructor',
        'round { instructor { id } }',
        { roundId: round.id, expectedVersion: round.version, instructorId: instructor.id },
        sides.admin,
      );
      return answer.errors?.[0]?.extensions ?? answer.data.assignInstructor.round;
    };
    expect(await assign('110105')).toEqual({ instructor: { id: instructor.id } });
    expect(await assign('110101')).toEqual({ code: 'VALIDATION_FAILED', rule: 'S-54', field: 'instructorId' });
  });

  test('a round of the industrial line has no district of its own: one of a district of its employers guides it', async () => {
    const { instructor } = (await appoint()).data.appointWageInstructor;
    const assign = async (districtCode: string) => {
      const sides = await buildSides(subgraph, districtCode);
      const employers = [await buildEmployer(subgraph, { districtCode, unionId: sides.unionId })];
      const round = await buildRound(subgraph, 'NOTICED', { sides, employers });
      const path = `/city/0141cc4b-7800-7000-8000-000000000001/${sides.unionId}/`;
      await subgraph.sql('update bargaining_round set scope_path = $2, district_code = null where id = $1', [round.id, path]);
      const input = { roundId: round.id, expectedVersion: round.version, instructorId: instructor.id };
      const answer = await caller(subgraph)(
        'assignInstructor',
        'round { instructor { id } }',
        input,
        staff(newId(), 'CITY_DEPT'),
      );
      return answer.errors?.[0]?.extensions ?? answer.data.assignInstructor.round;
    };
    expect(await assign('110105')).toEqual({ instructor: { id: instructor.id } });
    expect(await assign('110113')).toEqual({ code: 'VALIDATION_FAILED', rule: 'S-54', field: 'instructorId' });
  });

  test.each([
    ['that ends as it begins', { termTo: '2013-10-01' }, { code: 'BAD_USER_INPUT', field: 'termTo' }],
    ['that is over', { appointedAt: '2012-01-01', termTo: '2013-10-18' }, { code: 'BAD_USER_INPUT', field: 'termTo' }],
    ['of more than five years', { termTo: '2018-10-01' }, { code: 'VALIDATION_FAILED', rule: 'S-54', field: 'termTo' }],
    ['of no name', { nameZh: '吴1' }, { code: 'BAD_USER_INPUT', field: 'nameZh' }],
    ['of nobody', { staffMemberId: 'x' }, { code: 'BAD_USER_INPUT', field: 'staffMemberId' }],
    ['of somebody unknown', { staffMemberId: newId() }, { code: 'NOT_FOUND', field: 'staffMemberId' }],
    ['under another name', { nameZh: '吴强' }, { code: 'VALIDATION_FAILED', field: 'nameZh' }],
    ['of another district', { districtCode: '110101' }, { code: 'FORBIDDEN' }],
  ])('a term %s is refused', async (_, more, expected) => {
    expect(await refusal(appoint(more))).toMatchObject(expected);
  });

  test('nobody is an instructor before their first day on the staff', async () => {
    const begins = async (beginsOn: string) =>
      refusal(appoint({ staffMemberId: await chaoyang({ nameHash: nameHash('吴刚'), beginsOn }) }));
    expect(await begins(addDays(TERM.appointedAt, 1))).toEqual({ code: 'VALIDATION_FAILED', field: 'appointedAt' });
    expect(await begins(TERM.appointedAt)).toBeUndefined();
  });

  test('nobody learns the name of staff whom they may not read: those of the city and of other districts are not known to a district', async () => {
    const named = { nameHash: nameHash('吴刚') };
    for (const scopePath of ['/city/', '/city/110101/']) {
      const staffMemberId = await listed(subgraph.sql, 'STAFF', { ...named, scopePath });
      for (const nameZh of ['吴刚', '吴强'])
        expect(await refusal(appoint({ staffMemberId, nameZh }))).toEqual({ code: 'NOT_FOUND', field: 'staffMemberId' });
    }
    const city = staff(newId(), 'CITY_DEPT');
    const ofCity = await listed(subgraph.sql, 'STAFF', named);
    expect((await appoint({ staffMemberId: ofCity }, city)).errors).toBeUndefined();
    const far = await listed(subgraph.sql, 'STAFF', { ...named, scopePath: '/city/110101/' });
    expect(await refusal(appoint({ staffMemberId: far }, city))).toEqual({ code: 'VALIDATION_FAILED', field: 'staffMemberId' });
  });

  test('a person serves in one district at a time, also of twenty appointed at once', async () => {
    const staffMemberId = await listed(subgraph.sql, 'STAFF');
    const city = staff(newId(), 'CITY_DEPT');
    const codes = await withoutDeadlock(
      subgraph,
      'wage_instructor',
      `(id, person_id, name_zh, district_code, appointed_on, term_to)
       values ('${newId()}', '${staffMemberId}', '吴指导员', '110105', '2014-01-01', '2015-12-31')`,
      Array.from({ length: 20 }, () => async () => (await refusal(appoint({ staffMemberId }, city)))?.code ?? 'done'),
    );
    expect(codes.sort()).toEqual([...Array<string>(19).fill('DUPLICATE'), 'done']);
    const elsewhere = { staffMemberId, districtCode: '110101', appointedAt: '2016-09-30', termTo: '2018-09-29' };
    expect(await refusal(appoint(elsewhere, city))).toEqual({ code: 'DUPLICATE', rule: 'S-54', field: 'appointedAt' });
    expect((await appoint({ ...elsewhere, appointedAt: '2016-10-01' }, city)).errors).toBeUndefined();
  });
});
