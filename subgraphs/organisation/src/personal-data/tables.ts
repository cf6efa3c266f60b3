import { civilDay, type PersonalTable, PSEUDONYM, statusAsOfNow } from '@union-graph/subgraph';
import { requestStatusAt } from '../service-request/rules.ts';
import { ServiceRequest } from '../service-request/ServiceRequest.ts';
import { MembershipTransfer } from '../transfer/MembershipTransfer.ts';
import { transferStatusOn } from '../transfer/rules.ts';
import { cardAsOfNow, memberAsOfNow } from './asOfNow.ts';

const LEDGER = '会籍与京卡的办理记录须留存（工会会员会籍管理办法，档案法） records of membership and card are kept by law';

/**
 * What organisation keeps of persons, and what becomes of it on erasure (J-17). It is asked only of persons who are in no union
 * (see `eraseRecord`); the record itself stays as a place to which other rows point, and tells nothing any more.
 */
export const personalData: readonly PersonalTable[] = [
  {
    table: 'service_request',
    title: '12351诉求 requests to 12351',
    of: 'requester_id = $1::uuid',
    copy: ['channel', 'category', 'topic', 'text', 'status', 'received_at', 'answer', 'satisfaction'],
    asOfNow: statusAsOfNow(ServiceRequest, requestStatusAt),
    onErasure: {
      clear: {
        requester_id: 'null',
        topic: "'已删除'",
        text: "'已删除'",
        answer: "case when answer is null then null else '已删除' end",
      },
    },
  },
  {
    table: 'contact_visit',
    title: '联系走访 visits to you',
    of: 'cadre_link_id in (select l.id from cadre_link l where l.member_id = $1::uuid)',
    copy: ['visited_on', 'note'],
    onErasure: { clear: { note: 'null' } },
  },
  {
    table: 'cadre_link',
    title: '联系干部 cadres linked to you',
    of: 'member_id = $1::uuid',
    copy: ['cadre_id', 'since', 'ended_on'],
    onErasure: { clear: {} },
  },
  {
    table: 'import_row',
    title: '批量采集 files you were brought in from',
    of: 'member_id = $1::uuid',
    copy: ['batch_id', 'row_no'],
    onErasure: { clear: { member_id: 'null' } },
  },
  {
    table: 'case_worker',
    title: '本人劳动争议的经办人 who works on disputes of yours',
    of: 'member_id = $1::uuid',
    copy: ['case_id', 'person_id', 'last_day'],
    onErasure: 'DELETE',
  },
  {
    table: 'served_person',
    title: '本人报名、预订、申请救助、收付款所涉的单位 who reads your name for a course, a booking, aid or a payment',
    of: 'member_id = $1::uuid',
    copy: ['source', 'occasion_id', 'served', 'served_until'],
    onErasure: 'DELETE',
  },
  {
    table: 'consent',
    title: '同意记录 consents',
    of: 'member_id = $1::uuid',
    copy: ['purpose', 'scope', 'separate', 'given_at', 'withdrawn_at', 'evidence_ref'],
    onErasure: { keep: '同意与撤回须可证明（个人信息保护法第69条） that consent was given must be provable' },
  },
  {
    table: 'card',
    title: '京卡 cards',
    of: 'member_id = $1::uuid',
    copy: ['card_no', 'status', 'applied_at', 'issued_at', 'valid_to'],
    asOfNow: cardAsOfNow,
    onErasure: { keep: LEDGER, clear: { card_no: "'ERASED-' || id::text" } },
  },
  {
    table: 'membership_application',
    title: '入会申请 applications for membership',
    of: 'member_id = $1::uuid',
    copy: ['union_id', 'status', 'submitted_at', 'decided_at', 'reason'],
    onErasure: { keep: LEDGER, clear: { reason: "case when reason is null then null else '已删除' end" } },
  },
  {
    table: 'membership_transfer',
    title: '会籍转移 transfers',
    of: 'member_id = $1::uuid',
    copy: ['from_union_id', 'to_union_id', 'status', 'requested_at', 'accepted_at'],
    asOfNow: statusAsOfNow(MembershipTransfer, (transfer, now) => transferStatusOn(transfer, civilDay(now))),
    onErasure: { keep: LEDGER },
  },
  {
    table: 'member_correction',
    title: '档案更正 corrections of your record',
    of: 'member_id = $1::uuid',
    copy: ['fields', 'before', 'after', 'reason', 'evidence_ref', 'corrected_at'],
    onErasure: { keep: LEDGER, clear: { before: "'{}'", after: "'{}'", reason: "'已删除'" } },
  },
  {
    table: 'merged_record',
    title: '档案合并 records merged into yours',
    of: '$1::uuid in (survivor_id, duplicate_id)',
    copy: ['status', 'reason', 'evidence_ref', 'merged_at', 'reverted_at', 'revert_reason'],
    onErasure: {
      keep: LEDGER,
      clear: { reason: "'已删除'", revert_reason: "case when revert_reason is null then null else '已删除' end" },
    },
  },
  {
    table: 'member',
    title: '职工档案 your record',
    of: 'id = $1::uuid',
    copy: [
      'member_no',
      'name_zh',
      'identity_masked',
      'gender',
      'birth_year',
      'hukou_type',
      'is_migrant_worker',
      'phone_masked',
      'email',
      'employment_kind',
      'employer_id',
      'membership_status',
      'union_id',
      'joined_at',
      'expulsion_ref',
      'died_on',
      'left_union_id',
    ],
    asOfNow: memberAsOfNow,
    onErasure: {
      clear: {
        name_zh: PSEUDONYM,
        identity_hash: "'erased:' || id::text",
        identity_masked: "'000***'",
        gender: 'null',
        birth_year: 'null',
        identity_birth_year: 'null',
        hukou_type: 'null',
        is_migrant_worker: 'false',
        phone_masked: 'null',
        email: 'null',
        employment_kind: "'CASUAL'",
        employer_id: 'null',
        contract_term_months: 'null',
        expulsion_ref: 'null',
        left_union_id: 'null',
        version: 'version + 1',
      },
    },
  },
];
