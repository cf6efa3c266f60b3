import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI } from '../../test/builders.ts';
import { training } from '../subgraph.ts';
import { isCompliant } from './rules.ts';

const RECORD =
  'mutation ($input: RecordStaffTrainingInput!) { recordStaffTraining(input: $input) { record { id hours date provider staff { id } course { nameZh } } } }';
const READ = `query ($id: ID!, $year: Int!) { _entities(representations: [{ __typename: "StaffMember", id: $id }]) { ... on StaffMember {
  trainingCompliance(year: $year) { year cityHours districtHours cityRequired districtRequired compliant } } } }`;
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
const CITY = staff(newId(), 'CITY_DEPT');

test.each([
  [16, 40, true],
  [15, 40, false],
  [16, 39, false],
  [56, 0, false],
  [0, 56, false],
  [100, 39, false],
  [17, 41, true],
])('%s city and %s district hours are enough: %s (S-31, SKL-INV-9)', (city, district, is) =>
  expect(isCompliant(city, district, { city: 16, district: 40 })).toBe(is),
);

describe('recordStaffTraining', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  const employed = () => listed(subgraph.sql, 'STAFF', { scopePath: `${CHAOYANG}u/` });
  const input = (staffId: string, given: object = {}) => ({
    idempotencyKey: key(),
    staffId,
    districtCode: '110105',
    provider: 'DISTRICT',
    hours: 8,
    date: '2013-09-14',
    ...given,
  });
  const record = (given: object, viewer: Viewer = DISTRICT) => subgraph.ask(viewer, RECORD, { input: given });
  const compliance = async (id: string, viewer: Viewer = CITY, year = 2013) =>
    (await subgraph.ask(viewer, READ, { id, year })).data._entities[0].trainingCompliance;

  test('hours add up by tier and year; a record of another year never counts (SKL-INV-9); a replay adds nothing', async () => {
    const officer = await employed();
    const course = await builders(subgraph).course();
    const given = input(officer, { courseId: course.id });
    const first = await record(given);
    expect(first.data.recordStaffTraining.record).toEqual({
      id: expect.any(String),
      hours: 8,
      date: '2013-09-14',
      provider: 'DISTRICT',
      staff: { id: officer },
      course: { nameZh: '钳工' },
    });
    expect(await record(given)).toEqual(first);
    for (const date of ['2013-09-15', '2013-09-16', '2013-09-17', '2012-12-31']) await record(input(officer, { date }));
    for (const date of ['2013-01-01', '2013-04-01']) await record(input(officer, { date, provider: 'CITY' }), CITY);
    expect(await compliance(officer)).toEqual({
      year: 2013,
      cityHours: 16,
      districtHours: 32,
      cityRequired: 16,
      districtRequired: 40,
      compliant: false,
    });
    await record(input(officer, { date: '2013-10-19' }));
    expect(await compliance(officer)).toMatchObject({ districtHours: 40, compliant: true });
    expect(await compliance(officer, CITY, 2012)).toMatchObject({ cityHours: 0, districtHours: 8, compliant: false });
    expect(await compliance(officer, CITY, 2011)).toBeNull();
  });

  test.each([
    ['BAD_USER_INPUT', { hours: -1 }],
    ['BAD_USER_INPUT', { hours: 25 }],
    ['BAD_USER_INPUT', { date: '2013-13-01' }],
    ['VALIDATION_FAILED', { date: '2013-10-20' }],
    ['NOT_FOUND', { courseId: newId() }],
    ['NOT_FOUND', { courseId: 'x' }],
    ['NOT_FOUND', { staffId: 'x' }],
    ['NOT_FOUND', { staffId: newId() }],
    ['BAD_USER_INPUT', { hours: 0 }],
    ['BAD_USER_INPUT', { date: '1900-01-01' }],
    ['VALIDATION_FAILED', { date: '2007-12-31' }],
    [null, { date: '2008-01-01' }],
    [null, { hours: 1 }],
    [null, { hours: 24 }],
  ])('%s for %j', async (code, given) => {
    expect(await subgraph.code(record(input(await employed(), given)))).toBe(code);
  });

  test('of 30 parallel records of 8 hours of different courses on one day 3 fit into it', async () => {
    const officer = await employed();
    const courses = await Promise.all(Array.from({ length: 30 }, () => builders(subgraph).course()));
    const codes = await Promise.all(courses.map(({ id }) => subgraph.code(record(input(officer, { courseId: id })))));
    expect(codes.filter((code) => code === null)).toHaveLength(3);
    expect(codes.filter((code) => code === 'BAD_USER_INPUT')).toHaveLength(27);
    expect(await compliance(officer)).toMatchObject({ districtHours: 24 });
  });

  test('one training that is written down twice counts once, also at the same time', async () => {
    const officer = await employed();
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(record(input(officer)))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(19);
    expect(await compliance(officer)).toMatchObject({ districtHours: 8 });
    // Other hours, another day and another course are another training.
    for (const given of [{ hours: 4 }, { date: '2013-09-15' }, { courseId: (await builders(subgraph).course()).id }])
      expect(await subgraph.code(record(input(officer, given)))).toBeNull();
  });

  test('is of somebody who works on the staff now, in that district', async () => {
    const codeOf = (staffId: string) => subgraph.code(record(input(staffId)));
    expect(await codeOf(await listed(subgraph.sql, 'STAFF', { scopePath: FENGTAI }))).toBe('NOT_FOUND');
    expect(await codeOf(await listed(subgraph.sql, 'ENTERPRISE', { scopePath: CHAOYANG }))).toBe('NOT_FOUND');
    expect(await codeOf(await listed(subgraph.sql, 'STAFF', { scopePath: CHAOYANG, hasEnded: true }))).toBe('VALIDATION_FAILED');
    // A district does not read the staff of the city.
    const ofCity = await listed(subgraph.sql, 'STAFF');
    expect(await codeOf(ofCity)).toBe('NOT_FOUND');
    expect(await subgraph.code(record(input(ofCity), staff(newId(), 'CITY_DEPT')))).toBeNull();
  });

  test('nobody was trained before their first day, which the register tells; who was told of without one is not held to it', async () => {
    const subject = newId();
    const tell = (aggregateversion: number, more: object = {}) =>
      subgraph.send({
        type: 'organisation.staff.listed',
        subject,
        aggregateversion,
        data: { role: 'JOINT_UNION_OFFICER', scopePath: `${CHAOYANG}u/`, nameHash: 'a'.repeat(64), hasLeft: false, ...more },
      });
    await tell(1);
    expect(await subgraph.code(record(input(subject, { date: '2013-09-10' })))).toBeNull();
    await tell(2, { hiredOn: '2013-09-14' });
    expect((await record(input(subject, { date: '2013-09-13' }))).errors?.[0]).toMatchObject({
      message: 'Somebody who is named works there from 2013-09-14 on; got 2013-09-13.',
      extensions: { code: 'VALIDATION_FAILED', field: 'date' },
    });
    expect(await subgraph.code(record(input(subject, { date: '2013-09-14' })))).toBeNull();
    // An older organisation does not tell the day again; it stays known.
    await tell(3);
    expect(await subgraph.code(record(input(subject, { date: '2013-09-12' })))).toBe('VALIDATION_FAILED');
  });

  test('the register of staff is told by events, the latest of which holds', async () => {
    const subject = newId();
    const tell = (aggregateversion: number, hasLeft: boolean) =>
      subgraph.send({
        type: 'organisation.staff.listed',
        subject,
        aggregateversion,
        data: { role: 'JOINT_UNION_OFFICER', scopePath: `${CHAOYANG}u/`, nameHash: 'a'.repeat(64), hasLeft },
      });
    const codeOf = () => subgraph.code(record(input(subject, { date: '2013-09-20', hours: 1 })));
    expect(await codeOf()).toBe('NOT_FOUND');
    await tell(1, false);
    expect(await codeOf()).toBeNull();
    await tell(3, true);
    await tell(2, false);
    expect(await codeOf()).toBe('VALIDATION_FAILED');
  });

  test('an officer belongs to the district that has them on its list', async () => {
    const officer = await employed();
    await record(input(officer));
    const other = staff(newId(), 'DISTRICT_ADMIN', FENGTAI);
    expect(await subgraph.code(record(input(officer, { districtCode: '110106' }), other))).toBe('NOT_FOUND');
    expect(await subgraph.code(record(input(officer), other))).toBe('FORBIDDEN');
    expect(await subgraph.code(record(input(officer), member(officer)))).toBe('FORBIDDEN');
    expect(await subgraph.code(record(input(officer), staff(officer, 'DISTRICT_ADMIN', CHAOYANG)))).toBe('FORBIDDEN');
    expect(await compliance(officer, other)).toBeNull();
    expect(await compliance(officer, member(newId()))).toBeNull();
    expect(await compliance(officer, member(officer))).toMatchObject({ districtHours: 8 });
    expect(await compliance(officer, DISTRICT)).toMatchObject({ districtHours: 8 });
  });

  test('a year out of range is refused', async () => {
    for (const year of [1999, 2014])
      expect(await subgraph.code(subgraph.ask(CITY, READ, { id: newId(), year }))).toBe('BAD_USER_INPUT');
  });
});
