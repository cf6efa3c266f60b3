import { newId } from '@union-graph/subgraph';
import { member, type Trials } from '@union-graph/testing';
import { at, buildFacility } from '../build.ts';
import { buildConsent, buildEvent, buildPicture, buildRegistration, buildTicketType, invite } from '../events.ts';
import { by, MANAGER, manager, OWN } from './trial.ts';

const PICTURE = { titleZh: '开幕式', address: 'https://www.bjzgh.org/tp/1.jpg', takenOn: '2013-10-26' };

const NOON = at('13:00', '2013-10-26');

export const eventTrials: Trials = {
  publishEvent: {
    make: async (sql) => {
      const facilityId = await buildFacility(sql, { access_mode: 'TICKETED', kind: 'THEATRE', capacity: 600 }, {});
      const ticketTypes = [{ nameZh: '甲票', faceFen: '8000', cardHolderFen: '4000', quota: 100, perCardLimit: 2 }];
      return by(manager, {
        ...{
          facilityId,
          nameZh: `演出 ${newId().slice(-8)}`,
          theme: '我劳动我快乐',
          programme: 'PERFORMANCE',
          place: '剧场',
          capacity: 500,
          ticketTypes,
        },
        ...{ startsAt: at('19:00', '2013-10-26'), endsAt: at('21:00', '2013-10-26') },
      });
    },
    ...{ ...MANAGER, may: ['VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'], twenty: 'SLOT_TAKEN|DUPLICATE' },
    hears: { faceFen: 'VALIDATION_FAILED', cardHolderFen: 'VALIDATION_FAILED' },
  },
  cancelEvent: {
    make: async (sql) => {
      const { eventId } = await buildRegistration(sql);
      return by(manager, { eventId, expectedVersion: 1, reason: '暴雨' });
    },
    ...{ ...MANAGER, may: ['VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'], twenty: 'VERSION_CONFLICT' },
  },
  addPicture: {
    make: async (sql) => by(manager, { eventId: await buildEvent(sql), ...PICTURE }, at('18:00', '2013-10-26')),
    ...{ ...MANAGER, may: ['VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'], twenty: 'DUPLICATE' },
  },
  withdrawPicture: {
    make: async (sql) =>
      by(manager, { pictureId: await buildPicture(sql), expectedVersion: 1, reason: '本人要求' }, at('18:00', '2013-10-26')),
    ...{ ...MANAGER, may: ['VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'], twenty: 'VERSION_CONFLICT' },
  },
  signMessage: {
    make: async (sql) => {
      const memberId = newId();
      const eventId = await buildEvent(sql);
      await invite(sql, eventId, memberId);
      await buildConsent(sql, memberId);
      return by(member(memberId), { eventId, text: '劳动创造幸福' });
    },
    ...{ may: ['MEMBER'], elsewhere: null, twenty: 'DUPLICATE', other: 'text' },
  },
  registerForEvent: {
    make: async (sql) => {
      const eventId = await buildEvent(sql);
      return by(member(newId()), { eventId, ticketTypeId: await buildTicketType(sql, eventId, { per_card_limit: 1 }) });
    },
    ...{ may: ['MEMBER'], elsewhere: null, twenty: 'QUOTA_EXCEEDED' },
  },
  cancelRegistration: {
    make: async (sql) => {
      const { id, viewer } = await buildRegistration(sql);
      return by(viewer, { registrationId: id, expectedVersion: 1 });
    },
    ...{ ...OWN, may: ['MEMBER', 'VENUE_MANAGER'] },
  },
  checkInTicket: {
    make: async (sql) => {
      const { eventId, code } = await buildRegistration(sql);
      return by(manager, { eventId, code, door: '1号门' }, NOON);
    },
    ...{ ...MANAGER, twenty: 'DUPLICATE', other: 'door' },
    ...{ hears: { code: 'VALIDATION_FAILED' }, blank: {} },
  },
  mergeCheckIns: {
    make: async (sql) => {
      const { eventId, code } = await buildRegistration(sql);
      return by(manager, { eventId, door: '1号门', checkIns: [{ code, at: NOON }] }, at('15:00', '2013-10-26'));
    },
    // Sent again the check-in is known; a code that is none is told in the answer.
    ...{ ...MANAGER, twenty: 'done', other: 'door', blank: { code: null } },
  },
};
