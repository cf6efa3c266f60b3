import type { Row } from '../../load.ts';
import type { Part } from '../../parts.ts';
import { memberId, type People } from '../members.ts';
import type { Profile } from '../profile.ts';
import { actedForRows, actsUntil, type CityGrant, grantRows, grantsOf, workRows } from './legalAid.ts';
import { type CityMediator, mediatorRows } from './mediators.ts';
import {
  agreementRow,
  awardRow,
  caseRow,
  claimRow,
  confirmationRow,
  type Dated,
  disputeRows,
  itemRows,
  limitationRows,
  partyRows,
  paymentRows,
  sessionRow,
  signatureRows,
  termRows,
  wasDismissed,
} from './rows.ts';
import { casesOf } from './seeds.ts';
import { timelineOf } from './timeline.ts';
import { noticeCount, noticeRows, warningRow } from './warnings.ts';

/** The disputes of a profile with who mediates them and who acts in them. */
export interface CityCases {
  readonly cases: readonly Dated[];
  readonly mediators: readonly CityMediator[];
  readonly grants: readonly CityGrant[];
}

export function cityCases(people: People): CityCases {
  const { seeds, mediators } = casesOf(people);
  const cases = seeds.map((seed): Dated => ({ seed, days: timelineOf(seed), people }));
  return { cases, mediators, grants: grantsOf(people.profile, cases) };
}

/** A table with the rows that a case has in it; their number is known without making them. */
interface OfCase {
  readonly table: string;
  readonly count: (dated: Dated) => number;
  readonly rows: (dated: Dated) => Row[];
}

const one = (table: string, has: (dated: Dated) => boolean, row: (dated: Dated) => Row): OfCase => ({
  table,
  count: (dated) => (has(dated) ? 1 : 0),
  rows: (dated) => (has(dated) ? [row(dated)] : []),
});
const many = (table: string, count: (dated: Dated) => number, rows: (dated: Dated) => Row[]): OfCase => ({
  table,
  count,
  rows: (dated) => (count(dated) === 0 ? [] : rows(dated)),
});

/** In the order of their foreign keys. */
const TABLES: readonly OfCase[] = [
  one('mediation_case', () => true, caseRow),
  many('case_party', ({ seed }) => seed.applicants + 1, partyRows),
  one('case_claim', () => true, claimRow),
  many('case_dispute', ({ seed }) => seed.applicants, disputeRows),
  many('limitation_event', ({ seed }) => (wasDismissed(seed) ? 2 : 1), limitationRows),
  one('mediation_session', ({ days }) => days.sessionOn !== null, sessionRow),
  one('agreement', ({ days }) => days.agreedOn !== null, agreementRow),
  many('agreement_signature', ({ days }) => (days.effectiveOn === null ? 0 : 3), signatureRows),
  many('agreement_term', ({ days }) => days.dueOn.length, termRows),
  many('performance_item', ({ days }) => days.dueOn.length, itemRows),
  many('payment', ({ days }) => days.paidOn.length, paymentRows),
  one('confirmation', ({ days }) => days.appliedOn !== null, confirmationRow),
  one('award', ({ days }) => days.awardedOn !== null, awardRow),
  one('early_warning', ({ seed }) => seed.applicants > 1, warningRow),
  many('warning_notice', (dated) => (dated.seed.applicants > 1 ? noticeCount(dated) : 0), noticeRows),
];

/** Rows of one case come to about this many; a part has as many cases as make its rows. */
const ROWS_OF_CASE = 12;

/** Mediators, then cases by slices: all of a case in one transaction, since what it recovered is compared with its payments when that ends. */
export function caseParts({ partRows }: Profile, { cases, mediators, grants }: CityCases): Part[] {
  const atOnce = Math.ceil(partRows / ROWS_OF_CASE);
  const slices = Array.from({ length: Math.ceil(cases.length / atOnce) }, (_, nth): Part => {
    const here = cases.slice(nth * atOnce, (nth + 1) * atOnce);
    const [first, ...others] = TABLES.map(({ table, count, rows }) => ({
      table,
      count: here.reduce((sum, dated) => sum + count(dated), 0),
      rows: () => flatMap(here, rows),
    }));
    return { name: `mediation_case ${nth + 1}`, ...(first as Omit<Part, 'name' | 'with'>), with: others };
  });
  const table = (name: string, rows: readonly Row[]): Part => ({ name, table: name, count: rows.length, rows: () => rows });
  return [
    table('mediator', mediatorRows(mediators)),
    ...slices,
    table('legal_aid_grant', grantRows(grants)),
    table('legal_aid_work', workRows(grants)),
    table('party_relation', actedForRows(grants)),
  ];
}

function* flatMap(cases: readonly Dated[], rows: (dated: Dated) => Row[]): Iterable<Row> {
  for (const dated of cases) yield* rows(dated);
}

/** Who works on which worker's dispute and until which day, as organisation has been told of it. */
export function caseWorkerRows({ cases, grants, mediators }: CityCases): Row[] {
  const termEnds = lastDays(mediators);
  const acting = new Map(grants.filter(({ endedOn }) => endedOn === null).map((grant) => [grant.dated.seed.id, grant]));
  return cases.flatMap(({ seed, people }) => {
    const { worker, mediator } = seed;
    if (worker === null) return [];
    const grant = acting.get(seed.id);
    const staff = [
      ...(mediator ? [{ person_id: mediator.personId, last_day: termEnds.get(mediator.personId) ?? null }] : []),
      ...(grant ? [{ person_id: grant.lawyer.personId, last_day: actsUntil(grant) }] : []),
    ];
    return staff.map((acts) => ({ case_id: seed.id, member_id: memberId(people, worker), ...acts }));
  });
}

/** The last day of each mediator's latest term, by the person. */
function lastDays(mediators: CityCases['mediators']): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { personId, termTo } of mediators) if (termTo > (found.get(personId) ?? '')) found.set(personId, termTo);
  return found;
}
