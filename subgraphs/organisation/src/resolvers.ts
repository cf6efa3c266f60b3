import { merge } from '@union-graph/subgraph';
import { cadreLinkResolvers } from './cadre-link/resolvers.ts';
import { cardResolvers } from './card/resolvers.ts';
import { consentResolvers } from './consent/resolvers.ts';
import { departmentResolvers } from './department/resolvers.ts';
import { districtResolvers } from './district/resolvers.ts';
import { enterpriseResolvers } from './enterprise/resolvers.ts';
import { externalAgencyResolvers } from './external-agency/resolvers.ts';
import { fiveOnesResolvers } from './five-ones/resolvers.ts';
import { importBatchResolvers } from './import-batch/resolvers.ts';
import { jointConferenceResolvers } from './joint-conference/resolvers.ts';
import { jointUnionResolvers } from './joint-union/resolvers.ts';
import { memberResolvers } from './member/resolvers.ts';
import { membershipResolvers } from './membership/resolvers.ts';
import { personalDataResolvers } from './personal-data/resolvers.ts';
import { planResolvers } from './plan/resolvers.ts';
import { publishedNameResolvers } from './published-name/resolvers.ts';
import { ruleResolvers } from './rule/resolvers.ts';
import { sentimentResolvers } from './sentiment/resolvers.ts';
import { serviceItemResolvers } from './service-item/resolvers.ts';
import { servicePointResolvers } from './service-point/resolvers.ts';
import { serviceRequestResolvers } from './service-request/resolvers.ts';
import { socialOrganisationResolvers } from './social-organisation/resolvers.ts';
import { staffMemberResolvers } from './staff-member/resolvers.ts';
import { taskProjectResolvers } from './task-project/resolvers.ts';
import { transferResolvers } from './transfer/resolvers.ts';
import { unionResolvers } from './union/resolvers.ts';
import { workersHomeResolvers } from './workers-home/resolvers.ts';

export const resolvers = merge(
  ruleResolvers,
  cadreLinkResolvers,
  personalDataResolvers,
  cardResolvers,
  consentResolvers,
  departmentResolvers,
  districtResolvers,
  enterpriseResolvers,
  externalAgencyResolvers,
  fiveOnesResolvers,
  importBatchResolvers,
  jointConferenceResolvers,
  jointUnionResolvers,
  memberResolvers,
  membershipResolvers,
  planResolvers,
  publishedNameResolvers,
  sentimentResolvers,
  serviceItemResolvers,
  servicePointResolvers,
  serviceRequestResolvers,
  socialOrganisationResolvers,
  staffMemberResolvers,
  taskProjectResolvers,
  transferResolvers,
  unionResolvers,
  workersHomeResolvers,
);
