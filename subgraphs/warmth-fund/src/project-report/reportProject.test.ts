import { newId } from '@union-graph/subgraph';
import { member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { caseworker } from '../../test/books.ts';
import {
  AFTER_CALL,
  act,
  allocate,
  done,
  insertProject,
  partner,
  report,
  signed,
  socialDept,
  statusOf,
} from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';

const COUNT = `query ($id: ID!, $period: PeriodInput) { serviceProject(id: $id) { beneficiaries(period: $period) {
  direct indirect suppressed byDistrict { district { code } count suppressed } byGroup { group count suppressed } } } }`;

const people = (from: number, count: number, districtCode = '110105', group = '社区一') =>
  Array.from({ length: count }, (_, at) => ({ pseudonym: `p-${from + at}`, districtCode, group }));

describe('reporting on a project', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  const project = (overrides: object = {}) => insertProject(subgraph, { districts: ['110105', '110106'], ...overrides });
  const send = (ngoId: string, projectId: string, overrides: object = {}) =>
    act(subgraph, partner(ngoId), 'reportProject', { projectId, ...report(overrides) });
  const count = async (id: string, viewer = socialDept, period: object | null = null) =>
    (await subgraph.ask(viewer, COUNT, { id, period })).data.serviceProject.beneficiaries;

  test('2.5.7: the count so far never falls; by one it is refused, as many are taken', async () => {
    const { id, ngoId } = await project();
    expect((await send(ngoId, id, { directCumulative: 640 })).data.reportProject.report).toMatchObject({ directCumulative: 640 });
    expect((await send(ngoId, id, { directCumulative: 639 })).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      rule: 'FND-INV-10',
      field: 'directCumulative',
    });
    expect(await subgraph.code(send(ngoId, id, { directCumulative: 640 }))).toBeNull();
  });

  test('FND-INV-10: who is named was served: the count so far is no less than the people named in all reports, each once', async () => {
    const { id, ngoId } = await project();
    const refused = { code: 'VALIDATION_FAILED', rule: 'FND-INV-10', field: 'directCumulative' };
    const reach = async (directCumulative: number, beneficiaries: object[], more: object = {}) =>
      (await send(ngoId, id, { directCumulative, beneficiaries, ...more })).errors?.[0]?.extensions;
    expect(await reach(11, people(0, 12))).toEqual(refused);
    expect(await reach(12, people(0, 12))).toBeUndefined();
    // Ten of the fifteen were named before.
    expect(await reach(16, people(2, 15))).toEqual(refused);
    expect(await reach(17, people(2, 15))).toBeUndefined();
    expect(await reach(17, people(0, 17))).toBeUndefined();
    expect(await reach(40, people(0, 17))).toBeUndefined();
    // A refused report counts nobody.
    expect((await count(id)).direct).toBe(17);
  });

  test('FND-INV-10: two reports at once that name other people do not both pass with the count of one', async () => {
    const { id, ngoId } = await project();
    const codes = await Promise.all(
      [0, 100].map(async (from) => subgraph.code(send(ngoId, id, { directCumulative: 20, beneficiaries: people(from, 20) }))),
    );
    expect(codes.sort()).toEqual(['VALIDATION_FAILED', null].sort());
  });

  test.each([
    ['a negative count', { directCumulative: -1 }, 'BAD_USER_INPUT'],
    ['negative others', { indirect: -1 }, 'BAD_USER_INPUT'],
    ['days to come', { period: { from: '2013-10-01', to: '2013-12-31' } }, 'VALIDATION_FAILED'],
    ['a day that is not over', { period: { from: '2013-10-01', to: AFTER_CALL.slice(0, 10) } }, 'VALIDATION_FAILED'],
    ['days before the project began', { period: { from: '2012-12-31', to: '2013-09-30' } }, 'VALIDATION_FAILED'],
    ['days long before', { period: { from: '1950-01-01', to: '1950-12-31' } }, 'VALIDATION_FAILED'],
    ['an identity number for a group', { beneficiaries: people(0, 1, '110105', '110105198001011234') }, 'VALIDATION_FAILED'],
    ['an identity number in the text', { text: '王某（110105 19800101 1234）参加了活动' }, 'VALIDATION_FAILED'],
    ['a mobile number in the text', { text: '联系电话１３８-1234-5678' }, 'VALIDATION_FAILED'],
    ['days that end before they begin', { period: { from: '2013-09-30', to: '2013-07-01' } }, 'BAD_USER_INPUT'],
    ['no text', { text: ' ' }, 'BAD_USER_INPUT'],
    ['a district that is not the project’s', { beneficiaries: people(0, 1, '110108') }, 'VALIDATION_FAILED'],
    [
      'an identity number',
      { beneficiaries: [{ pseudonym: '11010519000101001X', districtCode: '110105', group: 'x' }] },
      'VALIDATION_FAILED',
    ],
    [
      'a telephone number',
      { beneficiaries: [{ pseudonym: '000-1234-5678', districtCode: '110105', group: 'x' }] },
      'VALIDATION_FAILED',
    ],
    ['no group', { beneficiaries: people(0, 1, '110105', '') }, 'BAD_USER_INPUT'],
    ['too many at once', { beneficiaries: people(0, 5_001) }, 'BAD_USER_INPUT'],
    ['a final report before half time', { kind: 'FINAL' }, 'INVALID_TRANSITION'],
  ])('refuses %s', async (_, overrides, code) => {
    const { id, ngoId } = await project();
    expect(await subgraph.code(send(ngoId, id, overrides))).toBe(code);
    expect(await subgraph.sql('select from project_report where project_id = $1', [id])).toEqual([]);
  });

  test('by its own people too; those who look after it do not report, strangers know of none', async () => {
    await allocate(subgraph, '50000').catch(() => undefined);
    const { id: projectId, staffId } = await signed(subgraph);
    const input = { projectId, ...report() };
    expect(await subgraph.code(act(subgraph, caseworker, 'reportProject', input))).toBe('FORBIDDEN');
    expect(await subgraph.code(act(subgraph, member(newId()), 'reportProject', input))).toBe('NOT_FOUND');
    expect(await subgraph.code(act(subgraph, member(staffId), 'reportProject', input))).toBeNull();
    expect(await statusOf(subgraph, projectId)).toBe('IN_PROGRESS');
    const mine = await subgraph.ask(member(staffId), '{ myProjects { status reports { kind text } } }');
    expect(mine.data.myProjects).toEqual([{ status: 'IN_PROGRESS', reports: [{ kind: 'PROGRESS', text: '进展顺利' }] }]);
  });

  test('FND-INV-10: a person is counted once, however often and in however many reports named', async () => {
    const { id, ngoId } = await project();
    const first = { period: { from: '2013-04-01', to: '2013-06-30' }, beneficiaries: [...people(0, 30), ...people(0, 30)] };
    expect(await subgraph.code(send(ngoId, id, first))).toBeNull();
    expect(await subgraph.code(send(ngoId, id, { beneficiaries: people(10, 40) }))).toBeNull();
    // Nobody was in the project's other district, which is withheld like any small count.
    expect(await count(id)).toMatchObject({ direct: 50, suppressed: true });
    expect(await count(id, socialDept, { from: '2013-04-01', to: '2013-06-30' })).toMatchObject({ direct: 30 });
    expect(await count(id, socialDept, { from: '2013-01-01', to: '2013-09-29' })).toMatchObject({ direct: 30 });
    expect(await count(id, socialDept, { from: '2013-09-01', to: '2013-09-30' })).toEqual({
      direct: null,
      indirect: null,
      suppressed: true,
      byDistrict: [],
      byGroup: [],
    });
    const [kept] = await subgraph.sql<{ row: string }>(
      'select string_agg(b::text, $2) as row from project_beneficiary b where project_id = $1',
      [id, ' '],
    );
    // Whole columns are compared: a hash may have the letters of a pseudonym in it.
    expect(kept?.row).not.toMatch(/[(,]p-\d+[,)]/);
  });

  test('twenty reports at once with the same and other people: rows and counts agree', async () => {
    const { id, ngoId } = await project();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => subgraph.code(send(ngoId, id, { beneficiaries: people(at * 5, 20) }))),
    );
    expect(answers.filter((code) => code !== null)).toEqual([]);
    expect(await count(id)).toMatchObject({ direct: 115 });
    const [rows] = await subgraph.sql<{ n: number }>('select count(*)::int as n from project_beneficiary where project_id = $1', [
      id,
    ]);
    expect(rows?.n).toBe(115);
  });

  test('4.4: small cells are withheld with a neighbour, and partners get tens', async () => {
    const { id, ngoId } = await project();
    const beneficiaries = [
      ...people(0, 7, '110105', '社区一'),
      ...people(100, 12, '110106', '社区二'),
      ...people(200, 46, '110106', '社区三'),
    ];
    await send(ngoId, id, { beneficiaries, indirect: 125 });
    const exact = await count(id);
    expect(exact).toMatchObject({ direct: 65, indirect: 125, suppressed: true });
    const groups = (answer: typeof exact) =>
      Object.fromEntries(answer.byGroup.map((cell: { group: string; count: number | null }) => [cell.group, cell.count]));
    expect(groups(exact)).toEqual({ 社区一: null, 社区二: null, 社区三: 46 });
    expect(exact.byDistrict).toEqual([
      { district: { code: '110105' }, count: null, suppressed: true },
      { district: { code: '110106' }, count: null, suppressed: true },
    ]);
    const told = await count(id, partner(ngoId));
    expect(told).toMatchObject({ direct: 60, indirect: 120, suppressed: true });
    expect(groups(told)).toEqual({ 社区一: null, 社区二: null, 社区三: 40 });
  });

  test('a replayed report is taken in once', async () => {
    const { id, ngoId } = await project();
    const input = { idempotencyKey: newId(), projectId: id, ...report({ beneficiaries: people(0, 10) }) };
    const first = await done(subgraph, partner(ngoId), 'reportProject', input);
    expect(await done(subgraph, partner(ngoId), 'reportProject', input)).toEqual(first);
    expect(await count(id)).toMatchObject({ direct: 10 });
  });
});
