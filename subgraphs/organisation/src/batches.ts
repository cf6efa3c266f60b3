import { calendar, personalDataCopy } from '@union-graph/subgraph';
import { cadreLink, demandsOfVisit, linksOfPoint, visitsOfLink } from './cadre-link/loaders.ts';
import { card, cardBenefits, cardOfMember } from './card/loaders.ts';
import { consentsOfMember } from './consent/loaders.ts';
import { department, departmentsOn, predecessorsOfDepartment } from './department/loaders.ts';
import { district } from './district/loaders.ts';
import { independentUnionDue } from './enterprise/independentUnion.ts';
import { affiliation, enterprise, enterpriseByCode, labourReport, seesFigures } from './enterprise/loaders.ts';
import { externalAgency } from './external-agency/units.ts';
import { importBatch, importErrors } from './import-batch/queries.ts';
import { attendees, resolutionsOfConference, resolutionsOfTask } from './joint-conference/loaders.ts';
import { activityCount, functionsOfUnion, jointUnionStanding } from './joint-union/loaders.ts';
import { correctionsOfMember, member, memberMerge, mergesOfMember } from './member/loaders.ts';
import { lookUpById, lookUpByName } from './member/lookUps.ts';
import { membershipApplication } from './membership/loaders.ts';
import { partsOfRequest, personalDataRequest } from './personal-data/queries.ts';
import { personalData } from './personal-data/tables.ts';
import { currentMeasurement, indicatorsOfPlan, measurements, plan, planIndicator } from './plan/loaders.ts';
import { publishedName } from './published-name/loaders.ts';
import { servicesOf } from './service-item/queries.ts';
import { openingHours, servicePoint } from './service-point/loaders.ts';
import { requesterHasDied } from './service-request/closeForDead.ts';
import { serviceRequest } from './service-request/loaders.ts';
import {
  activeContacts,
  contactsOfOrganisation,
  lastContact,
  socialOrganisation,
  socialOrganisationStatus,
} from './social-organisation/loaders.ts';
import { assignmentsOfStaff, earlierTermsOfStaff, staffContact, staffMember, staffOfPoint } from './staff-member/loaders.ts';
import { assistsOfTask, indicatorsOfTask, reportsOfTask, taskProject, tasksOfPlan } from './task-project/loaders.ts';
import { lapsedTransfer, membershipTransfer, transfersOfMember } from './transfer/loaders.ts';
import { unionCounts } from './union/counts.ts';
import { districtsOfUnion, union } from './union/loaders.ts';
import { assessmentsOfHome, mechanismsOfHome, workersHome } from './workers-home/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = {
  publishedName,
  correctionsOfMember,
  memberMerge,
  lookUpById,
  lookUpByName,
  mergesOfMember,
  partsOfRequest,
  personalDataCopy: personalDataCopy(personalData),
  personalDataRequest,
  activeContacts,
  activityCount,
  affiliation,
  assessmentsOfHome,
  assignmentsOfStaff,
  assistsOfTask,
  attendees,
  cadreLink,
  calendar,
  card,
  cardBenefits,
  cardOfMember,
  consentsOfMember,
  earlierTermsOfStaff,
  requesterHasDied,
  contactsOfOrganisation,
  currentMeasurement,
  demandsOfVisit,
  department,
  departmentsOn,
  district,
  districtsOfUnion,
  enterprise,
  enterpriseByCode,
  seesFigures,
  externalAgency,
  functionsOfUnion,
  importBatch,
  importErrors,
  independentUnionDue,
  indicatorsOfPlan,
  indicatorsOfTask,
  jointUnionStanding,
  labourReport,
  lapsedTransfer,
  lastContact,
  linksOfPoint,
  measurements,
  mechanismsOfHome,
  member,
  membershipApplication,
  membershipTransfer,
  openingHours,
  plan,
  planIndicator,
  predecessorsOfDepartment,
  reportsOfTask,
  resolutionsOfConference,
  resolutionsOfTask,
  servicePoint,
  serviceRequest,
  servicesOf,
  socialOrganisation,
  socialOrganisationStatus,
  staffContact,
  staffMember,
  staffOfPoint,
  taskProject,
  tasksOfPlan,
  transfersOfMember,
  union,
  unionCounts,
  visitsOfLink,
  workersHome,
};
