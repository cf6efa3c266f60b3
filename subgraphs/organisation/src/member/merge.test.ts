import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  buildCard,
  buildConsent,
  buildFederation,
  buildJointUnion,
  buildMember,
  buildUnionBelow,
  buildWorker,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const MERGE = `mutation ($input: MergeMembersInput!) { mergeMembers(input: $input) { merge {
  id status version duplicateId reversibleUntil survivor { id nameZh membershipStatus union { id } card { id status } consents { id } } } } }`;
const UNMERGE = `mutation ($input: UnmergeMembersInput!) { unmergeMembers(input: $input) { merge { status version revertedAt survivor { id } } } }`;
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

describe('mergeMembers and unmergeMembers (C-16)', () => {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    union = await buildJointUnion(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const merge = (survivorId: unknown, duplicateId: unknown, more: object = {}, viewer: Viewer = ADMIN) =>
    subgraph.ask(viewer, MERGE, {
      input: {
        idempotencyKey: key(),
        survivorId,
        duplicateId,
        expectedVersion: 1,
        duplicateVersion: 1,
        reason: '同一人',
        evidenceRef: 'box-1',
        acknowledgeDifferences: true,
        ...more,
      },
    });
  const unmerge = (mergeId: unknown, more: object = {}, now?: string, viewer: Viewer = ADMIN) =>
    subgraph.ask(
      viewer,
      UNMERGE,
      { input: { idempotencyKey: key(), mergeId, expectedVersion: 1, reason: '原来是两人', ...more } },
      now,
    );
  const merged = async (...args: Parameters<typeof merge>) => {
    const { data, errors } = await merge(...args);
    expect(errors).toBeUndefined();
    return data.mergeMembers.merge;
  };
  const record = async (id: string) =>
    (
      await subgraph.sql('select membership_status, union_id, member_no, scope_path, joined_at::text from member where id = $1', [
        id,
      ])
    )[0];
  const counts = async ({ id }: UnionRow) =>
    (
      await subgraph.sql('select member_count, female_member_count, migrant_member_count from trade_union where id = $1', [id])
    )[0];
  const cards = (memberId: string) => subgraph.sql('select id, status from card where member_id = $1 order by id', [memberId]);
  const types = async (id: unknown) =>
    (await eventsAbout(subgraph.sql, String(id))).map(({ type }) => type.replace('organisation.', ''));

  /** What was told of a card: the type, whose it is then, and what it is. */
  const told = async (cardId: unknown) =>
    (await eventsAbout(subgraph.sql, String(cardId))).map(({ type, data }) => [
      type.replace('organisation.', ''),
      (data as { memberId: string }).memberId,
      (data as { status: string }).status,
    ]);

  test('a worker’s record gets the membership, number, card and consents of its double, and gives them back', async () => {
    const survivor = await buildWorker(subgraph.sql, { gender: 'MALE', is_migrant_worker: false });
    const double = await buildMember(subgraph.sql, { union });
    const [card, consent] = [await buildCard(subgraph.sql, double.id), await buildConsent(subgraph.sql, double.id)];
    const [before, atFirst] = [await record(double.id), await counts(union)];
    const answer = await merged(survivor.id, double.id);
    expect(answer).toMatchObject({
      status: 'MERGED',
      duplicateId: double.id,
      reversibleUntil: '2013-11-18',
      survivor: {
        id: survivor.id,
        membershipStatus: 'ACTIVE',
        union: { id: union.id },
        card: { id: card.id, status: 'ACTIVE' },
        consents: [{ id: consent.id }],
      },
    });
    expect(await record(double.id)).toMatchObject({
      membership_status: 'NONE',
      union_id: null,
      member_no: null,
      scope_path: '/merged/',
    });
    expect(await record(survivor.id)).toEqual(before);
    expect(await counts(union)).toEqual({
      ...atFirst,
      female_member_count: (atFirst?.female_member_count as number) - 1,
      migrant_member_count: (atFirst?.migrant_member_count as number) - 1,
    });
    expect(await types(survivor.id)).toEqual(['member.listed', 'member.joined', 'member.merged']);
    expect(await types(double.id)).toEqual(['member.listed', 'member.left']);
    const back = await unmerge(answer.id, {}, '2013-11-18T23:59:59+08:00');
    expect(back.data.unmergeMembers.merge).toMatchObject({ status: 'REVERTED', survivor: { id: survivor.id } });
    expect(await record(double.id)).toEqual(before);
    expect(await record(survivor.id)).toMatchObject({
      membership_status: 'NONE',
      union_id: null,
      member_no: null,
      scope_path: '/city/110105/',
    });
    expect([await cards(double.id), await cards(survivor.id)]).toEqual([[{ id: card.id, status: 'ACTIVE' }], []]);
    expect(await counts(union)).toEqual(atFirst);
    expect(await types(survivor.id)).toEqual([
      ...['member.listed', 'member.joined', 'member.merged'],
      ...['member.unmerged', 'member.listed', 'member.left'],
    ]);
    expect(await told(card.id)).toEqual([
      ['card.moved', survivor.id, 'ACTIVE'],
      ['card.moved', double.id, 'ACTIVE'],
    ]);
    expect(await subgraph.code(unmerge(answer.id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
  });

  test('ORG-INV-1, ORG-INV-2: of two memberships and two cards one stays, and both are back afterwards', async () => {
    const [here, there] = [await buildJointUnion(subgraph.sql), await buildJointUnion(subgraph.sql)];
    const [survivor, double] = [
      await buildMember(subgraph.sql, { union: here }),
      await buildMember(subgraph.sql, { union: there }),
    ];
    const [kept, ended] = [await buildCard(subgraph.sql, survivor.id), await buildCard(subgraph.sql, double.id, 'FROZEN')];
    const answer = await merged(survivor.id, double.id);
    expect(answer.survivor).toMatchObject({ union: { id: here.id }, card: { id: kept.id, status: 'ACTIVE' } });
    expect(await counts(there)).toMatchObject({ member_count: 0 });
    expect(await counts(here)).toMatchObject({ member_count: 1 });
    expect(new Set(await cards(survivor.id))).toEqual(
      new Set([
        { id: kept.id, status: 'ACTIVE' },
        { id: ended.id, status: 'CANCELLED' },
      ]),
    );
    expect(await told(ended.id)).toEqual([
      ['card.cancelled', double.id, 'CANCELLED'],
      ['card.moved', survivor.id, 'CANCELLED'],
    ]);
    expect(await subgraph.code(unmerge(answer.id))).toBeNull();
    expect(await cards(double.id)).toEqual([{ id: ended.id, status: 'FROZEN' }]);
    expect((await told(ended.id)).slice(2)).toEqual([
      ['card.moved', double.id, 'CANCELLED'],
      ['card.frozen', double.id, 'FROZEN'],
    ]);
    expect(await types(kept.id)).toEqual([]);
    expect([await counts(here), await counts(there)]).toMatchObject([{ member_count: 1 }, { member_count: 1 }]);
  });

  test('the double’s id gives the survivor: read, referred to, signed in with, changed, joined by its number', async () => {
    const survivor = await buildMember(subgraph.sql, { union, name_zh: '留下' });
    const double = await buildWorker(subgraph.sql, { name_zh: '重复' });
    await merged(survivor.id, double.id);
    const read = `query ($id: ID!, $r: [_Any!]!) { member(id: $id) { id nameZh merges { duplicateId reason } } me { id } _entities(representations: $r) { ... on Member { id recordIds } } }`;
    const asked = { id: double.id, r: [{ __typename: 'Member', id: double.id }] };
    expect((await subgraph.ask(member(double.id), read, asked)).data).toEqual({
      member: { id: survivor.id, nameZh: '留下', merges: [{ duplicateId: double.id, reason: '同一人' }] },
      me: { id: survivor.id },
      _entities: [{ id: survivor.id, recordIds: [survivor.id, double.id] }],
    });
    const names = (await subgraph.ask(ADMIN, '{ members(first: 100, nameStartsWith: "重复") { nodes { id } } }')).data.members
      .nodes;
    expect(names).toEqual([]);
    const give = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { member { id } } } }';
    const consent = { memberId: double.id, purpose: 'DELIVERY', scope: ['card'], separate: true, evidenceRef: 'paper' };
    const given = await subgraph.ask(ADMIN, give, { input: { idempotencyKey: key(), ...consent } });
    expect(given.data.giveConsent.consent.member).toEqual({ id: survivor.id });
    const ask =
      'mutation ($input: SubmitServiceRequestInput!) { submitServiceRequest(input: $input) { request { requester { id } } } }';
    const request = { channel: 'STATION', category: 'SERVICES', topic: '咨询', text: '问一问', requesterId: double.id };
    const asked12351 = await subgraph.ask(ADMIN, ask, { input: { idempotencyKey: key(), ...request } });
    expect(asked12351.data.submitServiceRequest.request.requester).toEqual({ id: survivor.id });
    const apply = 'mutation ($input: ApplyForMembershipInput!) { applyForMembership(input: $input) { application { id } } }';
    const application = { unionId: union.id, memberId: double.id, evidenceRef: 'paper' };
    expect(await subgraph.code(subgraph.ask(ADMIN, apply, { input: { idempotencyKey: key(), ...application } }))).toBe(
      'MEMBERSHIP_EXISTS',
    );
  });

  test('what stands in the way is said, and what is stale, late, out of scope or one’s own is refused', async () => {
    const [one, two] = [await buildWorker(subgraph.sql), await buildWorker(subgraph.sql)];
    const code = (...args: Parameters<typeof merge>) => subgraph.code(merge(...args));
    expect(await code(one.id, one.id)).toBe('BAD_USER_INPUT');
    expect(await code(one.id, newId())).toBe('NOT_FOUND');
    expect(await code(one.id, 'x')).toBe('NOT_FOUND');
    expect(await code(one.id, two.id, { duplicateVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code(one.id, two.id, { reason: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code(one.id, two.id, {}, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await code(one.id, two.id, {}, staff(newId(), 'STATION_STAFF', '/city/110105/'))).toBe('FORBIDDEN');
    expect(await code(one.id, two.id, {}, member(one.id))).toBe('NOT_FOUND');
    expect(await code(one.id, two.id, {}, staff(one.id, 'DISTRICT_ADMIN', '/city/110105/'))).toBe('SEPARATION_OF_DUTIES');
    const moving = await buildMember(subgraph.sql, { union, membership_status: 'TRANSFERRING' });
    expect(await code(one.id, moving.id)).toBe('VALIDATION_FAILED');
    const dead = await buildWorker(subgraph.sql, { membership_status: 'DECEASED' });
    expect(await code((await buildMember(subgraph.sql, { union })).id, dead.id)).toBe('VALIDATION_FAILED');
    const { id } = await merged(one.id, two.id);
    expect(await code(one.id, two.id, { expectedVersion: 2, duplicateVersion: 2 })).toBe('VALIDATION_FAILED');
    const third = await buildWorker(subgraph.sql);
    expect(await code(third.id, one.id, { duplicateVersion: 2 })).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(unmerge(id, {}, '2013-11-19T00:00:00+08:00'))).toBe('DEADLINE_PASSED');
    expect(await subgraph.code(unmerge(id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(unmerge(id, {}, undefined, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('NOT_FOUND');
  });

  test('records that differ in number, gender or year of birth are two persons, unless that is acknowledged', async () => {
    const refusal = async (one: object, other: object) => {
      const [survivor, double] = [await buildWorker(subgraph.sql, { ...one }), await buildWorker(subgraph.sql, { ...other })];
      const plain = await merge(survivor.id, double.id, { acknowledgeDifferences: undefined });
      const error = plain.errors?.[0];
      if (error) expect(await subgraph.code(merge(survivor.id, double.id))).toBeNull();
      return error ? [error.extensions.code, error.extensions.field, error.message.match(/differ in (.*), as/)?.[1]] : null;
    };
    const refused = (what: string) => ['VALIDATION_FAILED', 'acknowledgeDifferences', what];
    const one = { identity_hash: 'one-number', gender: 'MALE', birth_year: 1980 };
    expect(await refusal({ identity_hash: 'a', gender: null }, { identity_hash: 'b' })).toEqual(refused('identity number'));
    expect(await refusal(one, { ...one, gender: 'FEMALE', birth_year: 1981 })).toEqual(refused('gender, year of birth'));
    expect(await refusal(one, { ...one, birth_year: null })).toBeNull();
  });

  test('of twenty merges of the same two records at once, in both directions, one happens', async () => {
    const [one, two] = [await buildMember(subgraph.sql), await buildMember(subgraph.sql)];
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => subgraph.code(at % 2 ? merge(one.id, two.id) : merge(two.id, one.id))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    const [{ live }] = (await subgraph.sql(
      `select count(*)::int as live from member where id in ($1, $2) and membership_status = 'ACTIVE'`,
      [one.id, two.id],
    )) as [{ live: number }];
    expect(live).toBe(1);
  });

  test('of merges of three records at once, each into the next, no two form a chain', async () => {
    for (let round = 0; round < 5; round++) {
      const ids = await Promise.all(Array.from({ length: 3 }, async () => (await buildWorker(subgraph.sql)).id));
      const codes = await Promise.all(ids.map((id, at) => subgraph.code(merge(ids[(at + 1) % 3], id))));
      expect(codes).toContain(null);
      const chains = await subgraph.sql(
        `select from member_merge one join member_merge two on one.survivor_id = two.duplicate_id
          where one.state = 'MERGED' and two.state = 'MERGED' and one.survivor_id = any($1)`,
        [ids],
      );
      expect(chains).toEqual([]);
    }
  });

  test('a membership is given back where its union stands today', async () => {
    const moving = await buildJointUnion(subgraph.sql, { name_zh: '将迁' });
    const street = await buildUnionBelow(subgraph.sql, await buildFederation(subgraph.sql), 'STREET_UNION');
    const double = await buildMember(subgraph.sql, { union: moving });
    const { id } = await merged((await buildMember(subgraph.sql, { union })).id, double.id);
    const move = 'mutation ($input: MoveUnionInput!) { moveUnion(input: $input) { union { id } } }';
    const input = { idempotencyKey: key(), unionId: moving.id, parentId: street.id, expectedVersion: 1 };
    expect(await subgraph.code(subgraph.ask(ADMIN, move, { input }))).toBeNull();
    expect(await subgraph.code(unmerge(id))).toBeNull();
    expect(await record(double.id)).toMatchObject({ union_id: moving.id, scope_path: `${street.scope_path}${moving.id}/` });
  });

  test('what is told of a record while it is merged is the survivor’s', async () => {
    const pairs = Array.from({ length: 20 }, () => ({ mergeId: newId(), survivorId: newId(), duplicateId: newId() }));
    const booked = { facilityId: newId(), scopePath: '/city/110105/', priceFen: '100' };
    const both = pairs.flatMap((ids) => [
      subgraph.send({ type: 'venues.booking.confirmed', subject: newId(), data: { ...booked, memberId: ids.duplicateId } }),
      subgraph.send({ type: 'organisation.member.merged', subject: ids.survivorId, data: ids }),
    ]);
    expect(new Set(await Promise.all(both))).toEqual(new Set([204]));
    const owners = await subgraph.sql<{ id: string }>(
      'select member_id as id from served_person where member_id = any($1) order by 1',
      [pairs.flatMap(({ survivorId, duplicateId }) => [survivorId, duplicateId])],
    );
    expect(owners.map(({ id }) => id)).toEqual(pairs.map(({ survivorId }) => survivorId).sort());
  });
});
