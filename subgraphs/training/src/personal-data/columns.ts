import type { MemberColumns } from '@union-graph/subgraph';
import { keepsNumber } from '../certificate/rules.ts';

/** A rank and an appeal are their entry's, and stay where that stayed. */
const OF_ANOTHERS_ENTRY = 'exists (select from competition_entry n where n.id = r.entry_id and n.member_id is distinct from $2)';

/** Whether an application counts as the one of its year: it was neither found ineligible nor withdrawn before the examination. */
const ofItsYear = (a: string): string =>
  `${a}.status <> 'INELIGIBLE' and not (${a}.status = 'WITHDRAWN' and ${a}.exam_no is null)`;

/** Where training names persons; these rows follow when two records are merged (C-16). Applications for a subsidy follow their certificate. */
export const memberColumns: readonly MemberColumns[] = [
  {
    table: 'certificate',
    columns: ['member_id'],
    // One record of a number a person: the second one stays with the merged record until it gives the number free.
    unless: `${keepsNumber('r')} and exists (select from certificate own where own.member_id = $2 and own.cert_no = r.cert_no
      and ${keepsNumber('own')})`,
  },
  {
    table: 'enrolment',
    columns: ['member_id'],
    // One live place a person and session: the second one stays with the merged record until it is cancelled.
    unless: `r.status <> 'CANCELLED' and exists (select from enrolment own where own.session_id = r.session_id and own.member_id = $2
      and own.status <> 'CANCELLED')`,
  },
  // Entries of a conversion follow with it, by their foreign key.
  { table: 'credit_conversion', columns: ['member_id'] },
  { table: 'credit_entry', columns: ['member_id'] },
  {
    table: 'job_ready_certificate',
    columns: ['member_id'],
    unless: `r.status <> 'REVOKED' and exists (select from job_ready_certificate own where own.member_id = $2 and own.status <> 'REVOKED')`,
  },
  {
    table: 'job_referral',
    columns: ['member_id'],
    unless: `r.closed_at is null and exists (select from job_referral own where own.vacancy_id = r.vacancy_id and own.member_id = $2 and own.closed_at is null)`,
  },
  {
    table: 'degree_application',
    columns: ['member_id'],
    // One live application a person, and one a year: the second one stays with the merged record until it is withdrawn.
    unless: `${ofItsYear('r')} and exists (select from degree_application own where own.member_id = $2 and ${ofItsYear('own')}
      and (own.exam_year = r.exam_year or own.status not in ('SCORE_FAILED', 'GRADUATED', 'WITHDRAWN', 'DISMISSED')
      and r.status not in ('SCORE_FAILED', 'GRADUATED', 'WITHDRAWN', 'DISMISSED')))`,
  },
  {
    table: 'sponsorship',
    columns: ['member_id'],
    // It is its application's, and stays where that stayed.
    unless: 'exists (select from degree_application a where a.id = r.application_id and a.member_id <> $2)',
  },
  {
    table: 'competition_entry',
    columns: ['member_id'],
    // Once an event: the second entry stays with the merged record until it is withdrawn.
    unless: `r.status <> 'WITHDRAWN' and exists (select from competition_entry own where own.event_id = r.event_id and own.member_id = $2
      and own.status <> 'WITHDRAWN')`,
  },
  {
    table: 'competition_award',
    columns: ['member_id'],
    unless: OF_ANOTHERS_ENTRY,
  },
  {
    table: 'competition_appeal',
    columns: ['member_id'],
    unless: OF_ANOTHERS_ENTRY,
  },
  {
    table: 'innovation_studio',
    columns: ['leader_member_id'],
    // One live studio a leader: the second one stays with the merged record.
    unless: `r.status not in ('DECLINED', 'REVOKED') and exists (select from innovation_studio own where own.leader_member_id = $2
      and own.status not in ('DECLINED', 'REVOKED'))`,
  },
];
