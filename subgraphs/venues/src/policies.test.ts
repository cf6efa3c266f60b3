import { ROLES, type Role, type Viewer } from '@union-graph/identity';
import { staff } from '@union-graph/testing';
import { eventPolicy, messagePolicy } from './event/policy.ts';
import { groupPolicy, seesGroup } from './group/policy.ts';
import { investmentPolicy } from './investment/policy.ts';
import { offerPolicy } from './offer/policy.ts';
import { outreachPolicy, seesOutreachRequest } from './outreach/policy.ts';
import { registrationPolicy, seesRegistration } from './registration/policy.ts';
import { screenPolicy } from './screen/policy.ts';
import { membershipPolicy, seesMembership, troupePolicy } from './troupe/policy.ts';
import { waitlistPolicy } from './waitlist/policy.ts';

const HERE = '/city/110105/v/';
const ROW = { memberId: 'm', registeredBy: 'm', leaderId: 'm', nextLeaderId: 'n', scopePath: HERE, vacantPath: null };
/** A group elsewhere, whose leader has died who was in a union here. */
const LEADERLESS = { leaderId: null, nextLeaderId: null, scopePath: '/city/110115/v/', vacantPath: HERE };
/** What a union asked for; nobody offered it by name. */
const ASKED = { memberId: null, unionId: 'u', scopePath: HERE, providerPath: null };
const ASKERS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
const PROVIDERS: readonly Role[] = ['VENUE_MANAGER', 'TROUPE_MANAGER'];

/** Each verb with the roles that may where the row lies in their part of the tree and is somebody else's. */
const MATRIX: readonly [verb: string, roles: readonly Role[], allows: (viewer: Viewer) => boolean][] = [
  ['call off an event', ['VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'], (v) => eventPolicy.allows(v, 'cancelEvent', ROW)],
  ['publish an event', ['VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'], (v) => eventPolicy.allows(v, 'publishEvent', ROW)],
  ['stand at the door', ['VENUE_MANAGER'], (v) => eventPolicy.allows(v, 'checkInTicket', ROW)],
  ['see somebody else’s registration', ['VENUE_MANAGER'], (v) => seesRegistration(v, ROW)],
  ['cancel somebody else’s registration', ['VENUE_MANAGER'], (v) => registrationPolicy.allows(v, 'cancelRegistration', ROW)],
  ['register as somebody else', [], (v) => registrationPolicy.allows(v, 'registerForEvent', ROW)],
  ['sign somebody else’s message', [], (v) => messagePolicy.allows(v, 'signMessage', ROW)],
  ['wait as somebody else', [], (v) => waitlistPolicy.allows(v, 'joinWaitlist', ROW)],
  ['take somebody else’s offer', [], (v) => waitlistPolicy.allows(v, 'acceptSlotOffer', ROW)],
  ['leave somebody else’s place', [], (v) => waitlistPolicy.allows(v, 'leaveWaitlist', ROW)],
  ['see who leads a group', ['VENUE_MANAGER'], (v) => seesGroup(v, ROW)],
  ['book for somebody else’s group', [], (v) => groupPolicy.allows(v, 'bookRecurring', ROW)],
  ['give up the times of a group', ['VENUE_MANAGER'], (v) => groupPolicy.allows(v, 'cancelRecurring', ROW)],
  ['hand over a group', ['VENUE_MANAGER'], (v) => groupPolicy.allows(v, 'handOverGroup', ROW)],
  ['find the next leader of a group', ASKERS, (v) => groupPolicy.allows(v, 'handOverGroup', LEADERLESS)],
  ['see when a group without a leader comes', ASKERS, (v) => seesGroup(v, LEADERLESS)],
  ['book for a group without a leader', [], (v) => groupPolicy.allows(v, 'bookRecurring', LEADERLESS)],
  ['give up the times of a group without a leader', [], (v) => groupPolicy.allows(v, 'cancelRecurring', LEADERLESS)],
  ['take a group that was handed to somebody else', [], (v) => groupPolicy.allows(v, 'acceptGroup', ROW)],
  [
    'offer a place',
    ['VENUE_MANAGER', 'CITY_DEPT'],
    (v) => offerPolicy.allows(v, 'publishOffer', { direction: 'IN', scopePath: HERE }),
  ],
  [
    'offer a show',
    [...PROVIDERS, 'CITY_DEPT'],
    (v) => offerPolicy.allows(v, 'publishOffer', { direction: 'OUT', scopePath: HERE }),
  ],
  ['ask for a union', ASKERS, (v) => outreachPolicy.allows(v, 'requestOutreach', ASKED)],
  ['call off what a union asked for', ASKERS, (v) => outreachPolicy.allows(v, 'cancelOutreach', ASKED)],
  ['rate for a union', ASKERS, (v) => outreachPolicy.allows(v, 'rateOutreach', ASKED)],
  ['review what a union asked for', PROVIDERS, (v) => outreachPolicy.allows(v, 'reviewOutreach', ASKED)],
  ['schedule what a union asked for', PROVIDERS, (v) => outreachPolicy.allows(v, 'scheduleOutreach', ASKED)],
  ['lead a troupe', ['TROUPE_MANAGER'], (v) => troupePolicy.allows(v, 'lead', ROW)],
  ['read which workers are in a troupe', ['TROUPE_MANAGER', 'CITY_DEPT'], (v) => troupePolicy.allows(v, 'readMembers', ROW)],
  [
    'record that somebody accepted to be in a team',
    ['TROUPE_MANAGER'],
    (v) => membershipPolicy.allows(v, 'acceptTeamInvitation', ROW),
  ],
  ['take somebody out of a team', ['TROUPE_MANAGER'], (v) => membershipPolicy.allows(v, 'leaveTeam', ROW)],
  ['see who is invited to a team', ['TROUPE_MANAGER', 'CITY_DEPT'], (v) => seesMembership(v, ROW)],
  ['confirm a delivery', [...ASKERS, ...PROVIDERS], (v) => outreachPolicy.allows(v, 'confirmDelivery', ASKED)],
  [
    'see what a union asked for',
    [...ASKERS, ...PROVIDERS, 'STATION_STAFF', 'CITY_DEPT', 'HOTLINE_AGENT'],
    (v) => seesOutreachRequest(v, ASKED),
  ],
];

