import { newId } from '@union-graph/subgraph';
import { key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, FENGTAI, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';
import { CERTIFICATE_TRANSITIONS, type CertStatus } from './rules.ts';

const VERIFY =
  'mutation ($input: VerifyCertificateInput!) { verifyCertificate(input: $input) { certificate { id status version issuerRef } } }';
const REVOKE =
  'mutation ($input: RevokeCertificateInput!) { revokeCertificate(input: $input) { certificate { id status version revokedReason } } }';
const STATES = Object.keys(CERTIFICATE_TRANSITIONS) as CertStatus[];
const CITY = staff(newId(), 'CITY_DEPT');

describe('decisions about a certificate', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, {
      subscribers: listenerTo('training'),
    });
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const verify = (certificateId: unknown, given: object = {}, viewer = CITY) =>
    subgraph.ask(viewer, VERIFY, {
      input: {
        idempotencyKey: key(),
        certificateId,
        expectedVersion: 1,
        finding: 'NUMBER_FOUND',
        issuerRef: '京人社鉴核-1',
        ...given,
      },
    });
  const revoke = (certificateId: unknown, given: object = {}, viewer = CITY) =>
    subgraph.ask(viewer, REVOKE, {
      input: { idempotencyKey: key(), certificateId, expectedVersion: 1, reason: '发证机关已注销', ...given },
    });
  const eventsOf = async (id: unknown) =>
    (
      await subgraph.sql<{ type: string }>(
        `select event->>'type' as type from event_delivery where event->>'subject' = $1 order by id`,
        [id],
      )
    ).map(({ type }) => type);

  test('the issuer’s two answers lead to VERIFIED and VALID; then it is revoked; each is announced', async () => {
    const { id } = await build.certificate();
    expect((await verify(id)).data.verifyCertificate.certificate).toEqual({
      id,
      status: 'VERIFIED',
      version: 2,
      issuerRef: '京人社鉴核-1',
    });
    expect(
      (await verify(id, { expectedVersion: 2, finding: 'HOLDER_CONFIRMED' })).data.verifyCertificate.certificate,
    ).toMatchObject({ status: 'VALID', version: 3 });
    expect((await revoke(id, { expectedVersion: 3 })).data.revokeCertificate.certificate).toEqual({
      id,
      status: 'REVOKED',
      version: 4,
      revokedReason: '发证机关已注销',
    });
    expect(await eventsOf(id)).toEqual([
      'training.certificate.verified',
      'training.certificate.verified',
      'training.certificate.revoked',
    ]);
  });

  const target = { NUMBER_FOUND: 'VERIFIED', HOLDER_CONFIRMED: 'VALID' } as const;
  test.each(STATES.flatMap((from) => (['NUMBER_FOUND', 'HOLDER_CONFIRMED'] as const).map((finding) => [from, finding] as const)))(
    '%s meets the answer %s as the table says',
    async (status, finding) => {
      const { id } = await build.certificate({ status });
      expect(await subgraph.code(verify(id, { finding }))).toBe(
        CERTIFICATE_TRANSITIONS[status].includes(target[finding]) ? null : 'INVALID_TRANSITION',
      );
    },
  );
  test.each(STATES)('%s is revoked as the table says', async (status) => {
    const { id } = await build.certificate({ status });
    expect(await subgraph.code(revoke(id))).toBe(
      CERTIFICATE_TRANSITIONS[status].includes('REVOKED') ? null : 'INVALID_TRANSITION',
    );
  });

  test('refusals: stale version, texts, one’s own, other roles, out of scope', async () => {
    const { id, member_id } = await build.certificate();
    expect(await subgraph.code(verify(id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(verify(id, { issuerRef: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(revoke(id, { reason: 'x'.repeat(501) }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(verify(id, {}, staff(member_id as string, 'CITY_DEPT')))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(verify(id, {}, staff(newId(), 'DISTRICT_ADMIN', FENGTAI)))).toBe('FORBIDDEN');
    expect(await subgraph.code(revoke(id, {}, member(member_id as string)))).toBe('FORBIDDEN');
    expect(await subgraph.code(revoke(id, {}, staff(newId(), 'CITY_DEPT', '/city/110101/')))).toBe('NOT_FOUND');
    for (const unknown of [newId(), 'no-id', '']) expect(await subgraph.code(verify(unknown))).toBe('NOT_FOUND');
    expect(await subgraph.sql('select status, version from certificate where id = $1', [id])).toEqual([
      { status: 'RECORDED', version: 1 },
    ]);
  });

  describe('who recorded it does not verify it', () => {
    const recorder = newId();
    const merge = (survivor: string, duplicate: string) =>
      subgraph.sql(
        `insert into member_merge (id, survivor_id, duplicate_id, state, changed_at) values ($1, $2, $3, 'MERGED', now())`,
        [newId(), survivor, duplicate],
      );
    const inBothRoles = (id: string) => ({
      ...staff(id, 'CITY_DEPT'),
      grants: [...staff(id, 'CITY_DEPT').grants, ...officer(id).grants],
    });
    const officer = (id: string) => staff(id, 'JOINT_UNION_OFFICER', UNION);

    test('also with both roles, and for either answer', async () => {
      const { id } = await build.certificate({ recorded_by: recorder });
      expect(await subgraph.code(verify(id, {}, inBothRoles(recorder)))).toBe('SEPARATION_OF_DUTIES');
      expect(await subgraph.code(verify(id))).toBeNull();
      const confirm = { expectedVersion: 2, finding: 'HOLDER_CONFIRMED' };
      expect(await subgraph.code(verify(id, confirm, inBothRoles(recorder)))).toBe('SEPARATION_OF_DUTIES');
      expect(await subgraph.code(verify(id, confirm))).toBeNull();
    });

    test('also where their records became one, in two steps, and a holder by a record that became theirs', async () => {
      const [first, second, third] = [newId(), newId(), newId()];
      await merge(second, first);
      await merge(third, second);
      const { id } = await build.certificate({ recorded_by: first });
      expect(await subgraph.code(verify(id, {}, staff(third, 'CITY_DEPT')))).toBe('SEPARATION_OF_DUTIES');
      const held = await build.certificate({ member_id: first });
      expect(await subgraph.code(verify(held.id, {}, staff(third, 'CITY_DEPT')))).toBe('SEPARATION_OF_DUTIES');
    });

    test('a merge after it was verified undoes nothing, and goes through', async () => {
      const [one, other] = [newId(), newId()];
      const { id } = await build.certificate({ recorded_by: one, member_id: newId() });
      expect(await subgraph.code(verify(id, {}, staff(other, 'CITY_DEPT')))).toBeNull();
      await merge(other, one);
      await subgraph.sql('update certificate set member_id = $2 where id = $1', [id, newId()]);
      const confirm = { expectedVersion: 2, finding: 'HOLDER_CONFIRMED' };
      expect(await subgraph.code(verify(id, confirm, staff(other, 'CITY_DEPT')))).toBe('SEPARATION_OF_DUTIES');
    });

    test('and the database itself refuses it', async () => {
      const { id } = await build.certificate({ recorded_by: recorder });
      await expect(
        subgraph.sql(
          `update certificate set status = 'VERIFIED', issuer_ref = 'R-1', verified_by = recorded_by, verified_at = now() where id = $1`,
          [id],
        ),
      ).rejects.toMatchObject({ constraint: 'certificate_verified_by_another' });
    });
  });

  test('of 20 parallel verifications one succeeds', async () => {
    const { id } = await build.certificate();
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(verify(id))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(19);
  });
});
