import { civilDay, type PersonalTable, statusAsOfNow } from '@union-graph/subgraph';
import { CreditEntry } from '../credit/CreditEntry.ts';
import { creditStatusOn } from '../credit/rules.ts';
import { enrolmentAsOfNow } from './asOfNow.ts';

const CERTIFICATES = '职业资格证书登记须留存（就业促进法，档案法） certificates stay on record by law';
const STUDIES = '学分与学历记录须留存（档案法） records of credits and studies are kept by law';
const ACCOUNTS = '补贴与资助的会计资料须留存（会计法第23条） accounting records are kept by law';

/** What training keeps of persons, and what becomes of it on erasure (J-17). Rows that stay hold an id and no name. */
export const personalData: readonly PersonalTable[] = [
  {
    table: 'innovation_studio',
    title: '创新工作室 studios you lead',
    of: 'leader_member_id = $1::uuid',
    copy: ['name_zh', 'expertise', 'named_on', 'status'],
    onErasure: { clear: { leader_member_id: 'null', expertise: 'null' } },
  },
  {
    table: 'competition_entry',
    title: '技能大赛报名 entries for competitions',
    of: 'member_id = $1::uuid',
    copy: ['status', 'preliminary_score', 'final_score', 'entered_at'],
    onErasure: { clear: { member_id: 'null' } },
  },
  {
    table: 'competition_award',
    title: '技能大赛名次 ranks in competitions',
    of: 'member_id = $1::uuid',
    copy: ['rank'],
    onErasure: { clear: { member_id: 'null' } },
  },
  {
    table: 'competition_appeal',
    title: '大赛成绩申诉 appeals against results',
    of: 'member_id = $1::uuid',
    copy: ['ground', 'status', 'filed_at', 'decision', 'decided_at'],
    onErasure: {
      clear: { member_id: 'null', ground: "'已删除'", decision: "case when decision is null then null else '已删除' end" },
    },
  },
  {
    table: 'job_ready_certificate',
    title: '家政服务岗前合格证 job-ready certificates',
    of: 'member_id = $1::uuid',
    copy: ['exam_score', 'exam_on', 'status', 'badge_no', 'issued_on'],
    onErasure: { clear: { member_id: 'null' } },
  },
  {
    table: 'job_referral',
    title: '职业介绍 referrals to work',
    of: 'member_id = $1::uuid',
    copy: ['status', 'note', 'received_at', 'closed_at'],
    onErasure: { clear: { member_id: 'null', note: "case when note is null then null else '已删除' end" } },
  },
  {
    table: 'subsidy_application',
    title: '技能补贴申请 subsidies',
    of: 'member_id = $1::uuid',
    copy: ['cert_no', 'level', 'amount_fen', 'status', 'submitted_at', 'paid_at'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'sponsorship',
    title: '学历资助 sponsorships',
    of: 'member_id = $1::uuid',
    copy: ['total_fen', 'share_bp', 'status', 'approved_at'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'sponsorship_instalment',
    title: '学历资助分期 parts of sponsorships',
    of: 'sponsorship_id in (select id from sponsorship where member_id = $1::uuid)',
    copy: ['due_on', 'amount_fen', 'status', 'paid_at'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'degree_term',
    title: '大学生助推计划学期 terms of the degree plan',
    of: 'application_id in (select id from degree_application where member_id = $1::uuid)',
    copy: [
      ...['term', 'attempt', 'meetings', 'attended', 'truancies', 'credits', 'passed'],
      ...['recorded_at', 'corrected_at', 'corrected_because'],
    ],
    onErasure: { keep: STUDIES },
  },
  {
    table: 'degree_application',
    title: '大学生助推计划 applications for the degree plan',
    of: 'member_id = $1::uuid',
    copy: [
      'exam_year',
      'nominated_on',
      'agricultural_hukou',
      'education',
      'contract_from',
      'contract_to',
      'status',
      'reasons',
      'exam_no',
      'exam_score',
      'exam_absent',
      'student_no',
      'starts_on',
      'ended_on',
      'ended_because',
      'diploma_no',
    ],
    onErasure: { keep: STUDIES },
  },
  {
    table: 'certificate',
    title: '证书 certificates',
    of: 'member_id = $1::uuid',
    copy: ['kind', 'level', 'occupation_code', 'cert_no', 'issued_by', 'issued_at', 'status'],
    onErasure: { keep: CERTIFICATES },
  },
  {
    table: 'credit_entry',
    title: '学分 stored credits',
    of: 'member_id = $1::uuid',
    copy: ['source', 'credits', 'earned_on', 'ends_on', 'evidence', 'status'],
    asOfNow: statusAsOfNow(CreditEntry, (entry, now) => creditStatusOn(entry, civilDay(now))),
    onErasure: { keep: STUDIES },
  },
  {
    table: 'credit_conversion',
    title: '学分转换 conversions of credits',
    of: 'member_id = $1::uuid',
    copy: ['credits', 'status', 'requested_at', 'decided_at', 'reason'],
    onErasure: { keep: STUDIES },
  },
  {
    table: 'attendance',
    title: '出勤 attendance',
    of: 'enrolment_id in (select id from enrolment where member_id = $1::uuid)',
    copy: ['session_id', 'starts_at', 'mark'],
    onErasure: 'DELETE',
  },
  {
    table: 'result_correction',
    title: '成绩更正 corrections of results',
    of: 'enrolment_id in (select id from enrolment where member_id = $1::uuid)',
    copy: ['result_before', 'score_before', 'result', 'score', 'reason', 'corrected_at'],
    onErasure: 'DELETE',
  },
  {
    table: 'enrolment',
    title: '培训报名 enrolments',
    of: 'member_id = $1::uuid',
    copy: ['session_id', 'status', 'score', 'enrolled_at'],
    asOfNow: enrolmentAsOfNow,
    onErasure: 'DELETE',
  },
  {
    table: 'employment',
    title: '用人单位 your employer',
    of: 'member_id = $1::uuid',
    copy: ['employer_id'],
    onErasure: 'DELETE',
    ofRecord: true,
  },
  {
    table: 'member_place',
    title: '所属工会 place in the unions',
    of: 'member_id = $1::uuid',
    copy: ['scope_path'],
    onErasure: 'DELETE',
    ofRecord: true,
  },
];
