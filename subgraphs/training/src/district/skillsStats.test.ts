import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';
import { byQuarters } from './figures.ts';

const READ = `query ($d: DistrictCode!, $p: PeriodInput!) { _entities(representations: [{ __typename: "District", code: $d }]) { ... on District {
  skillsStats(period: $p) { enrolled certificates degreeSponsored staffCompliantBp suppressed } } } }`;
const CITY = staff(newId(), 'CITY_DEPT');
const OCTOBER = { from: '2013-10-01', to: '2013-10-31' };

/** An application after its studies were broken off: a worker may have several of these. */
const WITHDRAWN = {
  union_id: newId(),
  nominated_by: newId(),
  nominated_on: '2011-03-01',
  employer_id: newId(),
  agricultural_hukou: true,
  education: 'HIGH_SCHOOL',
  contract_from: '2010-01-01',
  status: 'WITHDRAWN',
  checked_by: newId(),
  checked_at: '2011-03-02T02:00:00Z',
  rule_code: 'DEGREE-2011',
  exam_score: 150,
  score_line: 140,
  admitted_by: newId(),
  admitted_at: '2011-07-01T02:00:00Z',
  starts_on: '2011-09-03',
  ended_on: '2011-12-01',
  ended_because: '回乡',
  scope_path: UNION,
};

