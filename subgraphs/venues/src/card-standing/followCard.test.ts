import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { venues } from '../subgraph.ts';

describe('what is known of a card', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const memberId = newId();
  const STATUS: Readonly<Record<string, string>> = {
    activated: 'ACTIVE',
    frozen: 'FROZEN',
    lost: 'LOST',
    cancelled: 'CANCELLED',
  };
  const send = (subject: string, type: string, aggregateversion: number, more: object = {}, id?: string) =>
    subgraph.send({
      type: `organisation.card.${type}`,
      subject,
      aggregateversion,
      data: { memberId, scopePath: '/city/110105/', validTo: null, status: STATUS[type], ...more },
      ...(id ? { id } : {}),
    });
  const known = async (cardId: string) => {
    const [row] = await subgraph.sql(
      'select status, valid_to as "validTo", aggregate_version as version from card_standing where card_id = $1',
      [cardId],
    );
    return row;
  };

  test('follows the card through its life', async () => {
    const card = newId();
    expect(await send(card, 'activated', 3, { validTo: '2016-10-18' })).toBe(204);
    expect(await known(card)).toEqual({ status: 'ACTIVE', validTo: '2016-10-18', version: 3 });
    for (const [type, status, version] of [
      ['frozen', 'FROZEN', 4],
      ['activated', 'ACTIVE', 5],
      ['lost', 'LOST', 6],
      ['cancelled', 'CANCELLED', 7],
    ] as const) {
      await send(card, type, version);
      expect(await known(card)).toEqual({ status, validTo: '2016-10-18', version });
    }
  });

  test('a late event, a repeated one and one of another kind change nothing', async () => {
    const card = newId();
    await send(card, 'frozen', 5);
    await send(card, 'activated', 4);
    await send(card, 'issued', 9);
    expect(await known(card)).toEqual({ status: 'FROZEN', validTo: null, version: 5 });
    const id = newId();
    await send(card, 'activated', 6, {}, id);
    await send(card, 'activated', 6, {}, id);
    expect(await known(card)).toMatchObject({ status: 'ACTIVE', version: 6 });
  });
});
