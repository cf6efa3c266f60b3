import { newId } from '@union-graph/subgraph';
import { expectOneOfTwenty, key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, CHAOYANG, FENGTAI, UNION } from '../../test/builders.ts';
import { creditActs } from '../../test/credits.ts';
import { training } from '../subgraph.ts';

const CITY = staff(newId(), 'CITY_DEPT');

let subgraph: TestSubgraph;
let build: ReturnType<typeof builders>;
let acts: ReturnType<typeof creditActs>;
beforeAll(async () => {
  subgraph = await testSubgraph(training);
  build = builders(subgraph);
  acts = creditActs(subgraph);
});
afterAll(() => subgraph.stop());

describe('depositCredits', () => {
  test('stores credits until a day some years later; a replay stores nothing', async () => {
    const of = await acts.worker();
    const input = { idempotencyKey: key(), evidenceNo: '2013-17' };
    const first = await acts.deposit(of, input);
    expect(first.data.depositCredits.entry).toEqual({
      id: expect.any(String),
      credits: 10,
      earnedAt: '2013-09-01',
      expiresAt: '2021-09-01',
      status: 'AVAILABLE',
      voidedReason: null,
      version: 1,
      institution: { nameZh: '广播电视大学' },
    });
    expect(await acts.deposit(of, input)).toEqual(first);
    expect(await acts.account(of.memberId)).toMatchObject({
      id: of.memberId,
      balance: 10,
      entries: [{ evidence: '岗位业绩证明' }],
    });
  });

  test.each([
    ['BAD_USER_INPUT', { credits: 0 }],
    ['BAD_USER_INPUT', { credits: 41 }],
    ['BAD_USER_INPUT', { evidence: ' ' }],
    ['BAD_USER_INPUT', { source: 'COURSE' }],
    ['BAD_USER_INPUT', { enrolmentId: newId() }],
    ['BAD_USER_INPUT', { source: 'COURSE', enrolmentId: newId(), certificateId: newId() }],
    ['BAD_USER_INPUT', { memberId: 'x' }],
    ['NOT_FOUND', { institutionId: newId() }],
    ['NOT_FOUND', { source: 'COURSE', enrolmentId: newId() }],
    ['NOT_FOUND', { source: 'CERTIFICATE', certificateId: newId() }],
    ['VALIDATION_FAILED', { earnedAt: '2013-10-20' }],
    ['VALIDATION_FAILED', { earnedAt: '1999-12-31' }],
    ['VALIDATION_FAILED', { earnedAt: '2005-10-18' }],
    [null, { earnedAt: '2005-10-19' }],
    [null, { credits: 40 }],
    [null, { memberId: newId() }],
  ])('%s for %j', async (code, given) => expect(await subgraph.code(acts.deposit(await acts.worker(), given))).toBe(code));

  test('a course brings its credits once, to who passed it there', async () => {
    const of = await acts.worker();
    const session = await build.session(
      { starts_at: '2013-09-01T01:00:00Z', ends_at: '2013-09-02T01:00:00Z' },
      { institution_id: of.institutionId },
    );
    const enrolled = async (status: string, given: object = {}) =>
      (
        await build.insert('enrolment', {
          id: newId(),
          member_id: of.memberId,
          session_id: session.id,
          status,
          arrival: Math.ceil(Math.random() * 1e9),
          enrolled_at: '2013-08-01',
          scope_path: UNION,
          ...given,
        })
      ).id;
    const by = (enrolmentId: string, given: object = {}) =>
      acts.deposit(of, { source: 'COURSE', enrolmentId, credits: 3, earnedAt: '2013-09-02', ...given });
    expect(await subgraph.code(by(await enrolled('PASSED', { member_id: newId() })))).toBe('VALIDATION_FAILED');
    const another = await build.insert('course_session', { ...session, id: newId() });
    expect(await subgraph.code(by(await enrolled('FAILED', { session_id: another.id })))).toBe('VALIDATION_FAILED');
    const passed = await enrolled('PASSED');
    expect(await subgraph.code(by(passed, { credits: 4 }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(by(passed, { earnedAt: '2013-08-31' }))).toBe('VALIDATION_FAILED');
    await expectOneOfTwenty(() => by(passed), 'DUPLICATE');
    const elsewhere = await acts.worker();
    expect(
      await subgraph.code(
        acts.deposit({ ...of, institutionId: elsewhere.institutionId }, { source: 'COURSE', enrolmentId: passed }),
      ),
    ).toBe('NOT_FOUND');
  });

  test('a certificate brings credits when it is verified, once, and takes them with it', async () => {
    const of = await acts.worker();
    const recorded = await build.certificate({ member_id: of.memberId, issued_at: '2013-01-01' });
    const verified = await build.certificate({ member_id: of.memberId, status: 'VERIFIED', issued_at: '2013-01-01' });
    const by = (certificateId: unknown, given: object = {}) =>
      acts.deposit(of, { source: 'CERTIFICATE', certificateId, ...given });
    expect(await subgraph.code(by(recorded.id))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(by(verified.id, { earnedAt: '2012-12-31' }))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(by((await build.certificate({ status: 'VERIFIED' })).id))).toBe('NOT_FOUND');
    expect(await subgraph.code(by(verified.id))).toBeNull();
    expect(await subgraph.code(by(verified.id))).toBe('DUPLICATE');
    await subgraph.ask(
      CITY,
      'mutation ($input: RevokeCertificateInput!) { revokeCertificate(input: $input) { certificate { id } } }',
      {
        input: { idempotencyKey: key(), certificateId: verified.id, expectedVersion: 1, reason: '伪造' },
      },
    );
    expect(await acts.account(of.memberId)).toMatchObject({ balance: 0, entries: [{ status: 'VOIDED' }] });
  });

  test('one proof brings a member credits once, whatever its blanks and signs; its number tells it from others', async () => {
    const of = await acts.worker();
    const codeOf = (given: object, who = of) => subgraph.code(acts.deposit(who, { evidenceNo: null, ...given }));
    expect(await codeOf({ evidence: '岗位业绩证明 2013-17' })).toBeNull();
    for (const evidence of ['岗位业绩证明 2013-17', ' 岗位业绩证明２０１３－１７', '岗位业绩证明（2013）17'])
      expect(await codeOf({ evidence })).toBe('DUPLICATE');
    expect(await codeOf({ evidence: '岗位业绩证明', evidenceNo: 'A-18' })).toBeNull();
    expect(await codeOf({ evidence: '同一证明', evidenceNo: 'a18' })).toBe('DUPLICATE');
    expect(await codeOf({ evidence: '岗位业绩证明', evidenceNo: 'A-19' })).toBeNull();
    expect(await codeOf({ evidence: '岗位业绩证明 2013-17' }, await acts.worker())).toBeNull();
    expect(await codeOf({ source: 'COURSE', enrolmentId: newId(), evidenceNo: '1' })).toBe('NOT_FOUND');
    const certificate = await build.certificate({ member_id: of.memberId, status: 'VERIFIED', issued_at: '2013-01-01' });
    expect(await codeOf({ source: 'CERTIFICATE', certificateId: certificate.id, evidenceNo: '1' })).toBe('BAD_USER_INPUT');
  });

  test('a proof whose credits were declared void may be stored again; of twenty rows at once the database takes one', async () => {
    const of = await acts.worker();
    const entry = await acts.stored(of, { evidenceNo: '7' });
    await acts.cancel(entry);
    await expectOneOfTwenty(() => acts.deposit(of, { evidenceNo: '7' }), 'DUPLICATE');
    const copy = `insert into credit_entry (id, member_id, institution_id, source, credits, earned_on, ends_on, evidence, evidence_no, status,
      deposited_by, deposited_at, scope_path) select gen_random_uuid(), member_id, institution_id, source, credits, earned_on, ends_on, evidence,
      '8', 'AVAILABLE', deposited_by, deposited_at, scope_path from credit_entry where id = $1`;
    const told = await Promise.all(
      Array.from({ length: 20 }, () =>
        subgraph.sql(copy, [entry.id]).then(
          () => null,
          (error: Error) => error.message,
        ),
      ),
    );
    expect(told.filter((message) => message === null)).toHaveLength(1);
    expect(told.filter((message) => message?.includes('credit_entry_proof_once'))).toHaveLength(19);
  });

  test('a course that was passed twice brings its credits once', async () => {
    const of = await acts.worker();
    const given = { starts_at: '2013-09-01T01:00:00Z', ends_at: '2013-09-02T01:00:00Z' };
    const first = await build.session(given, { institution_id: of.institutionId });
    const second = await build.insert('course_session', { ...first, id: newId() });
    const by = async (session: unknown) => {
      const { id } = await build.insert('enrolment', {
        id: newId(),
        member_id: of.memberId,
        session_id: session,
        status: 'PASSED',
        arrival: 1,
        enrolled_at: '2013-08-01',
        scope_path: UNION,
      });
      return subgraph.code(acts.deposit(of, { source: 'COURSE', enrolmentId: id, credits: 3, earnedAt: '2013-09-02' }));
    };
    expect([await by(first.id), await by(second.id)]).toEqual([null, 'DUPLICATE']);
  });

  test('a proof that a merged record was given credits for brings the survivor none (C-16)', async () => {
    const [of, double] = [await acts.worker(), await acts.worker()];
    const entry = await acts.stored(double, { evidenceNo: '9' });
    await subgraph.sql('update credit_entry set member_id = $1 where id = $2', [of.memberId, entry.id]);
    expect(await subgraph.code(acts.deposit(of, { evidenceNo: '9' }))).toBe('DUPLICATE');
  });

  test('is the institution’s, for others than themselves', async () => {
    const of = await acts.worker();
    for (const viewer of [
      staff(newId(), 'INSTITUTION', FENGTAI),
      CITY,
      member(of.memberId, UNION),
      staff(of.memberId, 'INSTITUTION', CHAOYANG),
    ])
      expect(await subgraph.code(acts.deposit(of, {}, viewer))).toBe('FORBIDDEN');
  });
});

describe('voidCredits', () => {
  test('by who stored them or the city, while they can be converted; others do not know of them', async () => {
    const of = await acts.worker();
    const [first, second, third] = [await acts.stored(of), await acts.stored(of), await acts.stored(of)];
    expect((await acts.cancel(first)).data.voidCredits.entry).toMatchObject({
      status: 'VOIDED',
      voidedReason: '材料有误',
      version: 2,
    });
    expect(await subgraph.code(acts.cancel(first))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(acts.cancel({ ...first, version: 2 }))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(acts.cancel(second, staff(newId(), 'INSTITUTION', FENGTAI)))).toBe('NOT_FOUND');
    expect(await subgraph.code(acts.cancel(second, CITY))).toBeNull();
    await acts.requested(of);
    expect(await subgraph.code(acts.cancel({ ...third, version: 2 }))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(acts.cancel({ id: newId(), version: 1 }))).toBe('NOT_FOUND');
  });
});
