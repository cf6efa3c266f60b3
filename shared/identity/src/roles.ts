/** Every role a viewer may hold (domain rule 2.0.1). A person may hold several; duties are kept apart by person, not by role. */
export const ROLES = [
  'MEMBER',
  'PUBLIC',
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
  'CITY_DEPT',
  'SOCIAL_DEPT',
  'HOTLINE_AGENT',
  'MEDIATOR',
  'LAWYER',
  'WAGE_INSTRUCTOR',
  'EMPLOYER_REP',
  'LINKED_PARTY',
  'TEACHER',
  'INSTITUTION',
  'VENUE_MANAGER',
  'TROUPE_MANAGER',
  'FUND_CASEWORKER',
  'FUND_APPROVER',
  'FUND_CASHIER',
  'FUND_ACCOUNTANT',
  'PARTNER',
  'PRIVACY_OFFICER',
  'AUDITOR',
  'SYSTEM',
] as const;

export type Role = (typeof ROLES)[number];

/**
 * Everybody who works for a union or with one in an office: whom the level `int` is open to (domain rules «Data levels», 2.0.1).
 * Members, the public, partners and those who speak for an employer are none of them.
 */
export const STAFF_ROLES: readonly Role[] = ROLES.filter(
  (role) => !['MEMBER', 'PUBLIC', 'PARTNER', 'EMPLOYER_REP'].includes(role),
);
