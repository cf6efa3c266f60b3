import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { insertFile } from '../../test/hardship.ts';
import { warmthFund } from '../subgraph.ts';

describe('records of one person that are merged (C-16)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await subgraph.sql(`insert into mutual_aid_plan values ($1, 'MA-2013', '2013年度', '2013-01-01', '2013-12-31')`, [newId()]);
  });
  afterAll(() => subgraph.stop());

  const hear = (type: string, ids: { survivorId: string }) =>
    subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids });
  const tell = (card: string, memberId: string, kind: string, aggregateversion: number) =>
    subgraph.send({
      type: `organisation.card.${kind}`,
      subject: card,
      aggregateversion,
      time: `2013-10-0${aggregateversion}T04:00:00.000Z`,
      data: { memberId, scopePath: '/city/110105/', validTo: '2018-09-30', status: 'ACTIVE' },
    });
  const file = (head: string, status: string) => insertFile(subgraph, { head, status });

  const holders = async (card: string) =>
    (
      await subgraph.sql(
        `select member_id, status, from_day, to_day from coverage where card_id = $1 and status <> 'VOID' order by from_day`,
        [card],
      )
    ).map(({ member_id, status, from_day, to_day }) => [member_id, status, from_day, to_day]);
  const YEAR_END = '2013-12-31';

  /** Every order of some things. */
  const orders = <T>(list: readonly T[]): T[][] =>
    list.length < 2 ? [[...list]] : list.flatMap((one, at) => orders(list.toSpliced(at, 1)).map((rest) => [one, ...rest]));

  test('FND-INV-9: a cancelled double’s card that is active again after the merge covers its own record, heard in any order, twice', async () => {
    const all = orders(['merged', 'cancelled', 'moved', 'unmerged', 'moved back', 'activated again']);
    // Each of the six comes first, and last, in some.
    for (const order of all.filter((_, at) => at % 31 === 0)) {
      const [survivor, double, card] = [newId(), newId(), newId()];
      const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
      const events: Record<string, () => Promise<number>> = {
        merged: () => hear('merged', ids),
        cancelled: () => tell(card, double, 'cancelled', 4),
        moved: () => tell(card, survivor, 'moved', 5),
        unmerged: () => hear('unmerged', ids),
        'moved back': () => tell(card, double, 'moved', 6),
        'activated again': () => tell(card, double, 'activated', 7),
      };
      await tell(card, double, 'activated', 3);
      for (const name of [...order, ...order.slice(0, 2)]) expect(await events[name]?.()).toBe(204);
      expect([order, await holders(card)]).toEqual([
        order,
        [
          [double, 'ENDED', '2013-10-03', '2013-10-04'],
          [double, 'ACTIVE', '2013-10-07', YEAR_END],
        ],
      ]);
    }
  });

  test('a card that moves to the survivor covers the survivor, and what comes of it there goes back with it', async () => {
    const [survivor, double, card] = [newId(), newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    await tell(card, survivor, 'moved', 4);
    await hear('merged', ids);
    await tell(card, double, 'activated', 3);
    expect(await holders(card)).toEqual([[survivor, 'ACTIVE', '2013-10-03', YEAR_END]]);
    await tell(card, survivor, 'frozen', 5);
    await hear('unmerged', ids);
    await tell(card, double, 'moved', 7);
    await tell(card, survivor, 'activated', 6);
    expect(await holders(card)).toEqual([
      [double, 'SUSPENDED', '2013-10-03', '2013-10-05'],
      [double, 'ACTIVE', '2013-10-06', YEAR_END],
    ]);
  });

  test('FND-INV-4: a double’s place in an open household stays where the survivor is in another, and follows else', async () => {
    const [survivor, double, alone] = [newId(), newId(), newId()];
    const livingIn = async (memberId: string) => {
      const id = await file(newId(), 'ACTIVE');
      await subgraph.sql(
        `insert into household_member (id, household_id, member_id, relation, identity_hash, birth_date, monthly_income_fen)
         select $1::uuid, household_id, $2::uuid, 'PARENT', encode(sha256($2::uuid::text::bytea), 'hex'), '1950-01-01', 0 from hardship_file where id = $3`,
        [newId(), memberId, id],
      );
      return id;
    };
    const [own, second, third] = [await livingIn(survivor), await livingIn(double), await livingIn(alone)];
    const places = async () =>
      (
        await subgraph.sql(
          `select m.member_id as id from hardship_file f join household_member m on m.household_id = f.household_id
           where f.id = any($1) order by array_position($1::uuid[], f.id)`,
          [[own, second, third]],
        )
      ).map(({ id }) => id);
    const both = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    expect(await hear('merged', both)).toBe(204);
    expect(await places()).toEqual([survivor, double, alone]);
    const ids = { mergeId: newId(), survivorId: newId(), duplicateId: alone };
    expect(await hear('merged', ids)).toBe(204);
    expect(await places()).toEqual([survivor, double, ids.survivorId]);
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await places()).toEqual([survivor, double, alone]);
  });

  test('closed files follow and go back; a second open household file stays', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    const [own, second, rejected] = [
      await file(survivor, 'ACTIVE'),
      await file(double, 'ACTIVE'),
      await file(double, 'REJECTED'),
    ];
    const owners = async () =>
      (
        await subgraph.sql(
          'select head_member_id as id from hardship_file where id = any($1) order by array_position($1::uuid[], id)',
          [[own, second, rejected]],
        )
      ).map(({ id }) => id);
    expect(await owners()).toEqual([survivor, double, double]);
    expect(await hear('merged', ids)).toBe(204);
    expect(await owners()).toEqual([survivor, double, survivor]);
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await owners()).toEqual([survivor, double, double]);
  });
});
