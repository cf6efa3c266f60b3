import { benefitRows } from '../demo/organisation-cards.ts';
import { departmentRows } from '../demo/organisation-departments.ts';
import { planIndicatorRows, planRows, principleDocumentRows, workforceStatRows } from '../demo/organisation-plan.ts';
import {
  conferenceAttendeeRows,
  externalAgencyRows,
  jointConferenceRows,
  resolutionRows,
  taskAssistRows,
  taskIndicatorRows,
  taskProjectRows,
} from '../demo/organisation-tasks.ts';
import { DISTRICTS } from '../demo/unions.ts';
import type { Row } from '../load.ts';
import type { DataSet, Part } from '../parts.ts';
import { cadreLinkRows, linkCount, sentimentRows } from './cadres.ts';
import { caseWorkerRows, cityCases } from './cases/set.ts';
import { checksOf } from './checks.ts';
import { eventRows, linkRows, makeContacts, organisationRows } from './contacts.ts';
import { affiliationRows, enterpriseRows, firmCount } from './enterprises.ts';
import { assessmentRows, homeRows, makeHomes, mechanismRows } from './homes.ts';
import { batchRows, importRowRows } from './imports.ts';
import { itemCount, serviceItemRows } from './items.ts';
import { activityCount, activityRows, functionCount, functionRows, officerRows, runningFundRows } from './jointUnions.ts';
import { labourReportRows, reportCount } from './labourReports.ts';
import { cardRows, consentRows, memberCount, memberRows, peopleOf } from './members.ts';
import { applicationCount, applicationRows, transferCount, transferRows } from './membershipPaths.ts';
import { fundPaymentRows } from './payments.ts';
import { districtRows, openingHoursRows, servicePointRows } from './places.ts';
import { measurementRows, taskReportRows } from './plan.ts';
import type { Profile } from './profile.ts';
import { requestRows } from './requests.ts';
import { assignmentRows, staffRows } from './staff.ts';
import { servedPersonRows } from './training/set.ts';
import { unionDistrictRows, unionRows } from './unionRows.ts';
import { visitCount, visitRows } from './visits.ts';
import { fundPersonsOf } from './warmthFund.ts';

const DISTRICT_CODES = DISTRICTS.map(({ code }) => code);

/** The organisation's rows of a profile, in the order of their foreign keys. All persons are invented. */
export function organisationSet(profile: Profile): DataSet {
  const people = peopleOf(profile);
  const { unions } = people;
  const points = servicePointRows(profile);
  const places = points.map(({ id, kind, district_code }) => ({ id, kind, districtCode: district_code }));
  const homes = makeHomes(profile, unions);
  const standard = homes.filter(({ status }) => status === 'STANDARD').map(({ id }) => id);
  const contacts = makeContacts(profile);
  const staff = profile.socialWorkers + profile.jointUnions + profile.cadres;
  const parts = [
    table('district', districtRows(profile)),
    table('social_organisation', organisationRows(contacts)),
    table('contact_link', linkRows(contacts)),
    table('contact_event', eventRows(contacts)),
    table('service_point', points),
    table('opening_hours', openingHoursRows(places)),
    table('trade_union', [...unionRows(people)]),
    table('union_district', unionDistrictRows(people)),
    table('department', departmentRows),
    part('staff_member', staff, () => staffRows(profile, unions, places)),
    part('staff_assignment', profile.socialWorkers, () => assignmentRows(profile, places)),
    slice('officers', 'staff_assignment', profile.jointUnions, () => officerRows(unions)),
    part('running_fund', profile.jointUnions, () => runningFundRows(unions)),
    part('union_function', functionCount(profile.jointUnions), () => functionRows(unions)),
    part('enterprise', firmCount(profile), () => enterpriseRows(profile, unions)),
    part('enterprise_affiliation', firmCount(profile), () => affiliationRows(profile, unions)),
    ...slices('member', memberCount(profile), profile, (from, to) => memberRows(people, from, to)),
    part('union_activity', activityCount(profile.jointUnions), () => activityRows(unions)),
    part('enterprise_labour_report', reportCount(profile, unions), () => labourReportRows(profile, unions)),
    part('membership_application', applicationCount(profile), () => applicationRows(people)),
    part('membership_transfer', transferCount(profile), () => transferRows(people)),
    table('import_batch', batchRows(people)),
    table('import_row', importRowRows(people)),
    part('cadre_link', linkCount(profile), () => cadreLinkRows(people)),
    part('contact_visit', visitCount(people), () => visitRows(people)),
    table('fund_payment', fundPaymentRows(people)),
    part('sentiment_item', profile.sentimentItems, () => sentimentRows(profile, DISTRICT_CODES)),
    ...slices('consent', profile.jointMembers, profile, (from, to) => consentRows(people, from, to)),
    ...slices('card', profile.jointMembers, profile, (from, to) => cardRows(people, from, to)),
    table('card_benefit', benefitRows),
    ...planParts(profile),
    table('workers_home', homeRows(homes)),
    table('home_assessment', assessmentRows(profile, homes)),
    table('home_mechanism', mechanismRows(homes)),
    part('service_item', itemCount(places, standard), () => serviceItemRows(places, standard)),
    part('service_request', profile.requests, () => requestRows(people)),
    table('case_worker', caseWorkerRows(cityCases(people))),
    table('served_person', [...servedPersonRows(people), ...fundPersonsOf(people)]),
  ];
  return {
    name: profile.name,
    parts,
    keysLast: profile.keysLast ? ['member', 'consent', 'card', 'enterprise', 'enterprise_affiliation', 'service_request'] : [],
    afterwards: [
      // The officer of a joint union is its chair, too: unions and staff name each other.
      `update trade_union u set chair_id = a.staff_member_id from staff_assignment a where a.union_id = u.id and a.dedicated and u.chair_id is null`,
      `select setval('member_no_seq', greatest(last_value, ${memberCount(profile)}::bigint + 1), false) from member_no_seq`,
    ],
    checks: checksOf(profile),
  };
}

/** The plan of the city with its indicators, tasks and conferences. */
const planParts = (profile: Profile): Part[] => [
  table('principle_document', principleDocumentRows),
  table('plan', planRows),
  table('plan_indicator', planIndicatorRows),
  table('indicator_measurement', measurementRows(profile)),
  table('workforce_stat', workforceStatRows),
  table('external_agency', externalAgencyRows),
  table('task_project', taskProjectRows),
  table('task_assist', taskAssistRows),
  table('task_indicator', taskIndicatorRows),
  table('task_report', taskReportRows),
  table('joint_conference', jointConferenceRows),
  table('conference_attendee', conferenceAttendeeRows),
  table('resolution', resolutionRows),
];

const slice = (name: string, of: string, count: number, rows: () => Iterable<Row>): Part => ({ name, table: of, count, rows });
const part = (name: string, count: number, rows: () => Iterable<Row>): Part => slice(name, name, count, rows);
const table = (name: string, rows: readonly Row[]): Part => part(name, rows.length, () => rows);

function slices(name: string, total: number, { partRows }: Profile, rows: (from: number, to: number) => Iterable<Row>): Part[] {
  return Array.from({ length: Math.ceil(total / partRows) }, (_, at) => {
    const [from, to] = [at * partRows, Math.min(total, (at + 1) * partRows)];
    return slice(`${name} ${at + 1}`, name, to - from, () => rows(from, to));
  });
}
