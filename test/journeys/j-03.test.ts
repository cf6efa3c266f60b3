import { id } from '@union-graph/infra/ids';
import { type Answer, ask, codeOf, good, key } from '../house/client.ts';
import { story } from '../house/story.ts';

const HOLD = 'mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { booking { id version priceFen } } }';
const CONFIRM = 'mutation ($input: ConfirmBookingInput!) { confirmBooking(input: $input) { booking { id status } } }';
const MINE = '{ me { bookings(first: 100) { nodes { id status openPeriod { id } } } } }';
const COURT = id('facility', 'badminton-1');

const hour = (day: string, at: number) => `2013-10-${day}T${String(at).padStart(2, '0')}:00:00+08:00`;
const hold = (as: string, input: object): Promise<Answer> => ask(as, HOLD, { input: { idempotencyKey: key(), ...input } });

describe('J-03 免费开放月打羽毛球 / free badminton in the open month', () => {
  const { tell, attempt, given } = story('J-03');

  test('a member finds a free court, holds it at price 0, confirms and checks in', async () => {
    const { openPeriods, me } = await tell(1);
    expect(openPeriods.length).toBeGreaterThan(0);
    expect(openPeriods[0].facilities[0].venue.district.name).toEqual(expect.any(String));
    expect(me).toMatchObject({ card: { status: 'ACTIVE' }, suspension: null });
    const { availability } = await tell(2);
    expect(availability[0]).toMatchObject({ state: 'FREE', priceFor: '0' });
    const { holdSlot } = await tell(3);
    expect(holdSlot.booking).toMatchObject({ status: 'HELD', priceFen: '0', openPeriod: { nameZh: openPeriods[0].nameZh } });
    expect((await tell(2)).availability[0].state).toBe('HELD');
    expect((await tell(4)).confirmBooking.booking).toMatchObject({ status: 'CONFIRMED', priceFen: '0' });
    expect((await tell(5)).checkIn.booking.status).toBe('CHECKED_IN');
    expect(given.bookingId).toEqual(expect.any(String));
    expect(codeOf(await attempt(5))).not.toBeNull();
    const { fileName, mediaType, content } = (await tell(6)).myBookingsFile;
    expect([fileName.endsWith('.ics'), mediaType]).toEqual([true, 'text/calendar; charset=utf-8']);
    expect(content).toContain('DTSTART:20131019T06');
    expect((await tell(7)).me.card.benefitUses.nodes[0]).toMatchObject({
      usedAt: '2013-10-19T06:00:00.000Z',
      priceFen: '0',
      savedFen: '4000',
      booking: { openPeriod: { nameZh: openPeriods[0].nameZh } },
      registration: null,
    });
  });

  test('of 100 parallel holds on one slot one wins', async () => {
    const members = ['li-jianguo', 'zhang-haiyan', 'liu-xiaojun', 'ma-qiang', 'zhou-xiaoli'];
    const slot = { facilityId: COURT, start: hour('23', 14), end: hour('23', 15) };
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => hold(members[n % members.length] as string, slot)));
    const codes = answers.map(codeOf);
    expect([codes.filter((code) => code === null).length, codes.filter((code) => code === 'SLOT_TAKEN').length]).toEqual([1, 99]);
  });

  test('the fifth booking of the month is over the quota', async () => {
    const counted = good(await ask('ma-qiang', MINE)).me.bookings.nodes.filter(
      (booking: { status: string; openPeriod: object | null }) =>
        booking.openPeriod && !['CANCELLED', 'EXPIRED'].includes(booking.status),
    ).length;
    let confirmed = 0;
    let code: string | null = null;
    for (const day of ['24', '25', '26', '27', '28']) {
      const held = await hold('ma-qiang', { facilityId: COURT, start: hour(day, 15), end: hour(day, 16) });
      code = codeOf(held);
      if (code) break;
      const { id: bookingId, version: expectedVersion } = held.data.holdSlot.booking;
      good(await ask('ma-qiang', CONFIRM, { input: { idempotencyKey: key(), bookingId, expectedVersion } }));
      confirmed++;
    }
    expect([counted + confirmed, code]).toEqual([4, 'QUOTA_EXCEEDED']);
  });

  test.each([
    [
      'the walkway',
      'NOT_BOOKABLE',
      'zhang-haiyan',
      { facilityId: id('facility', 'walkway'), start: hour('25', 9), end: hour('25', 10) },
    ],
    ['at night', 'OUTSIDE_HOURS', 'zhang-haiyan', { facilityId: COURT, start: hour('25', 3), end: hour('25', 4) }],
    ['backwards', 'BAD_USER_INPUT', 'zhang-haiyan', { facilityId: COURT, start: hour('25', 10), end: hour('25', 9) }],
    [
      'between slots',
      'BAD_USER_INPUT',
      'zhang-haiyan',
      { facilityId: COURT, start: '2013-10-25T09:07:00+08:00', end: '2013-10-25T10:07:00+08:00' },
    ],
    [
      'too far ahead',
      'BAD_USER_INPUT',
      'zhang-haiyan',
      { facilityId: COURT, start: '2013-11-20T09:00:00+08:00', end: '2013-11-20T10:00:00+08:00' },
    ],
    [
      'with a frozen card',
      'CARD_NOT_ACTIVE',
      'qian-jin',
      { facilityId: COURT, start: hour('25', 9), end: hour('25', 10), audience: 'CARD_HOLDER' },
    ],
  ])('%s: %s', async (_, code, as, slot) => {
    const answer = await hold(as, slot);
    if (code === 'CARD_NOT_ACTIVE' && !answer.errors) {
      const { id: bookingId, version: expectedVersion } = answer.data.holdSlot.booking;
      expect(
        codeOf(await ask(as, CONFIRM, { input: { idempotencyKey: key(), bookingId, expectedVersion, audience: 'CARD_HOLDER' } })),
      ).toBe(code);
    } else expect(codeOf(answer)).toBe(code);
  });
});
