import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const APPLY = `mutation ($input: ApplyForSubsidyInput!) { applyForSubsidy(input: $input) { application {
  id version status amountFen submittedAt decidedBy { id } paidAt certificate { certNo } member { id } employer { id } district { code } } } }`;

describe('applyForSubsidy', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    build = builders(subgraph);
    await listed(subgraph.sql, 'ENTERPRISE', { entryId: EMPLOYER });
  });
  afterAll(() => subgraph.stop());

  const EMPLOYER = newId();
  const input = (certNo: unknown, given: object = {}) => ({
    idempotencyKey: key(),
    certNo,
    employerId: EMPLOYER,
    employedFrom: '2010-03-01',
    ...given,
  });
  const apply = (viewer: Viewer, given: object) => subgraph.ask(viewer, APPLY, { input: given });
  const employ = (memberId: unknown) =>
    subgraph.sql('insert into employment values ($1, $2, 1) on conflict do nothing', [memberId, EMPLOYER]);
  const held = async (given: Record<string, unknown> = {}) => {
    const certificate = await build.certificate(given);
    await employ(certificate.member_id);
    return {
      certNo: certificate.cert_no,
      holder: member(certificate.member_id as string, UNION),
      memberId: certificate.member_id,
    };
  };

  test('the holder applies, also while the certificate is only recorded; a replay gives the same answer', async () => {
    const { certNo, holder, memberId } = await held();
    const given = input(certNo);
    const first = await apply(holder, given);
    expect(first.data.applyForSubsidy.application).toEqual({
      id: expect.any(String),
      version: 1,
      status: 'SUBMITTED',
      amountFen: '100000',
      submittedAt: '2013-10-19T02:00:00.000Z',
      decidedBy: null,
      paidAt: null,
      certificate: { certNo },
      member: { id: memberId },
      employer: { id: EMPLOYER },
      district: { code: '110106' },
    });
    expect(await apply(holder, given)).toEqual(first);
    expect(await subgraph.code(apply(holder, { ...given, employedFrom: '2011-01-01' }))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test.each([
    [2, '2013-10-01', '100000'],
    [1, '2013-10-01', '200000'],
    [1, '2013-10-19', '200000'],
  ])('level %s issued on %s is worth %s fen (SKL-INV-3)', async (level, issued_at, amountFen) => {
    const { certNo, holder } = await held({ level, issued_at });
    expect((await apply(holder, input(certNo))).data.applyForSubsidy.application.amountFen).toBe(amountFen);
  });

  test.each([
    ['NOT_ELIGIBLE', { issued_at: '2013-09-30' }, {}],
    ['NOT_ELIGIBLE', { level: 3 }, {}],
    ['NOT_ELIGIBLE', { level: 5 }, {}],
    ['NOT_ELIGIBLE', { kind: 'POST_PERMIT', level: null }, {}],
    ['NOT_ELIGIBLE', {}, { employedFrom: '2013-10-13' }],
    ['BAD_USER_INPUT', {}, { employedFrom: '1953-10-18' }],
    ['NOT_ELIGIBLE', {}, { employedTo: '2013-10-11' }],
    ['VALIDATION_FAILED', { status: 'REVOKED' }, {}],
    ['VALIDATION_FAILED', {}, { districtCode: '110105' }],
    ['BAD_USER_INPUT', {}, { employerId: 'nobody' }],
    ['NOT_FOUND', {}, { employerId: newId() }],
    ['BAD_USER_INPUT', {}, { employedTo: '2010-02-28' }],
    ['BAD_USER_INPUT', {}, { districtCode: '990105' }],
    [null, {}, { employedFrom: '2013-10-12', employedTo: '2013-10-12' }],
    [null, {}, { districtCode: '110106' }],
  ])('%s for a certificate with %j and the input %j (SKL-INV-3)', async (code, ofCertificate, given) => {
    const { certNo, holder } = await held(ofCertificate);
    const answer = await apply(holder, input(certNo, given));
    expect(answer.errors?.[0]?.extensions.code ?? null).toBe(code);
    if (code === 'NOT_ELIGIBLE') expect(answer.errors?.[0]?.extensions.rule).toBe('SKL-INV-3');
  });

  test('the employer is the one of the record, as organisation last told, while the employment lasts', async () => {
    const { certNo, holder, memberId } = await held();
    const other = await listed(subgraph.sql, 'ENTERPRISE');
    const tell = (aggregateversion: number, data: object) =>
      subgraph.send({
        type: 'organisation.member.listed',
        subject: memberId as string,
        aggregateversion,
        data: { unionId: null, scopePath: UNION, nameHash: '0'.repeat(64), ...data },
      });
    const heard = async (given: object) => {
      const { errors } = await apply(holder, input(certNo, { employerId: other, ...given }));
      return errors ? [errors[0]?.extensions.code, errors[0]?.extensions.field] : null;
    };
    const refused = ['VALIDATION_FAILED', 'employerId'];
    expect(await heard({})).toEqual(refused);
    expect(await heard({ employedTo: '2013-10-19' })).toEqual(refused);
    // An older version and one that says nothing of the employer change nothing.
    await tell(0, { employerId: other });
    await tell(5, {});
    expect(await heard({})).toEqual(refused);
    await tell(6, { employerId: null });
    expect(await heard({ employerId: EMPLOYER })).toEqual(refused);
    await tell(7, { employerId: other });
    expect(await heard({ employerId: EMPLOYER })).toEqual(refused);
    expect(await heard({})).toBeNull();
  });

  test('of an employment that has ended the record tells nothing', async () => {
    const { certNo, holder } = await held();
    const given = { employerId: await listed(subgraph.sql, 'ENTERPRISE'), employedTo: '2013-10-18' };
    expect(await subgraph.code(apply(holder, input(certNo, given)))).toBeNull();
  });

  test('SKL-INV-3: of 50 parallel applications for one number one succeeds', async () => {
    const { certNo, holder } = await held();
    const codes = await Promise.all(Array.from({ length: 50 }, () => subgraph.code(apply(holder, input(certNo)))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(49);
  });

  test('one person is paid for level 2 and later for level 1 (SKL-INV-3)', async () => {
    const { certNo, holder, memberId } = await held();
    const senior = await held({ member_id: memberId, level: 1, issued_at: '2013-10-15' });
    expect(await subgraph.code(apply(holder, input(certNo)))).toBeNull();
    expect(await subgraph.code(apply(holder, input(senior.certNo)))).toBeNull();
  });

  test('SKL-INV-3: a second certificate of a level carries none, also of parallel applications, until the first is rejected', async () => {
    const first = await held();
    const others = await Promise.all(Array.from({ length: 9 }, () => held({ member_id: first.memberId })));
    const codes = await Promise.all([first, ...others].map(({ certNo }) => subgraph.code(apply(first.holder, input(certNo)))));
    expect(codes.sort()).toEqual([...Array(9).fill('DUPLICATE'), null].sort());
    await subgraph.sql(
      `update subsidy_application set status = 'REJECTED', rejected_by = $2, rejected_at = submitted_at, rejected_reason = 'no' where member_id = $1`,
      [first.memberId, newId()],
    );
    const third = await held({ member_id: first.memberId });
    expect(await subgraph.code(apply(first.holder, input(third.certNo)))).toBeNull();
  });

  test('after a rejection the member may apply again', async () => {
    const before = await build.application({ status: 'REJECTED' });
    await employ(before.member_id);
    expect(await subgraph.code(apply(member(before.member_id as string, UNION), input(before.cert_no)))).toBeNull();
    const open = await build.application();
    await employ(open.member_id);
    expect(await subgraph.code(apply(member(open.member_id as string, UNION), input(open.cert_no)))).toBe('DUPLICATE');
  });

  test('somebody else’s number is unknown; only members apply', async () => {
    const { certNo, memberId } = await held();
    expect(await subgraph.code(apply(member(newId(), UNION), input(certNo)))).toBe('NOT_FOUND');
    expect(await subgraph.code(apply(member(newId(), UNION), input('BJ-UNKNOWN-1')))).toBe('NOT_FOUND');
    expect(await subgraph.code(apply(staff(memberId as string, 'CITY_DEPT', UNION), input(certNo)))).toBe('FORBIDDEN');
  });

  test('who is in no district’s union names the district that verifies', async () => {
    const { certNo, memberId } = await held();
    const industrial = member(memberId as string, '/city/0141cc4b-7800-7000-8000-000000000009/');
    expect(await subgraph.code(apply(industrial, input(certNo)))).toBe('VALIDATION_FAILED');
    const answer = await apply(industrial, input(certNo, { districtCode: '110107' }));
    expect(answer.data.applyForSubsidy.application.district).toEqual({ code: '110107' });
    const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110107/');
    const [seen] = (await subgraph.ask(admin, '{ subsidyApplications { nodes { certificate { certNo } } } }')).data
      .subsidyApplications.nodes;
    expect(seen).toEqual({ certificate: { certNo } });
  });

  test('J-07: the certificate and the application in one document', async () => {
    const id = newId();
    await employ(id);
    const document = `mutation ($c: RecordCertificateInput!, $s: ApplyForSubsidyInput!) {
      recordCertificate(input: $c) { certificate { id level status } }  applyForSubsidy(input: $s) { application { id amountFen status } } }`;
    const c = {
      idempotencyKey: key(),
      memberId: id,
      kind: 'VOCATIONAL_QUALIFICATION',
      level: 2,
      occupationCode: '6-05-02-01',
      certNo: '1301-0020-1320-0001',
      issuedBy: 'HRSS',
      issuedAt: '2013-10-12',
    };
    const answer = await subgraph.ask(member(id, UNION), document, { c, s: input('1301 0020 1320 0001') });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      recordCertificate: { certificate: { level: 2, status: 'RECORDED' } },
      applyForSubsidy: { application: { amountFen: '100000', status: 'SUBMITTED' } },
    });
  });
});