describe('District.skillsStats', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const read = async (d: string, p: object = OCTOBER, viewer: Viewer = CITY) => {
    const answer = await subgraph.ask(viewer, READ, { d, p });
    return answer.errors?.[0]?.extensions.code ?? answer.data._entities[0].skillsStats;
  };

  test('has figures for any year that a day may have', async () => {
    for (const day of ['0001-01-01', '0999-12-31', '9999-12-31'])
      expect([day, await read('110106', { from: day, to: day })]).toEqual([
        day,
        expect.objectContaining({ staffCompliantBp: null }),
      ]);
  });

  test('counts what lies in the district and period, in Beijing’s days', async () => {
    const { id } = await build.session({ capacity: 50 });
    const enrol = (arrival: number, enrolled_at: string, status = 'CONFIRMED', scope_path = UNION) =>
      build.insert('enrolment', {
        id: newId(),
        member_id: newId(),
        session_id: id,
        status,
        arrival,
        enrolled_at,
        scope_path,
        cancelled_because: status === 'CANCELLED' ? 'MEMBER' : null,
      });
    await enrol(1, '2013-09-30T15:59:59Z');
    await enrol(2, '2013-09-30T16:00:00Z');
    await enrol(3, '2013-10-31T15:59:59Z', 'PASSED');
    await enrol(4, '2013-10-31T16:00:00Z');
    await enrol(5, '2013-10-10T00:00:00Z', 'WAITLISTED');
    await enrol(6, '2013-10-10T00:00:00Z', 'CANCELLED');
    await enrol(7, '2013-10-10T00:00:00Z', 'CONFIRMED', '/city/110101/');
    for (const issued_at of ['2013-09-30', '2013-10-01', '2013-10-31', '2013-11-01']) await build.certificate({ issued_at });
    await build.certificate({ status: 'REVOKED' });
    const { id: programme_id } = await build.programme();
    let exam_year = 2011;
    const sponsor = async (member_id: string, approved_at: string | null) => {
      const application = await build.insert('degree_application', {
        ...WITHDRAWN,
        id: newId(),
        member_id,
        programme_id,
        exam_year: exam_year++,
        exam_no: newId(),
        student_no: newId(),
      });
      return build.insert('sponsorship', {
        id: newId(),
        application_id: application.id,
        member_id,
        total_fen: 600000,
        share_bp: 10000,
        status: approved_at ? 'ACTIVE' : 'PROPOSED',
        approved_at,
        scope_path: UNION,
      });
    };
    const twice = newId();
    await sponsor(twice, '2013-10-01');
    await sponsor(twice, '2013-10-31');
    await sponsor(newId(), '2013-09-30');
    await sponsor(newId(), null);
    const officer = (city_hours: number, district_hours: number, year = 2013) =>
      build.insert('staff_training_year', { staff_id: newId(), year, scope_path: UNION, city_hours, district_hours });
    await officer(16, 40);
    await officer(16, 39);
    await officer(15, 99);
    await officer(99, 99, 2012);
    expect(await read('110106')).toEqual({
      enrolled: 2,
      certificates: 2,
      degreeSponsored: 1,
      staffCompliantBp: 3333,
      suppressed: false,
    });
    expect(await read('110106', { from: '2012-01-01', to: '2012-12-31' })).toEqual({
      enrolled: 0,
      certificates: 0,
      degreeSponsored: 0,
      staffCompliantBp: 10000,
      suppressed: false,
    });
    expect(await read('110229')).toMatchObject({ enrolled: 0, certificates: 0, degreeSponsored: 0, staffCompliantBp: null });
  });

  test('several districts and periods cost one statement, each with its own figures', async () => {
    const { data } = await subgraph.ask(
      CITY,
      `{ _entities(representations: [{ __typename: "District", code: "110106" }, { __typename: "District", code: "110101" }]) { ... on District {
      october: skillsStats(period: { from: "2013-10-01", to: "2013-10-31" }) { enrolled } september: skillsStats(period: { from: "2013-09-01", to: "2013-09-30" }) { enrolled } } } }`,
    );
    expect(data._entities).toEqual([
      { october: { enrolled: 2 }, september: { enrolled: 1 } },
      { october: { enrolled: 1 }, september: { enrolled: 0 } },
    ]);
  });

  test('refuses other districts’ administrators, members, and a period that ends before it begins', async () => {
    expect(await read('110106', OCTOBER, staff(newId(), 'DISTRICT_ADMIN', '/city/110106/'))).toMatchObject({ enrolled: 2 });
    expect(await read('110106', OCTOBER, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe('FORBIDDEN');
    expect(await read('110106', OCTOBER, member(newId(), UNION))).toBe('FORBIDDEN');
    expect(await read('110106', { from: '2013-10-02', to: '2013-10-01' })).toBe('BAD_USER_INPUT');
    expect(await read('110106', { from: '2013-10-01', to: '2013-10-01' })).toMatchObject({ enrolled: 1 });
  });

  test('4.2: partners read whole quarters, rounded and without small counts, of their districts', async () => {
    const partner = partnerOf({ kind: 'RESEARCH', districtCodes: ['110106'] });
    const YEAR = { from: '2013-01-01', to: '2013-12-31' };
    expect(await read('110106', OCTOBER, partner)).toBe('VALIDATION_FAILED');
    expect(await read('110105', YEAR, partner)).toBe('NOT_FOUND');
    expect(await read('110106', YEAR, partner)).toEqual({
      enrolled: null,
      certificates: null,
      degreeSponsored: null,
      staffCompliantBp: null,
      suppressed: true,
    });
  });

  test.each(['CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER'] as const)(
    '%s of another district reads none',
    async (role) => {
      const quarters = { from: '2013-01-01', to: '2013-10-31' };
      expect(await read('110106', quarters, staff(newId(), role, '/city/110105/'))).toBe('FORBIDDEN');
    },
  );

  test.each(['SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER'] as const)(
    'C-20: %s reads whole quarters and no small counts',
    async (role) => {
      const viewer = staff(newId(), role);
      expect(await read('110106', OCTOBER, viewer)).toBe('VALIDATION_FAILED');
      expect(await read('110106', { from: '2013-01-01', to: '2013-10-31' }, viewer)).toMatchObject({
        enrolled: null,
        certificates: null,
        suppressed: true,
      });
    },
  );
});

const quarter = { enrolled: 25, certificates: 12, degreeSponsored: 10, officers: 40, compliant: 39 };
test('a year is the sum of what its quarters tell, the share that of rounded counts', () => {
  expect(byQuarters([quarter, { ...quarter, enrolled: 9 }, quarter])).toEqual({
    enrolled: 40,
    certificates: 30,
    degreeSponsored: 30,
    staffCompliantBp: 7500,
    suppressed: true,
  });
  expect(byQuarters([quarter]).suppressed).toBe(false);
  expect(byQuarters([{ ...quarter, compliant: 9 }])).toMatchObject({ staffCompliantBp: null, suppressed: true });
});
