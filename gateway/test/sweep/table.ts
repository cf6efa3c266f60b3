import type { PartnerKind } from '../../src/agreements/rules.ts';
import type { Field } from './graph.ts';

/** Domain rule 4.2, column «Allowed coordinates». */
const PROJECT = `Query.myAgreement Query.myProjects ProjectAgreement.* Milestone.* BeneficiaryCount.* Mutation.reportProject
  ServiceProject.{code,nameZh,kind,targetGroup,districts,budgetFen,agreement,milestones,reports,beneficiaries,status} District.{code,name,nameZh}`;
const TABLE: Readonly<Record<PartnerKind, string>> = {
  INCUBATED: PROJECT,
  PURCHASED: `${PROJECT} ServiceProject.instalments ProjectInstalment.*`,
  CONTACT: `Query.servicePoints ServicePoint.{nameZh,address,openingHours,functions} Query.serviceItems Query.cultureEvents WorkersHome.{nameZh,status}`,
  RESEARCH: 'District.{mediationStats,skillsStats,venueStats,fundStats} Query.cityIndicators Query.bargainingEffect',
  LEGAL_SERVICE: `Query.mediationCase Claim.* Party.{side,nameZh,phoneMasked}
    MediationCase.{id,caseNo,org,status,receivedAt,statutoryDueAt,extendedTo,claims,limitation,applicants}`,
};
/** Further coordinates: the own agreement and access log (4.3 no. 9), the payload of the mutation, and the types of the table's fields. */
const OWN = `Query.myAgreement Query.accessLog RowFilter.* MaskRule.* Quota.*
  DataSharingAgreement.{id,kind,purposes,coordinates,rowFilter,masking,quota,validFrom,validTo,status,version,accessLog}`;
const BESIDE: Readonly<Record<PartnerKind, string>> = {
  INCUBATED: `${OWN} ServiceProject.{id,version}`,
  PURCHASED: `${OWN} ServiceProject.{id,version}`,
  CONTACT: `${OWN} ServiceItem.* CultureEvent.*`,
  RESEARCH: `${OWN} Query.districts Query.district District.{code,name,nameZh} PlanIndicator.* IndicatorValue.*`,
  LEGAL_SERVICE: `${OWN} MediationOrg.{id,nameZh}`,
};
/** «Never shareable»; `Party.*` only outside LEGAL_SERVICE. */
const NEVER = `Member.identityHash Member.identityMasked HouseholdMember.* HardshipFile.* Session.* Evidence.* Booking.* Registration.*
  Card.cardNoMasked JournalEntry.*`;

const patternsOf = (table: string): ReadonlySet<string> =>
  new Set(
    table.split(/\s+/).flatMap((entry) => {
      const [, type, names] = /^(\w+)\.\{(.+)\}$/.exec(entry) ?? [];
      return names ? names.split(',').map((name) => `${type}.${name}`) : [entry];
    }),
  );
export const includes = (patterns: ReadonlySet<string>, coordinate: string): boolean =>
  patterns.has(coordinate) || patterns.has(`${coordinate.split('.')[0]}.*`);
export const never = patternsOf(NEVER);

/** The own agreement, which is readable whatever it lists, without its access log. */
const always = patternsOf(
  'Query.myAgreement DataSharingAgreement.* RowFilter.* MaskRule.* Quota.* Signature.* SocialOrganisation.id LawFirm.id',
);
export const isOwnAgreement = ({ coordinate, tags }: Pick<Field, 'coordinate' | 'tags'>): boolean =>
  includes(always, coordinate) && !tags.has('int') && coordinate !== 'DataSharingAgreement.accessLog';

/** Whether an agreement of a kind may list a field, by these tables. */
export function mayBeListed(kind: PartnerKind, { coordinate, tags }: Field): boolean {
  if (tags.has('int') || tags.has('per-sensitive') || includes(never, coordinate)) return false;
  if (coordinate.startsWith('Party.') && kind !== 'LEGAL_SERVICE') return false;
  if (tags.has('per') && kind !== 'LEGAL_SERVICE') return false;
  if (coordinate === 'Milestone.acceptance' && kind === 'INCUBATED') return false;
  return includes(patternsOf(TABLE[kind]), coordinate) || includes(patternsOf(BESIDE[kind]), coordinate);
}
