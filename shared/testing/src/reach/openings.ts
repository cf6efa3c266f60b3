import type { READERS } from '@union-graph/identity';

type Thing = keyof typeof READERS;

/** How the fields about persons of one subgraph belong to the table of readers. */
export interface Openings {
  /** What each thing of the table opens, as `Type.field`; a field of several things is open to the readers of each. */
  readonly opens: readonly (readonly [thing: Thing, fields: RegExp])[];
  /** What tells nothing by itself: the ways to rows and how many of them somebody may see, keys of other services, what is told to everybody. */
  readonly doors: RegExp;
  /** What the person alone reads whom it is about. */
  readonly inPerson?: RegExp;
}

const PAGES = 'Query\\.|[A-Za-z]+(Connection|Edge)\\.|PublishedName\\.|';

const organisation: Openings = {
  opens: [
    ['memberName', /^Member\.(id|nameZh|version)$/],
    ['member', /^(Member\.(?!transfers$)|Card\.|Consent\.|MemberMerge\.)/],
    ['membershipTransfer', /^(MembershipTransfer\.|Member\.transfers$)/],
    ['membershipApplication', /^MembershipApplication\./],
    ['serviceRequest', /^ServiceRequest\./],
    ['personalDataRequest', /^(PersonalDataRequest\.(?!organisationCopy$)|DataRequestPart\.)/],
  ],
  doors: RegExp(
    `^(${PAGES}(AidApplication|HardshipFile|JobReferral|MediationCase|OutreachRequest)\\.id$|ContactVisit\\.demands$)`,
  ),
  inPerson: /^(PersonalDataRequest\.organisationCopy$|PersonalDataSheet\.|PersonalDataRow\.|EligibilityResult\.)/,
};

const mediation: Openings = {
  opens: [
    [
      'mediationCase',
      /^(MediationCase\.(?!sessions$|recusals$|evidence$|legalAid$)|(Agreement|AgreementTerm|ArbitrationAward|CaseDeadline|CaseDocument|Claim|Confirmation|LimitationEvent|PerformanceItem|Referral)\.|Party\.(?!idMasked$)|EarlyWarning\.case$)/,
    ],
    ['partyIdentity', /^Party\.idMasked$/],
    ['mediationSession', /^(Session\.(?!confidentialNotes$)|Recusal\.|MediationCase\.(sessions|recusals)$)/],
    ['confidentialNotes', /^Session\.confidentialNotes$/],
    ['evidence', /^(Evidence[A-Za-z]*\.|MediationCase\.evidence$)/],
    ['legalAid', /^(LegalAid(Grant|Work)\.|(MediationCase|Member)\.legalAid$)/],
    ['bargainingRound', /^(BargainingRound|Rep)\./],
  ],
  doors: RegExp(`^(${PAGES}Member\\.(id|cases)$|PersonalDataRequest\\.id$)`),
  inPerson: /^(PersonalDataRequest\.mediationCopy$|PersonalDataSheet\.|PersonalDataRow\.|EligibilityResult\.)/,
};

const training: Openings = {
  opens: [
    ['trainingRecord', /^(Certificate\.|Competition(Entry|Appeal|Award|Event)\.|Member\.(certificates|competitionEntries)$)/],
    ['enrolment', /^(Enrolment|Attendance|ResultCorrection)\./],
    [
      'degreePlan',
      /^(Credit(Entry|Conversion)\.|CreditAccount\.|Degree(Application|Term)\.|EligibilityResult\.|Sponsorship\.application$)/,
    ],
    ['sponsorship', /^(Sponsorship\.(?!application$)|Instalment\.)/],
    ['trainingMoney', /^(Certificate\.|Member\.certificates$|SubsidyApplication\.)/],
    ['jobReadyCertificate', /^(JobReadyCertificate|IssuerSignature)\./],
    ['jobReferral', /^JobReferral\./],
  ],
  // Winners and the leaders of studios are announced by name.
  doors: RegExp(
    `^(${PAGES}CompetitionAward\\.member$|Union\\.nominations$|CompetitionEvent\\.(entries|appeals)$|CourseSession\\.enrolments$|InnovationStudio\\.leader$|Member\\.(id|enrolments)$|(ServiceRequest|PersonalDataRequest)\\.id$)`,
  ),
  inPerson: /^(PersonalDataRequest\.trainingCopy$|PersonalDataSheet\.|PersonalDataRow\.)/,
};

const venues: Openings = {
  opens: [
    [
      'booking',
      /^((Booking|BenefitUse|RecurringBooking|SkippedDay|MergedCheckIn|Suspension|WaitlistEntry)\.|Registration\.(?!ticketCode$)|FitnessGroup\.(leader|recurring)$|Member\.suspension$)/,
    ],
    ['leaderlessGroup', /^(RecurringBooking\.|FitnessGroup\.(recurring|withoutLeaderSince)$)/],
    ['troupeMember', /^(TroupeMember\.member$|TeamMembership\.)/],
    ['outreachRequest', /^OutreachRequest\./],
  ],
  doors: RegExp(
    `^(${PAGES}Member\\.(id|bookings|registrations|teamMemberships)$|Card\\.(id|benefitUses)$|TroupeTeam\\.memberships$|Union\\.outreachRequests$|(ServiceRequest|PersonalDataRequest)\\.id$|SignedMessage\\.member$|CalendarFile\\.)`,
  ),
  inPerson:
    /^(Registration\.ticketCode$|PersonalDataRequest\.venuesCopy$|PersonalDataSheet\.|PersonalDataRow\.|EligibilityResult\.)/,
};

/** The tables of the subgraphs, by name. */
export const OPENINGS: Readonly<Record<string, Openings>> = { organisation, mediation, training, venues };
