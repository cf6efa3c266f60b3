import type { Check } from '../parts.ts';
import { dutyShiftCount, ROSTER_DAYS } from './lawyers.ts';
import { CENTRES, STREETS_WITHOUT_ROOM } from './mediationOrgs.ts';
import type { Profile } from './profile.ts';

const count = (name: string, from: string, expected: number): Check => ({ name, sql: `select count(*) from ${from}`, expected });
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

const CENTRE = `('CITY_CENTRE', 'DISTRICT_CENTRE', 'INDUSTRY_CENTRE')`;

/** How many organisations, firms and lawyers there are (domain rule 6.3), and what holds of them. */
export const orgChecks = (profile: Profile): Check[] => [
  count('centres of the city and its districts', `mediation_org where kind in ('CITY_CENTRE', 'DISTRICT_CENTRE')`, 18),
  count('centres of industries', `mediation_org where kind = 'INDUSTRY_CENTRE'`, 4),
  count('rooms of streets', `mediation_org where kind = 'STREET_ROOM'`, profile.streetStations - STREETS_WITHOUT_ROOM),
  count('committees of groups', `mediation_org where kind = 'GROUP_COMMITTEE'`, profile.groupFirms),
  count('committees of enterprises', `mediation_org where kind = 'ENTERPRISE_COMMITTEE'`, profile.enterpriseUnions),
  count(
    'mediation organisations',
    'mediation_org',
    CENTRES + profile.streetStations - STREETS_WITHOUT_ROOM + profile.groupFirms + profile.enterpriseUnions,
  ),
  count(
    'streets without a room',
    'street_station s where not exists (select from mediation_org o where o.service_point_id = s.service_point_id)',
    STREETS_WITHOUT_ROOM,
  ),
  count('law firms', 'law_firm', profile.lawFirms),
  count('lawyers', 'lawyer', profile.lawyers),
  count(
    'law firms under contract',
    `(select distinct firm_id from service_contract_org where '2013-10-19' between from_on and to_on) as engaged`,
    profile.lawFirms,
  ),
  count('shifts', 'duty_shift', dutyShiftCount),
  ...INVARIANTS,
];

const INVARIANTS: readonly Check[] = [
  none(
    'MED-INV-2: lawyers at two places at once',
    `select from duty_shift d join duty_shift e on e.lawyer_id = d.lawyer_id and e.id > d.id
      and tstzrange(d.start_at, d.end_at) && tstzrange(e.start_at, e.end_at) where d.cancelled_at is null and e.cancelled_at is null`,
  ),
  none(
    'MED-INV-2: centres with less than two lawyers on an open day of the roster',
    `select from mediation_org o, generate_series('${ROSTER_DAYS[0]}'::date, '${ROSTER_DAYS.at(-1)}'::date, '1 day') as day
      where o.kind in ${CENTRE} and is_working_day(day::date) and (select count(distinct d.lawyer_id) from duty_shift d
        where d.org_id = o.id and d.cancelled_at is null and civil_day(d.start_at) = day::date) < 2`,
  ),
  none(
    'S-51: lawyers on duty without a contract',
    `select from duty_shift d join lawyer l on l.id = d.lawyer_id where d.cancelled_at is null and not exists (
      select from service_contract_org s where s.firm_id = l.firm_id and s.org_id = d.org_id
        and civil_day(d.start_at) between s.from_on and s.to_on)`,
  ),
  none('shifts on days off', 'select from duty_shift d where not is_working_day(civil_day(d.start_at))'),
  none(
    'MED-INV-4: who mediated in a case and acts in it',
    `select from legal_aid_grant g join case_mediated_by m on m.case_id = g.case_id and m.person_id = g.lawyer_person_id`,
  ),
  none(
    'MED-INV-7: committees of other enterprises than those that organisation tells of, by another headcount, or below the threshold',
    `select from mediation_org o left join employer_place p on p.enterprise_id = o.enterprise_id
      where o.kind in ('GROUP_COMMITTEE', 'ENTERPRISE_COMMITTEE') and (p.enterprise_id is null or p.headcount <> o.headcount_at_founding
        or o.headcount_at_founding < case o.kind when 'GROUP_COMMITTEE' then 5000 else 100 end
        or (o.kind = 'GROUP_COMMITTEE' and p.of_bureau is not true))`,
  ),
  none(
    'MED-INV-8: committees with unequal sides',
    `select from mediation_org o where o.kind = 'ENTERPRISE_COMMITTEE' and (o.worker_reps = o.employer_reps and o.worker_reps >= 1) is not true`,
  ),
];
