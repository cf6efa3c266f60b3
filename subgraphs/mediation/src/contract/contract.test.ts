import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventually,
  expectOneOfTwenty,
  expectReplay,
  insert,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { type Built, buildEmployer, buildRound, buildSides, TERM } from '../../test/bargaining.ts';
import { buildDelegate } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const FIELDS = 'contract { id kind status version filedOn objectionBy publishBy employers { id } workersSide { id } }';
const LATER = '2013-11-05T09:00:00+08:00';

describe('collective contracts (S-38)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  const delegate = staff(newId(), 'LINKED_PARTY');
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation, { subscribers: listenerTo('mediation') });
    call = caller(subgraph);
    await insert(subgraph.sql, 'linked_party_delegate', { person_id: delegate.personId, party_code: 'HRSS' });
  });
  afterAll(() => subgraph.stop());

  const of = ({ contract }: Built) => ({ contractId: contract?.id, expectedVersion: contract?.version });
  const code = (answer: ReturnType<typeof call>) => subgraph.code(answer);
  const file = (built: Built, viewer = built.sides.officer, now?: string, more: object = {}) =>
    call('fileContract', FIELDS, { ...of(built), ...more }, viewer, now);
  const review = (built: Built, more: object = {}, viewer = delegate, now?: string) =>
    call('recordReview', FIELDS, { ...of(built), objection: '缺少决议', ...more }, viewer, now);
  const publish = (built: Built, now: string, more: object = {}) =>
    call(
      'publishContract',
      'contract { status publishedOn isPublishedLate }',
      { ...of(built), publishedIn: '厂务公开栏', ...more },
      built.sides.officer,
      now,
    );
  const read = async (built: Built, fields: string, now?: string, viewer = built.sides.officer) =>
    (await subgraph.ask(viewer, `{ collectiveContract(id: "${built.contract?.id}") { ${fields} } }`, {}, now)).data
      ?.collectiveContract;

  test('filed, in force when fifteen days and the Sunday are over, published, and over by its days', async () => {
    const built = await buildRound(subgraph, 'SIGNED');
    const { contract } = (await file(built)).data.fileContract;
    expect(contract).toMatchObject({
      kind: 'AREA',
      status: 'FILED',
      filedOn: '2013-10-19',
      objectionBy: '2013-11-04',
      publishBy: '2013-11-15',
    });
    expect([contract.workersSide.id, contract.employers]).toEqual([built.sides.unionId, [{ id: built.employers[0]?.id }]]);
    expect(await code(publish(built, '2013-11-04T09:00:00+08:00', { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    expect(await read(built, 'status', LATER)).toEqual({ status: 'EFFECTIVE' });
    const { data } = await publish(built, LATER, { expectedVersion: 2 });
    expect(data.publishContract.contract).toEqual({ status: 'PUBLISHED', publishedOn: '2013-11-05', isPublishedLate: false });
    expect(await code(publish(built, LATER, { expectedVersion: 3 }))).toBe('INVALID_TRANSITION');
    const round = async (now: string) =>
      (await subgraph.ask(built.sides.officer, `{ bargainingRound(id: "${built.id}") { status } }`, {}, now)).data.bargainingRound
        .status;
    expect([await round(LATER), await round('2014-10-19T09:00:00+08:00')]).toEqual(['PUBLISHED', 'EXPIRED']);
  });

  test.each([
    ['a wage agreement within seven days', 'WAGE_SPECIAL', '2013-10-28', '2013-10-29'],
    ['the others within ten', 'COLLECTIVE', '2013-10-29', '2013-10-30'],
  ])('2.2.3: %s', async (_, kind, last, late) => {
    const built = await buildRound(subgraph, 'SIGNED', { kind });
    expect(await code(file(built, undefined, `${late}T00:00:00+08:00`))).toBe('DEADLINE_PASSED');
    expect(await code(file(built, undefined, `${last}T23:59:59+08:00`))).toBeNull();
  });

  test('a late publication counts, and is marked', async () => {
    const built = await buildRound(subgraph, 'FILED');
    const { data } = await publish(built, '2013-11-16T09:00:00+08:00');
    expect(data.publishContract.contract).toEqual({ status: 'PUBLISHED', publishedOn: '2013-11-16', isPublishedLate: true });
  });

  test('who is not concerned knows of no contract before it is in force', async () => {
    const built = await buildRound(subgraph, 'FILED');
    const see = [built.sides.officer, built.sides.chiefs.EMPLOYER, built.employers[0]?.viewer as never, delegate];
    const blind = [member(newId()), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')];
    for (const viewer of see) expect(await read(built, 'id', undefined, viewer)).toEqual({ id: built.contract?.id });
    for (const viewer of blind) expect(await read(built, 'id', undefined, viewer)).toBeNull();
    for (const viewer of blind) expect(await read(built, 'round { id }', LATER, viewer)).toEqual({ round: null });
    const listed = (viewer: ReturnType<typeof member>, now?: string) =>
      subgraph.ask(viewer, `{ collectiveContracts(workersSideId: "${built.sides.unionId}") { totalCount } }`, {}, now);
    const counts = [await listed(blind[0] as never), await listed(blind[0] as never, LATER), await listed(built.sides.officer)];
    expect(counts.map(({ data }) => data.collectiveContracts.totalCount)).toEqual([0, 1, 1]);
  });

  test('C-19: of the linked parties the labour authority alone reads a contract before it is in force, once it is filed', async () => {
    const others = await Promise.all(
      ['UNION', 'JUSTICE', 'PETITION', 'COURT', 'ENTERPRISE_CONFED'].map((party) => buildDelegate(subgraph, party)),
    );
    const [signed, filed] = [await buildRound(subgraph, 'SIGNED'), await buildRound(subgraph, 'FILED')];
    const sees = async (built: Built, viewer: Viewer, now?: string) => {
      const inList = `{ collectiveContracts(workersSideId: "${built.sides.unionId}") { totalCount } }`;
      const { totalCount } = (await subgraph.ask(viewer, inList, {}, now)).data.collectiveContracts;
      return [(await read(built, 'id', now, viewer)) !== null, totalCount];
    };
    for (const viewer of [...others, staff(newId(), 'LINKED_PARTY')])
      for (const built of [signed, filed]) expect(await sees(built, viewer)).toEqual([false, 0]);
    expect([await sees(signed, delegate), await sees(filed, delegate)]).toEqual([
      [false, 0],
      [true, 1],
    ]);
    for (const viewer of others) expect(await sees(filed, viewer, LATER)).toEqual([true, 1]);
    const elsewhere = { ...delegate, grants: [{ role: 'LINKED_PARTY' as const, scopePath: '/city/110101/' }] };
    expect(await sees(filed, elsewhere)).toEqual([false, 0]);
    expect(await code(review(signed))).toBe('NOT_FOUND');
  });

  test('an objection in time keeps it out of force, once; its round is signed no more until it is taken up again', async () => {
    const built = await buildRound(subgraph, 'FILED');
    expect(await code(review(built, {}, staff(newId(), 'LINKED_PARTY')))).toBe('FORBIDDEN');
    expect(await code(review(built, { contractId: newId() }))).toBe('NOT_FOUND');
    expect(await code(review(built, { expectedVersion: 9 }))).toBe('VERSION_CONFLICT');
    expect(await code(review(built, { objection: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await code(review(built, {}, delegate, LATER))).toBe('DEADLINE_PASSED');
    await expectOneOfTwenty(() => review(built), 'VERSION_CONFLICT');
    expect(await code(review(built, { expectedVersion: 3 }))).toBe('INVALID_TRANSITION');
    expect(await read(built, 'status objection round { status version }', LATER)).toMatchObject({
      status: 'OBJECTED',
      objection: '缺少决议',
      round: { status: 'OBJECTED' },
    });
    const { version } = (await read(built, 'round { version }')).round;
    const on = { roundId: built.id, expectedVersion: version };
    expect(await code(call('signContract', 'round { id }', { ...on, side: 'WORKERS' }, built.sides.chiefs.WORKERS))).toBe(
      'INVALID_TRANSITION',
    );
    expect(await code(call('draftContract', 'round { id }', { ...on, ...TERM }, built.sides.officer))).toBe('INVALID_TRANSITION');
    const { data } = await call('resumeBargaining', 'round { status version }', on, built.sides.officer);
    expect(data.resumeBargaining.round.status).toBe('NEGOTIATING');
    const next = { roundId: built.id, expectedVersion: version + 1, ...TERM };
    expect(await code(call('draftContract', 'round { id }', next, built.sides.officer))).toBeNull();
  });

  test('by whom it is filed, once, and again under its key', async () => {
    const built = await buildRound(subgraph, 'SIGNED');
    for (const viewer of [staff(newId(), 'CITY_DEPT'), built.sides.admin, built.sides.chiefs.WORKERS])
      expect(await code(file(built, viewer))).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
    expect(await code(file(built, staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${newId()}/`)))).toBe('NOT_FOUND');
    await expectReplay((more) => file(built, undefined, undefined, more), { expectedVersion: 7 });
    expect(await code(file(built, undefined, undefined, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    const other = await buildRound(subgraph, 'SIGNED');
    await expectOneOfTwenty(() => file(other), 'VERSION_CONFLICT');
  });

  test('2.2.3: an employer that has a contract is asked again when its renewal is due, and by naming it', async () => {
    const sides = await buildSides(subgraph);
    const firm = await buildEmployer(subgraph, { unionId: sides.unionId });
    const built = await buildRound(subgraph, 'FILED', { kind: 'WAGE_SPECIAL', sides, employers: [firm] });
    const notice = (more: object, now: string) =>
      call(
        'noticeBargaining',
        'round { id renews { id } }',
        {
          initiator: 'WORKERS',
          kind: 'WAGE_SPECIAL',
          workersSideId: sides.unionId,
          employerIds: [firm.id],
          topic: '续订',
          ...more,
        },
        sides.officer,
        now,
      );
    const renewsContractId = built.contract?.id;
    const due = (now: string) => read(built, 'isRenewalDue renewalNoticeFrom', now);
    expect(await due('2014-08-19T09:00:00+08:00')).toEqual({ isRenewalDue: false, renewalNoticeFrom: '2014-08-20' });
    expect(await due('2014-08-20T09:00:00+08:00')).toMatchObject({ isRenewalDue: true });
    expect(await code(notice({ renewsContractId }, '2014-08-19T09:00:00+08:00'))).toBe('VALIDATION_FAILED');
    expect(await code(notice({}, '2014-08-20T09:00:00+08:00'))).toBe('DUPLICATE');
    expect(await code(notice({ renewsContractId: newId() }, '2014-08-20T09:00:00+08:00'))).toBe('NOT_FOUND');
    const list = async (now: string) =>
      (
        await subgraph.ask(
          sides.officer,
          `{ collectiveContracts(renewalDue: true, workersSideId: "${sides.unionId}") { nodes { id } } }`,
          {},
          now,
        )
      ).data.collectiveContracts.nodes;
    expect(await list('2014-08-20T09:00:00+08:00')).toEqual([{ id: renewsContractId }]);
    const { data } = await notice({ renewsContractId }, '2014-08-20T09:00:00+08:00');
    expect(data.noticeBargaining.round.renews).toEqual({ id: renewsContractId });
    expect([await due('2014-08-20T09:00:00+08:00'), await list('2014-08-20T09:00:00+08:00')]).toMatchObject([
      { isRenewalDue: false },
      [],
    ]);
    expect(await list('2014-09-20T09:00:00+08:00')).toEqual([{ id: renewsContractId }]);
  });

  test('a contract in force and one that is over are told', async () => {
    const built = await buildRound(subgraph, 'FILED');
    const settle = async (now: string) => {
      const job = JSON.stringify({ payload: { contractId: built.contract?.id }, clockOffset: Date.parse(now) - Date.now() });
      await subgraph.sql(`select graphile_worker.add_job('settle_contract', $1::json)`, [job]);
    };
    const told = async (type: string) =>
      await subgraph.sql<{ data: object }>(
        `select event->'data' as data from event_delivery where event->>'type' = $1 and event->>'subject' = $2`,
        [`mediation.contract.${type}`, built.contract?.id],
      );
    await settle('2013-11-04T09:00:00+08:00');
    await settle(LATER);
    await eventually(async () => (await told('effective')).length === 1);
    await settle('2014-10-19T09:00:00+08:00');
    await eventually(async () => (await told('expired')).length === 1);
    expect((await told('effective'))[0]?.data).toEqual({ kind: 'AREA', workersSideId: built.sides.unionId });
  });
});
