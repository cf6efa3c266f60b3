import { civilDay, knownMemberData, type PersonalTable, statusAsOfNow } from '@union-graph/subgraph';
import { HardshipFile } from '../hardship/HardshipFile.ts';
import { fileStatusOn } from '../hardship/rules.ts';
import { Coverage } from '../mutual-aid/Coverage.ts';
import { coverageStatusOn } from '../mutual-aid/rules.ts';

const ACCOUNTS = '会计凭证与账簿须留存三十年（会计法第23条，会计档案管理办法） accounting records are kept by law';
const COVER = '互助保障的承保与给付记录须留存（会计档案管理办法） records of cover are kept by law';

/** Where a text was, that one was there is all that stays. */
const erasedText = (column: string): string => `case when ${column} is not null then '已删除' end`;

/** What the fund keeps of persons, and what becomes of it on erasure (J-17). Rows that stay hold an id and no name. */
export const personalData: readonly PersonalTable[] = [
  {
    table: 'disbursement',
    title: '付款 payments',
    of: 'member_id = $1::uuid',
    copy: ['source_type', 'account_masked', 'amount_fen', 'status', 'created_at', 'paid_at'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'payout_source',
    title: '付款依据 what payments are made from',
    of: 'member_id = $1::uuid',
    copy: ['type', 'amount_fen', 'state', 'approved_at'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'aid_application',
    title: '帮扶申请 applications for aid',
    of: 'member_id = $1::uuid',
    copy: ['requested_fen', 'approved_fen', 'reason', 'status', 'applied_at', 'note'],
    onErasure: { keep: ACCOUNTS, clear: { reason: erasedText('reason'), note: 'null' } },
  },
  {
    table: 'paid_loss',
    title: '已赔付或救助的损失 losses that were paid for',
    of: 'member_id = $1::uuid',
    copy: ['kind', 'happened_on', 'book'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'hardship_file',
    title: '困难职工档案 hardship files',
    of: 'head_member_id = $1::uuid',
    copy: ['file_no', 'category', 'causes', 'per_capita_monthly_fen', 'line_fen', 'status', 'opened_on', 'note'],
    asOfNow: statusAsOfNow(HardshipFile, (file, now) => fileStatusOn(file, civilDay(now))),
    onErasure: { keep: ACCOUNTS, clear: { note: 'null' } },
  },
  {
    table: 'household',
    title: '家庭 households',
    of: 'head_member_id = $1::uuid',
    copy: ['district_code', 'address'],
    onErasure: { keep: ACCOUNTS, clear: { address: 'null' } },
  },
  {
    table: 'household_member',
    title: '家庭成员 persons of households',
    of: 'household_id in (select h.id from household h where h.head_member_id = $1::uuid) or member_id = $1::uuid',
    copy: ['relation', 'name_zh', 'birth_date', 'monthly_income_fen', 'health', 'school_name'],
    onErasure: {
      keep: ACCOUNTS,
      clear: {
        health: 'null',
        school_name: 'null',
        name_zh: erasedText('name_zh'),
        birth_date: "date_trunc('year', birth_date)::date",
      },
    },
  },
  {
    table: 'income_evidence',
    title: '收入证明 proofs of income',
    of: `earner_id in (select m.id from household_member m join household h on h.id = m.household_id
      where h.head_member_id = $1::uuid or m.member_id = $1::uuid)`,
    copy: ['monthly_income_fen', 'document', 'submitted_at'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'home_visit',
    title: '入户走访 home visits',
    of: 'file_id in (select f.id from hardship_file f where f.head_member_id = $1::uuid)',
    copy: ['visited_at', 'findings'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'objection',
    title: '公示异议 objections to notices',
    of: 'person_id = $1::uuid',
    copy: ['reason', 'at', 'outcome', 'decision'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'donation',
    title: '捐赠 donations',
    of: 'member_id = $1::uuid',
    copy: [
      ...['amount_fen', 'purpose', 'scheme_code', 'status', 'pledged_at', 'received_at', 'receipt_year', 'receipt_seq'],
      ...['refund_reason', 'cancel_reason'],
    ],
    onErasure: {
      keep: ACCOUNTS,
      clear: { purpose: 'null', refund_reason: erasedText('refund_reason'), cancel_reason: erasedText('cancel_reason') },
    },
  },
  {
    table: 'mutual_aid_claim',
    title: '互助保障理赔 claims on the mutual aid',
    of: 'member_id = $1::uuid',
    copy: [
      'claim_no',
      'event',
      'event_on',
      'loss_fen',
      'disability_grade',
      'payable_fen',
      'status',
      'submitted_at',
      'reason',
      'appeal',
    ],
    onErasure: { keep: COVER, clear: { reason: erasedText('reason'), appeal: erasedText('appeal') } },
  },
  {
    table: 'mutual_aid_claim_document',
    title: '理赔材料 papers of claims',
    of: 'claim_id in (select c.id from mutual_aid_claim c where c.member_id = $1::uuid)',
    copy: ['kind', 'name_zh', 'file_ref', 'added_at'],
    onErasure: { keep: COVER },
  },
  {
    table: 'public_notice',
    title: '公示 public notices',
    of: 'file_id in (select f.id from hardship_file f where f.head_member_id = $1::uuid)',
    copy: ['from_day', 'to_day', 'masked_name', 'category'],
    onErasure: { keep: ACCOUNTS },
  },
  {
    table: 'coverage',
    title: '互助保障 mutual-aid cover',
    of: 'member_id = $1::uuid',
    copy: ['from_day', 'to_day', 'status'],
    asOfNow: statusAsOfNow(Coverage, (coverage, now) => coverageStatusOn(coverage, civilDay(now))),
    onErasure: { keep: COVER },
  },
  {
    table: 'card_event',
    title: '京卡变动 what became of the card',
    of: 'member_id = $1::uuid',
    copy: ['card_id', 'kind', 'at', 'valid_to'],
    onErasure: { keep: COVER },
  },
  {
    table: 'project_application_person',
    title: '项目申报人员 persons of project applications',
    of: 'person_id = $1::uuid',
    copy: ['application_id'],
    onErasure: { keep: ACCOUNTS },
  },
  knownMemberData,
  {
    table: 'member_identity',
    title: '身份证件核对码 by what your identity number is recognised',
    of: 'member_id = $1::uuid',
    copy: ['member_id'],
    onErasure: 'DELETE',
    ofRecord: true,
  },
];
