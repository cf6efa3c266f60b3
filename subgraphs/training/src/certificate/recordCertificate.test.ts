import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI, freshCertNo, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const RECORD = `mutation ($input: RecordCertificateInput!) { recordCertificate(input: $input) {
  certificate { id version kind level certNo issuedBy issuedAt source status issuerRef occupation { nameZh } member { id } } } }`;

describe('recordCertificate', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  const input = (memberId: string, given: object = {}) => ({
    idempotencyKey: key(),
    memberId,
    kind: 'VOCATIONAL_QUALIFICATION',
    level: 2,
    occupationCode: '6-05-02-01',
    certNo: freshCertNo(),
    issuedBy: '北京市人力资源和社会保障局',
    issuedAt: '2013-10-12',
    ...given,
  });
  const record = (viewer: Parameters<TestSubgraph['ask']>[0], given: object) => subgraph.ask(viewer, RECORD, { input: given });

  test('the holder records it; a replay gives the same answer, another body is refused', async () => {
    const id = newId();
    const given = input(id, { certNo: ' bj-1301 0020 13' });
    const first = await record(member(id, UNION), given);
    expect(first.data.recordCertificate.certificate).toEqual({
      id: expect.any(String),
      version: 1,
      kind: 'VOCATIONAL_QUALIFICATION',
      level: 2,
      certNo: 'BJ1301002013',
      issuedBy: '北京市人力资源和社会保障局',
      issuedAt: '2013-10-12',
      source: 'ASSESSMENT',
      status: 'RECORDED',
      issuerRef: null,
      occupation: { nameZh: '装配钳工' },
      member: { id },
    });
    expect(await record(member(id, UNION), given)).toEqual(first);
    expect(await subgraph.code(record(member(id, UNION), { ...given, level: 1 }))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await subgraph.sql('select scope_path, district_code from certificate where member_id = $1', [id])).toEqual([
      { scope_path: UNION, district_code: '110106' },
    ]);
  });

  test('of 50 parallel records of one number by its holder one succeeds', async () => {
    const id = newId();
    const certNo = freshCertNo();
    const codes = await Promise.all(Array.from({ length: 50 }, () => subgraph.code(record(member(id), input(id, { certNo })))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(49);
  });

  test('a number is taken by nobody who only recorded it, and by whom its issuer names', async () => {
    const certNo = freshCertNo();
    const codeOf = () => {
      const id = newId();
      return subgraph.code(record(member(id), input(id, { certNo })));
    };
    expect([await codeOf(), await codeOf()]).toEqual([null, null]);
    const { id } = await builders(subgraph).certificate({ cert_no: certNo, status: 'VERIFIED' });
    expect(await codeOf()).toBeNull();
    await subgraph.sql(`update certificate set status = 'VALID' where id = $1`, [id]);
    expect(await codeOf()).toBe('DUPLICATE');
    await subgraph.sql(
      `update certificate set status = 'REVOKED', revoked_from = 'VALID', revoked_reason = 'x', revoked_by = id, revoked_at = recorded_at where id = $1`,
      [id],
    );
    expect(await codeOf()).toBe('DUPLICATE');
  });

  test.each([
    ['BAD_USER_INPUT', { certNo: '12345' }],
    ['BAD_USER_INPUT', { certNo: '证书一二三四五六' }],
    ['BAD_USER_INPUT', { level: 0 }],
    ['BAD_USER_INPUT', { level: 6 }],
    ['BAD_USER_INPUT', { issuedBy: ' 市 ' }],
    ['BAD_USER_INPUT', { issuedAt: '2013-02-30' }],
    ['VALIDATION_FAILED', { level: null }],
    ['VALIDATION_FAILED', { kind: 'POST_PERMIT', level: 2 }],
    ['VALIDATION_FAILED', { issuedAt: '2013-10-20' }],
    ['VALIDATION_FAILED', { occupationCode: '9-99-99-99' }],
    ['BAD_USER_INPUT', { issuedAt: '1953-10-18' }],
    [null, { issuedAt: '2013-10-19' }],
    [null, { kind: 'SPECIAL_ABILITY', level: null }],
  ])('%s for %j', async (code, given) => {
    const id = newId();
    expect(await subgraph.code(record(member(id), input(id, given)))).toBe(code);
  });

  test('an officer records for a member of their own part of the tree, and does not learn of others', async () => {
    const id = newId();
    await subgraph.sql('insert into member_place values ($1, $2, 1)', [id, UNION]);
    expect(await subgraph.code(record(staff(newId(), 'DISTRICT_ADMIN', CHAOYANG), input(id)))).toBe('NOT_FOUND');
    expect(await subgraph.code(record(staff(newId(), 'AUDITOR'), input(id)))).toBe('NOT_FOUND');
    expect(await subgraph.code(record(member(newId()), input(id)))).toBe('NOT_FOUND');
    expect(await subgraph.code(record(staff(newId(), 'DISTRICT_ADMIN', FENGTAI), input(newId())))).toBe('NOT_FOUND');
    expect(await subgraph.code(record(staff(newId(), 'DISTRICT_ADMIN', FENGTAI), input(id)))).toBeNull();
    expect(await subgraph.sql('select scope_path from certificate where member_id = $1', [id])).toEqual([{ scope_path: UNION }]);
  });
});
