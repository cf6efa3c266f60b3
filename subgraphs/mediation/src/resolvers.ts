import { merge } from '@union-graph/subgraph';
import { agreementResolvers } from './agreement/resolvers.ts';
import { applicationResolvers } from './application/resolvers.ts';
import { arbitrationResolvers } from './arbitration/resolvers.ts';
import { bargainingResolvers } from './bargaining/resolvers.ts';
import { caseResolvers } from './case/resolvers.ts';
import { confirmationResolvers } from './confirmation/resolvers.ts';
import { contractResolvers } from './contract/resolvers.ts';
import { deadlineResolvers } from './deadline/resolvers.ts';
import { documentResolvers } from './document/resolvers.ts';
import { dutyResolvers } from './duty/resolvers.ts';
import { warningResolvers } from './early-warning/resolvers.ts';
import { evidenceResolvers } from './evidence/resolvers.ts';
import { labourStandardResolvers } from './labour-standard/resolvers.ts';
import { lawyerResolvers } from './lawyer/resolvers.ts';
import { legalAidResolvers } from './legal-aid/resolvers.ts';
import { limitationResolvers } from './limitation/resolvers.ts';
import { linkedPartyResolvers } from './linked-party/resolvers.ts';
import { orgResolvers } from './mediation-org/resolvers.ts';
import { mediatorResolvers } from './mediator/resolvers.ts';
import { performanceResolvers } from './performance/resolvers.ts';
import { personalDataResolvers } from './personal-data/resolvers.ts';
import { referralResolvers } from './referral/resolvers.ts';
import { ruleResolvers } from './rule/resolvers.ts';
import { sessionResolvers } from './session/resolvers.ts';
import { statisticsResolvers } from './statistics/resolvers.ts';
import { wageInstructorResolvers } from './wage-instructor/resolvers.ts';

export const resolvers = merge(
  ruleResolvers,
  personalDataResolvers,
  linkedPartyResolvers,
  labourStandardResolvers,
  lawyerResolvers,
  dutyResolvers,
  legalAidResolvers,
  orgResolvers,
  mediatorResolvers,
  caseResolvers,
  applicationResolvers,
  limitationResolvers,
  sessionResolvers,
  evidenceResolvers,
  documentResolvers,
  agreementResolvers,
  confirmationResolvers,
  performanceResolvers,
  arbitrationResolvers,
  deadlineResolvers,
  statisticsResolvers,
  contractResolvers,
  bargainingResolvers,
  wageInstructorResolvers,
  referralResolvers,
  warningResolvers,
);
