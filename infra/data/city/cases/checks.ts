import type { Check } from '../../parts.ts';
import type { Profile } from '../profile.ts';
import { DEMO_MEDIATORS } from './mediators.ts';
import type { CityCases } from './set.ts';

const count = (name: string, from: string, expected: number): Check => ({ name, sql: `select count(*) from ${from}`, expected });
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

/** How many disputes there are, what they brought (S-52, S-09; domain rule 6.3), and what holds of each. */
export const caseChecks = (profile: Profile, { mediators, grants }: CityCases): Check[] => [
  count('cases', 'mediation_case', profile.cases),
  count('successful cases', `mediation_case where status = 'PERFORMED'`, profile.successfulCases),
  count('failed cases', `mediation_case where status = 'FAILED'`, profile.failedCases),
  { name: 'fen recovered', sql: 'select sum(recovered_fen) from mediation_case', expected: profile.recoveredFen },
  { name: 'fen paid', sql: 'select sum(amount_fen) from payment', expected: profile.recoveredFen },
  {
    // B-11: what was agreed in the successful cases is what was paid.
    name: 'fen agreed in successful cases',
    sql: `select sum(a.total_fen) from agreement a join mediation_case c on c.id = a.case_id where c.status = 'PERFORMED'`,
    expected: profile.recoveredFen,
  },
  none(
    'S-09: less than nine tenths of the cases in firms that are not public',
    `select from mediation_case having count(*) filter (where ownership not in ('STATE', 'COLLECTIVE', 'PUBLIC_INSTITUTION')) * 10 < count(*) * 9`,
  ),
  count('mediators', 'mediator', mediators.length),
  count('grants of legal aid', 'legal_aid_grant', grants.length),
  count(
    'mediators on no register: those of the demo data',
    `(select distinct m.person_id from mediator m where m.lawyer_id is null and not exists (
      select from directory_entry d where d.entry_id = m.person_id and d.kind = 'STAFF' and not d.has_ended)) as strange`,
    DEMO_MEDIATORS,
  ),
  ...INVARIANTS,
  ...DAYS,
];

const BEFORE_AGREEMENT = `('RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION')`;

const INVARIANTS: readonly Check[] = [
  none(
    'MED-INV-1: cases that recovered another sum than was paid, or more than was agreed and awarded',
    `select from mediation_case c
      left join (select case_id, sum(paid_fen) as fen from performance_item group by 1) i on i.case_id = c.id
      left join (select case_id, sum(amount_fen) as fen from payment group by 1) p on p.case_id = c.id
      where c.recovered_fen <> coalesce(i.fen, 0) or c.recovered_fen <> coalesce(p.fen, 0)
        or c.recovered_fen not between 0 and c.total_fen + c.awarded_fen`,
  ),
  none(
    '2.2.2: agreements whose terms are another sum than their total, or whose case has another one',
    `select from agreement a join mediation_case c on c.id = a.case_id
      left join (select agreement_id, sum(amount_fen) as fen from agreement_term group by 1) t on t.agreement_id = a.id
      where a.total_fen <> t.fen or a.total_fen <> c.total_fen`,
  ),
  none(
    'P11 art. 28: awards of more than was claimed',
    `select from award w where w.awarded_fen > (
      select sum(k.amount_fen) from case_claim k where k.case_id = w.case_id having bool_and(k.amount_fen is not null))`,
  ),
  none(
    'terms that give more than is claimed',
    `select from agreement_term t join case_claim k on k.id = t.claim_id group by k.id having sum(t.amount_fen) > k.amount_fen`,
  ),
  none(
    'G1: wages agreed below the highest minimum of their months, and below what is claimed',
    `select from case_claim k join agreement_term t on t.claim_id = k.id where k.kind = 'WAGES' group by k.id
      having sum(t.amount_fen) < least(k.amount_fen, 140000 * (extract(year from age(k.period_to + 1, k.period_from)) * 12
        + extract(month from age(k.period_to + 1, k.period_from))))`,
  ),
  none(
    'MED-INV-3: one dispute in two open cases',
    `select from case_dispute d join case_dispute e on e.applicant_key = d.applicant_key and e.respondent_key = d.respondent_key
      and e.kind = d.kind and e.period && d.period and e.case_id > d.case_id where d.open and e.open`,
  ),
  none(
    'MED-INV-3: disputes that are open otherwise than their case, or missing',
    `select from mediation_case c left join case_dispute d on d.case_id = c.id where d.case_id is null or d.open <> (c.closed_at is null)`,
  ),
  none(
    'MED-INV-4: mediators who are a party, or related to one',
    `select from mediation_case c where c.mediator_person_id = any(c.applicant_ids) or exists (
      select from party_relation r where r.person_id = c.mediator_person_id and (r.case_id = c.id or r.other_person_id = any(c.applicant_ids)
        or r.enterprise_id in (select p.enterprise_id from case_party p where p.case_id = c.id)))`,
  ),
  none(
    '2.2.2: mediators with more cases at a time than they may have',
    `select from mediation_case c join mediator m on m.id = c.mediator_id where c.status in ('ASSIGNED', 'IN_MEDIATION', 'AGREED')
      group by m.id having count(*) > m.case_cap`,
  ),
  none(
    'P12: mediators whose term does not run, or who serve elsewhere',
    `select from mediation_case c join mediator m on m.id = c.mediator_id join mediation_org own on own.id = m.org_id
      join mediation_org o on o.id = c.org_id
      where c.received_on not between m.term_from and m.term_to or coalesce(civil_day(c.agreed_at), civil_day(c.failed_at)) > m.term_to
        or m.person_id <> c.mediator_person_id
        or not (own.id = o.id or own.kind in ('CITY_CENTRE', 'DISTRICT_CENTRE', 'INDUSTRY_CENTRE') and o.scope_path ^@ own.scope_path)`,
  ),
  none(
    'respondents that are no known employer',
    `select from case_party p where p.enterprise_id is not null and not exists (
      select from employer_place e where e.enterprise_id = p.enterprise_id)`,
  ),
  none(
    'S-28: collective cases without a warning, of too few workers or without representatives',
    `select from mediation_case c where c.is_collective and (not exists (select from early_warning w where w.case_id = c.id
        and w.enterprise_id in (select p.enterprise_id from case_party p where p.case_id = c.id))
      or (select count(*) filter (where p.side = 'APPLICANT') < 10 or count(*) filter (where p.is_representative) not between 3 and 5
        from case_party p where p.case_id = c.id))`,
  ),
  none(
    'S-28: warnings that ended otherwise than their case',
    `select from early_warning w join mediation_case c on c.id = w.case_id where w.closed_at is distinct from c.closed_at`,
  ),
  none(
    'more workers in trouble than their employer has',
    `select from early_warning w join employer_place p on p.enterprise_id = w.enterprise_id
      where w.headcount_affected > p.headcount and w.headcount_evidence_ref is null and w.headcount_affected > (
        select count(*) from case_party a where a.case_id = w.case_id and a.side = 'APPLICANT')`,
  ),
  none(
    'legal aid for a court or for enforcement before there was anything of the kind',
    `select from legal_aid_grant g join mediation_case c on c.id = g.case_id where g.scope in ('LITIGATION', 'ENFORCEMENT')
      and g.granted_on <= coalesce(civil_day(c.referred_at), civil_day(c.agreed_at), 'infinity')`,
  ),
  none(
    'S-39: lawyers without a contract, or for somebody who does not ask',
    `select from legal_aid_grant g join mediation_case c on c.id = g.case_id join lawyer l on l.id = g.lawyer_id
      where not g.member_id = any(c.applicant_ids) or g.lawyer_person_id <> l.person_id or (g.ended_on is null) <> (c.closed_at is null)
        or not exists (select from service_contract s where s.firm_id = l.firm_id and g.granted_on between s.from_on and s.to_on)`,
  ),
];

