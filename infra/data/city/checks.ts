import type { Check } from '../parts.ts';
import { linkCount } from './cadres.ts';
import { firmCount } from './enterprises.ts';
import { activityCount, underfundedCount } from './jointUnions.ts';
import { REPORTED } from './labourReports.ts';
import { memberCount } from './members.ts';
import { applicationCount, returnedCount, transferCount } from './membershipPaths.ts';
import { fundPaymentCount } from './payments.ts';
import { CITY_VALUES, SILENT, valuesOf } from './plan.ts';
import type { Profile } from './profile.ts';
import { demandsOf } from './requests.ts';
import { unionCount } from './unions.ts';

const DISTRICTS = 17;
const INDUSTRIAL_UNIONS = 8;

const rows = (table: string, expected: number, where = 'true'): Check => ({
  name: where === 'true' ? `rows of "${table}"` : `rows of "${table}" where ${where}`,
  sql: `select count(*) from ${table} where ${where}`,
  expected,
});
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

/** Every count and sum of domain rule 6.3 that the organisation keeps, and its invariants over all rows. */
export function checksOf(profile: Profile): Check[] {
  return [...countsOf(profile), ...sizesOf(profile), ...stateOf(profile), ...REPORTS, ...INVARIANTS, ...WHOLE];
}

function countsOf(profile: Profile): Check[] {
  const { jointUnions, enterpriseUnions, bureauUnions, streetStations, communityStations } = profile;
  return [
    rows('district', DISTRICTS),
    rows('service_point', 1 + DISTRICTS + streetStations + communityStations),
    ...Object.entries({
      CITY_CENTRE: 1,
      DISTRICT_CENTRE: DISTRICTS,
      STREET_STATION: streetStations,
      COMMUNITY_STATION: communityStations,
    }).map(([kind, count]) => rows('service_point', count, `kind = '${kind}'`)),
    rows('trade_union', unionCount(profile)),
    ...Object.entries({
      CITY_FEDERATION: 1,
      DISTRICT_FEDERATION: DISTRICTS,
      INDUSTRIAL_UNION: INDUSTRIAL_UNIONS,
      BUREAU_COMPANY_UNION: bureauUnions,
      COMMUNITY_JOINT_UNION: jointUnions,
      ENTERPRISE_UNION: enterpriseUnions,
    }).map(([kind, count]) => rows('trade_union', count, `kind = '${kind}'`)),
    rows('enterprise', firmCount(profile)),
    rows('enterprise_affiliation', profile.jointFirms, `kind = 'JOINT_UNION' and to_day is null`),
    rows('enterprise_affiliation', enterpriseUnions + profile.groupFirms, `kind = 'OWN_UNION' and to_day is null`),
    rows('member', memberCount(profile)),
    rows('card', profile.jointMembers, `status = 'ACTIVE'`),
    rows('staff_member', profile.socialWorkers + jointUnions + profile.cadres),
    rows('staff_member', profile.socialWorkers, `role = 'SOCIAL_WORKER' and employer = 'CITY_RECRUITED'`),
    rows('staff_member', jointUnions, `role = 'JOINT_UNION_OFFICER' and employer = 'GRASSROOTS'`),
    rows('staff_member', profile.cadres, `role = 'HQ_CADRE' and employer = 'CITY_HQ'`),
    rows('cadre_link', linkCount(profile)),
    rows('cadre_link', streetStations, 'service_point_id is not null'),
    rows('cadre_link', profile.linkedFirms, 'enterprise_id is not null'),
    rows('cadre_link', profile.linkedWorkers, 'member_id is not null'),
    rows('staff_assignment', jointUnions, 'dedicated'),
    rows('trade_union', jointUnions, 'chair_id is not null'),
    rows('consent', profile.jointMembers, `purpose = 'DELIVERY' and 'card' = any(scope) and withdrawn_at is null`),
    rows('membership_application', applicationCount(profile), `status = 'APPROVED'`),
    rows('membership_transfer', transferCount(profile) - returnedCount(profile), `status = 'ACCEPTED'`),
    rows('membership_transfer', returnedCount(profile), `status = 'RETURNED'`),
    rows('import_batch', 2 * DISTRICTS, `status = 'PARTIAL'`),
    rows('import_row', 2 * DISTRICTS, 'fault is not null'),
    rows('contact_visit', linkCount(profile) + demandsOf(profile).length),
    rows('service_request', demandsOf(profile).length, 'contact_visit_id is not null'),
    rows('union_activity', activityCount(jointUnions)),
    rows('fund_payment', fundPaymentCount(profile), `state = 'paid'`),
    rows('running_fund', jointUnions),
    rows('running_fund', underfundedCount(jointUnions), 'amount_fen < 300000'),
    rows('workers_home', profile.homes),
    rows('workers_home', profile.standardHomes, `status = 'STANDARD'`),
    rows('contact_link', profile.cityContacts, `district_code is null and status = 'LINKED'`),
    rows('contact_link', DISTRICTS * profile.contactsPerDistrict, `district_code is not null and status = 'LINKED'`),
    rows('principle_document', 17),
    rows('plan', 1),
    rows('plan_indicator', 13),
    rows('task_project', 18),
    rows('service_request', profile.requests),
    rows('service_request', profile.closedRequests, `status = 'CLOSED'`),
  ];
}

