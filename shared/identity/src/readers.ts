import type { Role } from './roles.ts';

/** Who reads one kind of thing that is about persons (domain rule 2.0.1, C-19: each what their work needs). */
export interface Readers {
  /** Read every row of their own part of the union tree. */
  readonly inScope: readonly Role[];
  /** Read, whatever the part of the tree, the rows that their own work is about; how a row comes to be that is said beside it. */
  readonly ofOwnWork: Readonly<Partial<Record<Role, string>>>;
}

/**
 * The one table of who reads what about persons, for the scopes of the subgraphs, for tests and for
 * `shared/decisions/2026-11-who-reads-what.md`, which a test keeps equal to it. Persons read what is about themselves, always.
 */
export const READERS = {
  /** Records of workers, with their cards and consents, one at a time: by id, or found by the beginning of a name. */
  member: {
    inScope: [
      'STATION_STAFF',
      'JOINT_UNION_OFFICER',
      'DISTRICT_ADMIN',
      'INDUSTRY_ADMIN',
      'BUREAU_ADMIN',
      'CITY_DEPT',
      'HOTLINE_AGENT',
      'FUND_CASEWORKER',
      'PRIVACY_OFFICER',
      'SYSTEM',
    ],
    ofOwnWork: {
      MEDIATOR: 'the applicants of the cases in which they are the mediator',
      LAWYER: 'the applicants of the cases in which they are the lawyer',
    },
  },
  /** Lists of workers' records that are not searched by name. */
  memberList: {
    inScope: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT', 'SYSTEM'],
    ofOwnWork: {},
  },
  /** Applications for membership: who receives and decides them, and who administers the unions. */
  membershipApplication: {
    inScope: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT', 'SYSTEM'],
    ofOwnWork: {},
  },
  /** Moves of members from union to union. */
  membershipTransfer: {
    inScope: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT', 'SYSTEM'],
    ofOwnWork: {},
  },
  /** Requests to 12351, with what was said and answered; who asked is a record of its own, of which the hotline reads no more than it needs. */
  serviceRequest: {
    inScope: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', 'HOTLINE_AGENT', 'SYSTEM'],
    ofOwnWork: {},
  },
  /** Requests of persons about their own data, with the copies that they get. */
  personalDataRequest: { inScope: ['PRIVACY_OFFICER'], ofOwnWork: {} },
  /**
   * The name of a worker alone, such as a decision on aid, a payout, a course or a booking needs. A place in the tree gives nobody a name:
   * each role reads the names of those whom its own work is about, which the service of that work tells by event. Roles of the whole city that
   * read a whole record (`member`) look persons up whom no list names yet: caseworkers open the file of a person who comes to the fund, the
   * hotline writes down a caller, the privacy officer takes requests, and the city's departments merge and correct records. Each read is recorded.
   */
  memberName: {
    inScope: [],
    ofOwnWork: {
      TEACHER: 'those who are enrolled in sessions of their institution',
      INSTITUTION: 'those who are enrolled in its sessions, and its students of the degree plan',
      VENUE_MANAGER: 'those who have booked at their venues',
      FUND_APPROVER:
        'those for whom aid, a hardship file or a claim is before the fund of their part of the tree, whom it pays, and who give to it',
      FUND_CASHIER: 'those whom the fund pays in their part of the tree, and who give to it',
    },
  },
  /** Cases of mediation. */
  mediationCase: {
    inScope: ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
    ofOwnWork: {
      HOTLINE_AGENT: 'the cases of their part of the tree that came through 12351, and those that they filed',
      LAWYER: 'the cases in which they are the lawyer or the mediator, and no others, also where they hold MEDIATOR',
      LINKED_PARTY: 'the cases that came from their party or went to it, and those that they filed',
    },
  },
  /** The last characters of the identity number of a party to a case: who verifies it, and who acts for that party. */
  partyIdentity: {
    inScope: ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
    ofOwnWork: {
      LAWYER: 'the workers for whom they give legal aid, and all parties of the cases in which they are the mediator',
      HOTLINE_AGENT: 'the parties of the cases that they filed',
      LINKED_PARTY: 'the parties of the cases that they filed',
    },
  },
  /** Sessions of mediation with who was there, and why a mediator was taken off the case. */
  mediationSession: {
    inScope: ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT'],
    ofOwnWork: { LAWYER: 'the cases in which they are the lawyer or the mediator' },
  },
  /** Rounds of bargaining with the representatives of both sides, by name. */
  bargainingRound: {
    inScope: [
      'JOINT_UNION_OFFICER',
      'DISTRICT_ADMIN',
      'INDUSTRY_ADMIN',
      'BUREAU_ADMIN',
      'CITY_DEPT',
      'WAGE_INSTRUCTOR',
      'AUDITOR',
    ],
    ofOwnWork: {
      EMPLOYER_REP: 'the rounds of their employer, unless it declined',
      LINKED_PARTY: 'with the labour bureau, the rounds that were refused without a reason and those whose contract was filed',
    },
  },
  /** Grants of legal aid with the work on them; the other side of the case never. */
  legalAid: {
    inScope: ['DISTRICT_ADMIN', 'CITY_DEPT'],
    ofOwnWork: {
      MEDIATOR: 'the cases in which they are the mediator',
      LAWYER: 'the grants that name them',
    },
  },
  /** What the record of a member of the staff says beyond name and work: telephone and e-mail at work, employer, first day, state. */
  staffMember: {
    inScope: [
      'STATION_STAFF',
      'JOINT_UNION_OFFICER',
      'DISTRICT_ADMIN',
      'INDUSTRY_ADMIN',
      'BUREAU_ADMIN',
      'CITY_DEPT',
      'SOCIAL_DEPT',
      'HOTLINE_AGENT',
      'PRIVACY_OFFICER',
      'AUDITOR',
      'SYSTEM',
    ],
    ofOwnWork: {},
  },
  /** What an enterprise does not tell everybody: its headcount, its size, its labour reports. */
  enterpriseFigures: {
    inScope: [
      'STATION_STAFF',
      'JOINT_UNION_OFFICER',
      'DISTRICT_ADMIN',
      'INDUSTRY_ADMIN',
      'BUREAU_ADMIN',
      'CITY_DEPT',
      'SOCIAL_DEPT',
      'WAGE_INSTRUCTOR',
      'AUDITOR',
      'SYSTEM',
    ],
    ofOwnWork: {
      STATION_STAFF: 'the enterprises of the district in which their station lies',
      JOINT_UNION_OFFICER: 'the enterprises of the district in which their union lies',
    },
  },
  /** What a mediator wrote down in confidence. */
  confidentialNotes: {
    inScope: [],
    ofOwnWork: {
      MEDIATOR: 'the cases in which they are the mediator',
      LAWYER: 'the cases in which they are the lawyer',
    },
  },
  /** Pieces of evidence with their files; the parties read their own, and the other side's unless they are confidential. */
  evidence: {
    inScope: [],
    ofOwnWork: {
      MEDIATOR: 'the cases in which they are the mediator',
      LAWYER: 'the cases in which they are the lawyer',
    },
  },
  /** Payouts of the fund with their payees. */
  disbursement: {
    inScope: ['FUND_CASEWORKER', 'FUND_APPROVER', 'FUND_CASHIER', 'FUND_ACCOUNTANT', 'AUDITOR'],
    ofOwnWork: {},
  },
  /** Applications for aid: scheme, amounts, states, and what the rule said. */
  aidApplication: {
    inScope: ['FUND_CASEWORKER', 'FUND_APPROVER', 'AUDITOR', 'STATION_STAFF', 'JOINT_UNION_OFFICER'],
    ofOwnWork: {},
  },
  /** What an application for aid says in words: why somebody asks, and what was answered. */
  aidDetail: {
    inScope: ['FUND_CASEWORKER', 'FUND_APPROVER', 'STATION_STAFF', 'JOINT_UNION_OFFICER'],
    ofOwnWork: {},
  },
  /** Files of households in hardship: category, income per head, days, states, and who decided. */
  hardshipFile: {
    inScope: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER', 'FUND_APPROVER', 'AUDITOR'],
    ofOwnWork: {},
  },
  /** Who lives in such a household, with names, incomes and health; the causes, visits, objections and notes. */
  hardshipDetail: {
    inScope: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER', 'FUND_APPROVER'],
    ofOwnWork: {},
  },
  /** Donations with their donors. */
  donation: {
    inScope: ['FUND_CASEWORKER', 'FUND_APPROVER', 'FUND_CASHIER', 'FUND_ACCOUNTANT', 'AUDITOR'],
    ofOwnWork: {},
  },
  /** Claims on the mutual aid: kind and day of the event, amounts, states. */
  mutualAidClaim: {
    inScope: ['FUND_CASEWORKER', 'FUND_APPROVER', 'AUDITOR', 'STATION_STAFF', 'JOINT_UNION_OFFICER'],
    ofOwnWork: {},
  },
  /** What such a claim says of somebody's health and in words: the grade of disability, the documents, the reasons. */
  claimDetail: {
    inScope: ['FUND_CASEWORKER', 'FUND_APPROVER', 'STATION_STAFF', 'JOINT_UNION_OFFICER'],
    ofOwnWork: {},
  },
  /** Covers of mutual aid. */
  coverage: {
    inScope: [
      'FUND_CASEWORKER',
      'FUND_APPROVER',
      'AUDITOR',
      'STATION_STAFF',
      'JOINT_UNION_OFFICER',
      'DISTRICT_ADMIN',
      'CITY_DEPT',
    ],
    ofOwnWork: {},
  },
  /** Members' certificates, enrolments, credits, entries and applications for the degree plan. */
  trainingRecord: { inScope: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'], ofOwnWork: {} },
  /** Enrolments in sessions of courses, with attendance and results. */
  enrolment: {
    inScope: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'],
    ofOwnWork: { TEACHER: 'the sessions of their institution', INSTITUTION: 'its sessions' },
  },
  /** The credit bank and the degree plan: entries, conversions, applications with scores, studies. */
  degreePlan: {
    inScope: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'],
    ofOwnWork: { INSTITUTION: 'the entries that it stored, and the conversions and applications to its programmes' },
  },
  /** Job-ready certificates of domestic workers, with the examination and the signatures. */
  jobReadyCertificate: {
    inScope: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'],
    ofOwnWork: {
      TEACHER: 'those examined at their institution',
      INSTITUTION: 'those examined there',
      LINKED_PARTY: 'with a body that signs them, those that were not revoked',
    },
  },
  /** Referrals to work that came of requests to 12351. */
  jobReferral: { inScope: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'], ofOwnWork: {} },
  /** What training pays for a person: subsidies with the certificates they rest on. */
  trainingMoney: { inScope: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', 'AUDITOR'], ofOwnWork: {} },
  /** Sponsorships of the degree plan with their instalments. */
  sponsorship: {
    inScope: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT', 'AUDITOR'],
    ofOwnWork: { INSTITUTION: 'those of students of its programmes' },
  },
  /** Bookings, groups with who leads them, waiting lists, registrations and suspensions. */
  booking: { inScope: ['VENUE_MANAGER'], ofOwnWork: {} },
  /** The times of groups whose leader has died, and since when they wait: who finds the next leader. */
  leaderlessGroup: {
    inScope: ['VENUE_MANAGER', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'],
    ofOwnWork: {},
  },
  /** Which workers perform with the art troupe. */
  troupeMember: { inScope: ['TROUPE_MANAGER', 'CITY_DEPT'], ofOwnWork: {} },
  /** Requests for outreach that came of requests to 12351 or of a union's. */
  outreachRequest: {
    inScope: [
      'VENUE_MANAGER',
      'TROUPE_MANAGER',
      'JOINT_UNION_OFFICER',
      'DISTRICT_ADMIN',
      'INDUSTRY_ADMIN',
      'BUREAU_ADMIN',
      'STATION_STAFF',
      'CITY_DEPT',
      'HOTLINE_AGENT',
    ],
    ofOwnWork: {
      VENUE_MANAGER: 'the requests for what their venue offers',
      TROUPE_MANAGER: 'the requests for what their troupe offers',
    },
  },
} as const satisfies Readonly<Record<string, Readers>>;
