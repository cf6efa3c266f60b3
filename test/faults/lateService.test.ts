import { ask, codeOf, good } from '../house/client.ts';
import { eventually, goOn, hang, isReady, kill } from '../house/house.ts';

const POINTS = '{ servicePoints(first: 1) { totalCount } }';
const VENUES = '{ venues(first: 1) { nodes { nameZh } } }';

/** The answer once the gateway gives one at all; while it starts, nobody listens. */
const answered = (query: string) => eventually(() => ask(null, query).catch(() => null));

describe('a gateway starts while one service hangs', () => {
  afterEach(async () => {
    await goOn('venues');
    await eventually(() => isReady('venues'));
  });

  test('it serves the others at once, and the late one as soon as it answers', async () => {
    await hang('venues');
    await kill('gateway');
    await eventually(async () => (await answered(POINTS)).errors === undefined);
    expect(await isReady('venues')).toBe(false);
    expect(good(await ask(null, POINTS)).servicePoints.totalCount).toBeGreaterThan(0);

    // The schema is whole: an operation with the late service's fields waits for it and is not refused as unknown.
    const waiting = ask(null, VENUES);
    await goOn('venues');
    expect(['DEPENDENCY_UNAVAILABLE', null]).toContain(codeOf(await waiting));
    await eventually(async () => codeOf(await ask(null, VENUES)) === null);
  });
});
