/** How much of everything a data set has. */
export interface Profile {
  readonly name: string;
  readonly streetStations: number;
  readonly communityStations: number;
  readonly bureauUnions: number;
  readonly jointUnions: number;
  readonly enterpriseUnions: number;
  /** Small firms that joint unions cover, and large ones (5,000 and more) with a bureau's union. */
  readonly jointFirms: number;
  readonly groupFirms: number;
  /** Members of joint unions; each holds a card. */
  readonly jointMembers: number;
  /** Members of enterprise unions: none but in the ceiling, since the seed does not tell how many there are. */
  readonly otherMembers: number;
  readonly socialWorkers: number;
  readonly cadres: number;
  /** Firms and workers that the cadres are linked to, beside every street station. */
  readonly linkedFirms: number;
  readonly linkedWorkers: number;
  readonly sentimentItems: number;
  /** Subsidies of skilled workers that the fund paid. */
  readonly subsidies: number;
  /** Applications for the degree plan, of which so many are sponsored, so many of them in the first class. */
  readonly degreeApplications: number;
  readonly sponsored: number;
  readonly firstClass: number;
  /** Claims on the mutual aid, small donations, and purchased projects beside the nine incubated ones. */
  readonly claims: number;
  readonly donations: number;
  readonly purchasedProjects: number;
  /** Files of households in hardship, and applications for aid of those whose file is active. */
  readonly hardshipFiles: number;
  readonly aidApplications: number;
  readonly requests: number;
  readonly closedRequests: number;
  readonly homes: number;
  readonly standardHomes: number;
  readonly cityContacts: number;
  readonly contactsPerDistrict: number;
  readonly wageInstructors: number;
  readonly lawFirms: number;
  readonly lawyers: number;
  /** Disputes that were brought, of which so many were settled and paid, so many failed, and the money that the settled ones brought. */
  readonly cases: number;
  readonly successfulCases: number;
  readonly failedCases: number;
  readonly recoveredFen: bigint;
  /** Workers who were given a lawyer. */
  readonly legalAidGrants: number;
  /** Venues, what can be used in them, bookings with those of groups, fitness groups, and public screens (S-66, S-71, S-74). */
  readonly venues: number;
  readonly facilities: number;
  readonly bookings: number;
  readonly groups: number;
  readonly screens: number;
  /** Members who wait for a slot that somebody has, and what unions asked of the five in, five out (2.4.2, S-67). */
  readonly waits: number;
  readonly outreachRequests: number;
  /** People of the art troupe, its teams and the shows that they gave (S-75). */
  readonly troupeMembers: number;
  readonly troupeTeams: number;
  readonly performances: number;
  /** Rows that are written in one transaction: what a kill can cost. */
  readonly partRows: number;
  /** Indexes and foreign keys of the large tables are made when the rows are in, not row by row. */
  readonly keysLast: boolean;
}

/** The city as the seed counts it (domain rule 6.3). */
const city: Profile = {
  name: 'city',
  streetStations: 344,
  communityStations: 473,
  bureauUnions: 145,
  jointUnions: 4_005,
  enterpriseUnions: 12_286,
  jointFirms: 57_500,
  groupFirms: 106,
  jointMembers: 350_400,
  otherMembers: 0,
  socialWorkers: 1_468,
  cadres: 140,
  linkedFirms: 800,
  linkedWorkers: 1_500,
  sentimentItems: 4_000,
  subsidies: 300,
  degreeApplications: 2_300,
  sponsored: 1_400,
  firstClass: 140,
  claims: 1_200,
  donations: 24_700,
  purchasedProjects: 50,
  hardshipFiles: 5_000,
  aidApplications: 12_000,
  requests: 100_000,
  closedRequests: 99_140,
  homes: 1_000,
  standardHomes: 120,
  cityContacts: 100,
  contactsPerDistrict: 5,
  wageInstructors: 83,
  lawFirms: 40,
  lawyers: 400,
  cases: 88_800,
  successfulCases: 62_000,
  failedCases: 20_000,
  recoveredFen: 54_700_000_000n,
  legalAidGrants: 2_000,
  venues: 60,
  facilities: 400,
  bookings: 200_000,
  groups: 48,
  screens: 45_000,
  waits: 1_000,
  outreachRequests: 800,
  troupeMembers: 1_020,
  troupeTeams: 15,
  performances: 160,
  partRows: 50_000,
  keysLast: true,
};

/** The city with its whole workforce in unions, 10,316,000 people: for load, and no claim about the city. */
const ceiling: Profile = { ...city, name: 'ceiling', otherMembers: 9_965_600, partRows: 200_000 };

/** The city a hundred times smaller, with keys in place while it loads: for tests. */
const sample: Profile = {
  name: 'sample',
  streetStations: 34,
  communityStations: 47,
  bureauUnions: 15,
  jointUnions: 40,
  enterpriseUnions: 123,
  jointFirms: 575,
  groupFirms: 10,
  jointMembers: 3_504,
  otherMembers: 0,
  socialWorkers: 147,
  cadres: 14,
  linkedFirms: 80,
  linkedWorkers: 150,
  sentimentItems: 400,
  subsidies: 3,
  degreeApplications: 23,
  sponsored: 14,
  firstClass: 2,
  claims: 12,
  donations: 247,
  purchasedProjects: 5,
  hardshipFiles: 50,
  aidApplications: 120,
  requests: 1_000,
  closedRequests: 991,
  homes: 100,
  standardHomes: 12,
  cityContacts: 10,
  contactsPerDistrict: 5,
  wageInstructors: 20,
  // Each of the 22 centres has a firm, and two lawyers on duty.
  lawFirms: 22,
  lawyers: 66,
  cases: 888,
  successfulCases: 620,
  failedCases: 200,
  recoveredFen: 547_000_000n,
  legalAidGrants: 20,
  venues: 20,
  facilities: 60,
  bookings: 2_000,
  groups: 5,
  screens: 450,
  waits: 20,
  outreachRequests: 40,
  troupeMembers: 102,
  troupeTeams: 15,
  performances: 30,
  partRows: 500,
  keysLast: true,
};

export const PROFILES: Readonly<Record<string, Profile>> = { city, ceiling, sample };