/** How members and firms divide among joint unions, and contact points among cadres: two sizes each, one apart. */
function sizesOf({
  jointUnions,
  jointMembers,
  jointFirms,
  cadres,
  streetStations,
  linkedFirms,
  linkedWorkers,
}: Profile): Check[] {
  const sizes = (name: string, sql: string, total: number, parts = jointUnions): Check[] => {
    const small = Math.floor(total / parts);
    const large = total - small * parts;
    const count = (size: number) => `select count(*) from (${sql}) as sizes(size) where size = ${size}`;
    const who = parts === cadres ? 'cadres' : 'joint unions';
    return [
      { name: `${who} with ${small} ${name}`, sql: count(small), expected: parts - large },
      { name: `${who} with ${small + 1} ${name}`, sql: count(small + 1), expected: large },
    ];
  };
  const linked = (column: string) => `select count(${column}) from cadre_link group by cadre_id`;
  return [
    ...sizes('stations', linked('service_point_id'), streetStations, cadres),
    ...sizes('firms', linked('enterprise_id'), linkedFirms, cadres),
    ...sizes('workers', linked('member_id'), linkedWorkers, cadres),
    ...sizes('members', `select u.member_count from trade_union u where u.kind = 'COMMUNITY_JOINT_UNION'`, jointMembers),
    ...sizes(
      'firms',
      `select count(*) from enterprise_affiliation a where a.kind = 'JOINT_UNION' group by a.union_id`,
      jointFirms,
    ),
    {
      name: 'communities covered by joint unions',
      sql: 'select sum(communities_covered) from district',
      expected: jointUnions,
    },
    rows('district', 4, 'communities_covered = communities_total'),
  ];
}

const stateOf = (profile: Profile): Check[] => [
  ...Object.entries(valuesOf(profile)).map(([code, value]) => ({
    name: `value of ${code}`,
    sql: `select coalesce(value_bp, value_count) from indicator_measurement where indicator_code = '${code}' and scope_path = '/city/'`,
    expected: value,
  })),
  rows('indicator_measurement', DISTRICTS - 1, `indicator_code = 'IND-04' and scope_path <> '/city/'`),
  {
    name: 'members of enterprise unions',
    sql: `select sum(member_count) from trade_union where kind = 'ENTERPRISE_UNION'`,
    expected: profile.otherMembers,
  },
  { name: 'workforce of 2006', sql: 'select workers from workforce_stat where year = 2006', expected: 9_197_000 },
  { name: 'workforce of 2010', sql: 'select workers from workforce_stat where year = 2010', expected: 10_316_000 },
];

/** The share of a sum of the labour reports in basis points, as the indicators say it. */
const REPORTS: readonly Check[] = [
  ...Object.entries(REPORTED).map(([column, code]) => ({
    name: `reports of "${column}" add up to ${code}`,
    sql: `select sum(${column}) * 10000 / sum(headcount) from enterprise_labour_report where year = 2013`,
    expected: CITY_VALUES[code] as number,
  })),
  {
    name: 'staff congresses of standard, less the share of IND-06',
    sql: `select count(*) filter (where congress_standard) - ceil(count(*) * ${CITY_VALUES['IND-06']} / 10000.0) from enterprise_labour_report where congress_held`,
    expected: 0,
  },
  none(
    'reports of Yanqing',
    `select from enterprise_labour_report r join enterprise e on e.id = r.enterprise_id where e.district_code = '${SILENT}'`,
  ),
];

