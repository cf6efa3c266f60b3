import type { Check } from '../../parts.ts';

const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

const TAKEN = `('CONFIRMED', 'ATTENDING', 'PASSED', 'FAILED', 'NO_SHOW')`;

const COURSES: readonly Check[] = [
  none(
    'SKL-INV-1: sessions with other counts than their enrolments, or more places taken than there are',
    `select from course_session s left join (select session_id, count(*) filter (where status in ${TAKEN}) as taken,
      count(*) filter (where status = 'OFFERED') as offered, count(*) filter (where status = 'WAITLISTED') as waiting, max(arrival) as last
      from enrolment group by 1) e on e.session_id = s.id
      where (s.enrolled_count, s.offered_count, s.waitlist_count, s.arrivals)
        is distinct from (coalesce(e.taken, 0), coalesce(e.offered, 0), coalesce(e.waiting, 0), coalesce(e.last, 0))
        or s.enrolled_count + s.offered_count > s.capacity`,
  ),
  none(
    'SKL-INV-1: members who wait while somebody who came later has a place',
    `select from enrolment w join enrolment c on c.session_id = w.session_id and c.arrival > w.arrival and c.status in ${TAKEN}
      where w.status = 'WAITLISTED'`,
  ),
  none(
    '2.3.2: results before a session is over, or none long after it',
    `select from enrolment e join course_session s on s.id = e.session_id
      where (e.status in ('PASSED', 'FAILED', 'NO_SHOW')) <> (s.ends_at < '2013-10-19T10:00:00+08:00') and e.status <> 'CANCELLED'`,
  ),
  none(
    'S-57: sessions with other times than their meetings',
    `select from course_session s left join (select session_id, min(starts_at) as first, max(ends_at) as last from meeting group by 1) m
      on m.session_id = s.id where (s.starts_at, s.ends_at) is distinct from (m.first, m.last)`,
  ),
  none(
    'attendance in meetings to come, or of members who wait',
    `select from attendance a join enrolment e on e.id = a.enrolment_id where a.starts_at > '2013-10-19T10:00:00+08:00' or e.status = 'WAITLISTED'`,
  ),
  none(
    'enrolments after the first meeting',
    `select from enrolment e join course_session s on s.id = e.session_id where e.enrolled_at >= s.starts_at`,
  ),
  none(
    'SKL-INV-2: conversions that are worth something else than their entries, or entries of one in another state',
    `select from credit_conversion c left join (select conversion_id, sum(credits) as credits, min(status) as least, max(status) as most
      from credit_entry where conversion_id is not null group by 1) e on e.conversion_id = c.id
      where (e.credits, e.least, e.most) is distinct from (case when c.status = 'RELEASED' then null else c.credits end,
        case c.status when 'REQUESTED' then 'RESERVED' when 'COMMITTED' then 'SPENT' end,
        case c.status when 'REQUESTED' then 'RESERVED' when 'COMMITTED' then 'SPENT' end)`,
  ),
  none(
    'SKL-INV-2: credits for courses that were not passed, or of another number',
    `select from credit_entry e join enrolment n on n.id = e.enrolment_id join course_session s on s.id = n.session_id join course c on c.id = s.course_id
      where n.status <> 'PASSED' or n.member_id <> e.member_id or c.credits <> e.credits or c.institution_id <> e.institution_id`,
  ),
];

const SUBSIDIES: readonly Check[] = [
  none(
    'SKL-INV-3: subsidies of another amount than their level brings, of an early certificate, or of one that is not valid',
    `select from subsidy_application s join certificate c on c.id = s.certificate_id where s.issued_at < '2013-10-01' or c.status <> 'VALID'
      or s.amount_fen <> case s.level when 2 then 100000 when 1 then 200000 end`,
  ),
  none(
    'SKL-INV-3: certificates with two subsidies, or holders who were not in post',
    `select from subsidy_application s where (select count(*) from subsidy_application o where o.cert_no = s.cert_no and o.status <> 'REJECTED') > 1
      or s.issued_at < s.employed_from or s.issued_at > s.employed_to`,
  ),
  none(
    'S-64: things that are paid without as much in payouts',
    `select from (select 'SubsidyApplication' as type, id, amount_fen from subsidy_application where status = 'PAID'
      union all select 'SponsorshipInstalment', id, amount_fen from sponsorship_instalment where status = 'PAID') t
      left join (select source_type, source_id, sum(amount_fen) as paid from payout_part where status = 'PAID' group by 1, 2) p
        on (p.source_type, p.source_id) = (t.type, t.id) where p.paid is distinct from t.amount_fen`,
  ),
];

