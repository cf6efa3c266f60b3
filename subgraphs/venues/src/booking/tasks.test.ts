import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

describe('settle_booking', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  /** Has the real worker run the task on the clock `now`, and gives the booking's status when the job is gone. */
  const settle = async (bookingId: string, now: string) => {
    const job = JSON.stringify({ payload: { bookingId }, clockOffset: Date.parse(now) - Date.now() });
    await subgraph.sql(`select graphile_worker.add_job('settle_booking', $1::json)`, [job]);
    while ((await subgraph.sql('select from graphile_worker._private_jobs')).length > 0);
    const [row] = await subgraph.sql<{ status: string }>('select status from booking where id = $1', [bookingId]);
    return row?.status;
  };

  test.each([
    ['HELD', at('09:59', '2013-10-20'), 'EXPIRED'],
    ['HELD', at('09:58', '2013-10-20'), 'HELD'],
    ['CHECKED_IN', at('11:00', '2013-10-20'), 'COMPLETED'],
    ['CHECKED_IN', at('10:59', '2013-10-20'), 'CHECKED_IN'],
    ['CONFIRMED', at('11:00', '2013-10-20'), 'NO_SHOW'],
    ['CONFIRMED', at('10:59', '2013-10-20'), 'CONFIRMED'],
  ])('a booking that is %s is, at %s, written down as %s', async (status, now, settled) => {
    expect(await settle(await buildBooking(subgraph.sql, { status }), now)).toBe(settled);
  });

  test('a booking that is not there is no fault', async () => {
    expect(await settle('0141cc4b-7800-7000-8000-000000000000', at('12:00'))).toBeUndefined();
  });
});
