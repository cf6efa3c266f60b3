import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CHAOYANG, FENGTAI } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
const CITY = staff(newId(), 'CITY_DEPT');
const FIELDS = 'record { id hours voidedAt voidedReason }';
const READ = `query ($id: ID!) { _entities(representations: [{ __typename: "StaffMember", id: $id }]) { ... on StaffMember {
  trainingCompliance(year: 2013) { cityHours districtHours compliant records { id hours voidedReason } } } } }`;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(training);
});
afterAll(() => subgraph.stop());

const officer = () => listed(subgraph.sql, 'STAFF', { scopePath: `${CHAOYANG}u/` });
const record = (staffId: string, given: object = {}, viewer: Viewer = DISTRICT) =>
  subgraph.ask(viewer, `mutation ($input: RecordStaffTrainingInput!) { recordStaffTraining(input: $input) { ${FIELDS} } }`, {
    input: {
      idempotencyKey: key(),
      staffId,
      districtCode: '110105',
      provider: 'DISTRICT',
      hours: 24,
      date: '2013-09-14',
      ...given,
    },
  });
const voided = (recordId: unknown, viewer: Viewer = DISTRICT, given: object = {}) =>
  subgraph.ask(viewer, `mutation ($input: VoidStaffTrainingInput!) { voidStaffTraining(input: $input) { ${FIELDS} } }`, {
    input: { idempotencyKey: key(), recordId, reason: '录错人员', ...given },
  });
const recorded = async (staffId: string, given: object = {}, viewer?: Viewer): Promise<string> =>
  (await record(staffId, given, viewer)).data.recordStaffTraining.record.id;
const yearOf = async (id: string) => (await subgraph.ask(CITY, READ, { id })).data._entities[0].trainingCompliance;

describe('a wrong record of an officer’s hours (S-31, SKL-INV-9)', () => {
  test('is declared void: its hours count no more, the record stays, and the right one fits into the day', async () => {
    const staffId = await officer();
    const id = await recorded(staffId);
    expect((await voided(id)).data.voidStaffTraining.record).toEqual({
      id,
      hours: 24,
      voidedAt: expect.any(String),
      voidedReason: '录错人员',
    });
    const right = await recorded(staffId, { hours: 8 });
    expect(await yearOf(staffId)).toEqual({
      cityHours: 0,
      districtHours: 8,
      compliant: false,
      records: expect.arrayContaining([
        { id, hours: 24, voidedReason: '录错人员' },
        { id: right, hours: 8, voidedReason: null },
      ]),
    });
    expect(await subgraph.code(voided(id))).toBe('INVALID_TRANSITION');
  });

  test('hours of the city’s training are the city’s to record and to take back', async () => {
    const staffId = await officer();
    const given = { provider: 'CITY', hours: 8 };
    expect(await subgraph.code(record(staffId, given))).toBe('FORBIDDEN');
    const id = await recorded(staffId, given, CITY);
    expect(await subgraph.code(voided(id))).toBe('FORBIDDEN');
    expect(await subgraph.code(voided(id, CITY))).toBeNull();
    expect(await yearOf(staffId)).toMatchObject({ cityHours: 0, districtHours: 0 });
  });

  test('another district does not learn of it; nobody takes back their own; a reason is told', async () => {
    const staffId = await officer();
    const id = await recorded(staffId);
    expect(await subgraph.code(voided(id, staff(newId(), 'DISTRICT_ADMIN', FENGTAI)))).toBe('NOT_FOUND');
    expect(await subgraph.code(voided(id, staff(staffId, 'DISTRICT_ADMIN', CHAOYANG)))).toBe('FORBIDDEN');
    expect(await subgraph.code(voided(id, member(newId())))).toBe('NOT_FOUND');
    expect(await subgraph.code(voided(id, DISTRICT, { reason: ' ' }))).toBe('BAD_USER_INPUT');
    for (const unknown of [newId(), 'x']) expect(await subgraph.code(voided(unknown))).toBe('NOT_FOUND');
  });

  test('of twenty at once one takes the hours back', async () => {
    const staffId = await officer();
    const [id] = [await recorded(staffId, { hours: 8 }), await recorded(staffId, { hours: 4 })];
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(voided(id))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'INVALID_TRANSITION')).toHaveLength(19);
    expect(await yearOf(staffId)).toMatchObject({ districtHours: 4 });
  });

  test('the database holds that the sums are those of the records that stand, and that neither changes', async () => {
    const staffId = await officer();
    const id = await recorded(staffId);
    const tampered = [
      `update staff_training_year set district_hours = 40 where staff_id = '${staffId}'`,
      `insert into staff_training_void values ('${id}', 'x', '${id}', now())`,
      `insert into staff_training_record (id, staff_id, provider, hours, date, recorded_by, recorded_at)
        values ('${newId()}', '${staffId}', 'DISTRICT', 8, '2013-09-15', '${id}', now())`,
    ];
    for (const change of tampered) await expect(subgraph.sql(change)).rejects.toThrow(/hours/);
  });
});
