import { newId } from '@union-graph/subgraph';
import { eventsAbout, insert, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildJointUnion, buildWorker, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const STATES = ['SUBMITTED', 'UNDER_REVIEW', 'APPROVED', 'REJECTED', 'WITHDRAWN'];
const VERBS = {
  reviewMembership: { type: 'ReviewMembershipInput', extra: {}, from: ['SUBMITTED'], to: 'UNDER_REVIEW' },
  'decideMembership(approve)': {
    type: 'DecideMembershipInput',
    extra: { approve: true },
    from: ['SUBMITTED', 'UNDER_REVIEW'],
    to: 'APPROVED',
  },
  'decideMembership(reject)': {
    type: 'DecideMembershipInput',
    extra: { approve: false, reason: '不在本社区' },
    from: ['SUBMITTED', 'UNDER_REVIEW'],
    to: 'REJECTED',
  },
  withdrawMembershipApplication: {
    type: 'WithdrawMembershipApplicationInput',
    extra: {},
    from: ['SUBMITTED', 'UNDER_REVIEW'],
    to: 'WITHDRAWN',
  },
} as const;
type Verb = keyof typeof VERBS;
const verbs = Object.keys(VERBS) as Verb[];
const OFFICER = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');

describe('deciding on membership (2.1.3)', () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    union = await buildJointUnion(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const send = (
    verb: Verb,
    viewer: Viewer,
    applicationId: unknown,
    {
      expectedVersion = 1,
      idempotencyKey = key(),
      ...more
    }: { expectedVersion?: number; idempotencyKey?: string; reason?: string; approve?: boolean } = {},
  ) => {
    const field = verb.replace(/\(.*/, '');
    const { type, extra } = VERBS[verb];
    const query = `mutation ($input: ${type}!) { result: ${field}(input: $input) { application { id status version reason decidedAt member { membershipStatus memberNo joinedAt union { id } } } } }`;
    return subgraph.ask(viewer, query, { input: { idempotencyKey, expectedVersion, applicationId, ...extra, ...more } });
  };
  const build = async (status = 'SUBMITTED', overrides: Record<string, unknown> = {}, worker: Record<string, unknown> = {}) => {
    const applicant = await buildWorker(subgraph.sql, { scope_path: union.scope_path, ...worker });
    const decided = ['APPROVED', 'REJECTED'].includes(status)
      ? { decided_by_id: newId(), decided_at: '2013-10-02T09:00:00+08:00', reason: '…' }
      : {};
    const application = await insert(subgraph.sql, 'membership_application', {
      id: newId(),
      member_id: applicant.id,
      union_id: union.id,
      status,
      submitted_by_id: applicant.id,
      submitted_at: '2013-10-01T09:00:00+08:00',
      ...decided,
      ...overrides,
    });
    return { applicant, application };
  };
  const counts = async () =>
    (
      await subgraph.sql('select member_count, female_member_count, migrant_member_count from trade_union where id = $1', [
        union.id,
      ])
    )[0];

  test.each(verbs.flatMap((verb) => STATES.map((state) => [verb, state] as const)))('%s when it is %s', async (verb, state) => {
    const { applicant, application } = await build(state);
    const viewer = verb === 'withdrawMembershipApplication' ? member(applicant.id, null) : OFFICER;
    const answer = await send(verb, viewer, application.id);
    if ((VERBS[verb].from as readonly string[]).includes(state))
      expect(answer.data.result.application).toMatchObject({ status: VERBS[verb].to, version: 2 });
    else expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
  });

  test('approval makes a member: number, day, union, counts and the event, all at once', async () => {
    const { applicant, application } = await build();
    const before = await counts();
    const once = key();
    const first = await send('decideMembership(approve)', OFFICER, application.id, { idempotencyKey: once });
    expect(first.data.result.application.member).toEqual({
      membershipStatus: 'ACTIVE',
      memberNo: expect.stringMatching(/^BJ\d{8}$/),
      joinedAt: '2013-10-19',
      union: { id: union.id },
    });
    expect(await send('decideMembership(approve)', OFFICER, application.id, { idempotencyKey: once })).toEqual(first);
    const after = await counts();
    for (const column of ['member_count', 'female_member_count', 'migrant_member_count'])
      expect(after?.[column]).toBe((before?.[column] as number) + 1);
    expect(await eventsAbout(subgraph.sql, applicant.id)).toEqual([
      expect.objectContaining({ type: 'organisation.member.listed' }),
      expect.objectContaining({
        type: 'organisation.member.joined',
        data: { memberId: applicant.id, unionId: union.id, scopePath: union.scope_path },
      }),
    ]);
  });

  test('a man who is no migrant counts as a member only', async () => {
    const before = await counts();
    const { application } = await build('SUBMITTED', {}, { gender: 'MALE', is_migrant_worker: false });
    await send('decideMembership(approve)', OFFICER, application.id);
    const after = await counts();
    expect(after).toEqual({ ...before, member_count: (before?.member_count as number) + 1 });
  });

  test('a rejection tells why, counts nobody and gives the record back to the district', async () => {
    const { applicant, application } = await build();
    const before = await counts();
    const answer = await send('decideMembership(reject)', OFFICER, application.id);
    expect(answer.data.result.application).toMatchObject({ status: 'REJECTED', reason: '不在本社区' });
    expect(await counts()).toEqual(before);
    expect(await subgraph.sql('select scope_path, membership_status from member where id = $1', [applicant.id])).toEqual([
      { scope_path: '/city/110105/', membership_status: 'NONE' },
    ]);
    const { application: another } = await build();
    expect(await subgraph.code(send('decideMembership(reject)', OFFICER, another.id, { reason: ' ' }))).toBe('BAD_USER_INPUT');
  });

  test.each(['decideMembership(reject)', 'withdrawMembershipApplication'] as const)(
    '%s: who became a member elsewhere meanwhile stays in that union’s part of the tree',
    async (verb) => {
      const elsewhere = await buildJointUnion(subgraph.sql, {}, '110101');
      const { applicant, application } = await build();
      const joined = `update member set membership_status = 'ACTIVE', union_id = $2, member_no = $1, joined_at = '2013-10-08', scope_path = $3 where id = $1::uuid`;
      await subgraph.sql(joined, [applicant.id, elsewhere.id, elsewhere.scope_path]);
      const viewer = verb === 'decideMembership(reject)' ? OFFICER : member(applicant.id);
      expect(await subgraph.code(send(verb, viewer, application.id))).toBeNull();
      expect(await subgraph.sql('select scope_path from member where id = $1', [applicant.id])).toEqual([
        { scope_path: elsewhere.scope_path },
      ]);
      const astray = subgraph.sql(`update member set scope_path = '/city/110105/' where id = $1`, [applicant.id]);
      await expect(astray).rejects.toMatchObject({ constraint: 'member_in_place' });
    },
  );

  test('SEPARATION_OF_DUTIES: neither the sender nor the worker decides, whatever their role', async () => {
    const sender = newId();
    const { application } = await build('SUBMITTED', { submitted_by_id: sender, evidence_ref: 'paper-1' });
    expect(
      await subgraph.code(
        send('decideMembership(approve)', staff(sender, 'JOINT_UNION_OFFICER', '/city/110105/'), application.id),
      ),
    ).toBe('SEPARATION_OF_DUTIES');
    const { applicant, application: own } = await build();
    expect(
      await subgraph.code(send('decideMembership(approve)', staff(applicant.id, 'DISTRICT_ADMIN', '/city/110105/'), own.id)),
    ).toBe('SEPARATION_OF_DUTIES');
    await expect(
      subgraph.sql(
        `update membership_application set status = 'APPROVED', decided_by_id = $2, decided_at = now() where id = $1`,
        [application.id, sender],
      ),
    ).rejects.toMatchObject({ constraint: 'membership_application_two_persons' });
  });

  test.each(verbs)('%s: scope, role, version and key', async (verb) => {
    const { applicant, application } = await build();
    const mine = verb === 'withdrawMembershipApplication' ? member(applicant.id, null) : OFFICER;
    expect(await subgraph.code(send(verb, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), application.id))).toBe('NOT_FOUND');
    expect(await subgraph.code(send(verb, member(newId(), null), application.id))).toBe('NOT_FOUND');
    expect(await subgraph.code(send(verb, mine, 'no-id'))).toBe('NOT_FOUND');
    expect(await subgraph.code(send(verb, staff(newId(), 'STATION_STAFF', '/city/110105/'), application.id))).toBe('FORBIDDEN');
    expect(await subgraph.code(send(verb, mine, application.id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    const once = key();
    await send(verb, mine, application.id, { idempotencyKey: once });
    expect(await subgraph.code(send(verb, mine, newId(), { idempotencyKey: once }))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('a union that was suspended meanwhile takes nobody', async () => {
    const { application } = await build();
    await subgraph.sql(`update trade_union set status = 'SUSPENDED' where id = $1`, [union.id]);
    expect(await subgraph.code(send('decideMembership(approve)', OFFICER, application.id))).toBe('VALIDATION_FAILED');
    await subgraph.sql(`update trade_union set status = 'ACTIVE' where id = $1`, [union.id]);
  });

  test('ORG-INV-2: of 20 records of one person, approved at once, one becomes a member', async () => {
    const before = await counts();
    const identity_hash = newId();
    const all = await Promise.all(Array.from({ length: 20 }, () => build('SUBMITTED', {}, { identity_hash })));
    const codes = await Promise.all(
      all.map(({ application }) => subgraph.code(send('decideMembership(approve)', OFFICER, application.id))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'MEMBERSHIP_EXISTS')).toHaveLength(19);
    expect((await counts())?.member_count).toBe((before?.member_count as number) + 1);
  });

  test('ORG-INV-3: 40 parallel joinings and as many leavings leave the counts right', async () => {
    const before = await counts();
    const all = await Promise.all(Array.from({ length: 40 }, () => build()));
    await Promise.all(all.map(({ application }) => send('decideMembership(approve)', OFFICER, application.id)));
    expect((await counts())?.member_count).toBe((before?.member_count as number) + 40);
    const leave = 'mutation ($input: LeaveUnionInput!) { leaveUnion(input: $input) { member { membershipStatus } } }';
    const codes = await Promise.all(
      all.map(({ applicant }) =>
        subgraph.code(
          subgraph.ask(member(applicant.id), leave, {
            input: { idempotencyKey: key(), expectedVersion: 2, memberId: applicant.id },
          }),
        ),
      ),
    );
    expect(new Set(codes)).toEqual(new Set([null]));
    expect(await counts()).toEqual(before);
  });
});
