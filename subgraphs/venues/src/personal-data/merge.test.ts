import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { venues } from '../subgraph.ts';

describe('records of one person that are merged (C-16)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const hear = (type: string, ids: { survivorId: string }) =>
    subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids });
  const suspend = async (memberId: string, from: string, to: string) => {
    const id = newId();
    await subgraph.sql(
      `insert into suspension (id, member_id, from_on, to_on, reason, imposed_at, scope_path) values ($1, $2, $3, $4, '两次未到', now(), '/city/110105/')`,
      [id, memberId, from, to],
    );
    return id;
  };

  test('of a card the latest event says whose it is, in whatever order the events come', async () => {
    const [survivor, double, card] = [newId(), newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    const tell = (type: string, aggregateversion: number, memberId: string, status: string) =>
      subgraph.send({
        type: `organisation.card.${type}`,
        subject: card,
        aggregateversion,
        data: { memberId, scopePath: '/city/110105/', validTo: '2018-09-30', status },
      });
    const known = async () =>
      (await subgraph.sql('select member_id as holder, status from card_standing where card_id = $1', [card]))[0];
    await tell('moved', 5, survivor, 'CANCELLED');
    await tell('cancelled', 4, double, 'CANCELLED');
    await hear('merged', ids);
    expect(await known()).toEqual({ holder: survivor, status: 'CANCELLED' });
    await tell('activated', 7, double, 'ACTIVE');
    await tell('moved', 6, double, 'CANCELLED');
    await hear('unmerged', ids);
    expect(await known()).toEqual({ holder: double, status: 'ACTIVE' });
    await tell('moved', 8, survivor, 'EXPIRED');
    expect(await known()).toEqual({ holder: survivor, status: 'CANCELLED' });
  });

  test('suspensions follow and go back; one that the survivor’s own covers stays', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    await suspend(survivor, '2013-10-01', '2013-10-30');
    const [covered, later] = [
      await suspend(double, '2013-10-15', '2013-11-13'),
      await suspend(double, '2013-12-01', '2013-12-30'),
    ];
    const owners = async () => [
      ...(await subgraph.sql('select member_id from suspension where id = any($1) order by from_on', [[covered, later]])).map(
        ({ member_id }) => member_id,
      ),
    ];
    expect(await owners()).toEqual([double, double]);
    expect(await hear('merged', ids)).toBe(204);
    expect(await owners()).toEqual([double, survivor]);
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await owners()).toEqual([double, double]);
  });
});
