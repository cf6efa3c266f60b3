import { newId } from '@union-graph/subgraph';
import {
  eventsAbout,
  eventuallyHolds,
  key,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import {
  buildCard,
  buildFederation,
  buildJointUnion,
  buildMember,
  buildWorker,
  type UnionRow,
} from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const FIELDS =
  'transfer { id nameZh status requestedAt dueOn acceptedAt returnedAt version from { id } to { id } member { id membershipStatus joinedAt union { id } card { status } } }';
const THERE = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/');
const HERE = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');
const LAST_DAY = '2013-11-18T23:59:59+08:00';
const TOO_LATE = '2013-11-19T00:00:00+08:00';

describe('transfers between unions (2.1.3)', () => {
  let subgraph: TestSubgraph;
  let to: UnionRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
    to = await buildJointUnion(subgraph.sql, {}, '110101');
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const mutate = (verb: string, input: object, viewer: Viewer, now?: string) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${FIELDS} } }`,
      { input: { idempotencyKey: key(), expectedVersion: 1, ...input } },
      now,
    );
  const request = (memberId: string, more: object = {}, viewer: Viewer = member(memberId)) =>
    mutate('requestTransfer', { memberId, toUnionId: to.id, ...more }, viewer);
  const accept = (transferId: string, more: object = {}, viewer: Viewer = THERE, now?: string) =>
    mutate('acceptTransfer', { transferId, ...more }, viewer, now);
  const giveBack = (transferId: string, more: object = {}, viewer: Viewer = THERE) =>
    mutate('returnTransfer', { transferId, ...more }, viewer);
  const counts = async (...unions: UnionRow[]) =>
    Promise.all(
      unions.map(async ({ id }) => {
        const [row] = await subgraph.sql<{ member_count: number; female_member_count: number; migrant_member_count: number }>(
          'select member_count, female_member_count, migrant_member_count from trade_union where id = $1',
          [id],
        );
        return [row?.member_count, row?.female_member_count, row?.migrant_member_count];
      }),
    );
  const started = async (overrides: Record<string, unknown> = {}) => {
    const person = await buildMember(subgraph.sql, overrides);
    return { person, transfer: (await request(person.id)).data.requestTransfer.transfer };
  };

  test('asked for, accepted: one count moves, the card freezes and is good again, the others are told', async () => {
    const { id, union } = await buildMember(subgraph.sql);
    const card = await buildCard(subgraph.sql, id);
    const before = await counts(to);
    const once = key();
    const first = await request(id, { idempotencyKey: once });
    const { transfer } = first.data.requestTransfer;
    expect(transfer).toMatchObject({
      nameZh: '王秀兰',
      status: 'REQUESTED',
      requestedAt: '2013-10-19T02:00:00.000Z',
      dueOn: '2013-11-18',
      acceptedAt: null,
      from: { id: union.id },
      to: { id: to.id },
      member: { membershipStatus: 'TRANSFERRING', union: { id: union.id }, card: { status: 'FROZEN' } },
    });
    expect(await request(id, { idempotencyKey: once })).toEqual(first);
    expect(await subgraph.code(request(id, { idempotencyKey: once, toUnionId: newId() }))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await counts(union, to)).toEqual([[1, 1, 1], ...before]);
    const accepted = (await accept(transfer.id, {}, THERE, LAST_DAY)).data.acceptTransfer.transfer;
    expect(accepted).toMatchObject({
      status: 'ACCEPTED',
      acceptedAt: '2013-11-18T15:59:59.000Z',
      member: { membershipStatus: 'ACTIVE', joinedAt: '2013-11-18', union: { id: to.id }, card: { status: 'ACTIVE' } },
    });
    const [was] = before as [number[]];
    expect(await counts(union, to)).toEqual([[0, 0, 0], was.map((count) => count + 1)]);
    expect((await eventsAbout(subgraph.sql, id)).at(-1)).toMatchObject({
      type: 'organisation.member.transferred',
      data: { memberId: id, fromUnionId: union.id, unionId: to.id, scopePath: to.scope_path },
    });
    expect((await eventsAbout(subgraph.sql, card.id as string)).map(({ type }) => type)).toEqual([
      'organisation.card.frozen',
      'organisation.card.activated',
    ]);
    const { data } = await subgraph.ask(member(id), '{ me { transfers { status to { id } } } }');
    expect(data.me.transfers).toEqual([{ status: 'ACCEPTED', to: { id: to.id } }]);
  });

  test('returned by the receiving union or the member: nothing has moved, and they can ask again', async () => {
    for (const who of [() => THERE, (id: string) => member(id)]) {
      const { person, transfer } = await started();
      const card = await buildCard(subgraph.sql, person.id, 'FROZEN');
      const returned = (await giveBack(transfer.id, {}, who(person.id))).data.returnTransfer.transfer;
      expect(returned).toMatchObject({ status: 'RETURNED', returnedAt: '2013-10-19T02:00:00.000Z' });
      expect(await counts(person.union)).toEqual([[1, 1, 1]]);
      // A card that something else froze stays frozen.
      expect(await subgraph.sql('select status from card where id = $1', [card.id])).toEqual([{ status: 'FROZEN' }]);
      expect((await request(person.id, { expectedVersion: 3 })).errors).toBeUndefined();
    }
  });

  test('30 days: the day after the last it cannot be accepted, and the waiting task returns it', async () => {
    const { person, transfer } = await started();
    expect(await subgraph.code(accept(transfer.id, {}, THERE, TOO_LATE))).toBe('DEADLINE_PASSED');
    const [job] = await subgraph.sql<{ payload: object; due: number }>(
      `select payload, extract(epoch from run_at - now())::float8 as due from graphile_worker._private_jobs where key = $1`,
      [transfer.id],
    );
    expect(job?.payload).toMatchObject({ payload: { transferId: transfer.id } });
    // Due at 2013-11-19 00:00 of the request's own clock, 30 days and 14 hours later.
    expect(Math.round((job?.due ?? 0) / 60)).toBe((30 * 24 + 14) * 60);
    await subgraph.sql(`update membership_transfer set due_on = '2013-10-18' where id = $1`, [transfer.id]);
    await subgraph.sql(`select graphile_worker.add_job('return_transfer', $1::json, job_key => $2)`, [
      JSON.stringify({
        payload: { transferId: transfer.id },
        clockOffset: Date.parse('2013-10-19T02:00:00Z') - Date.now(),
      }),
      transfer.id,
    ]);
    const status = async () =>
      (await subgraph.sql<{ status: string }>('select status from membership_transfer where id = $1', [transfer.id]))[0]?.status;
    await eventuallyHolds(async () => expect(await status()).toBe('RETURNED'));
    expect(await subgraph.sql('select membership_status from member where id = $1', [person.id])).toEqual([
      { membership_status: 'ACTIVE' },
    ]);
  });

  test('a transfer whose last day is over reads as returned at once, and no act waits for the task', async () => {
    const READ = `query ($id: ID!) { member(id: $id) { membershipStatus card { status benefits { code } } transfers { status returnedAt } } }`;
    const { id } = await buildMember(subgraph.sql);
    await buildCard(subgraph.sql, id);
    const { transfer } = (await request(id)).data.requestTransfer;
    const read = async (now: string) => (await subgraph.ask(member(id), READ, { id }, now)).data.member;
    expect(await read(LAST_DAY)).toMatchObject({
      membershipStatus: 'TRANSFERRING',
      card: { status: 'FROZEN', benefits: [] },
      transfers: [{ status: 'REQUESTED', returnedAt: null }],
    });
    expect(await read(TOO_LATE)).toMatchObject({
      membershipStatus: 'ACTIVE',
      card: { status: 'ACTIVE' },
      transfers: [{ status: 'RETURNED', returnedAt: '2013-11-18T16:00:00.000Z' }],
    });
    const listed = async (status: string, now: string) =>
      (await subgraph.ask(member(id), `{ membershipTransfers(status: ${status}) { totalCount nodes { id status } } }`, {}, now))
        .data.membershipTransfers;
    const [none, one] = [
      { totalCount: 0, nodes: [] },
      (status: string) => ({ totalCount: 1, nodes: [{ id: transfer.id, status }] }),
    ];
    expect([await listed('REQUESTED', LAST_DAY), await listed('RETURNED', LAST_DAY)]).toEqual([one('REQUESTED'), none]);
    expect([await listed('REQUESTED', TOO_LATE), await listed('RETURNED', TOO_LATE)]).toEqual([none, one('RETURNED')]);
    const again = await mutate('requestTransfer', { memberId: id, toUnionId: to.id, expectedVersion: 2 }, member(id), TOO_LATE);
    expect(again.data.requestTransfer.transfer).toMatchObject({
      status: 'REQUESTED',
      member: { membershipStatus: 'TRANSFERRING' },
    });
    expect(await subgraph.sql('select status, returned_at from membership_transfer where id = $1', [transfer.id])).toEqual([
      { status: 'RETURNED', returned_at: new Date('2013-11-18T16:00:00Z') },
    ]);
    expect(await subgraph.sql('select status from card where member_id = $1', [id])).toEqual([{ status: 'FROZEN' }]);
  });

  test('whoever ends the membership, freezes the card or merges the record of one whose transfer is over returns it first', async () => {
    const act = (verb: string, viewer: Viewer, input: object) =>
      subgraph.ask(
        viewer,
        `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { __typename } }`,
        { input: { idempotencyKey: key(), ...input } },
        TOO_LATE,
      );
    const later = async (make: (id: string, cardId: string) => Promise<{ errors?: unknown }>) => {
      const { id } = await buildMember(subgraph.sql);
      const card = await buildCard(subgraph.sql, id);
      const { transfer } = (await request(id)).data.requestTransfer;
      expect((await make(id, card.id as string)).errors).toBeUndefined();
      const [row] = await subgraph.sql('select status from membership_transfer where id = $1', [transfer.id]);
      expect(row).toEqual({ status: 'RETURNED' });
      return (await subgraph.sql<{ status: string }>('select status from card where member_id = $1', [id]))[0]?.status;
    };
    await later((id) => act('leaveUnion', member(id), { memberId: id, expectedVersion: 2 }));
    expect(await later((_, cardId) => act('freezeCard', HERE, { cardId, expectedVersion: 2 }))).toBe('FROZEN');
    const other = await buildWorker(subgraph.sql);
    await later((id) =>
      act('mergeMembers', HERE, {
        survivorId: id,
        duplicateId: other.id,
        expectedVersion: 2,
        duplicateVersion: 1,
        reason: '重复登记',
        evidenceRef: 'paper-1',
        acknowledgeDifferences: true,
      }),
    );
  });

  test('refusals', async () => {
    const { id, union } = await buildMember(subgraph.sql);
    const code = (more: object, viewer?: Viewer) => subgraph.code(request(id, more, viewer));
    expect(await code({ toUnionId: union.id })).toBe('VALIDATION_FAILED');
    expect(await code({ toUnionId: (await buildFederation(subgraph.sql)).id })).toBe('VALIDATION_FAILED');
    expect(await code({ toUnionId: (await buildJointUnion(subgraph.sql, { status: 'SUSPENDED' })).id })).toBe(
      'VALIDATION_FAILED',
    );
    expect(await code({ toUnionId: newId() })).toBe('NOT_FOUND');
    expect(await code({ toUnionId: 'no-id' })).toBe('NOT_FOUND');
    expect(await code({ expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code({}, THERE)).toBe('NOT_FOUND');
    expect(await code({}, staff(newId(), 'STATION_STAFF', '/city/110105/'))).toBe('FORBIDDEN');
    expect(await code({}, HERE)).toBeNull();
    expect(await subgraph.code(request(id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    for (const membership_status of ['RETAINED', 'TRANSFERRING']) {
      const other = await buildMember(subgraph.sql, { membership_status });
      expect(await subgraph.code(request(other.id))).toBe('INVALID_TRANSITION');
    }
  });

  test.each(['acceptTransfer', 'returnTransfer'])('%s: who, which, when', async (verb) => {
    const { person, transfer } = await started();
    const code = (more: object, viewer: Viewer) => subgraph.code(mutate(verb, { transferId: transfer.id, ...more }, viewer));
    expect(await code({}, member(newId()))).toBe('NOT_FOUND');
    expect(await code({}, staff(newId(), 'DISTRICT_ADMIN', '/city/110106/'))).toBe('NOT_FOUND');
    expect(await code({}, HERE)).toBe('FORBIDDEN');
    expect(await code({ transferId: newId() }, THERE)).toBe('NOT_FOUND');
    expect(await code({ expectedVersion: 2 }, THERE)).toBe('VERSION_CONFLICT');
    const self = { ...THERE, personId: person.id };
    if (verb === 'acceptTransfer') expect(await code({}, self)).toBe('SEPARATION_OF_DUTIES');
    const once = { idempotencyKey: key() };
    const first = await mutate(verb, { transferId: transfer.id, ...once }, THERE);
    expect(first.errors).toBeUndefined();
    expect(await mutate(verb, { transferId: transfer.id, ...once }, THERE)).toEqual(first);
    for (const other of ['acceptTransfer', 'returnTransfer'])
      expect(await subgraph.code(mutate(other, { transferId: transfer.id, expectedVersion: 2 }, THERE))).toBe(
        'INVALID_TRANSITION',
      );
  });

  test('both unions’ staff see a transfer, and the receiving one its name; nobody else does', async () => {
    const { person, transfer } = await started();
    const seen = async (viewer: Viewer) => {
      const { data } = await subgraph.ask(
        viewer,
        '{ membershipTransfers(status: REQUESTED, first: 100) { nodes { id nameZh member { id } } } }',
      );
      return data.membershipTransfers.nodes.filter(({ id }: { id: string }) => id === transfer.id);
    };
    expect(await seen(HERE)).toEqual([{ id: transfer.id, nameZh: '王秀兰', member: { id: person.id } }]);
    expect(await seen(THERE)).toEqual([{ id: transfer.id, nameZh: '王秀兰', member: null }]);
    expect(await seen(member(person.id))).toHaveLength(1);
    expect(await seen(member(newId()))).toEqual([]);
    expect(await seen(staff(newId(), 'DISTRICT_ADMIN', '/city/110106/'))).toEqual([]);
    expect(await seen(staff(newId(), 'SOCIAL_DEPT'))).toEqual([]);
  });

  test('ORG-INV-3: a hundred transfers at once in a ring move exactly a hundred counts', async () => {
    const ring = await Promise.all(Array.from({ length: 4 }, () => buildJointUnion(subgraph.sql)));
    const people = [];
    for (let n = 0; n < 100; n++) people.push(await buildMember(subgraph.sql, { union: ring[n % 4] as UnionRow }));
    const asked = await Promise.all(
      people.map(({ id }, n) => request(id, { toUnionId: ring[((n % 4) + 1 + (n % 3)) % 4]?.id }, HERE)),
    );
    expect(asked.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    // Twice each: one of the two is refused.
    const ids = asked.flatMap(({ data }) => [data.requestTransfer.transfer.id, data.requestTransfer.transfer.id]);
    const codes = await Promise.all(ids.map((id) => subgraph.code(accept(id, {}, HERE))));
    expect(codes.filter((code) => code === null)).toHaveLength(100);
    const held = await subgraph.sql<{ id: string; held: number; real: number }>(
      `select u.id, u.member_count as held, (select count(*)::int from member m where m.union_id = u.id) as real
       from trade_union u where u.id = any($1)`,
      [ring.map(({ id }) => id)],
    );
    expect(held.map(({ held: count }) => count)).toEqual(held.map(({ real }) => real));
    expect(held.reduce((sum, { held: count }) => sum + count, 0)).toBe(100);
  });
});
