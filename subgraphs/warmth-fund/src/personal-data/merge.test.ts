import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
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
      data: { memberId, scopePath: '/city/110105/', validTo: '2018-09-30' },
    });
  const file = async (head: string, status: string) => {
    const id = newId();
    await subgraph.sql(
      `insert into hardship_file (id, file_no, head_member_id, category, causes, per_capita_monthly_fen, line_fen, status, opened_on, active_from, scope_path, version)
       values ($1, $4, $2, 'SUBSISTENCE', '{ILLNESS}', 10000, 58000, $3, '2013-01-01', '2013-02-01', '/city/110105/', 1)`,
      [id, head, status, `F-${id}`],
    );
    return id;
  };

  test('covers with their cards, and closed files, follow and go back; a second open household file stays', async () => {
    const [survivor, double, card] = [newId(), newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    await tell(card, double, 'activated', 3);
    const [own, second, rejected] = [
      await file(survivor, 'ACTIVE'),
      await file(double, 'ACTIVE'),
      await file(double, 'REJECTED'),
    ];
    const owners = async () => ({
      card: (await subgraph.sql('select distinct member_id as id from card_event where card_id = $1', [card])).map(
        ({ id }) => id,
      ),
      cover: (await subgraph.sql('select distinct member_id as id from coverage where card_id = $1', [card])).map(({ id }) => id),
      files: (
        await subgraph.sql(
          'select head_member_id as id from hardship_file where id = any($1) order by array_position($1::uuid[], id)',
          [[own, second, rejected]],
        )
      ).map(({ id }) => id),
    });
    const before = { card: [double], cover: [double], files: [survivor, double, double] };
    expect(await owners()).toEqual(before);
    expect(await hear('merged', ids)).toBe(204);
    expect(await owners()).toEqual({ card: [survivor], cover: [survivor], files: [survivor, double, survivor] });
    // What was told before the merge and comes after it is the survivor's.
    await tell(card, double, 'frozen', 4);
    expect(await owners()).toMatchObject({ card: [survivor], cover: [survivor] });
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await owners()).toEqual({ ...before, card: [double] });
  });
});
