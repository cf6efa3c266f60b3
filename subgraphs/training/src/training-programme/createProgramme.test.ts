import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, expectReplay, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const FIELDS = 'programme { id year sponsors { code } modules { code } targetHeadcount headcount progressBp budgetFen }';

describe('programmes of the quality project (S-56)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  const create = (given: object = {}, viewer = CITY) =>
    caller(subgraph)(
      'createProgramme',
      FIELDS,
      {
        nameZh: `素质建设工程${newId()}`,
        year: 2013,
        sponsorCodes: ['HRSS', 'DRC'],
        modules: ['KEY_GROUPS', 'GENERAL_ABILITY'],
        targetHeadcount: 8,
        budgetFen: '50000000',
        ...given,
      },
      viewer,
    );
  const codeOf = (given: object, viewer = CITY) => subgraph.code(create(given, viewer));

  test('with sponsors, modules, budget and how far it is: workers with a place this year, each once', async () => {
    const build = builders(subgraph);
    const sessions = [
      await build.session({ capacity: 9 }, { module_code: 'KEY_GROUPS' }),
      await build.session({ capacity: 9 }, { module_code: 'GENERAL_ABILITY' }),
      await build.session({ capacity: 9 }, { module_code: 'CREDIT_BANK' }),
      await build.session({ capacity: 9, starts_at: '2012-12-31T15:59:59Z' }, { module_code: 'KEY_GROUPS' }),
    ];
    const [twice, once, waiting] = [newId(), newId(), newId()];
    let arrival = 0;
    const place = (session: { id: unknown }, member_id: string, status = 'CONFIRMED') =>
      build.insert('enrolment', {
        id: newId(),
        member_id,
        session_id: session.id,
        status,
        arrival: ++arrival,
        enrolled_at: '2013-09-01T00:00:00Z',
        scope_path: UNION,
      });
    for (const session of sessions) await place(session, twice);
    await place(sessions[0] as never, once, 'PASSED');
    await place(sessions[0] as never, waiting, 'WAITLISTED');
    await place(sessions[2] as never, newId());
    await place(sessions[3] as never, newId());
    const { data } = await create();
    expect(data.createProgramme.programme).toMatchObject({
      year: 2013,
      sponsors: [{ code: 'HRSS' }, { code: 'DRC' }],
      modules: [{ code: 'GENERAL_ABILITY' }, { code: 'KEY_GROUPS' }],
      targetHeadcount: 8,
      headcount: 2,
      progressBp: 2500,
      budgetFen: '50000000',
    });
    const read = async (viewer: Parameters<TestSubgraph['ask']>[0]) =>
      (await subgraph.ask(viewer, '{ trainingProgrammes(year: 2013) { totalCount nodes { headcount budgetFen } } }')).data
        .trainingProgrammes;
    expect(await read(member(newId(), UNION))).toEqual({ totalCount: 1, nodes: [{ headcount: 2, budgetFen: null }] });
    expect((await read(staff(newId(), 'AUDITOR'))).nodes[0].budgetFen).toBe('50000000');
    expect(
      (await subgraph.ask(CITY, '{ trainingProgrammes(year: 2012) { totalCount } }')).data.trainingProgrammes.totalCount,
    ).toBe(0);
  });

  test.each<[string, object]>([
    ['VALIDATION_FAILED', { year: 2012 }],
    ['VALIDATION_FAILED', { year: 2015 }],
    ['BAD_USER_INPUT', { modules: [] }],
    ['BAD_USER_INPUT', { modules: ['KEY_GROUPS', 'KEY_GROUPS'] }],
    ['BAD_USER_INPUT', { targetHeadcount: 0 }],
    ['BAD_USER_INPUT', { nameZh: '素' }],
    ['NOT_FOUND', { sponsorCodes: ['NOBODY'] }],
  ])('%s for %j', async (code, given) => expect(await codeOf(given)).toBe(code));

  test('the city department’s; one name a year; one of twenty at once', async () => {
    for (const viewer of [staff(newId(), 'INSTITUTION', CHAOYANG), staff(newId(), 'DISTRICT_ADMIN', CHAOYANG), member(newId())])
      expect(await codeOf({}, viewer)).toBe('FORBIDDEN');
    const nameZh = '职工素质建设工程2014年度计划';
    await expectOneOfTwenty(() => create({ nameZh, year: 2014 }), 'DUPLICATE');
    await expectReplay((more) => create({ nameZh: `${nameZh}乙`, ...more }), { targetHeadcount: 9 });
  });
});
