import { identityCheckDigit } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCity,
  buildEnterprise,
  buildFederation,
  buildJointUnion,
  buildMember,
  buildWorker,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const APPLY = `mutation ($input: ApplyForMembershipInput!) { applyForMembership(input: $input) {
  application { id status version onBehalf evidenceRef submittedAt decidedAt reason union { id } member { id nameZh identityMasked phoneMasked membershipStatus } } } }`;

let count = 0;
/** A fresh made-up identity number: impossible year, right check digit. */
const identityNumber = () => {
  const digits = `11010519000101${String(++count).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
};

describe('applyForMembership', () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    union = await buildJointUnion(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const apply = (viewer: Viewer, input: object, idempotencyKey = key()) =>
    subgraph.ask(viewer, APPLY, { input: { idempotencyKey, unionId: union.id, ...input } });
  const code = (viewer: Viewer, input: object) => subgraph.code(apply(viewer, input));
  const officer = () => staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
  const person = (overrides: object = {}) => ({
    nameZh: '刘\u3000春花',
    identityNumber: identityNumber(),
    phone: '000-8765-4321',
    employmentKind: 'CASUAL',
    districtCode: '110105',
    ...overrides,
  });

  test('S-26: a fruit-stall keeper without employer applies for herself; the union sees her record from then on', async () => {
    const { id } = await buildWorker(subgraph.sql);
    const once = key();
    const first = await apply(member(id, null), { memberId: id }, once);
    expect(first.data.applyForMembership.application).toMatchObject({
      status: 'SUBMITTED',
      version: 1,
      onBehalf: false,
      evidenceRef: null,
      decidedAt: null,
      union: { id: union.id },
      member: { id, membershipStatus: 'NONE' },
    });
    expect(await apply(member(id, null), { memberId: id }, once)).toEqual(first);
    const read = '{ membershipApplications { nodes { member { nameZh } } } }';
    expect((await subgraph.ask(officer(), read)).data.membershipApplications.nodes).toContainEqual({
      member: { nameZh: '王秀兰' },
    });
    const elsewhere = await subgraph.ask(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), read);
    expect(elsewhere.data.membershipApplications.nodes).toEqual([]);
  });

  test('the same key with another body is refused', async () => {
    const { id } = await buildWorker(subgraph.sql);
    const once = key();
    await apply(member(id, null), { memberId: id }, once);
    expect(await subgraph.code(apply(member(id, null), { memberId: id, evidenceRef: 'x' }, once))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('an officer registers a worker; of the numbers only masks and a keyed hash are kept anywhere', async () => {
    const worker = person();
    const answer = await apply(officer(), { person: worker, evidenceRef: 'paper-7' });
    expect(answer.data.applyForMembership.application).toMatchObject({
      onBehalf: true,
      evidenceRef: 'paper-7',
      member: {
        nameZh: '刘春花',
        identityMasked: `110***********${worker.identityNumber.slice(-4)}`,
        phoneMasked: '000****4321',
      },
    });
    const tables = await subgraph.sql<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const [found] = await subgraph.sql<{ rows: number }>(
        `select count(*)::int as rows from ${name} t where t::text like $1 or t::text like '%87654321%' or t::text like '%8765-4321%'`,
        [`%${worker.identityNumber}%`],
      );
      expect([name, found?.rows]).toEqual([name, 0]);
    }
    expect(subgraph.statements().join()).not.toContain(worker.identityNumber);
    const [kept] = await subgraph.sql<{ identity_hash: string }>('select identity_hash from member where id = $1', [
      answer.data.applyForMembership.application.member.id,
    ]);
    expect(kept?.identity_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the same person is known again by the number, also written otherwise', async () => {
    const worker = person();
    const first = await apply(officer(), { person: worker, evidenceRef: 'paper-7' });
    const { id, version } = first.data.applyForMembership.application;
    const sender = officer();
    expect(await code(sender, { person: worker, evidenceRef: 'paper-7' })).toBe('DUPLICATE');
    await subgraph.sql(`update membership_application set status = 'WITHDRAWN', version = $2 where id = $1`, [id, version + 1]);
    const second = await apply(sender, {
      person: { ...worker, identityNumber: worker.identityNumber.toLowerCase() },
      evidenceRef: 'paper-8',
    });
    expect(second.data.applyForMembership.application.member.id).toBe(first.data.applyForMembership.application.member.id);
  });

  test('what the number tells of year and gender is kept, also in a record that did not say it; a made-up number tells no year', async () => {
    const facts = async (identity: string, worker: object = {}) => {
      const answer = await apply(officer(), { person: person({ identityNumber: identity, ...worker }), evidenceRef: 'paper-7' });
      const { id } = answer.data.applyForMembership.application.member;
      const columns = 'gender, birth_year, identity_birth_year';
      return { id, kept: (await subgraph.sql(`select ${columns} from member where id = $1`, [id]))[0] };
    };
    const digits = '11010519800307001';
    const number = digits + identityCheckDigit(digits);
    const told = { gender: 'MALE', birth_year: 1980, identity_birth_year: 1980 };
    const { id, kept } = await facts(number);
    expect(kept).toEqual(told);
    await subgraph.sql(`delete from membership_application where member_id = $1`, [id]);
    await subgraph.sql('update member set gender = null, birth_year = null, identity_birth_year = null where id = $1', [id]);
    expect(await facts(number)).toEqual({ id, kept: told });
    expect((await facts(identityNumber())).kept).toMatchObject({ birth_year: null, identity_birth_year: null });
  });

  test('a number with another name than its record’s gives nobody that record; the name in traditional characters does', async () => {
    const worker = person({ nameZh: '钱东华' });
    await apply(officer(), { person: worker, evidenceRef: 'paper-7' });
    const { data, errors } = await apply(officer(), { person: { ...worker, nameZh: '钱某' }, evidenceRef: 'paper-8' });
    expect([data.applyForMembership, errors?.[0]?.extensions]).toMatchObject([
      null,
      { code: 'VALIDATION_FAILED', rule: 'ORG-INV-2', field: 'person.nameZh' },
    ]);
    expect(JSON.stringify(errors)).not.toContain('钱东华');
    expect(await code(officer(), { person: { ...worker, nameZh: '錢東華' }, evidenceRef: 'paper-9' })).toBe('DUPLICATE');
  });

  test('a person without a record makes their own, under the id they sign in with, once', async () => {
    const me = newId();
    const answer = await apply(member(me, null), { person: person() });
    expect(answer.data.applyForMembership.application).toMatchObject({ onBehalf: false, member: { id: me } });
    expect(await code(member(me, null), { person: person() })).toBe('DUPLICATE');
  });

  test('nobody but staff can find out by an identity number whether somebody has a record', async () => {
    const worker = person();
    await apply(officer(), { person: worker, evidenceRef: 'paper-7' });
    expect(await code(member(newId(), null), { person: worker })).toBe('FORBIDDEN');
  });

  test.each([
    ['a wrong check digit', { identityNumber: '110105190001010011' }],
    ['a short number', { identityNumber: '11010519000101' }],
    ['an unknown district', { districtCode: '110199' }],
    ['an unknown employer', { employerId: newId() }],
    ['a malformed telephone number', { phone: 'abc' }],
    ['a name that is none', { nameZh: '???' }],
    ['a contract with nobody', { contractTermMonths: 12 }],
    ['a migrant worker with an urban registration', { isMigrantWorker: true, hukouType: 'LOCAL_URBAN' }],
  ])('BAD_USER_INPUT: %s', async (_, fault) => {
    expect(await code(officer(), { person: person(fault), evidenceRef: 'paper-7' })).toBe('BAD_USER_INPUT');
  });

  test.each(['SELF_EMPLOYED', 'UNEMPLOYED', 'RETIRED'])('S-26: who is %s has no employer', async (employmentKind) => {
    const { id: employerId } = await buildEnterprise(subgraph.sql);
    const apply = (fault: object) => code(officer(), { person: person(fault), evidenceRef: 'paper-7' });
    expect(await apply({ employmentKind, employerId })).toBe('BAD_USER_INPUT');
    expect(await apply({ employmentKind })).toBeNull();
  });

  test('BAD_USER_INPUT: both a record and a description, or neither', async () => {
    const { id } = await buildWorker(subgraph.sql);
    expect(await code(member(id, null), { memberId: id, person: person() })).toBe('BAD_USER_INPUT');
    expect(await code(member(id, null), {})).toBe('BAD_USER_INPUT');
  });

  test('2.1.3: on another’s behalf it needs evidence, and a union of one’s own', async () => {
    const { id } = await buildWorker(subgraph.sql, { scope_path: union.scope_path });
    expect(await code(officer(), { memberId: id })).toBe('CONSENT_REQUIRED');
    expect(await code(officer(), { memberId: id, evidenceRef: '  ' })).toBe('CONSENT_REQUIRED');
    expect(await code(staff(newId(), 'FUND_CASEWORKER', '/city/110105/'), { memberId: id, evidenceRef: 'paper-7' })).toBe(
      'FORBIDDEN',
    );
    expect(await code(staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'), { memberId: id, evidenceRef: 'paper-7' })).toBe(
      'NOT_FOUND',
    );
    expect(await code(officer(), { memberId: id, evidenceRef: 'paper-7' })).toBeNull();
  });

  test.each(['ACTIVE', 'TRANSFERRING', 'RETAINED'])(
    'ORG-INV-2: MEMBERSHIP_EXISTS while the membership is %s',
    async (membership_status) => {
      const { id } = await buildMember(subgraph.sql, { membership_status });
      expect(await code(member(id), { memberId: id })).toBe('MEMBERSHIP_EXISTS');
    },
  );

  test('who left may apply again, who died not', async () => {
    for (const [membership_status, expected] of [
      ['LEFT', null],
      ['EXPELLED', null],
      ['DECEASED', 'VALIDATION_FAILED'],
    ]) {
      const { id } = await buildWorker(subgraph.sql, { membership_status });
      expect([membership_status, await code(member(id, null), { memberId: id })]).toEqual([membership_status, expected]);
    }
  });

  test('S-25: only an active union of workers takes members', async () => {
    const { id } = await buildWorker(subgraph.sql);
    const suspended = await buildJointUnion(subgraph.sql, { status: 'SUSPENDED' });
    for (const other of [await buildCity(subgraph.sql), await buildFederation(subgraph.sql), suspended]) {
      expect(await code(member(id, null), { memberId: id, unionId: other.id })).toBe('VALIDATION_FAILED');
    }
    expect(await code(member(id, null), { memberId: id, unionId: newId() })).toBe('NOT_FOUND');
  });

  test('of 20 parallel applications of one worker one is open', async () => {
    const { id } = await buildWorker(subgraph.sql);
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(member(id, null), { memberId: id })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
  });
});
