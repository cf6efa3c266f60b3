import { ANONYMOUS, ROLES, serviceViewer, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff } from '@union-graph/testing';
import { districtPolicy } from '../district/policy.ts';
import { venuePolicy } from '../venue/policy.ts';
import { bookingPolicy } from './policy.ts';
import { seesPersonal } from './scope.ts';

const OWNER = newId();
const ROW = { memberId: OWNER, scopePath: '/city/110105/' };
const PERSONAL = ['holdSlot', 'confirmBooking', 'cancelBooking', 'checkIn', 'markNoShow', 'liftSuspension'] as const;

const MATRIX: [string, Viewer, readonly string[]][] = [
  ['the booker', member(OWNER), ['holdSlot', 'confirmBooking', 'cancelBooking', 'checkIn']],
  ['another member', member(newId()), []],
  ['nobody', ANONYMOUS, []],
  ['the booker without the role', { ...member(OWNER), grants: [] }, []],
  ['the manager of the city', staff(newId(), 'VENUE_MANAGER'), ['cancelBooking', 'checkIn', 'markNoShow', 'liftSuspension']],
  [
    'the manager of the district',
    staff(newId(), 'VENUE_MANAGER', '/city/110105/'),
    ['cancelBooking', 'checkIn', 'markNoShow', 'liftSuspension'],
  ],
  ['the manager of another district', staff(newId(), 'VENUE_MANAGER', '/city/110101/'), []],
  ['the service itself', serviceViewer('venues'), []],
];

test.each(MATRIX)('2.4.2: %s may do with a booking what the table says', (_, viewer, allowed) => {
  expect(PERSONAL.filter((verb) => bookingPolicy.allows(viewer, verb, ROW))).toEqual(allowed);
});

const OTHERS = ROLES.filter((role) => role !== 'VENUE_MANAGER');

test.each(OTHERS)('VEN-INV-9: %s of the whole city sees no bookings and manages no venues', (role) => {
  const viewer = staff(newId(), role);
  expect(seesPersonal(viewer, ROW)).toBe(false);
  expect(venuePolicy.allows(viewer, 'manage', ROW)).toBe(false);
  expect(PERSONAL.filter((verb) => bookingPolicy.allows(viewer, verb, ROW))).toEqual([]);
});

test('a manager works with the venues of their own part of the city', () => {
  expect(venuePolicy.allows(staff(newId(), 'VENUE_MANAGER', '/city/110105/'), 'manage', ROW)).toBe(true);
  expect(venuePolicy.allows(staff(newId(), 'VENUE_MANAGER', '/city/110101/'), 'manage', ROW)).toBe(false);
});

const READERS = [
  'DISTRICT_ADMIN',
  'VENUE_MANAGER',
  'CITY_DEPT',
  'SOCIAL_DEPT',
  'AUDITOR',
  'PRIVACY_OFFICER',
  'SYSTEM',
  'PARTNER',
];

test.each(ROLES)('figures of a district: %s', (role) => {
  const reads = (scopePath: string) => districtPolicy.allows(staff(newId(), role, scopePath), 'readStats', { code: '110105' });
  expect([reads('/city/110105/'), reads('/city/110101/')]).toEqual([READERS.includes(role), role === 'PARTNER']);
});
