import { calendar, personalDataCopy } from '@union-graph/subgraph';
import { agreementOfCase, signatureOfParty, signedDaysOfAgreement, termsOfAgreement } from './agreement/loaders.ts';
import { claim, claimsOfCase, deathsOfCase, partiesOfCase } from './application/loaders.ts';
import { awardOfCase } from './arbitration/loaders.ts';
import { bargainingRound, checksOfRound, employersOfRound, repsOfRound, signedSides, voteOfRound } from './bargaining/loaders.ts';
import { caseOfFirm, mediationCase, openCasesCount } from './case/loaders.ts';
import { confirmationOfCase } from './confirmation/loaders.ts';
import {
  collectiveContract,
  contractOfRound,
  contractsOfEmployer,
  employersOfContract,
  isContractSeen,
  renewalOfContract,
} from './contract/loaders.ts';
import { duties, dutyShift } from './duty/loaders.ts';
import { earlyWarning, noticesOfWarning, warningOfCase, warningsMergedInto } from './early-warning/loaders.ts';
import { evidenceOfCase, party } from './evidence/loaders.ts';
import { contractsOfFirm, lawFirm, lawyer } from './lawyer/loaders.ts';
import { endedByTimeOn, legalAidOfCase, legalAidOfMember, workOfGrant } from './legal-aid/loaders.ts';
import { limitationEvents } from './limitation/loaders.ts';
import { committeeOf, mediationOrg, orgOfServicePoint } from './mediation-org/loaders.ts';
import { gone, mediator, mediatorProfile, mediatorsOfOrg } from './mediator/loaders.ts';
import { performanceOfCase } from './performance/loaders.ts';
import { personalData } from './personal-data/tables.ts';
import { referralsOfCase, remindersOfReferral } from './referral/loaders.ts';
import { recusalsOfCase, sessionsOfCase } from './session/loaders.ts';
import { stationsWithoutRoom, statsOfDistrict, statsOfOrg } from './statistics/loaders.ts';
import { assignmentsOfInstructor, wageInstructor } from './wage-instructor/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = {
  personalDataCopy: personalDataCopy(personalData),
  agreementOfCase,
  assignmentsOfInstructor,
  awardOfCase,
  bargainingRound,
  calendar,
  caseOfFirm,
  claim,
  checksOfRound,
  claimsOfCase,
  collectiveContract,
  contractOfRound,
  committeeOf,
  contractsOfEmployer,
  employersOfContract,
  employersOfRound,
  confirmationOfCase,
  evidenceOfCase,
  gone,
  contractsOfFirm,
  deathsOfCase,
  duties,
  dutyShift,
  earlyWarning,
  isContractSeen,
  lawFirm,
  lawyer,
  endedByTimeOn,
  legalAidOfCase,
  legalAidOfMember,
  limitationEvents,
  mediationCase,
  mediationOrg,
  mediator,
  mediatorProfile,
  mediatorsOfOrg,
  noticesOfWarning,
  openCasesCount,
  orgOfServicePoint,
  partiesOfCase,
  party,
  performanceOfCase,
  referralsOfCase,
  remindersOfReferral,
  renewalOfContract,
  repsOfRound,
  recusalsOfCase,
  sessionsOfCase,
  signatureOfParty,
  signedDaysOfAgreement,
  signedSides,
  stationsWithoutRoom,
  statsOfDistrict,
  statsOfOrg,
  termsOfAgreement,
  voteOfRound,
  workOfGrant,
  wageInstructor,
  warningOfCase,
  warningsMergedInto,
};
