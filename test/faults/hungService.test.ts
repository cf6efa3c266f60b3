import { ask, codeOf } from '../house/client.ts';
import { eventually, goOn, hang, isReady } from '../house/house.ts';

const venues = (first: number): string => `{ venues(first: ${first}) { nodes { nameZh } } }`;
const VENUES = venues(1);
/** Far less than the time after which a call is given up in this house, and long for an answer that needs nobody. */
const AT_ONCE_MS = 20_000;

describe('a service that takes calls and answers nothing', () => {
  afterEach(async () => {
    await goOn('venues');
    await eventually(() => isReady('venues'));
  });

  test('keeps a few reads waiting; the others are told at once, until it answers again', async () => {
    await eventually(async () => codeOf(await ask(null, VENUES)) === null);
    await hang('venues');
    // Whoever comes first finds out. Equal reads would share a call.
    const first = await Promise.all([2, 3, 4].map((count) => ask(null, venues(count))));
    expect(first.map(codeOf)).toEqual(Array(3).fill('DEPENDENCY_UNAVAILABLE'));
    const waited: number[] = [];
    for (let read = 0; read < 8; read++) {
      const start = Date.now();
      expect(codeOf(await ask(null, VENUES))).toBe('DEPENDENCY_UNAVAILABLE');
      waited.push(Date.now() - start);
    }
    // Every half minute one of them looks whether the service is back.
    expect(waited.filter((ms) => ms >= AT_ONCE_MS).length).toBeLessThan(2);
    await goOn('venues');
    await eventually(async () => codeOf(await ask(null, VENUES)) === null);
  });
});
