import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { CITY, delegateOf } from '../../test/competitions.ts';
import { domesticPlace, jobReady, TEACHER } from '../../test/domestic.ts';
import { buildVacancy } from '../../test/jobs.ts';
import { training } from '../subgraph.ts';

describe('job-ready certificates of domestic workers (S-59)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const CERTIFICATE = 'certificate { id version status badgeNo examScore signatures { body agency { code } } }';
  const examine = (enrolmentId: unknown, more: object = {}, viewer: Viewer = TEACHER) =>
    call('recordDomesticExam', CERTIFICATE, { enrolmentId, score: 80, examinedAt: '2013-10-18', ...more }, viewer);
  const sign = (certificateId: string, expectedVersion: number, body: string, viewer: Viewer) =>
    call('signJobReadyCertificate', CERTIFICATE, { certificateId, expectedVersion, body }, viewer);
  const badge = async (badgeNo: string) =>
    (await subgraph.ask(ANONYMOUS, `{ jobReadyBadge(badgeNo: "${badgeNo}") { isValid } }`)).data.jobReadyBadge;

  test('passed, signed by three bodies and three persons, issued with a badge, revoked', async () => {
    const { id: enrolmentId } = await domesticPlace(subgraph);
    const { certificate } = (await examine(enrolmentId)).data.recordDomesticExam;
    expect(certificate).toMatchObject({ status: 'EXAM_PASSED', badgeNo: null, examScore: 80, signatures: [] });
    expect(await code(examine(enrolmentId))).toBe('DUPLICATE');
    const [commerce, finance] = [await delegateOf(subgraph.sql, 'COMMERCE'), await delegateOf(subgraph.sql, 'FINANCE')];
    expect(await code(sign(certificate.id, 1, 'FINANCE', commerce))).toBe('FORBIDDEN');
    expect(await code(sign(certificate.id, 1, 'COMMERCE', staff(newId(), 'LINKED_PARTY')))).toBe('FORBIDDEN');
    expect(await code(sign(certificate.id, 1, 'FEDERATION', commerce))).toBe('FORBIDDEN');
    expect((await sign(certificate.id, 1, 'COMMERCE', commerce)).data.signJobReadyCertificate.certificate).toMatchObject({
      status: 'SIGNING',
      badgeNo: null,
      signatures: [{ body: 'COMMERCE', agency: { code: 'COMMERCE' } }],
    });
    expect(await code(sign(certificate.id, 2, 'COMMERCE', await delegateOf(subgraph.sql, 'COMMERCE')))).toBe('DUPLICATE');
    await sign(certificate.id, 2, 'FEDERATION', CITY);
    // One person who acts for two bodies signs once.
    const both = { ...CITY, grants: [...CITY.grants, ...finance.grants] };
    await subgraph.sql(`insert into agency_delegate (id, person_id, agency_code) values (gen_random_uuid(), $1, 'FINANCE')`, [
      CITY.personId,
    ]);
    expect(await code(sign(certificate.id, 3, 'FINANCE', both))).toBe('SEPARATION_OF_DUTIES');
    const issued = (await sign(certificate.id, 3, 'FINANCE', finance)).data.signJobReadyCertificate.certificate;
    expect(issued).toMatchObject({ status: 'ISSUED', badgeNo: expect.stringMatching(/^JZ2013\d{6}$/), version: 4 });
    expect(issued.signatures.map(({ body }: { body: string }) => body).sort()).toEqual(['COMMERCE', 'FEDERATION', 'FINANCE']);
    expect(await badge(issued.badgeNo.toLowerCase())).toEqual({ isValid: true });
    expect(await badge('JZ2013999999')).toBeNull();
    const revoke = (version: number, viewer: Viewer = CITY) =>
      call(
        'revokeJobReadyCertificate',
        CERTIFICATE,
        { certificateId: certificate.id, expectedVersion: version, reason: '冒名顶替' },
        viewer,
      );
    expect(await code(revoke(4, commerce))).toBe('FORBIDDEN');
    expect((await revoke(4)).data.revokeJobReadyCertificate.certificate.status).toBe('REVOKED');
    expect(await code(revoke(5))).toBe('INVALID_TRANSITION');
    expect(await badge(issued.badgeNo)).toEqual({ isValid: false });
    expect(await code(sign(certificate.id, 5, 'COMMERCE', commerce))).toBe('INVALID_TRANSITION');
    expect(await code(examine(enrolmentId))).toBeNull();
  });

  test('neither who holds it nor who examined signs', async () => {
    const { id, member_id, examined_by } = await jobReady(subgraph, 0);
    for (const personId of [member_id, examined_by])
      expect(await code(sign(id, 1, 'FEDERATION', staff(personId, 'CITY_DEPT')))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(sign(id, 1, 'FEDERATION', CITY))).toBeNull();
  });

  test('an examination: the line, the highest score, the day, the course, the place, the examiner', async () => {
    const { id, member_id } = await domesticPlace(subgraph);
    expect(await code(examine(id, { score: 59 }))).toBe('THRESHOLD_NOT_MET');
    expect(await code(examine(id, { score: 101 }))).toBe('BAD_USER_INPUT');
    expect(await code(examine(id, { score: -1 }))).toBe('BAD_USER_INPUT');
    expect(await code(examine(id, { examinedAt: '2013-10-20' }))).toBe('VALIDATION_FAILED');
    expect(await code(examine(id, { examinedAt: '2013-10-11' }))).toBe('VALIDATION_FAILED');
    expect(await code(examine((await domesticPlace(subgraph, {}, { kind: 'SKILL' })).id))).toBe('VALIDATION_FAILED');
    const waiting = { status: 'WAITLISTED' };
    expect(await code(examine((await domesticPlace(subgraph, waiting)).id))).toBe('INVALID_TRANSITION');
    expect(await code(examine(id, {}, staff(newId(), 'TEACHER', FENGTAI)))).toBe('NOT_FOUND');
    expect(await code(examine(id, {}, staff(newId(), 'DISTRICT_ADMIN', CHAOYANG)))).toBe('NOT_FOUND');
    expect(await code(examine(id, {}, staff(member_id, 'TEACHER', CHAOYANG)))).toBe('FORBIDDEN');
    for (const unknown of [newId(), 'nonsense']) expect(await code(examine(unknown))).toBe('NOT_FOUND');
    expect(await code(examine(id, { score: 60, examinedAt: '2013-10-19' }))).toBeNull();
  });

  test('of twenty who sign for one body at once one does; three bodies at once come to three signatures and one badge', async () => {
    const { id } = await jobReady(subgraph, 0);
    const signers = await Promise.all(Array.from({ length: 20 }, () => delegateOf(subgraph.sql, 'COMMERCE')));
    let at = 0;
    await expectOneOfTwenty(() => sign(id, 1, 'COMMERCE', signers[at++] as Viewer), 'VERSION_CONFLICT');
    const all = await jobReady(subgraph, 0);
    const insistent = async (body: string, viewer: Viewer) => {
      for (let version = 1; ; version++) {
        const said = await code(sign(all.id, version, body, viewer));
        if (said !== 'VERSION_CONFLICT') return said;
        if (version > 3) return said;
      }
    };
    const said = await Promise.all([
      insistent('FEDERATION', staff(newId(), 'CITY_DEPT')),
      insistent('COMMERCE', await delegateOf(subgraph.sql, 'COMMERCE')),
      insistent('FINANCE', await delegateOf(subgraph.sql, 'FINANCE')),
    ]);
    const [held] = await subgraph.sql<{ status: string; signed: number }>(
      `select status, (select count(*)::int from job_ready_signature where certificate_id = id) as signed from job_ready_certificate where id = $1`,
      [all.id],
    );
    expect(held?.signed).toBe(said.filter((one) => one === null).length);
    expect(held?.status).toBe(held?.signed === 3 ? 'ISSUED' : 'SIGNING');
  });

  test('the tables themselves keep states away that do not fit the signatures', async () => {
    const { id } = await jobReady(subgraph, 2);
    const issue = `update job_ready_certificate set status = 'ISSUED', badge_no = 'JZ2013777777', issued_on = '2013-10-19' where id = $1`;
    await expect(subgraph.sql(issue, [id])).rejects.toMatchObject({ constraint: 'job_ready_certificate_signatures' });
    const third = `insert into job_ready_signature values ($1, 'FINANCE', gen_random_uuid(), '2013-10-19')`;
    await expect(subgraph.sql(third, [id])).rejects.toMatchObject({ constraint: 'job_ready_certificate_signatures' });
    const early = `update job_ready_certificate set badge_no = 'JZ2013777778', issued_on = '2013-10-19' where id = $1`;
    await expect(subgraph.sql(early, [id])).rejects.toMatchObject({ constraint: 'job_ready_certificate_issued' });
  });

  test('void until the third: work in households takes all three signatures', async () => {
    const vacancyId = await buildVacancy(subgraph.sql, { needs_job_ready: true });
    const station = staff(newId(), 'STATION_STAFF', UNION);
    const refer = async (memberId: string) => {
      await subgraph.sql('insert into member_place values ($1, $2, 1)', [memberId, UNION]);
      return call('referToJob', 'referral { status jobReadyCertificateId }', { vacancyId, memberId }, station);
    };
    expect(await code(refer(newId()))).toBe('NOT_ELIGIBLE');
    const two = await jobReady(subgraph, 2);
    expect(await code(refer(two.member_id))).toBe('INVALID_TRANSITION');
    const three = await jobReady(subgraph, 3);
    expect((await refer(three.member_id)).data.referToJob.referral).toEqual({
      status: 'REFERRED',
      jobReadyCertificateId: three.id,
    });
    const revoked = { status: 'REVOKED', revoked_on: '2013-10-16', revoked_by: newId(), revoked_reason: '冒名' };
    expect(await code(refer((await jobReady(subgraph, 3, revoked)).member_id))).toBe('NOT_ELIGIBLE');
  });

  test('nobody is hired for work in households with one that was revoked since; a new one holds again', async () => {
    const vacancyId = await buildVacancy(subgraph.sql, { needs_job_ready: true });
    const station = staff(newId(), 'STATION_STAFF', UNION);
    const { id, member_id: memberId } = await jobReady(subgraph, 3);
    await subgraph.sql('insert into member_place values ($1, $2, 1)', [memberId, UNION]);
    const { referral } = (await call('referToJob', 'referral { id }', { vacancyId, memberId }, station)).data.referToJob;
    const close = (outcome: string) =>
      call(
        'recordReferralOutcome',
        'referral { status jobReadyCertificateId }',
        { id: referral.id, expectedVersion: 1, outcome, note: '已上岗' },
        station,
      );
    await subgraph.sql(
      `update job_ready_certificate set status = 'REVOKED', revoked_on = '2013-10-18', revoked_by = gen_random_uuid(), revoked_reason = '冒名' where id = $1`,
      [id],
    );
    expect((await close('HIRED')).errors?.[0]?.extensions).toMatchObject({
      code: 'NOT_ELIGIBLE',
      rule: 'S-59',
      field: 'outcome',
    });
    const renewed = await jobReady(subgraph, 3, { member_id: memberId });
    expect((await close('HIRED')).data.recordReferralOutcome.referral).toEqual({
      status: 'HIRED',
      jobReadyCertificateId: renewed.id,
    });
  });

  test('who sees one: oneself, the part of the tree, the institution, who signs', async () => {
    const own = await jobReady(subgraph, 1);
    const sees = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, '{ jobReadyCertificates(first: 100) { nodes { id } } }')).data.jobReadyCertificates.nodes.some(
        ({ id }: { id: string }) => id === own.id,
      );
    const readers = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'];
    for (const role of ROLES)
      for (const path of ['/city/', FENGTAI, CHAOYANG]) {
        const teaches = (role === 'TEACHER' || role === 'INSTITUTION') && path !== FENGTAI;
        expect([role, path, await sees(staff(newId(), role, path))]).toEqual([
          role,
          path,
          teaches || (readers.includes(role) && path !== CHAOYANG),
        ]);
      }
    expect(await sees(member(own.member_id, UNION))).toBe(true);
    expect(await sees(member(newId(), UNION))).toBe(false);
    expect(await sees(await delegateOf(subgraph.sql, 'FINANCE'))).toBe(true);
    expect(await sees(await delegateOf(subgraph.sql, 'HRSS'))).toBe(false);
  });
});
