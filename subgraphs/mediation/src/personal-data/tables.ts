import { knownMemberData, type PersonalTable, PSEUDONYM } from '@union-graph/subgraph';
import { caseAsOfNow, legalAidAsOfNow } from './asOfNow.ts';

const CASE_FILES = '调解协议与案卷须依法留存（劳动争议调解仲裁法第14条，档案法） case files and agreements are kept by law';
const CONTRACT_FILES = '集体合同须依法备案留存（集体合同规定第42条） collective contracts are kept with those who signed them';
const OPEN_CASE = '案件仍在办理（个人信息保护法第13条） a case is under way';

const isClosed = (caseId: string): string => `(select c.closed_at is not null from mediation_case c where c.id = ${caseId})`;

/** What mediation keeps of persons, and what becomes of it on erasure (J-17). */
export const personalData: readonly PersonalTable[] = [
  {
    table: 'case_party',
    title: '调解当事人 parties to cases',
    of: `person_id = $1::uuid and ${isClosed('case_id')}`,
    copy: ['case_id', 'side', 'name_zh', 'id_masked', 'phone_masked', 'left_at', 'left_as', 'died_on'],
    onErasure: { keep: CASE_FILES, clear: { name_zh: PSEUDONYM, id_masked: 'null', phone_masked: 'null', died_on: 'null' } },
  },
  {
    table: 'case_party',
    title: '调解当事人（在办） parties to open cases',
    of: `person_id = $1::uuid and not ${isClosed('case_id')}`,
    copy: ['case_id', 'side', 'name_zh', 'id_masked', 'phone_masked', 'left_at', 'left_as', 'died_on'],
    onErasure: { keep: OPEN_CASE },
  },
  {
    table: 'mediation_case',
    title: '调解案件 cases',
    of: 'applicant_ids @> array[$1::uuid]',
    copy: ['case_no', 'status', 'received_at', 'oral_record', 'total_fen', 'recovered_fen', 'closed_at'],
    asOfNow: caseAsOfNow,
    onErasure: { keep: CASE_FILES, clear: { oral_record: 'case when closed_at is null then oral_record end' } },
  },
  {
    table: 'evidence',
    title: '提交的证据 evidence handed in',
    of: 'submitted_by = $1::uuid',
    copy: ['case_id', 'kind', 'name_zh', 'content_type', 'bytes', 'sha256', 'is_confidential', 'submitted_at', 'received_at'],
    onErasure: { keep: CASE_FILES },
  },
  {
    table: 'party_relation',
    title: '利害关系 relations that keep somebody from mediating',
    of: 'person_id = $1::uuid or other_person_id = $1::uuid',
    copy: ['kind', 'enterprise_id', 'case_id'],
    onErasure: 'DELETE',
  },
  {
    table: 'recusal',
    title: '回避 recusals',
    of: 'mediator_person_id = $1::uuid',
    copy: ['case_id', 'reason', 'recused_at'],
    onErasure: { keep: CASE_FILES, clear: { reason: 'null' } },
  },
  {
    // Why a mediator left the case may tell of a party, and is not for the parties to read: they get no copy of the text.
    table: 'recusal',
    title: '所涉案件的回避 recusals in their cases',
    of: `${isClosed('case_id')} and exists (select from mediation_case c where c.id = case_id
      and $1::uuid = any(c.applicant_ids || c.respondent_ids))`,
    copy: ['case_id', 'recused_at'],
    onErasure: { keep: CASE_FILES, clear: { reason: 'null' } },
  },
  {
    table: 'legal_aid_grant',
    title: '法律援助 legal aid',
    of: 'member_id = $1::uuid',
    copy: ['case_id', 'scope', 'granted_on', 'status', 'ended_on', 'outcome'],
    asOfNow: legalAidAsOfNow,
    onErasure: { keep: CASE_FILES },
  },
  {
    table: 'round_rep',
    title: '集体协商代表 representatives in collective bargaining',
    of: 'person_id = $1::uuid',
    copy: ['round_id', 'side', 'name_zh', 'chief', 'outsider', 'died_on', 'is_current'],
    onErasure: { keep: CONTRACT_FILES, clear: { name_zh: PSEUDONYM, died_on: 'null' } },
  },
  knownMemberData,
];
