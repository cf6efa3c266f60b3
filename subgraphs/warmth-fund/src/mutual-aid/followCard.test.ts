import { createDataSource, newId } from '@union-graph/subgraph';
import { eventually, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { warmthFund } from '../subgraph.ts';

const MEMBER = `query ($id: ID!) {
  _entities(representations: [{ __typename: "Member", id: $id }]) {
    ... on Member { coverage { status from to plan { code benefits { code capFen rateBp } } card { id } } }
  }
}`;
const CARD = `query ($id: ID!) {
  _entities(representations: [{ __typename: "Card", id: $id }]) { ... on Card { coverage { status from to member { id } } } }
}`;
const TODAY = '2013-10-19T10:00:00+08:00';

describe('cover follows the card (FND-INV-9)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    // Nobody listens there: what was announced stays in the queue, to be read.
    const subscribers = [{ type: 'warmth-fund.coverage.*', name: 'reports', url: 'http://127.0.0.1:9/events' }];
    subgraph = await testSubgraph(warmthFund, { subscribers });
    await subgraph.sql(`insert into mutual_aid_plan values ($1, 'MA-2013', '2013年度', '2013-01-01', '2013-12-31')`, [newId()]);
    await subgraph.sql(`insert into mutual_aid_benefit select id, 'HOME_FIRE', 1000, 300000, '{}' from mutual_aid_plan`);
  });
  afterAll(() => subgraph.stop());

  const holder = () => ({ card: newId(), person: newId() });
  const tell = ({ card, person }: ReturnType<typeof holder>, kind: string, version: number, day: string, validTo?: string) =>
    subgraph.send({
      type: `organisation.card.${kind}`,
      subject: card,
      aggregateversion: version,
      time: `${day}T04:00:00.000Z`,
      data: { memberId: person, scopePath: '/city/110105/', validTo: validTo ?? null, status: 'ACTIVE' },
    });
  const cover = async (person: string, viewer = member(person), now = TODAY) =>
    (await subgraph.ask(viewer, MEMBER, { id: person }, now)).data._entities[0].coverage;

  const listed = (person: string, aggregateversion: number, diedOn: string | null) =>
    subgraph.send({
      type: 'organisation.member.listed',
      subject: person,
      aggregateversion,
      data: {
        ...{ unionId: null, scopePath: '/city/110105/u/', nameHash: 'a'.repeat(64), identityProof: 'b'.repeat(64) },
        ...{ hasDied: diedOn !== null, diedOn },
      },
    });

  test('a cover ends on the day of death, whichever is told first: the death, or the card that it ends', async () => {
    // The login of who has died reads nothing.
    const caseworker = staff(newId(), 'FUND_CASEWORKER');
    const [one, other] = [holder(), holder()];
    await tell(one, 'activated', 3, '2013-10-01');
    await listed(one.person, 2, '2013-10-05');
    expect(await cover(one.person, caseworker)).toMatchObject({ status: 'ENDED', from: '2013-10-01', to: '2013-10-05' });
    await tell(one, 'cancelled', 4, '2013-10-15');
    await listed(other.person, 2, '2013-10-05');
    await tell(other, 'activated', 3, '2013-10-01');
    await tell(other, 'cancelled', 4, '2013-10-15');
    for (const { person } of [one, other])
      expect(await cover(person, caseworker)).toMatchObject({ status: 'ENDED', from: '2013-10-01', to: '2013-10-05' });
    await listed(one.person, 3, null);
    expect(await cover(one.person, caseworker)).toMatchObject({ status: 'ENDED', to: '2013-10-15' });
  });

  test('J-01, J-16: active, frozen, active again, lost', async () => {
    const who = holder();
    expect(await tell(who, 'activated', 3, '2013-10-01', '2018-09-30')).toBe(204);
    expect(await cover(who.person)).toEqual({
      status: 'ACTIVE',
      from: '2013-10-01',
      to: '2013-12-31',
      card: { id: who.card },
      plan: { code: 'MA-2013', benefits: [{ code: 'HOME_FIRE', capFen: '300000', rateBp: 1000 }] },
    });
    await tell(who, 'frozen', 4, '2013-10-10');
    expect(await cover(who.person)).toMatchObject({ status: 'SUSPENDED', from: '2013-10-01', to: '2013-10-10' });
    await tell(who, 'activated', 5, '2013-10-15');
    expect(await cover(who.person)).toMatchObject({ status: 'ACTIVE', from: '2013-10-15', to: '2013-12-31' });
    await tell(who, 'lost', 6, '2013-10-18');
    expect(await cover(who.person)).toMatchObject({ status: 'ENDED', from: '2013-10-15', to: '2013-10-18' });
    expect(await subgraph.sql('select count(*)::int as n from coverage where card_id = $1', [who.card])).toEqual([{ n: 2 }]);
    expect((await subgraph.ask(member(who.person), CARD, { id: who.card })).data._entities[0].coverage).toMatchObject({
      status: 'ENDED',
      member: { id: who.person },
    });
  });

  test('every change of a cover is announced, without a name', async () => {
    const who = holder();
    await tell(who, 'activated', 3, '2013-10-01');
    await tell(who, 'activated', 3, '2013-10-01');
    await tell(who, 'frozen', 4, '2013-10-10');
    const announced = await subgraph.sql<{ event: object }>(
      `select event from event_delivery
       where event -> 'data' ->> 'cardId' = $1 order by event ->> 'aggregateversion'`,
      [who.card],
    );
    const data = { cardId: who.card, memberId: who.person, from: '2013-10-01' };
    expect(announced.map(({ event }) => event)).toMatchObject([
      { type: 'warmth-fund.coverage.changed', aggregateversion: 1, data: { ...data, to: '2013-12-31', status: 'ACTIVE' } },
      { type: 'warmth-fund.coverage.changed', aggregateversion: 2, data: { ...data, to: '2013-10-10', status: 'SUSPENDED' } },
    ]);
    expect(announced).toHaveLength(2);
  });

  test('a freeze that overtakes its activation suspends all the same, and repeats change nothing', async () => {
    const who = holder();
    await tell(who, 'frozen', 4, '2013-10-10');
    expect(await cover(who.person)).toBeNull();
    await tell(who, 'activated', 3, '2013-10-01');
    await tell(who, 'activated', 3, '2013-10-01');
    await tell(who, 'frozen', 4, '2013-10-10');
    expect(await cover(who.person)).toMatchObject({ status: 'SUSPENDED', from: '2013-10-01', to: '2013-10-10' });
    expect(await subgraph.sql('select version from coverage where card_id = $1', [who.card])).toEqual([{ version: 1 }]);
  });

  test('20 deliveries at once, in any order, give the same cover', async () => {
    const who = holder();
    const events = [
      ['activated', 3, '2013-02-01'],
      ['frozen', 4, '2013-03-01'],
      ['activated', 5, '2013-04-01'],
      ['frozen', 6, '2013-05-01'],
      ['activated', 7, '2013-06-01'],
    ] as const;
    const sent = [...events, ...events.toReversed(), ...events, ...events.toReversed()].map(([kind, version, day]) =>
      tell(who, kind, version, day),
    );
    expect(new Set(await Promise.all(sent))).toEqual(new Set([204]));
    expect(
      await subgraph.sql(
        `select from_day, to_day, status from coverage where card_id = $1 and status <> 'VOID' order by from_day`,
        [who.card],
      ),
    ).toEqual([
      { from_day: '2013-02-01', to_day: '2013-03-01', status: 'SUSPENDED' },
      { from_day: '2013-04-01', to_day: '2013-05-01', status: 'SUSPENDED' },
      { from_day: '2013-06-01', to_day: '2013-12-31', status: 'ACTIVE' },
    ]);
  });

  test('a late freeze before the period takes the cover of the period back', async () => {
    const who = holder();
    await tell(who, 'activated', 3, '2012-06-01');
    // The plan has begun since, and nothing has written the cover under it.
    expect(await cover(who.person)).toMatchObject({ status: 'ACTIVE', from: '2013-01-01' });
    expect(await subgraph.sql('select from coverage where card_id = $1', [who.card])).toEqual([]);
    await tell(who, 'lost', 5, '2013-10-18');
    expect(await cover(who.person)).toMatchObject({ status: 'ENDED', from: '2013-01-01', to: '2013-10-18' });
    await tell(who, 'frozen', 4, '2012-12-01');
    expect(await cover(who.person)).toBeNull();
  });

  test('time ends a cover whether or not anything ran', async () => {
    const who = holder();
    await tell(who, 'activated', 3, '2013-10-01');
    expect(await cover(who.person, member(who.person), '2013-12-31T15:59:59Z')).toMatchObject({ status: 'ACTIVE' });
    expect(await cover(who.person, member(who.person), '2013-12-31T16:00:00Z')).toMatchObject({
      status: 'ENDED',
      to: '2013-12-31',
    });
  });

  test('the card goes on under the next plan when its day has come', async () => {
    const who = holder();
    await tell(who, 'activated', 3, '2013-10-01');
    const [job] = await subgraph.sql<{ payload: { payload: unknown; clockOffset: number } }>(
      `select payload from graphile_worker._private_jobs where key = $1`,
      [`continue_coverage:${who.card}`],
    );
    expect(job?.payload.payload).toEqual({ cardId: who.card });
  });

  test('a task that goes on with a card takes nothing back that an event wrote at the same time', async () => {
    const who = holder();
    await tell(who, 'activated', 3, '2013-10-01');
    const source = await createDataSource({ url: subgraph.database.migratorUrl, entities: [] }).initialize();
    const holdsRow = source.createQueryRunner();
    try {
      await holdsRow.startTransaction();
      await holdsRow.query('select from coverage where card_id = $1 for update', [who.card]);
      const told = tell(who, 'lost', 4, '2013-10-18');
      await eventually(async () => (await waiting()) === 1);
      // It begins while the event is not committed, and ends behind it.
      await subgraph.sql('update graphile_worker._private_jobs set run_at = now() where key = $1', [
        `continue_coverage:${who.card}`,
      ]);
      await eventually(async () => (await waiting()) === 2);
      await holdsRow.rollbackTransaction();
      expect(await told).toBe(204);
    } finally {
      await source.destroy();
    }
    await eventually(async () => (await waiting()) === 0);
    const running = 'select from graphile_worker._private_jobs where locked_at is not null';
    await eventually(async () => (await subgraph.sql(running)).length === 0);
    expect(await cover(who.person)).toMatchObject({ status: 'ENDED', to: '2013-10-18' });
  });
  const waiting = async () =>
    (
      await subgraph.sql(
        'select distinct pid from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
      )
    ).length;

  test('who may see it', async () => {
    const who = holder();
    await tell(who, 'activated', 3, '2013-10-01');
    for (const viewer of [
      staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/'),
      staff(newId(), 'FUND_CASEWORKER'),
      staff(newId(), 'AUDITOR'),
    ]) {
      expect(await cover(who.person, viewer)).toMatchObject({ status: 'ACTIVE' });
    }
    for (const viewer of [
      member(newId()),
      staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'),
      staff(newId(), 'VENUE_MANAGER'),
    ]) {
      expect(await cover(who.person, viewer)).toBeNull();
      expect((await subgraph.ask(viewer, CARD, { id: who.card })).data._entities[0].coverage).toBeNull();
    }
    expect((await subgraph.ask(member(who.person), '{ myCoverage { status } }')).data.myCoverage).toEqual({ status: 'ACTIVE' });
    expect((await subgraph.ask(member(newId()), '{ myCoverage { status } }')).data.myCoverage).toBeNull();
    expect((await subgraph.ask(member(newId()), '{ mutualAidPlans { code periodTo } }')).data.mutualAidPlans).toEqual([
      { code: 'MA-2013', periodTo: '2013-12-31' },
    ]);
  });

  test.each([
    ['no member', { memberId: 'x' }],
    ['no path', { scopePath: '/x/' }],
    ['an impossible last day', { validTo: 'soon' }],
  ])('an event with %s is refused', async (_, data) => {
    const status = await subgraph.send({
      type: 'organisation.card.activated',
      subject: newId(),
      data: { memberId: newId(), scopePath: '/city/', validTo: null, status: 'ACTIVE', ...data },
    });
    expect(status).toBe(400);
  });
});