/** What each state owes to its days; the data's today is 2013-10-19. */
const DAYS: readonly Check[] = [
  none(
    'MED-INV-6: deadlines of cases that do not follow from their days',
    `select from mediation_case c where c.received_on <> civil_day(c.received_at)
      or c.acceptance_due_on <> working_day_after(c.received_on, 3) or c.award_due_on <> last_day(civil_day(c.referred_at), 45)
      or c.statutory_due_on <> case c.source when 'COURT_DELEGATED' then working_day_after(c.received_on, 20) else last_day(c.received_on, 15) end`,
  ),
  none(
    'P12: cases that were decided on too late, or wait for it too long',
    `select from mediation_case c where civil_day(coalesce(c.accepted_at, c.refused_at)) > c.acceptance_due_on
      or c.status = 'RECEIVED' and c.acceptance_due_on < '2013-10-19'`,
  ),
  none(
    'P11 art. 14: agreements after the last day, and cases that go on after it',
    `select from mediation_case c where civil_day(c.agreed_at) > c.statutory_due_on
      or c.status in ${BEFORE_AGREEMENT} and c.statutory_due_on < '2013-10-19'`,
  ),
  none(
    'what happened in another order than it can, or is still to come',
    `select from mediation_case c left join agreement a on a.case_id = c.id left join mediation_session s on s.case_id = c.id
      left join award w on w.case_id = c.id
      where c.accepted_at < c.received_at or s.held_at < c.accepted_at or c.agreed_at < s.held_at or a.effective_at < c.agreed_at
        or c.failed_at < c.received_at or c.referred_at < c.failed_at or w.awarded_on < civil_day(c.referred_at) or w.awarded_on > c.award_due_on
        or c.closed_at < greatest(c.accepted_at, c.refused_at, c.failed_at, c.referred_at, a.effective_at)
        or greatest(c.received_at, c.accepted_at, s.held_at, a.effective_at, c.failed_at, c.referred_at, c.closed_at) > '2013-10-19T10:00:00+08:00'`,
  ),
  none(
    'payments before the agreement bound, or to come',
    `select from payment p join agreement a on a.case_id = p.case_id
      where p.recorded_at < a.effective_at or p.paid_on < civil_day(a.effective_at) or p.paid_on > '2013-10-18'`,
  ),
  none(
    'cases that time has moved on: overdue, and not breached',
    `select from mediation_case c where c.status in ('EFFECTIVE', 'CONFIRMED', 'CONFIRMING') and c.next_payment_on < '2013-10-19'
      or c.status in ('BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT') and (c.next_payment_on < '2013-10-19') is not true`,
  ),
  none(
    'next payments that are not the first that is owed',
    `select from mediation_case c left join (select case_id, min(due_on) as day from performance_item where paid_fen < amount_fen group by 1) i
      on i.case_id = c.id where c.next_payment_on is distinct from i.day`,
  ),
  none(
    'P12, P13: confirmations after their last day, or that a state lacks',
    `select from mediation_case c full join confirmation f on f.case_id = c.id
      where (f.case_id is null) <> (c.status not in ('CONFIRMING', 'CONFIRMED', 'REFUSED', 'ENFORCEMENT')) or f.applied_on > f.due_by`,
  ),
  none(
    'P11 art. 14: agreements in force without three signatures',
    `select from agreement a left join (select agreement_id, count(*) as signed from agreement_signature group by 1) s on s.agreement_id = a.id
      where (a.effective_at is not null) <> (coalesce(s.signed, 0) = 3)`,
  ),
];
