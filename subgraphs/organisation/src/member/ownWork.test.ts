import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildJointUnion, buildMember, buildStaff } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

let subgraph: TestSubgraph;
const [caseId, worker, other] = [newId(), newId(), newId()];
const [mediator, lawyer] = (['MEDIATOR', 'LAWYER'] as const).map((role) => staff(newId(), role, '/city/110105/')) as [
  Viewer,
  Viewer,
];
const cashier = staff(newId(), 'FUND_CASHIER');

beforeAll(async () => {
  subgraph = await testSubgraph(organisation);
  for (const id of [worker, other]) await buildMember(subgraph.sql, { id, district_code: '110105' });
});
afterAll(() => subgraph.stop());

const staffed = (version: number, staffIds: readonly unknown[]) =>
  subgraph.send({
    type: 'mediation.case.staffed',
    subject: caseId,
    data: { status: 'IN_MEDIATION', scopePath: '/city/110105/', applicantIds: [worker], staffIds, version },
  });
const names = async (viewer: Viewer) =>
  (await Promise.all([worker, other].map((id) => subgraph.ask(viewer, `{ member(id: "${id}") { id } }`)))).map(({ data }) =>
    data?.member ? 1 : 0,
  );

test('a mediator and a lawyer may read the workers of their own cases only, in any district, and may list no members (C-19)', async () => {
  expect([await names(mediator), await names(lawyer)]).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(await staffed(2, [mediator.personId, lawyer.personId])).toBeLessThan(300);
  expect([await names(mediator), await names(lawyer)]).toEqual([
    [1, 0],
    [1, 0],
  ]);
  for (const viewer of [mediator, lawyer])
    expect(await subgraph.code(subgraph.ask(viewer, '{ members { nodes { id } } }'))).toBe('FORBIDDEN');
});

test('acts on a record that is read for one’s own work are FORBIDDEN, not as if it were not there', async () => {
  const card = await buildCard(subgraph.sql, worker, 'ISSUED');
  const send = async (verb: string, input: object) =>
    (await caller(subgraph)(verb, 'card { id }', input, mediator)).errors?.[0]?.extensions;
  for (const verb of ['activateCard', 'freezeCard', 'reportCardLost', 'cancelCard'])
    expect([verb, await send(verb, { cardId: card.id, expectedVersion: 1 })]).toMatchObject([
      verb,
      { code: 'FORBIDDEN', missing: [{ kind: 'role' }] },
    ]);
  expect(await send('applyCard', { memberId: worker })).toMatchObject({ code: 'FORBIDDEN', missing: [{ kind: 'role' }] });
  const hidden = await buildCard(subgraph.sql, other, 'ISSUED');
  expect(await send('activateCard', { cardId: hidden.id, expectedVersion: 1 })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await send('applyCard', { memberId: other })).toMatchObject({ code: 'NOT_FOUND' });
});

