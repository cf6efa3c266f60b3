import { ANONYMOUS } from '@union-graph/identity';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildMember, CANCEL, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const FILE = '{ myBookingsFile { fileName mediaType content } }';

describe('a calendar file of one’s bookings', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  test('has what is to come, one’s own alone, and says what was called off', async () => {
    const { id, viewer } = await buildMember(subgraph.sql);
    const facility_id = await buildFacility(subgraph.sql);
    const build = (start_at: string, more: object = {}) =>
      buildBooking(subgraph.sql, { facility_id, member_id: id, start_at, ...more });
    const [coming, off] = [await build(at('10:00', '2013-10-20')), await build(at('12:00', '2013-10-21'))];
    await build(at('08:00'), { status: 'COMPLETED' });
    await build(at('14:00', '2013-10-22'), { status: 'HELD' });
    await buildBooking(subgraph.sql, { facility_id, start_at: at('16:00', '2013-10-20') });
    await subgraph.ask(viewer, CANCEL, withKey({ bookingId: off, expectedVersion: 1 }));
    subgraph.statements();
    const { myBookingsFile } = (await subgraph.ask(viewer, FILE)).data;
    expect(subgraph.statements()).toHaveLength(1);
    expect(myBookingsFile).toMatchObject({ fileName: 'bookings.ics', mediaType: 'text/calendar; charset=utf-8' });
    const entries = myBookingsFile.content.replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toContain(`UID:${coming}@venues.union-graph\r\nSEQUENCE:0\r\n`);
    expect(entries[0]).toMatch(
      /DTSTART:20131020T020000Z\r\nDTEND:20131020T030000Z\r\nSUMMARY:羽毛球场地 .+\r\nLOCATION:工人体育馆 .+，工人体育场北路\r\nSTATUS:CONFIRMED/,
    );
    expect(entries[1]).toMatch(RegExp(`UID:${off}@venues.union-graph\r\nSEQUENCE:1\r\n`));
    expect(entries[1]).toContain('STATUS:CANCELLED');
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, FILE))).toBe('UNAUTHENTICATED');
  });
});