const INVARIANTS: readonly Check[] = [
  none(
    'ORG-INV-1',
    `select member_id from card where status in ('ISSUED', 'ACTIVE', 'FROZEN') group by member_id having count(*) > 1`,
  ),
  none(
    'ORG-INV-2',
    `select identity_hash from member where membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED') group by identity_hash having count(*) > 1`,
  ),
  none(
    'ORG-INV-3: counts of unions',
    `select u.id from trade_union u left join (select union_id, count(*) as members, count(*) filter (where gender = 'FEMALE') as female,
      count(*) filter (where is_migrant_worker) as migrant from member where union_id is not null group by union_id) m on m.union_id = u.id
      where (u.member_count, u.female_member_count, u.migrant_member_count)
        is distinct from (coalesce(m.members, 0), coalesce(m.female, 0), coalesce(m.migrant, 0))`,
  ),
  none(
    'ORG-INV-4: paths',
    `select u.id from trade_union u join trade_union p on p.id = u.parent_id where not u.scope_path ^@ p.scope_path`,
  ),
  none('ORG-INV-6', `select id from indicator_measurement where value_bp not between 0 and 10000`),
  none(
    'ORG-INV-7',
    `select m.employer_id from member m join enterprise_affiliation a on a.enterprise_id = m.employer_id and a.kind = 'JOINT_UNION' and a.to_day is null
      where m.membership_status = 'ACTIVE' group by m.employer_id having count(*) >= 25`,
  ),
  none(
    'ORG-INV-9: street stations without a cadre',
    `select p.id from service_point p where p.kind = 'STREET_STATION'
      and not exists (select from cadre_link l where l.service_point_id = p.id and l.ended_on is null)`,
  ),
];

const WHOLE: readonly Check[] = [
  none(
    'numbers that are kept and are not those of the rows',
    `with counted as (
        select 'member' as what, scope_path as path, membership_status as bucket, count(*) as rows from member group by 2, 3
        union all select 'service_request', scope_path, status, count(*) from service_request group by 2, 3
        union all select 'card', '/', valid_to::text, count(*) from card where status = 'ACTIVE' group by 3
        union all select 'fund_payment', '/', state, count(*) from fund_payment group by 3),
      above as (select what, left(path, at) as path, bucket, sum(rows) as rows from counted, generate_series(1, length(path)) as at
        where substr(path, at, 1) = '/' group by 1, 2, 3),
      kept as (select what, scope_path as path, bucket, sum(rows) as rows from tally group by 1, 2, 3 having sum(rows) <> 0)
      select from above full join kept using (what, path, bucket) where above.rows is distinct from kept.rows`,
  ),
  none(
    'members away from their union',
    `select m.id from member m join trade_union u on u.id = m.union_id where m.scope_path <> u.scope_path`,
  ),
  none(
    'active cards of people who are in no union',
    `select c.id from card c join member m on m.id = c.member_id where m.union_id is null`,
  ),
  none(
    'cards without consent',
    `select c.id from card c where not exists (select from consent o where o.member_id = c.member_id)`,
  ),
  none(
    'identity numbers in clear',
    `select id from member where identity_hash !~ '^[0-9a-f]{64}$' or identity_masked !~ '^[0-9]{3}[*]{11}[0-9X]{4}$'`,
  ),
  none(
    'stations outside the district of the point above',
    `select s.id from service_point s join service_point p on p.id = s.parent_id
      where p.kind <> 'CITY_CENTRE' and p.district_code <> s.district_code`,
  ),
  // Rows of the audit from before it was signed stay as they are.
  none(
    'constraints that were not validated',
    `select conname from pg_constraint where not convalidated and conname <> 'audit_event_signed'`,
  ),
  none('indexes that are not valid', 'select indexrelid from pg_index where not indisvalid'),
];