test('a mediator who is removed from a case may no longer read its workers, even if an older event arrives late', async () => {
  await staffed(4, [lawyer.personId]);
  await staffed(3, [mediator.personId]);
  expect([await names(mediator), await names(lawyer)]).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

test('a mediator who has left the staff reads the workers of their cases no more', async () => {
  const mediating = await buildStaff(subgraph.sql, await buildJointUnion(subgraph.sql));
  const viewer = staff(mediating.id, 'MEDIATOR', '/city/110105/');
  await staffed(5, [mediating.id, lawyer.personId]);
  expect(await names(viewer)).toEqual([1, 0]);
  await subgraph.sql(`update staff_member set status = 'LEFT', left_at = '2013-10-18' where id = $1`, [mediating.id]);
  expect(await names(viewer)).toEqual([0, 0]);
});

describe('legal aid for a mediation ends with its last day', () => {
  const [LAST, OVER] = ['2013-10-30T23:59:59+08:00', '2013-10-31T00:00:00+08:00'];
  const dispute = () => {
    const [about, aide, lasting] = [newId(), staff(newId(), 'LAWYER'), staff(newId(), 'MEDIATOR', '/city/110101/')];
    const tell = (version: number, lastDay: string | null | undefined, staffIds = [lasting.personId, aide.personId]) =>
      subgraph.send({
        type: 'mediation.case.staffed',
        subject: about,
        data: {
          status: 'IN_MEDIATION',
          scopePath: '/city/110101/',
          applicantIds: [other],
          staffIds,
          version,
          ...(lastDay === undefined
            ? {}
            : { staff: staffIds.map((personId) => ({ personId, lastDay: personId === aide.personId ? lastDay : null })) }),
        },
      });
    return { about, aide, lasting, tell };
  };
  const reads = async (viewer: Viewer, now: string) =>
    (await subgraph.ask(viewer, `{ member(id: "${other}") { id phoneMasked card { id } consents { id } } }`, {}, now)).data
      ?.member?.id === other;

  test('the lawyer reads the record until then, by the clock of the request; the mediator goes on, and another day counts once it is told', async () => {
    const { aide, lasting, tell } = dispute();
    const both = async (now: string) => [await reads(aide, now), await reads(lasting, now)];
    expect(await tell(2, '2013-10-30')).toBeLessThan(300);
    expect([await both(LAST), await both(OVER)]).toEqual([
      [true, true],
      [false, true],
    ]);
    await tell(3, '2013-11-04');
    expect([await reads(aide, OVER), await reads(aide, '2013-11-05T00:00:00+08:00')]).toEqual([true, false]);
    await tell(2, null);
    expect(await reads(aide, '2013-11-05T00:00:00+08:00')).toBe(false);
    await tell(4, null);
    expect(await reads(aide, '2033-11-05T00:00:00+08:00')).toBe(true);
  });

  test('what hangs on the record, and acts on it, go by the same day', async () => {
    const { aide, tell } = dispute();
    await tell(1, '2013-10-30');
    const card = await buildCard(subgraph.sql, other, 'CANCELLED');
    const entity = async (now: string) => {
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Card { id } } }';
      const { data } = await subgraph.ask(aide, query, { r: [{ __typename: 'Card', id: card.id }] }, now);
      return data._entities[0]?.id ?? null;
    };
    expect([await entity(LAST), await entity(OVER)]).toEqual([card.id, null]);
    const act = async (now: string) =>
      (await caller(subgraph)('applyCard', 'card { id }', { memberId: other }, aide, now)).errors?.[0]?.extensions.code;
    expect([await act(LAST), await act(OVER)]).toEqual(['FORBIDDEN', 'NOT_FOUND']);
  });

  test('of one version an event of a release that told no days changes nothing, in whatever order they come', async () => {
    const { aide, tell } = dispute();
    await tell(5, undefined);
    expect(await reads(aide, OVER)).toBe(true);
    await tell(5, '2013-10-30');
    await tell(5, undefined);
    expect([await reads(aide, LAST), await reads(aide, OVER)]).toEqual([true, false]);
  });

  test('after nobody works on a case, an older event gives nobody a right', async () => {
    const { aide, lasting, tell } = dispute();
    await tell(7, null, []);
    await tell(6, null);
    expect([await reads(aide, LAST), await reads(lasting, LAST)]).toEqual([false, false]);
  });

  test('two events of one case at once leave what the later one tells', async () => {
    for (let round = 0; round < 5; round++) {
      const { aide, tell } = dispute();
      await Promise.all([tell(2, '2013-10-30'), tell(3, '2013-10-20'), tell(1, null)]);
      expect([await reads(aide, '2013-10-20T12:00:00+08:00'), await reads(aide, LAST)]).toEqual([true, false]);
    }
  });
});

