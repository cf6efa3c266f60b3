import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, CHAOYANG } from '../../test/build.ts';
import { buildEvent, buildPicture } from '../../test/events.ts';
import { setRule } from '../../test/rules.ts';
import { venues } from '../subgraph.ts';

const AFTER = at('18:00', '2013-10-26');
const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);

describe('the gallery of an event (S-73)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const picture = (given: object = {}) => ({
    titleZh: '开幕式',
    address: `https://www.bjzgh.org/tp/${newId()}.jpg`,
    takenOn: '2013-10-26',
    ...given,
  });
  const add = (eventId: string, given: object = {}, viewer = manager, now = AFTER) =>
    caller(subgraph)(
      'addPicture',
      'picture { id version titleZh address takenOn withdrawnAt }',
      { eventId, ...picture(given) },
      viewer,
      now,
    );
  const code = (...given: Parameters<typeof add>) => subgraph.code(add(...given));
  const withdraw = (pictureId: string, expectedVersion: number, viewer = manager) =>
    subgraph.code(
      caller(subgraph)(
        'withdrawPicture',
        'picture { withdrawnAt }',
        { pictureId, expectedVersion, reason: '本人要求' },
        viewer,
        AFTER,
      ),
    );
  const read = async (id: string) =>
    (await subgraph.ask(ANONYMOUS, 'query ($id: ID!) { cultureEvent(id: $id) { gallery { titleZh takenOn } } }', { id })).data
      .cultureEvent.gallery;

  test('everybody looks at it, by day; what is withdrawn is seen no more, and may be added again', async () => {
    const eventId = await buildEvent(subgraph.sql, { starts_at: at('09:00', '2013-10-25') });
    expect(await read(eventId)).toEqual([]);
    const address = 'https://www.bjzgh.org/tp/闭幕.jpg';
    const { data } = await add(eventId, { titleZh: '闭幕', address });
    expect(data.addPicture.picture).toMatchObject({ titleZh: '闭幕', withdrawnAt: null, version: 1 });
    await add(eventId, { takenOn: '2013-10-25' });
    expect((await read(eventId)).map(({ titleZh }: { titleZh: string }) => titleZh)).toEqual(['开幕式', '闭幕']);
    expect(await code(eventId, { address })).toBe('DUPLICATE');
    expect(await withdraw(data.addPicture.picture.id, 1)).toBeNull();
    expect(await withdraw(data.addPicture.picture.id, 2)).toBe('INVALID_TRANSITION');
    expect(await read(eventId)).toHaveLength(1);
    expect(await code(eventId, { address })).toBeNull();
  });

  test.each([
    ['BAD_USER_INPUT', 'an address without encryption', { address: 'http://www.bjzgh.org/1.jpg' }],
    ['BAD_USER_INPUT', 'one that is too long as it is kept', { address: `https://www.bjzgh.org/${'图'.repeat(160)}.jpg` }],
    ['BAD_USER_INPUT', 'a script', { address: 'javascript:alert(1)' }],
    ['BAD_USER_INPUT', 'a machine of the house', { address: 'https://localhost/1.jpg' }],
    ['BAD_USER_INPUT', 'a sign-in in the address', { address: 'https://a:b@www.bjzgh.org/1.jpg' }],
    [null, 'the longest address', { address: 'https://www.bjzgh.org/'.padEnd(300, 'x') }],
    ['BAD_USER_INPUT', 'a longer address', { address: 'https://www.bjzgh.org/'.padEnd(301, 'x') }],
    ['BAD_USER_INPUT', 'no title', { titleZh: ' ' }],
    ['VALIDATION_FAILED', 'the day before', { takenOn: '2013-10-25' }],
    ['VALIDATION_FAILED', 'the day after', { takenOn: '2013-10-27' }],
  ])('%s for %s', async (expected, _, given) => expect(await code(await buildEvent(subgraph.sql), given)).toBe(expected));

  test('not before the event, not by others, not for an event that is none', async () => {
    const eventId = await buildEvent(subgraph.sql);
    expect(await code(eventId, {}, manager, at('13:59', '2013-10-26'))).toBe('INVALID_TRANSITION');
    expect(await code(eventId, {}, staff(newId(), 'VENUE_MANAGER', '/city/110101/'))).toBe('FORBIDDEN');
    for (const unknown of [newId(), 'x']) expect(await code(unknown)).toBe('NOT_FOUND');
    expect(await withdraw(await buildPicture(subgraph.sql), 1, staff(newId(), 'VENUE_MANAGER', '/city/110101/'))).toBe(
      'FORBIDDEN',
    );
  });

  test('of twenty that are added at once as many stay as a gallery takes', async () => {
    await setRule(subgraph, 'PICTURES_PER_EVENT', 3, '2013-10-25');
    const eventId = await buildEvent(subgraph.sql);
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(eventId)));
    expect(codes.filter((one) => one === null)).toHaveLength(3);
    expect(codes.filter((one) => one === 'QUOTA_EXCEEDED')).toHaveLength(17);
  });
});
