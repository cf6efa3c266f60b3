import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, FENGTAI, freshCertNo, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', FENGTAI);
const INPUTS = {
  verifyCertificate: 'VerifyCertificateInput',
  revokeCertificate: 'RevokeCertificateInput',
  withdrawCertificate: 'WithdrawCertificateInput',
} as const;

let subgraph: TestSubgraph;
let build: ReturnType<typeof builders>;
beforeAll(async () => {
  subgraph = await testSubgraph(training);
  build = builders(subgraph);
});
afterAll(() => subgraph.stop());

const act = (verb: keyof typeof INPUTS, viewer: Viewer, certificateId: unknown, given: object = {}) =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${INPUTS[verb]}!) { ${verb}(input: $input) { certificate { id version status withdrawnReason } } }`,
    { input: { idempotencyKey: key(), certificateId, expectedVersion: 1, ...given } },
  );
const verify = (id: unknown, given: object = {}) =>
  act('verifyCertificate', CITY, id, { finding: 'NUMBER_FOUND', issuerRef: 'R-1', ...given });
const revoke = (id: unknown, given: object = {}) =>
  act('revokeCertificate', CITY, id, { reason: '发证机关：持证人另有其人', ...given });
const withdraw = (id: unknown, viewer: Viewer, given: object = {}) =>
  act('withdrawCertificate', viewer, id, { reason: '号码录错', ...given });
/** Two members who have recorded the same number. */
const claims = async () => {
  const cert_no = freshCertNo();
  const made = [await build.certificate({ cert_no }), await build.certificate({ cert_no })] as const;
  return { certNo: cert_no, holder: made[0], other: made[1] };
};

describe('two records of one number (2.3.2)', () => {
  test('while both stand the issuer is asked who holds it; the other record gives the number free', async () => {
    const { certNo, holder, other } = await claims();
    expect(await subgraph.code(verify(holder.id))).toBe('VALIDATION_FAILED');
    const listedBy = (viewer: Viewer) =>
      subgraph.ask(viewer, 'query ($no: String) { certificates(certNo: $no) { totalCount } }', {
        no: ` ${certNo.toLowerCase()}`,
      });
    expect((await listedBy(CITY)).data.certificates.totalCount).toBe(2);
    expect((await listedBy(member(holder.member_id, UNION))).data.certificates.totalCount).toBe(1);
    expect(await subgraph.code(revoke(other.id))).toBeNull();
    expect(await subgraph.code(verify(holder.id))).toBeNull();
    expect(await subgraph.code(verify(holder.id, { finding: 'HOLDER_CONFIRMED', expectedVersion: 2 }))).toBeNull();
  });

  test('who was verified by the number alone gives way to its holder', async () => {
    const cert_no = freshCertNo();
    const stranger = await build.certificate({ cert_no, status: 'VERIFIED' });
    const { id } = await build.certificate({ cert_no });
    expect(await subgraph.code(verify(id))).toBe('DUPLICATE');
    expect(await subgraph.code(revoke(stranger.id))).toBeNull();
    expect(await subgraph.code(verify(id))).toBeNull();
  });

  test.each(['RECORDED', 'VERIFIED'])(
    'one that was revoked while it was %s gives its number free for its own holder, too, who has the subsidy by the new record',
    async (status) => {
      const { id, member_id, cert_no, issued_at, level } = await build.certificate({ status });
      expect(await subgraph.code(revoke(id))).toBeNull();
      const holder = member(member_id, UNION);
      const send = (field: string, type: string, payload: string, input: object) =>
        subgraph.ask(holder, `mutation ($input: ${type}!) { ${field}(input: $input) { ${payload} } }`, {
          input: { idempotencyKey: key(), ...input },
        });
      const statements = {
        ...{ memberId: member_id, kind: 'VOCATIONAL_QUALIFICATION', level, occupationCode: '6-05-02-01', certNo: cert_no },
        ...{ issuedBy: '北京市人力资源和社会保障局', issuedAt: issued_at },
      };
      const record = () => send('recordCertificate', 'RecordCertificateInput', 'certificate { id status }', statements);
      const { certificate } = (await record()).data.recordCertificate;
      expect(certificate.status).toBe('RECORDED');
      expect(await subgraph.code(record())).toBe('DUPLICATE');
      expect(await subgraph.code(verify(certificate.id))).toBeNull();
      const employerId = await listed(subgraph.sql, 'ENTERPRISE');
      await build.insert('employment', { member_id, employer_id: employerId, seen_version: 1 });
      const applied = await send('applyForSubsidy', 'ApplyForSubsidyInput', 'application { certificate { id } }', {
        ...{ certNo: cert_no, employerId, employedFrom: '2010-03-01' },
      });
      expect(applied.data.applyForSubsidy.application.certificate.id).toBe(certificate.id);
    },
  );

  test('and is confirmed for a record that its survivor takes over, whatever became of the survivor’s own', async () => {
    const cert_no = freshCertNo();
    const [own, other] = [await build.certificate({ cert_no }), await build.certificate({ cert_no, status: 'VALID' })];
    expect(await subgraph.code(revoke(own.id))).toBeNull();
    const data = { mergeId: newId(), survivorId: own.member_id, duplicateId: other.member_id };
    const told = { type: 'organisation.member.merged', subject: own.member_id, aggregateversion: 2, data };
    expect(await subgraph.send(told)).toBe(204);
    const [row] = await subgraph.sql('select member_id from certificate where id = $1', [other.id]);
    expect(row).toEqual({ member_id: own.member_id });
  });

  test('a certificate whose holder was confirmed keeps its number when it is revoked', async () => {
    const cert_no = freshCertNo();
    const valid = await build.certificate({ cert_no, status: 'VALID' });
    const { id } = await build.certificate({ cert_no });
    expect(await subgraph.code(revoke(valid.id))).toBeNull();
    expect(await subgraph.code(verify(id))).toBe('DUPLICATE');
  });

  test('of twenty records of one number that are verified at once, by a database that is asked alone, one is', async () => {
    const cert_no = freshCertNo();
    const ids: unknown[] = [];
    for (let at = 0; at < 20; at++) ids.push((await build.certificate({ cert_no })).id);
    const change = (id: unknown) =>
      subgraph
        .sql(
          `update certificate set status = 'VERIFIED', issuer_ref = 'R', verified_by = id, verified_at = recorded_at where id = $1`,
          [id],
        )
        .then(() => null)
        .catch((error: Error) => error.message);
    const told = await Promise.all(ids.map(change));
    expect(told.filter((message) => message === null)).toHaveLength(1);
    expect(told.filter((message) => message?.includes('certificate_no'))).toHaveLength(19);
  });

  test('each may apply for the subsidy; one number carries one', async () => {
    const { holder, other } = await claims();
    const employerId = await listed(subgraph.sql, 'ENTERPRISE');
    for (const { member_id } of [holder, other])
      await build.insert('employment', { member_id, employer_id: employerId, seen_version: 1 });
    const apply = ({ member_id, cert_no }: typeof holder) =>
      subgraph.code(
        subgraph.ask(
          member(member_id, UNION),
          'mutation ($input: ApplyForSubsidyInput!) { applyForSubsidy(input: $input) { application { id } } }',
          { input: { idempotencyKey: key(), certNo: cert_no, employerId, employedFrom: '2010-03-01' } },
        ),
      );
    expect([await apply(other), await apply(other), await apply(holder)]).toEqual([null, 'DUPLICATE', null]);
    const approve = `update subsidy_application set status = 'VERIFIED', verified_by = id, verified_at = submitted_at where certificate_id = $1`;
    await subgraph.sql(approve, [holder.id]);
    await expect(subgraph.sql(approve, [other.id])).rejects.toThrow(/subsidy_one_per_number/);
  });
});

describe('withdrawCertificate', () => {
  test('the holder or an officer takes back what no issuer has answered for; the number may be recorded again', async () => {
    const { id, member_id, cert_no } = await build.certificate();
    const holder = member(member_id, UNION);
    expect((await withdraw(id, holder)).data.withdrawCertificate.certificate).toEqual({
      id,
      version: 2,
      status: 'WITHDRAWN',
      withdrawnReason: '号码录错',
    });
    expect(await subgraph.code(withdraw(id, holder, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(verify(id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    const { id: again } = await build.certificate({ member_id, cert_no });
    expect(await subgraph.code(withdraw(again, DISTRICT))).toBeNull();
  });

  test.each(['VERIFIED', 'VALID', 'REVOKED'])('one that is %s stays', async (status) => {
    const { id, member_id } = await build.certificate({ status });
    expect(await subgraph.code(withdraw(id, member(member_id, UNION)))).toBe('INVALID_TRANSITION');
  });

  test('others do not learn of it', async () => {
    const { id } = await build.certificate();
    expect(await subgraph.code(withdraw(id, member(newId(), UNION)))).toBe('NOT_FOUND');
    expect(await subgraph.code(withdraw(id, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('NOT_FOUND');
    expect(await subgraph.code(withdraw('x', DISTRICT))).toBe('NOT_FOUND');
  });

  test('the subsidy that rests on it can only be rejected', async () => {
    const { id, certificate_id } = await build.application({}, {});
    expect(await subgraph.code(withdraw(certificate_id, DISTRICT))).toBeNull();
    const decide = (given: object) =>
      subgraph.code(
        subgraph.ask(DISTRICT, 'mutation ($input: DecideSubsidyInput!) { decideSubsidy(input: $input) { application { id } } }', {
          input: { idempotencyKey: key(), applicationId: id, expectedVersion: 1, ...given },
        }),
      );
    expect(await decide({ decision: 'VERIFY' })).toBe('VALIDATION_FAILED');
    expect(await decide({ decision: 'REJECT', reason: '证书登记已撤回' })).toBeNull();
  });
});