describe('C-19: approvers and cashiers of the fund', () => {
  const nameOf = async (viewer: Viewer, id = worker) =>
    (await subgraph.ask(viewer, `{ member(id: "${id}") { nameZh } }`)).data.member?.nameZh ?? null;
  const tell = (type: string, subject: string, aggregateversion: number, listed: boolean, scopePath = '/city/110105/') =>
    subgraph.send({
      type: `warmth-fund.${type}.listed`,
      subject,
      aggregateversion,
      data: { memberId: worker, scopePath, listed },
    });
  const approver = staff(newId(), 'FUND_APPROVER');
  const both = async () => [await nameOf(approver), await nameOf(cashier)].map((name) => name !== null);

  test('read no name of a member with whom the fund never had to do', async () => {
    for (const viewer of [approver, cashier, staff(newId(), 'FUND_CASHIER', '/city/110105/'), staff(newId(), 'FUND_ACCOUNTANT')])
      expect([await nameOf(viewer), await nameOf(viewer, other)]).toEqual([null, null]);
    expect(await subgraph.code(subgraph.ask(cashier, `{ member(id: "${worker}") { nameZh } }`))).toBe('NOT_FOUND');
  });

  test.each([
    ['applicant', [true, false]],
    ['payee', [true, true]],
    ['donor', [true, true]],
  ])('while a member is listed as %s, the approver and the cashier read: %j', async (type, expected) => {
    const occasion = newId();
    expect(await tell(type, occasion, 1, true)).toBe(204);
    expect(await both()).toEqual(expected);
    // Neither of somebody else, nor elsewhere, nor in another office.
    for (const viewer of [approver, cashier]) expect(await nameOf(viewer, other)).toBeNull();
    expect(await nameOf(staff(newId(), 'FUND_CASHIER', '/city/110101/'))).toBeNull();
    for (const role of ['FUND_ACCOUNTANT', 'AUDITOR', 'TEACHER', 'VENUE_MANAGER'] as const)
      expect([role, await nameOf(staff(newId(), role))]).toEqual([role, null]);
    await tell(type, occasion, 3, false);
    await tell(type, occasion, 2, true);
    expect(await both()).toEqual([false, false]);
  });

  test('read the name while one of several occasions lasts, and nothing else of the record', async () => {
    const [first, second] = [newId(), newId()];
    for (const payout of [first, second]) await tell('payee', payout, 1, true);
    await tell('payee', first, 2, false);
    expect(await both()).toEqual([true, true]);
    const ask = (fields: string) => subgraph.ask(cashier, `{ member(id: "${worker}") { ${fields} } }`);
    for (const field of [
      'identityMasked',
      'phoneMasked',
      'birthYear',
      'membershipStatus',
      'memberNo',
      'union { id }',
      'employer { id }',
    ])
      expect([field, (await ask(field)).errors?.[0]?.extensions.code]).toEqual([field, 'FORBIDDEN']);
    expect((await ask('card { id } consents { id }')).data.member).toMatchObject({ card: null, consents: [] });
    expect(await subgraph.code(subgraph.ask(cashier, '{ members { nodes { id } } }'))).toBe('FORBIDDEN');
    await tell('payee', second, 2, false);
    expect(await both()).toEqual([false, false]);
  });
});

test('C-19: an institution reads the names of its students of the degree plan, while their studies last', async () => {
  const [application, institution] = [newId(), `/city/${newId()}/`];
  const nameFor = async (viewer: Viewer) =>
    (await subgraph.ask(viewer, `{ member(id: "${other}") { nameZh } }`)).data.member?.nameZh ?? null;
  const school = staff(newId(), 'INSTITUTION', institution);
  const listed = (aggregateversion: number, isListed: boolean) =>
    subgraph.send({
      type: 'training.student.listed',
      subject: application,
      aggregateversion,
      data: { memberId: other, institutionPath: institution, listed: isListed },
    });
  expect(await nameFor(school)).toBeNull();
  expect(await listed(5, true)).toBe(204);
  expect(await nameFor(school)).toEqual(expect.any(String));
  expect(await nameFor(staff(newId(), 'INSTITUTION', '/city/110105/'))).toBeNull();
  expect(await subgraph.code(subgraph.ask(school, `{ member(id: "${other}") { phoneMasked } }`))).toBe('FORBIDDEN');
  await listed(8, false);
  expect(await nameFor(school)).toBeNull();
});

