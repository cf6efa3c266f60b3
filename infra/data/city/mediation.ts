import { standardRows } from '../demo/mediation-bargaining.ts';
import type { Check, DataSet, Part } from '../parts.ts';
import {
  type CityContract,
  contractEmployerRows,
  contractRows,
  contractsOf,
  employerCount,
  employerPlaceRows,
  GROWTH_BP,
  instructorRows,
} from './bargaining.ts';
import { caseChecks } from './cases/checks.ts';
import { caseParts, cityCases } from './cases/set.ts';
import { coverageOf } from './coverage.ts';
import { knownMemberParts, servicePointEntries, staffCount, staffEntries } from './directory.ts';
import { firmCount } from './enterprises.ts';
import { dutyShiftCount, dutyShiftRows, lawFirmRows, lawyerRows, serviceContractRows } from './lawyers.ts';
import { orgChecks } from './mediationChecks.ts';
import { CENTRES, centreRows, committeeRows, roomRows, stationRows } from './mediationOrgs.ts';
import { peopleOf } from './members.ts';
import type { Profile } from './profile.ts';
import { knownUnionRows } from './unionRows.ts';
import { unionCount } from './unions.ts';

/** Mediation's rows of a profile, in the order of their foreign keys: what is known of employers, organisations, law
 * firms with their lawyers and rosters, instructors and contracts, mediators and cases with legal aid. */
export function mediationSet(profile: Profile): DataSet {
  const people = peopleOf(profile);
  const { unions } = people;
  const cases = cityCases(people);
  const contracts = contractsOf(profile, unions);
  const instructors = instructorRows(profile);
  const rooms = roomRows(profile);
  const part = (table: string, count: number, rows: Part['rows']): Part => ({ name: table, table, count, rows });
  return {
    name: profile.name,
    parts: [
      part('known_union', unionCount(profile), () => knownUnionRows(people)),
      part('employer_place', firmCount(profile), () => employerPlaceRows(profile, unions)),
      { ...part('directory_entry', staffCount(profile), () => staffEntries(profile, unions)), name: 'staff known' },
      {
        ...part('directory_entry', servicePointEntries(profile).length, () => servicePointEntries(profile)),
        name: 'service points known',
      },
      ...knownMemberParts(peopleOf(profile), profile),
      part('street_station', profile.streetStations, () => stationRows(profile)),
      { ...part('mediation_org', CENTRES, () => centreRows()), name: 'centres' },
      { ...part('mediation_org', rooms.length, () => rooms), name: 'rooms' },
      {
        ...part('mediation_org', profile.enterpriseUnions + profile.groupFirms, () => committeeRows(profile, unions)),
        name: 'committees',
      },
      part('law_firm', profile.lawFirms, () => lawFirmRows(profile)),
      part('service_contract', profile.lawFirms, () => serviceContractRows(profile)),
      part('lawyer', profile.lawyers, () => lawyerRows(profile)),
      part('duty_shift', dutyShiftCount, () => dutyShiftRows(profile)),
      part('labour_standard', standardRows.length, () => standardRows),
      part('wage_instructor', instructors.length, () => instructors),
      part('collective_contract', contracts.length, () => contractRows(profile, contracts)),
      part('collective_contract_employer', employerCount(contracts), () => contractEmployerRows(profile, contracts)),
      ...caseParts(profile, cases),
    ],
    keysLast: [],
    afterwards: [],
    checks: [...countsOf(profile, contracts), ...INVARIANTS, ...orgChecks(profile), ...caseChecks(profile, cases)],
  };
}

const DISTRICTS = 17;
const IN_FORCE = `c.objected_on is null and c.objection_by < '2013-10-19' and '2013-10-19' between c.term_from and c.term_to`;
const coveredBy = (what: string): string =>
  `exists (select from collective_contract_employer e join collective_contract c on c.id = e.contract_id
    where e.enterprise_id = p.enterprise_id and ${IN_FORCE} and ${what})`;

function countsOf(profile: Profile, contracts: readonly CityContract[]): Check[] {
  const { covered, onWages } = coverageOf(profile);
  const count = (name: string, from: string, expected: number): Check => ({
    name,
    sql: `select count(*) from ${from}`,
    expected,
  });
  return [
    count('employers with a union', 'employer_place where union_id is not null', covered[1]),
    count('employers with a contract (IND-02)', `employer_place p where ${coveredBy('true')}`, covered[0]),
    count('employers above scale', 'employer_place where above_scale', onWages[1]),
    count(
      'employers above scale with a contract on wages (IND-03)',
      `employer_place p where p.above_scale and ${coveredBy(`c.has_wage_terms and c.kind <> 'COLLECTIVE'`)}`,
      onWages[0],
    ),
    count('contracts', 'collective_contract', contracts.length),
    count('instructors', 'wage_instructor', profile.wageInstructors),
    count('districts with an instructor', '(select distinct district_code from wage_instructor) as served', DISTRICTS),
    {
      name: 'growth of wages by agreements of 2012, weighted by workers',
      sql: `select round(sum(c.wage_growth_bp::numeric * e.workers) / sum(e.workers)) from collective_contract c
        join collective_contract_employer e on e.contract_id = c.id where c.wage_growth_bp is not null and c.term_from = '2012-01-01'`,
      expected: GROWTH_BP,
    },
  ];
}

const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

const INVARIANTS: readonly Check[] = [
  none(
    'MED-INV-6: days that do not follow from those before',
    `select from collective_contract c where c.objection_by <> last_day(c.filed_on, 15)
      or c.file_by <> last_day(c.signed_on, case c.kind when 'WAGE_SPECIAL' then 7 else 10 end) or c.filed_on > c.file_by
      or c.publish_by <> last_day(greatest(c.objection_by + 1, c.term_from), case c.kind when 'WAGE_SPECIAL' then 5 else 10 end)
      or c.published_on > c.publish_by`,
  ),
  none(
    'MED-INV-9: contracts that cover more workers than their firm has',
    `select from collective_contract_employer e join employer_place p on p.enterprise_id = e.enterprise_id where e.workers > p.headcount`,
  ),
  none(
    'contracts that cover another number of workers than their firms do',
    `select from collective_contract c where c.workers_covered <>
      (select sum(e.workers) from collective_contract_employer e where e.contract_id = c.id)`,
  ),
  none(
    '2.2.3: employers with two contracts of a kind at a time',
    `select from collective_contract_employer e join collective_contract c on c.id = e.contract_id
      join collective_contract_employer f on f.enterprise_id = e.enterprise_id and f.contract_id > e.contract_id
      join collective_contract d on d.id = f.contract_id and d.kind = c.kind
      where daterange(c.term_from, c.term_to, '[]') && daterange(d.term_from, d.term_to, '[]')`,
  ),
  none(
    'MED-INV-3: employers that cannot be recognised by name',
    `select from employer_place where name_hash is null or core_hash is null`,
  ),
  none(
    'contracts with employers that are not known',
    `select from collective_contract_employer e where not exists (select from employer_place p where p.enterprise_id = e.enterprise_id)`,
  ),
];