const DEGREES: readonly Check[] = [
  none(
    'SKL-INV-4: applicants who went on against the rule, or were refused by it without a reason',
    `select from degree_application a join degree_rule r on r.code = a.rule_code
      where (a.status = 'INELIGIBLE') = (a.agricultural_hukou and a.education in ('HIGH_SCHOOL', 'JUNIOR_COLLEGE', 'BACHELOR')
        and a.contract_from <= a.nominated_on and coalesce(a.contract_to >= a.contract_from + interval '12 months' - interval '1 day', true))
        or r.effective_from > a.nominated_on`,
  ),
  none(
    'SKL-INV-4: scores that were judged by another line than that of their year',
    `select from degree_application a left join score_line l on (l.programme_id, l.year) = (a.programme_id, a.exam_year)
      where a.score_line is not null and a.score_line is distinct from l.line`,
  ),
  none(
    'SKL-INV-5: meetings of the degree plan on a day that is worked',
    `select from meeting m join course_session s on s.id = m.session_id join course c on c.id = s.course_id and c.kind = 'DEGREE'
      where is_working_day(civil_day(m.starts_at)) or extract(isodow from civil_day(m.starts_at)) < 6`,
  ),
  none(
    'SKL-INV-5: terms that say something else than the marks of their sessions',
    `select from degree_term t join degree_application a on a.id = t.application_id
      left join lateral (select count(*) as meetings, count(*) filter (where n.mark = 'PRESENT') as attended,
        count(*) filter (where n.mark = 'ABSENT') as truancies from degree_term_session d
        join enrolment e on e.session_id = d.session_id and e.member_id = a.member_id join attendance n on n.enrolment_id = e.id where d.term_id = t.id) m on true
      where t.corrected_at is null and ((t.meetings, t.attended, t.truancies) is distinct from (m.meetings, m.attended, m.truancies)
        or t.passed <> (t.truancies <= 3 and t.attended * 10000 >= t.meetings * 6666))`,
  ),
  none(
    '2.3.2: truants who still study',
    `select from degree_term t join degree_application a on a.id = t.application_id where t.truancies > 3
      and t.corrected_at is null and a.status <> 'DISMISSED'`,
  ),
  none(
    'SKL-INV-6: diplomas without all terms, or without a certificate that holds',
    `select from degree_application a join degree_programme p on p.id = a.programme_id left join certificate c on c.id = a.certificate_id
      where a.status = 'GRADUATED' and (coalesce(c.status, '') not in ('VERIFIED', 'VALID')
        or (select count(*) from degree_term t where t.application_id = a.id and t.passed and t.corrected_at is null) < p.terms)`,
  ),
  none(
    'SKL-INV-7: events with results that have not one champion',
    `select from competition_event e join competition c on c.id = e.competition_id left join competition_award a on a.event_id = e.id and a.rank = 1
      where c.status in ('RESULTS', 'APPEAL_CLOSED', 'CERTIFIED') group by e.id having count(a.id) <> 1`,
  ),
  none(
    'SKL-INV-8: sponsorships with other parts than their total, or paid to who never studied',
    `select from sponsorship s join degree_application a on a.id = s.application_id
      left join (select sponsorship_id, sum(amount_fen) as fen, bool_or(status = 'PAID') as paid from sponsorship_instalment group by 1) i
        on i.sponsorship_id = s.id where i.fen is distinct from s.total_fen or (i.paid and a.starts_on is null) or s.member_id <> a.member_id`,
  ),
];