test('C-10: a teacher reads the name of who waits until the session begins, by the clock of the request, and on once they have a place', async () => {
  const [enrolment, institution, starts] = [newId(), `/city/110105/${newId()}/`, '2013-10-21T01:00:00.000Z'];
  const teacher = staff(newId(), 'TEACHER', institution);
  const reads = async (now: string) =>
    (await subgraph.ask(teacher, `{ member(id: "${other}") { nameZh } }`, {}, now)).data.member?.nameZh != null;
  const listed = (aggregateversion: number, until?: string | null) =>
    subgraph.send({
      type: 'training.enrolment.listed',
      subject: enrolment,
      aggregateversion,
      data: { memberId: other, institutionPath: institution, listed: true, ...(until === undefined ? {} : { until }) },
    });
  const both = async () => [await reads('2013-10-21T08:59:59+08:00'), await reads('2013-10-21T09:00:00+08:00')];
  expect(await listed(1, starts)).toBe(204);
  expect(await both()).toEqual([true, false]);
  // An event of a release that tells no end does not take away what is known.
  await listed(1);
  expect(await both()).toEqual([true, false]);
  await listed(2, null);
  expect(await both()).toEqual([true, true]);
  await listed(1, starts);
  expect(await both()).toEqual([true, true]);
});

test('C-10: a teacher may read the names of enrolled members, a venue manager those of members with a booking, while they are listed, and no other field', async () => {
  const [enrolment, booking, institution, venue] = [newId(), newId(), `/city/110105/${newId()}/`, `/city/110101/${newId()}/`];
  const teacher = staff(newId(), 'TEACHER', institution);
  const manager = staff(newId(), 'VENUE_MANAGER', venue);
  const nameOf = async (viewer: Viewer) =>
    (await subgraph.ask(viewer, `{ member(id: "${other}") { nameZh } }`)).data.member?.nameZh ?? null;
  const listed = (aggregateversion: number, isListed: boolean) =>
    subgraph.send({
      type: 'training.enrolment.listed',
      subject: enrolment,
      aggregateversion,
      data: { memberId: other, institutionPath: institution, listed: isListed },
    });
  const booked = (type: string, aggregateversion: number) =>
    subgraph.send({
      type: `venues.booking.${type}`,
      subject: booking,
      aggregateversion,
      data: { memberId: other, facilityId: newId(), scopePath: venue, priceFen: '0', by: 'MEMBER' },
    });
  expect([await nameOf(teacher), await nameOf(manager)]).toEqual([null, null]);
  for (const status of [await listed(1, true), await booked('confirmed', 2)]) expect(status).toBeLessThan(300);
  const name = await nameOf(teacher);
  expect([name, await nameOf(manager)]).toEqual([expect.any(String), name]);
  for (const viewer of [
    staff(newId(), 'TEACHER', '/city/110106/'),
    staff(newId(), 'VENUE_MANAGER', `/city/110101/${newId()}/`),
    // An enrolment gives a venue manager no access, and a booking gives none to a teacher.
    staff(newId(), 'VENUE_MANAGER', institution),
    staff(newId(), 'TEACHER', venue),
    staff(newId(), 'TROUPE_MANAGER'),
  ])
    expect(await nameOf(viewer)).toBeNull();
  for (const viewer of [teacher, manager]) {
    for (const field of ['phoneMasked', 'birthYear', 'union { id }', 'memberNo'])
      expect(await subgraph.code(subgraph.ask(viewer, `{ member(id: "${other}") { ${field} } }`))).toBe('FORBIDDEN');
    expect(await subgraph.code(subgraph.ask(viewer, '{ members { nodes { id } } }'))).toBe('FORBIDDEN');
  }
  await listed(3, false);
  await listed(2, true);
  await booked('cancelled', 3);
  expect([await nameOf(teacher), await nameOf(manager)]).toEqual([null, null]);
});
