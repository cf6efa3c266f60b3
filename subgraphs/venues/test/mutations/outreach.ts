import { newId } from '@union-graph/subgraph';
import { staff, type Trials } from '@union-graph/testing';
import { at, CHAOYANG } from '../build.ts';
import { buildOffer, buildOutreach, buildUnion } from '../outreach.ts';
import { by } from './trial.ts';

const officer = staff(newId(), 'JOINT_UNION_OFFICER', CHAOYANG);
const troupe = staff(newId(), 'TROUPE_MANAGER', CHAOYANG);
const AFTER = at('17:00', '2013-10-26');
const SHOW = { start: at('14:00', '2013-10-26'), end: at('16:00', '2013-10-26') };

const ASKERS = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'] as const;
const STAFF = ['VENUE_MANAGER', 'TROUPE_MANAGER'] as const;
const OF_UNION = { may: ASKERS, elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;
const OF_STAFF = { may: STAFF, elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

export const outreachTrials: Trials = {
  publishOffer: {
    make: async () =>
      by(troupe, {
        ...{ kind: 'PERFORMANCE', nameZh: `送演出下基层 ${newId().slice(-8)}`, from: '2013-11-01', to: '2013-12-31' },
        ...{ quota: 20, districtCode: '110105' },
      }),
    ...{ may: ['TROUPE_MANAGER', 'VENUE_MANAGER', 'CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' },
  },
  requestOutreach: {
    make: async (sql) =>
      by(officer, {
        ...{ unionId: await buildUnion(sql), kind: 'PERFORMANCE', offerId: await buildOffer(sql), preferred: [SHOW] },
        ...{ audienceSize: 300, place: '职工之家礼堂' },
      }),
    ...{ may: ASKERS, elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' },
  },
  reviewOutreach: {
    make: async (sql) => by(troupe, { requestId: await buildOutreach(sql), expectedVersion: 1, accepted: true, note: '同意' }),
    ...{ ...OF_STAFF, filled: ['note'] },
  },
  scheduleOutreach: {
    make: async (sql) =>
      by(troupe, { requestId: await buildOutreach(sql, { kind: 'FILM', status: 'REVIEWED' }), expectedVersion: 1, ...SHOW }),
    ...OF_STAFF,
  },
  cancelOutreach: {
    make: async (sql) => by(officer, { requestId: await buildOutreach(sql), expectedVersion: 1, reason: '改期' }),
    ...OF_UNION,
  },
  confirmDelivery: {
    make: async (sql) =>
      by(officer, { requestId: await buildOutreach(sql, { status: 'SCHEDULED' }), expectedVersion: 1, audience: 300 }, AFTER),
    ...{ ...OF_UNION, may: [...ASKERS, ...STAFF] },
  },
  rateOutreach: {
    make: async (sql) =>
      by(officer, { requestId: await buildOutreach(sql, { status: 'DELIVERED' }), expectedVersion: 1, rating: 5, note: '好' }),
    ...{ ...OF_UNION, filled: ['note'] },
  },
};