describe.each(MATRIX)('%s', (_, roles, allows) => {
  test.each(ROLES)('%s, here and elsewhere', (role) => {
    expect(allows(staff('somebody', role, '/city/110105/'))).toBe(roles.includes(role));
    expect(allows(staff('somebody', role, '/city/110101/'))).toBe(false);
  });
});

describe('investments in venues', () => {
  test.each(ROLES)('%s, here and elsewhere', (role) => {
    const [here, elsewhere] = [staff('somebody', role, '/city/110105/'), staff('somebody', role, '/city/110101/')];
    const records = ['DISTRICT_ADMIN', 'CITY_DEPT'].includes(role);
    expect(investmentPolicy.allows(here, 'recordInvestment', ROW)).toBe(records);
    expect(investmentPolicy.allows(here, 'readInvestments', ROW)).toBe(records || ['VENUE_MANAGER', 'AUDITOR'].includes(role));
    for (const verb of ['recordInvestment', 'readInvestments'] as const)
      expect(investmentPolicy.allows(elsewhere, verb, ROW)).toBe(false);
  });
});

describe('public screens', () => {
  test.each(ROLES)('%s, of the city and of a district', (role) => {
    const [city, district] = [staff('somebody', role), staff('somebody', role, '/city/110105/')];
    expect(screenPolicy.allows(city, 'manageScreens', {})).toBe(role === 'CITY_DEPT');
    expect(screenPolicy.allows(city, 'readFiles', {})).toBe(['CITY_DEPT', 'AUDITOR'].includes(role));
    for (const verb of ['manageScreens', 'readFiles'] as const) expect(screenPolicy.allows(district, verb, {})).toBe(false);
  });
});

describe('for oneself, as a member', () => {
  test.each(ROLES)('%s', (role) => {
    const [own, next] = [staff('m', role, '/city/110101/'), staff('n', role, '/city/110101/')];
    const isMember = role === 'MEMBER';
    expect(registrationPolicy.allows(own, 'registerForEvent', ROW)).toBe(isMember);
    expect(registrationPolicy.allows(own, 'cancelRegistration', ROW)).toBe(
      isMember || ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'].includes(role),
    );
    expect(messagePolicy.allows(own, 'signMessage', ROW)).toBe(isMember);
    expect(waitlistPolicy.allows(own, 'joinWaitlist', ROW)).toBe(isMember);
    expect(groupPolicy.allows(own, 'bookRecurring', ROW)).toBe(isMember);
    expect(groupPolicy.allows(next, 'acceptGroup', ROW)).toBe(isMember);
    expect(groupPolicy.allows(next, 'bookRecurring', ROW)).toBe(false);
    expect([seesRegistration(own, ROW), seesGroup(next, ROW)]).toEqual([true, true]);
  });
});

describe('register others', () => {
  test.each(ROLES)('%s', (role) => {
    const registrars: readonly Role[] = [
      'STATION_STAFF',
      'JOINT_UNION_OFFICER',
      'DISTRICT_ADMIN',
      'INDUSTRY_ADMIN',
      'BUREAU_ADMIN',
    ];
    expect(registrationPolicy.allows(staff('somebody', role, HERE), 'registerOthers', ROW)).toBe(registrars.includes(role));
  });
});
