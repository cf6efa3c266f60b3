import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { MediationCase } from './MediationCase.ts';
import type { CaseVerb } from './rules.ts';
import { hasFiled, isApplicant, isParty, rolesInPart } from './scope.ts';

type Row = Pick<
  MediationCase,
  'status' | 'scopePath' | 'applicantIds' | 'respondentIds' | 'mediatorPersonId' | 'lawyerPersonId' | 'filedBy'
>;
type May = (viewer: Viewer, row: Row) => boolean;

const mediator: May = (viewer, row) => viewer.personId !== null && row.mediatorPersonId === viewer.personId;
/** The centre's people; nobody decides about a case in which they are a party. */
const centre: May = (viewer, row) =>
  !isParty(viewer, row) && inScope(viewer, row.scopePath, ...rolesInPart(viewer, ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT']));
/** The centre's office: not its mediators, who belong to neither side. */
const office: May = (viewer, row) => !isParty(viewer, row) && inScope(viewer, row.scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT');
const linked: May = (viewer, row) => !isParty(viewer, row) && inScope(viewer, row.scopePath, 'LINKED_PARTY');

const any =
  (...rules: readonly May[]): May =>
  (viewer, row) =>
    rules.some((may) => may(viewer, row));

/** Those who have a case for the union, where it is handed from and to other parties (S-45). */
export const actsForUnion: May = any(mediator, centre);

/**
 * Who may do what in a case (domain rule 2.2.2, column «Who»). What both sides ask for jointly the mediator records, who has
 * it from both: neither side speaks for the other.
 */
export const casePolicy = definePolicy<Row>()<CaseVerb>({
  decideAcceptance: centre,
  assignMediator: centre,
  recuseMediator: any(mediator, centre),
  openSession: mediator,
  addEvidence: any(mediator, isParty, hasFiled),
  extendMediation: any(mediator, centre),
  recordAgreement: mediator,
  signAgreement: any(mediator, isParty),
  sealAgreement: centre,
  applyConfirmation: mediator,
  recordConfirmation: linked,
  recordPerformance: any(mediator, isParty),
  reportBreach: isParty,
  applyPaymentOrder: isApplicant,
  applyEnforcement: isApplicant,
  declareFailure: any(mediator, isParty),
  endAfterDeath: any(mediator, centre, isParty),
  orderAfterDeath: any(centre, hasFiled),
  enforceAfterDeath: any(centre, hasFiled),
  withdrawAfterDeath: any(centre, hasFiled),
  referToArbitration: any(centre, linked, isApplicant),
  referToParty: any(actsForUnion, linked),
  recordAward: linked,
  recordJudgment: linked,
  grantLegalAid: office,
  withdrawCase: any(isApplicant, hasFiled, (viewer, row) => row.status === 'DRAFT' && centre(viewer, row)),
});
