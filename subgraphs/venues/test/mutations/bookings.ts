import { newId } from '@union-graph/subgraph';
import { member, type Sql, staff, type Trials } from '@union-graph/testing';
import {
  at,
  buildBooking,
  buildFacility,
  buildInvestment,
  buildOpenPeriod,
  buildSuspension,
  buildVenue,
  buildWait,
  CHAOYANG,
} from '../build.ts';
import { by, MANAGER, manager, OWN } from './trial.ts';

const districtAdmin = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
const SLOT = { start: at('10:00', '2013-10-20'), end: at('11:00', '2013-10-20') };

export const bookingTrials: Trials = {
  holdSlot: {
    make: async (sql) => by(member(newId()), { facilityId: await buildFacility(sql), ...SLOT }),
    ...{ may: ['MEMBER'], elsewhere: null, twenty: 'SLOT_TAKEN' },
  },
  confirmBooking: {
    make: async (sql) => {
      const memberId = newId();
      const bookingId = await buildBooking(sql, { status: 'HELD', member_id: memberId });
      return by(member(memberId), { bookingId, expectedVersion: 1 });
    },
    ...OWN,
  },
  cancelBooking: {
    make: async (sql) => {
      const memberId = newId();
      const bookingId = await buildBooking(sql, { member_id: memberId });
      return by(member(memberId), { bookingId, expectedVersion: 1, reason: '有事' });
    },
    ...{ ...OWN, may: ['MEMBER', 'VENUE_MANAGER'] },
  },
  checkIn: {
    make: async (sql) => {
      const memberId = newId();
      const bookingId = await buildBooking(sql, { member_id: memberId });
      return by(member(memberId), { bookingId, expectedVersion: 1 }, at('09:50', '2013-10-20'));
    },
    ...{ ...OWN, may: ['MEMBER', 'VENUE_MANAGER'] },
  },
  markNoShow: {
    make: async (sql) => by(manager, { bookingId: await buildBooking(sql), expectedVersion: 1 }, at('10:20', '2013-10-20')),
    ...{ may: ['VENUE_MANAGER'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' },
  },
  liftSuspension: {
    make: async (sql) => by(manager, { suspensionId: await buildSuspension(sql), expectedVersion: 1, reason: '住院' }),
    ...{ may: ['VENUE_MANAGER'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' },
  },
  joinWaitlist: {
    make: async (sql) => {
      const facilityId = await buildFacility(sql);
      await buildBooking(sql, { facility_id: facilityId });
      return by(member(newId()), { facilityId, ...SLOT });
    },
    ...{ may: ['MEMBER'], elsewhere: null, twenty: 'DUPLICATE' },
  },
  leaveWaitlist: {
    make: async (sql) => {
      const memberId = newId();
      return by(member(memberId), { entryId: await buildWait(sql, { member_id: memberId }), expectedVersion: 1 });
    },
    ...OWN,
  },
  acceptSlotOffer: {
    make: async (sql) => {
      const memberId = newId();
      const entryId = await buildWait(sql, { member_id: memberId, status: 'OFFERED' });
      return by(member(memberId), { entryId, expectedVersion: 1 });
    },
    ...OWN,
  },
};

const walkway = (sql: Sql): Promise<string> => buildFacility(sql, { access_mode: 'OPEN_ACCESS', kind: 'WALKWAY' }, {});

export const venueTrials: Trials = {
  recordInvestment: {
    make: async (sql) =>
      by(districtAdmin, { venueId: await buildVenue(sql), year: 2013, amountFen: '50000000', purpose: '照明改造' }),
    ...{ may: ['DISTRICT_ADMIN', 'CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE', other: 'purpose' },
  },
  voidInvestment: {
    make: async (sql) => by(districtAdmin, { investmentId: await buildInvestment(sql), expectedVersion: 1, reason: '金额录错' }),
    ...{ may: ['DISTRICT_ADMIN', 'CITY_DEPT'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' },
  },
  countPassage: {
    make: async (sql) => by(manager, { facilityId: await walkway(sql), entered: 2, left: 1 }),
    ...{ ...MANAGER, twenty: 'done', other: 'entered' },
  },
  resetOccupancy: {
    make: async (sql) => by(manager, { facilityId: await walkway(sql), inside: 3 }),
    ...{ ...MANAGER, twenty: 'done', other: 'facilityId' },
  },
  setVenueLimit: {
    make: async (sql) =>
      by(manager, {
        ...{ venueId: await buildVenue(sql), name: 'HOLD_MINUTES', value: 8, effectiveFrom: '2013-10-21', reason: '试行' },
        expectedVersion: 0,
      }),
    ...{ ...MANAGER, twenty: 'VERSION_CONFLICT', other: 'value' },
  },
  registerVenue: {
    make: async () =>
      by(manager, {
        ...{ nameZh: `职工文体活动中心 ${newId().slice(-8)}`, kind: 'ACTIVITY_CENTRE', operator: '区总工会' },
        ...{ districtCode: '110105', address: '朝阳区潘家园', areaSqm: 600 },
      }),
    ...{ ...MANAGER, may: ['VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'], twenty: 'DUPLICATE' },
  },
  addFacility: {
    make: async (sql) => {
      const [venue] = await sql<{ id: string }>('select venue_id as id from facility where id = $1', [await buildFacility(sql)]);
      return by(manager, {
        ...{ venueId: venue?.id, nameZh: '羽毛球场地', kind: 'BADMINTON', accessMode: 'BOOKABLE', capacity: 4, slotMinutes: 60 },
        ...{ lengthM: 13, widthM: 6, areaSqm: 78, openingHours: [{ weekday: 1, opens: '09:00', closes: '21:00' }] },
      });
    },
    ...{ ...MANAGER, twenty: 'DUPLICATE' },
  },
  closeFacility: {
    make: async (sql) => {
      const facilityId = await buildFacility(sql);
      return by(manager, { facilityId, expectedVersion: 1, to: at('18:00'), reason: '维修', moveBookings: true });
    },
    ...{ ...MANAGER, twenty: 'VERSION_CONFLICT' },
  },
  reopenFacility: {
    make: async (sql) => by(manager, { facilityId: await closed(sql), expectedVersion: 1 }),
    ...{ ...MANAGER, twenty: 'VERSION_CONFLICT' },
  },
  retireFacility: {
    make: async (sql) => by(manager, { facilityId: await closed(sql), expectedVersion: 1, reason: '拆除' }),
    ...{ ...MANAGER, twenty: 'VERSION_CONFLICT' },
  },
  setTariff: {
    make: async (sql) => {
      const facilityId = await buildFacility(sql, {}, {});
      return by(manager, {
        ...{ facilityId, audience: 'RESIDENT', priceFen: '4000', discountBp: 1000, priority: 3 },
        ...{ validFrom: '2013-11-01', validTo: '2013-12-01' },
      });
    },
    ...{ ...MANAGER, twenty: 'DUPLICATE' },
  },
  openFreePeriod: {
    make: async (sql) => {
      const facilityIds = [await buildFacility(sql)];
      return by(manager, {
        nameZh: '开放月',
        facilityIds,
        from: '2013-11-01',
        to: '2013-11-30',
        minutesPerDay: 60,
        perPeriod: 4,
      });
    },
    ...{ ...MANAGER, twenty: 'DUPLICATE' },
  },
  correctFreePeriod: {
    make: async (sql) => {
      const facilityIds = [await buildFacility(sql)];
      const days = { from_on: '2013-11-01', to_on: '2013-11-30' };
      const period = { openPeriodId: await buildOpenPeriod(sql, facilityIds, days), expectedVersion: 1, reason: '日期有误' };
      const after = { nameZh: '开放月', from: '2013-11-02', to: '2013-11-29', minutesPerDay: 60, perPeriod: 3 };
      return by(manager, { ...period, ...after, facilityIds: [await buildFacility(sql)] });
    },
    ...{ ...MANAGER, twenty: 'VERSION_CONFLICT' },
  },
  withdrawFreePeriod: {
    make: async (sql) => {
      const days = { from_on: '2013-11-01', to_on: '2013-11-30' };
      const openPeriodId = await buildOpenPeriod(sql, [await buildFacility(sql)], days);
      return by(manager, { openPeriodId, expectedVersion: 1, reason: '场地有误' });
    },
    ...{ ...MANAGER, twenty: 'VERSION_CONFLICT' },
  },
};

async function closed(sql: Parameters<typeof buildFacility>[0]): Promise<string> {
  const id = await buildFacility(sql);
  await sql(`insert into closure values (gen_random_uuid(), $1, $2, $3, '维修')`, [id, at('09:00'), at('20:00')]);
  return id;
}
