import { coreHash } from '@union-graph/subgraph';
import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { personId } from './persons.ts';

type Row = Readonly<Record<string, unknown>>;

const caseId = (key: string): string => id('mediation-case', key);
const at = (time: string): string => `2013-${time}:00+08:00`;
/** Working days within which a party takes note of a referral (`REFERRAL_ACK_WORKING_DAYS`). */
const ACK_WORKING_DAYS = 3;

interface DemoReferral {
  readonly key: string;
  readonly from: Party;
  readonly to: Party;
  readonly reason: string;
  /** Month, day and time of 2013. */
  readonly sent: string;
  readonly acknowledged?: string;
  readonly answered?: readonly [time: string, result: string];
  /** Days of 2013 on which the party was reminded. */
  readonly reminded?: readonly string[];
}

/** A referral to each of the six parties (S-45): answered, acknowledged, waiting, and one of which nobody took note in time. */
const REFERRALS: readonly DemoReferral[] = [
  {
    key: 'in-mediation',
    from: 'UNION',
    to: 'JUSTICE',
    reason: '职工申请法律援助，请指派律师。',
    sent: '10-14T10:00',
    acknowledged: '10-15T09:30',
    answered: ['10-17T15:00', '已受理，指派律师提供咨询。'],
  },
  {
    key: 'court-delegated',
    from: 'COURT',
    to: 'UNION',
    reason: '诉前委派调解。',
    sent: '09-25T11:00',
    acknowledged: '09-26T09:00',
  },
  {
    key: 'litigation',
    from: 'HRSS',
    to: 'COURT',
    reason: '当事人不服仲裁裁决，已起诉，移送卷宗。',
    sent: '09-02T10:00',
    acknowledged: '09-04T10:00',
    answered: ['09-05T10:00', '已立案。'],
  },
  {
    key: 'collective',
    from: 'UNION',
    to: 'HRSS',
    reason: '46名职工被欠薪，请协查工资支付情况。',
    sent: '10-17T11:00',
    acknowledged: '10-18T09:00',
  },
  {
    key: 'failed',
    from: 'UNION',
    to: 'PETITION',
    reason: '调解不成，职工拟走访反映，请做好接待。',
    sent: '10-08T10:00',
    // Acknowledged by nobody until 11 October; the 12th was a Saturday that is worked.
    reminded: ['10-12', '10-15', '10-17'],
  },
  {
    key: 'day-15',
    from: 'UNION',
    to: 'ENTERPRISE_CONFED',
    reason: '请协助约谈用人单位负责人。',
    sent: '10-18T10:00',
  },
];

const DELEGATES = {
  UNION: 'tao-ran',
  HRSS: 'fan-yong',
  JUSTICE: 'bi-wen',
  PETITION: 'hua-rong',
  COURT: 'yu-fei',
  ENTERPRISE_CONFED: 'ji-chuan',
} as const;

type Party = keyof typeof DELEGATES;

/** Who acts for a party. */
const byParty = (party: Party): string => `person:${personId(DELEGATES[party])}`;

const delegateRows = Object.entries(DELEGATES).map(([party_code, login]): Row => ({ person_id: personId(login), party_code }));

const referralRows = REFERRALS.map(
  ({ key, from, to, reason, sent, acknowledged, answered }): Row => ({
    id: id('referral', key),
    case_id: caseId(key),
    from_party: from,
    to_party: to,
    reason,
    sent_at: at(sent),
    sent_by: byParty(from),
    ack_working_days: ACK_WORKING_DAYS,
    ack_at: acknowledged ? at(acknowledged) : null,
    ack_by: acknowledged ? byParty(to) : null,
    result: answered?.[1] ?? null,
    answered_at: answered ? at(answered[0]) : null,
    answered_by: answered ? byParty(to) : null,
    version: 1 + Number(acknowledged !== undefined) + Number(answered !== undefined),
  }),
);

const reminderRows = REFERRALS.flatMap(({ key, reminded = [] }) =>
  reminded.map((day, place): Row => ({ referral_id: id('referral', key), number: place + 1, reminded_on: `2013-${day}` })),
);

const warning = (key: string, more: Row): Row => ({
  id: id('early-warning', key),
  claim_kind: 'WAGES',
  district_code: '110112',
  scope_path: '/city/110112/',
  version: 1,
  ...more,
});

/**
 * The warning that became the collective case (J-18); what the hotline was told of the same, merged into it; and one of the grid that waits
 * to be verified.
 */
const warningRows: readonly Row[] = [
  warning('logistics', {
    source: 'STATION',
    enterprise_id: id('enterprise', 'logistics'),
    headcount_affected: 46,
    summary: '46名职工三个月未领工资，聚集在厂区。',
    status: 'INTERVENING',
    reported_at: at('10-16T09:00'),
    verified_at: at('10-16T16:00'),
    intervened_at: at('10-17T10:00'),
    case_id: caseId('collective'),
    step_began_at: at('10-17T10:00'),
    step_days: 30,
    version: 3,
  }),
  warning('logistics-hotline', {
    source: 'HOTLINE',
    enterprise_id: id('enterprise', 'logistics'),
    headcount_affected: 40,
    summary: '来电反映物流公司拖欠工资。',
    reported_by: personId('xu-min'),
    status: 'MERGED',
    duplicate_of: id('early-warning', 'logistics'),
    reported_at: at('10-16T11:00'),
    step_began_at: at('10-16T11:00'),
    closed_at: at('10-16T11:00'),
  }),
  warning('grid', {
    source: 'GRID',
    district_code: '110105',
    scope_path: '/city/110105/',
    employer_zh: '潘家园某装饰工程队',
    employer_key: coreHash('潘家园某装饰工程队'),
    claim_kind: 'INJURY_MEDICAL',
    headcount_affected: 12,
    summary: '网格员巡查发现工地停工，12名工人未获工伤医疗费。',
    status: 'REPORTED',
    reported_at: at('10-18T16:30'),
    step_began_at: at('10-18T16:30'),
    step_hours: 24,
  }),
];

const noticeRows = Object.keys(DELEGATES).map(
  (party): Row => ({
    warning_id: id('early-warning', 'logistics'),
    party_code: party,
    kind: 'VERIFIED',
    told_at: at('10-16T16:00'),
  }),
);

export const linkageTables: readonly Table[] = [
  { table: 'linked_party_delegate', rows: delegateRows },
  { table: 'referral', rows: referralRows },
  { table: 'referral_reminder', rows: reminderRows },
  { table: 'early_warning', rows: warningRows },
  { table: 'warning_notice', rows: noticeRows },
];
