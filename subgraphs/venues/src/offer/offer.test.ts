import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, CHAOYANG, withKey } from '../../test/build.ts';
import { buildOffer, buildPalaceHall, buildTheatre } from '../../test/outreach.ts';
import { venues } from '../subgraph.ts';
import { directionOf, type FiveKind } from './rules.ts';

const PUBLISH =
  'mutation ($input: PublishOfferInput!) { publishOffer(input: $input) { offer { id direction kind nameZh period { from to } quota servedCount facility { id } } } }';

test.each<[FiveKind, string]>([
  ['PALACE', 'IN'],
  ['HALL', 'IN'],
  ['LECTURE', 'IN'],
  ['THEATRE', 'IN'],
  ['CINEMA', 'IN'],
  ['PERFORMANCE', 'OUT'],
  ['FILM', 'OUT'],
  ['COACHING', 'OUT'],
  ['PLANNING', 'OUT'],
  ['WORKS', 'OUT'],
])('%s goes %s (S-67)', (kind, direction) => expect(directionOf(kind)).toBe(direction));

describe('offers of the five in and five out (S-67)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const troupe = staff(newId(), 'TROUPE_MANAGER');
  const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const publish = (given: object, viewer = troupe) =>
    subgraph.ask(
      viewer,
      PUBLISH,
      withKey({ kind: 'WORKS', nameZh: `送春联 ${newId()}`, from: '2013-10-20', to: '2014-02-01', ...given }),
    );
  const code = (given: object, viewer = troupe) => subgraph.code(publish(given, viewer));

  test('a place is offered by its manager, of a kind that it is', async () => {
    const [theatre, hall] = [await buildTheatre(subgraph.sql), await buildPalaceHall(subgraph.sql)];
    expect((await publish({ kind: 'THEATRE', facilityId: theatre, quota: 12 }, manager)).data.publishOffer.offer).toMatchObject({
      ...{ direction: 'IN', kind: 'THEATRE', quota: 12, servedCount: 0, facility: { id: theatre } },
      period: { from: '2013-10-20', to: '2014-02-01' },
    });
    expect(await code({ kind: 'THEATRE', facilityId: theatre }, staff(newId(), 'VENUE_MANAGER', '/city/110101/'))).toBe(
      'FORBIDDEN',
    );
    expect(await code({ kind: 'THEATRE', facilityId: theatre })).toBe('FORBIDDEN');
    for (const [kind, facilityId, expected] of [
      ['THEATRE', undefined, 'BAD_USER_INPUT'],
      ['CINEMA', theatre, 'VALIDATION_FAILED'],
      ['PALACE', theatre, 'VALIDATION_FAILED'],
      ['PALACE', hall, null],
      ['HALL', hall, null],
      ['FILM', hall, 'VALIDATION_FAILED'],
      ['HALL', newId(), 'NOT_FOUND'],
    ] as const)
      expect([kind, await code({ kind, facilityId }, manager)]).toEqual([kind, expected]);
  });

  test.each<[string, object, string]>([
    ['begun more than a year ago', { from: '2012-10-18' }, 'BAD_USER_INPUT'],
    ['over already', { from: '2013-10-01', to: '2013-10-18' }, 'BAD_USER_INPUT'],
    ['the wrong way round', { from: '2013-11-02', to: '2013-11-01' }, 'BAD_USER_INPUT'],
    ['too far ahead', { to: '2014-10-20' }, 'BAD_USER_INPUT'],
    ['for nobody', { quota: 0 }, 'BAD_USER_INPUT'],
    ['without a name', { nameZh: ' ' }, 'BAD_USER_INPUT'],
  ])('none is published that is %s', async (_, given, expected) => expect(await code(given)).toBe(expected));

  test('to the last day that is allowed, and once', async () => {
    expect(await code({ nameZh: '送春联', to: '2014-10-19' })).toBeNull();
    expect(await code({ nameZh: '送 春联' })).toBe('DUPLICATE');
    expect(await code({ nameZh: '送春联', districtCode: '110105' })).toBeNull();
  });

  test('everybody reads them, by direction, kind and day', async () => {
    const id = await buildOffer(subgraph.sql, { kind: 'FILM', from_on: '2013-09-01', to_on: '2013-10-19' });
    const LIST =
      'query ($kind: FiveKind, $from: Date) { fiveInFiveOut(direction: OUT, kind: $kind, from: $from) { nodes { id } } in: fiveInFiveOut(direction: IN, kind: $kind) { totalCount } }';
    const read = async (variables: object, now?: string) => (await subgraph.ask(ANONYMOUS, LIST, variables, now)).data;
    expect(await read({ kind: 'FILM' })).toEqual({ fiveInFiveOut: { nodes: [{ id }] }, in: { totalCount: 0 } });
    expect((await read({ kind: 'FILM' }, at('00:00', '2013-10-20'))).fiveInFiveOut.nodes).toEqual([]);
    expect((await read({ kind: 'FILM', from: '2013-10-01' }, at('00:00', '2013-10-20'))).fiveInFiveOut.nodes).toEqual([{ id }]);
    expect((await read({ kind: 'COACHING' })).fiveInFiveOut.nodes).toEqual([]);
  });
});