const PEOPLE: readonly Check[] = [
  none(
    'SKL-INV-9: years of officers with other sums than their records of that year',
    `select from staff_training_year y left join (select staff_id, year, coalesce(sum(hours) filter (where provider = 'CITY'), 0) as city,
      coalesce(sum(hours) filter (where provider = 'DISTRICT'), 0) as district from staff_training_record t
      where not exists (select from staff_training_void v where v.record_id = t.id) group by 1, 2) r
      on (r.staff_id, r.year) = (y.staff_id, y.year) where (y.city_hours, y.district_hours) is distinct from (r.city, r.district)`,
  ),
  none(
    'S-31: officers that are on no register, or in another union',
    `select from staff_training_year y left join directory_entry d on d.kind = 'STAFF' and d.entry_id = y.staff_id
      where (d.detail, d.scope_path) is distinct from ('JOINT_UNION_OFFICER', y.scope_path)`,
  ),
  none(
    'S-31: training of officers before their first day',
    `select from staff_training_record r join directory_entry d on d.kind = 'STAFF' and d.entry_id = r.staff_id
      where d.begins_on is null or r.date < d.begins_on`,
  ),
  none(
    'rows about members that are not known, or in another union',
    `select from (select member_id, scope_path from enrolment union all select member_id, scope_path from certificate
      union all select member_id, scope_path from subsidy_application union all select member_id, scope_path from degree_application
      union all select member_id, scope_path from sponsorship union all select member_id, scope_path from credit_entry
      union all select leader_member_id, scope_path from innovation_studio union all select member_id, scope_path from competition_entry
      union all select member_id, scope_path from job_ready_certificate union all select member_id, scope_path from job_referral) r
      left join member_place p on p.member_id = r.member_id where p.scope_path is distinct from r.scope_path`,
  ),
  none(
    'rows about firms that are not known',
    `select from (select employer_id as id from subsidy_application union all select employer_id from degree_application
      union all select enterprise_id from innovation_studio union all select enterprise_id from job_vacancy) r
      where not exists (select from directory_entry d where d.kind = 'ENTERPRISE' and d.entry_id = r.id)`,
  ),
  none(
    'S-60: studios outside of their firm’s district',
    `select from innovation_studio s join directory_entry d on d.kind = 'ENTERPRISE' and d.entry_id = s.enterprise_id where d.scope_path <> '/city/' || s.district_code || '/'`,
  ),
];

const WORK: readonly Check[] = [
  none(
    'SKL-INV-7: ranks that are not the order of the points',
    `select from competition_award a join competition_entry e on e.id = a.entry_id
      join competition_award b on b.event_id = a.event_id and b.rank = a.rank + 1 join competition_entry f on f.id = b.entry_id
      where (e.final_score, coalesce(-e.tie_break, 0)) < (f.final_score, coalesce(-f.tie_break, 0)) or e.status <> 'QUALIFIED'`,
  ),
  none(
    'SKL-INV-7: champions without their certificate, and certificates of nobody’s championship',
    `select from competition_award a join competition_event v on v.id = a.event_id and v.certifiable
      join competition c on c.id = v.competition_id and c.status = 'CERTIFIED' left join certificate h on h.id = a.certificate_id
      where a.rank = 1 and (h.source, h.member_id, h.occupation_code, h.issuing_agency)
        is distinct from ('COMPETITION', a.member_id, v.occupation_code, 'HRSS')
      union all select from certificate h where h.source = 'COMPETITION' and not exists (select from competition_award a where a.certificate_id = h.id)`,
  ),
  none(
    'S-59: certificates of domestic workers with another state than their signatures say',
    `select from job_ready_certificate c left join (select certificate_id, count(distinct body) as bodies, count(distinct signed_by) as persons,
        max(civil_day(signed_at)) as last from job_ready_signature group by 1) s on s.certificate_id = c.id
      where (c.status = 'ISSUED') <> (coalesce(s.bodies, 0) = 3 and s.persons = 3) or c.issued_on < s.last or c.exam_score < 60`,
  ),
  none(
    'S-37: vacancies below the minimum wage, and workers who were referred when it was closed',
    `select from job_vacancy v where v.wage_from_fen < 140000
      union all select from job_referral r join job_vacancy v on v.id = r.vacancy_id
        where civil_day(r.referred_at) not between v.posted_on and v.open_until or r.district_code <> v.district_code`,
  ),
  none(
    'S-37: vacancies outside of their firm’s district',
    `select from job_vacancy v join directory_entry d on d.kind = 'ENTERPRISE' and d.entry_id = v.enterprise_id where d.scope_path <> '/city/' || v.district_code || '/'`,
  ),
];

/** Every invariant of domain rule 2.3.3, over all rows. */
export const INVARIANTS: readonly Check[] = [...COURSES, ...SUBSIDIES, ...DEGREES, ...PEOPLE, ...WORK];
