import { id } from '../ids.ts';
import { ENTERPRISES, enterpriseId, enterpriseRows } from './enterprises.ts';
import type { Table } from './index.ts';
import { caseWorkerRows } from './mediation-cases.ts';
import { cadreLinkRows, contactVisitRows } from './organisation-cadres.ts';
import { applicationRows, benefitRows, cardRows, consentRows, transferRows } from './organisation-cards.ts';
import { contactEventRows, contactLinkRows, socialOrganisationRows } from './organisation-contacts.ts';
import { departmentRows } from './organisation-departments.ts';
import { fundPaymentRows } from './organisation-fund.ts';
import { homeAssessmentRows, homeMechanismRows, workersHomeRows } from './organisation-homes.ts';
import { runningFundRows, unionActivityRows, unionFunctionRows } from './organisation-joint-unions.ts';
import { labourReportRows } from './organisation-labour.ts';
import { districtRows, openingHoursRows, servicePointRows } from './organisation-places.ts';
import {
  indicatorMeasurementRows,
  planIndicatorRows,
  planRows,
  principleDocumentRows,
  workforceStatRows,
} from './organisation-plan.ts';
import { serviceRequestRows } from './organisation-requests.ts';
import { sentimentItemRows } from './organisation-sentiment.ts';
import { servedPersonRows } from './organisation-served.ts';
import { serviceItemRows } from './organisation-services.ts';
import { staffAssignmentRows, staffMemberRows } from './organisation-staff.ts';
import {
  conferenceAttendeeRows,
  externalAgencyRows,
  jointConferenceRows,
  resolutionRows,
  taskAssistRows,
  taskIndicatorRows,
  taskProjectRows,
  taskReportRows,
} from './organisation-tasks.ts';
import { unionDistrictRows, unionRows } from './organisation-unions.ts';
import { memberRows } from './organisation-workers.ts';
import { unionId } from './unions.ts';

const affiliationRows = ENTERPRISES.flatMap(({ key, affiliation }) =>
  affiliation
    ? [
        {
          id: id('enterprise-affiliation', key),
          enterprise_id: enterpriseId(key),
          union_id: unionId(affiliation.union),
          kind: affiliation.kind,
          from_day: '2012-11-20',
          to_day: affiliation.until ?? null,
        },
      ]
    : [],
);

/** The organisation's demo rows as of 2013-10-19. All persons are invented. */
export const tables: readonly Table[] = [
  { table: 'district', rows: districtRows },
  { table: 'social_organisation', rows: socialOrganisationRows },
  { table: 'contact_link', rows: contactLinkRows },
  { table: 'contact_event', rows: contactEventRows },
  { table: 'service_point', rows: servicePointRows },
  { table: 'trade_union', rows: unionRows },
  { table: 'union_district', rows: unionDistrictRows },
  { table: 'department', rows: departmentRows },
  { table: 'staff_member', rows: staffMemberRows },
  { table: 'opening_hours', rows: openingHoursRows },
  { table: 'staff_assignment', rows: staffAssignmentRows },
  { table: 'running_fund', rows: runningFundRows },
  { table: 'union_function', rows: unionFunctionRows },
  { table: 'union_activity', rows: unionActivityRows },
  { table: 'enterprise', rows: enterpriseRows },
  { table: 'enterprise_affiliation', rows: affiliationRows },
  { table: 'enterprise_labour_report', rows: labourReportRows },
  { table: 'member', rows: memberRows },
  { table: 'membership_application', rows: applicationRows },
  { table: 'consent', rows: consentRows },
  { table: 'case_worker', rows: caseWorkerRows },
  { table: 'served_person', rows: servedPersonRows },
  { table: 'card', rows: cardRows },
  { table: 'membership_transfer', rows: transferRows },
  { table: 'card_benefit', rows: benefitRows },
  { table: 'principle_document', rows: principleDocumentRows },
  { table: 'plan', rows: planRows },
  { table: 'plan_indicator', rows: planIndicatorRows },
  { table: 'indicator_measurement', rows: indicatorMeasurementRows },
  { table: 'workforce_stat', rows: workforceStatRows },
  { table: 'external_agency', rows: externalAgencyRows },
  { table: 'task_project', rows: taskProjectRows },
  { table: 'task_assist', rows: taskAssistRows },
  { table: 'task_indicator', rows: taskIndicatorRows },
  { table: 'task_report', rows: taskReportRows },
  { table: 'joint_conference', rows: jointConferenceRows },
  { table: 'conference_attendee', rows: conferenceAttendeeRows },
  { table: 'resolution', rows: resolutionRows },
  { table: 'workers_home', rows: workersHomeRows },
  { table: 'home_assessment', rows: homeAssessmentRows },
  { table: 'home_mechanism', rows: homeMechanismRows },
  { table: 'service_item', rows: serviceItemRows },
  { table: 'fund_payment', rows: fundPaymentRows },
  { table: 'cadre_link', rows: cadreLinkRows },
  { table: 'contact_visit', rows: contactVisitRows },
  { table: 'service_request', rows: serviceRequestRows },
  { table: 'sentiment_item', rows: sentimentItemRows },
];
