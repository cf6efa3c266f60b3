import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import type { CaseSource } from '../schema.gen.ts';
import { filingPolicy } from './policy.ts';

const WORKER = '00000000-0000-7000-8000-000000000001';
const OTHER = '00000000-0000-7000-8000-000000000002';
const filing = (source: CaseSource | null) => ({ scopePath: '/city/110105/', applicantIds: [WORKER], applicants: 1, source });
const allowed = (verb: 'applyForMediation' | 'speakForOthers', path: string, source: CaseSource) =>
  ROLES.filter((role) => filingPolicy.allows(staff(OTHER, role, path), verb, filing(source)));

const FILERS = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'CITY_DEPT',
  'HOTLINE_AGENT',
  'MEDIATOR',
  'LINKED_PARTY',
];

describe('who brings a dispute (2.2.2)', () => {
  test.each([
    ['in the district', '/city/110105/', FILERS],
    ['in a union of the district', '/city/110105/union/', FILERS],
    ['in the whole city', '/city/', FILERS],
    ['in another district', '/city/110101/', []],
  ])('roles held %s', (_, path, roles) => {
    expect(allowed('applyForMediation', path, 'WALK_IN')).toEqual(ROLES.filter((role) => roles.includes(role)));
    expect(allowed('speakForOthers', path, 'WALK_IN')).toEqual(ROLES.filter((role) => roles.includes(role)));
  });

  test('only authorities say that a court delegated it', () => {
    expect(allowed('applyForMediation', '/city/110105/', 'COURT_DELEGATED')).toEqual([
      'DISTRICT_ADMIN',
      'CITY_DEPT',
      'MEDIATOR',
      'LINKED_PARTY',
    ]);
    expect(allowed('applyForMediation', '/city/110101/', 'COURT_DELEGATED')).toEqual([]);
    const mediatorElsewhere = staff(WORKER, 'MEDIATOR', '/city/110101/');
    expect(filingPolicy.allows(mediatorElsewhere, 'applyForMediation', filing('WALK_IN'))).toBe(true);
    expect(filingPolicy.allows(mediatorElsewhere, 'applyForMediation', filing('COURT_DELEGATED'))).toBe(false);
  });

  test.each([
    ['WALK_IN', FILERS],
    ['HOTLINE_12351', ['DISTRICT_ADMIN', 'CITY_DEPT', 'HOTLINE_AGENT']],
    ['STATION', ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', 'MEDIATOR']],
    ['GRID', ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', 'MEDIATOR', 'LINKED_PARTY']],
    ['ARBITRATION_REFERRED', ['DISTRICT_ADMIN', 'CITY_DEPT', 'MEDIATOR', 'LINKED_PARTY']],
    ['PETITION', ['DISTRICT_ADMIN', 'CITY_DEPT', 'MEDIATOR', 'LINKED_PARTY']],
  ] as const)('that it came in by %s says who would know; a worker comes in person', (source, roles) => {
    const those: readonly string[] = roles;
    expect(allowed('applyForMediation', '/city/110105/', source)).toEqual(ROLES.filter((role) => those.includes(role)));
    expect(filingPolicy.allows(member(WORKER), 'applyForMediation', filing(source))).toBe(source === 'WALK_IN');
    // A draft says itself how it came in.
    expect(filingPolicy.allows(member(WORKER), 'applyForMediation', filing(null))).toBe(true);
  });

  test('a worker for themself, nobody for a stranger', () => {
    expect(
      [member(WORKER), member(OTHER), ANONYMOUS].map((viewer) =>
        filingPolicy.allows(viewer, 'applyForMediation', filing('WALK_IN')),
      ),
    ).toEqual([true, false, false]);
    const both = { ...filing('WALK_IN'), applicantIds: [WORKER, OTHER], applicants: 2 };
    expect(filingPolicy.allows(member(WORKER), 'applyForMediation', both)).toBe(false);
    // A colleague without a record is a colleague, too.
    const named = { ...filing('WALK_IN'), applicants: 2 };
    expect(filingPolicy.allows(member(WORKER), 'applyForMediation', named)).toBe(false);
    expect(filingPolicy.allows(member(WORKER), 'speakForOthers', filing('WALK_IN'))).toBe(false);
  });
});
