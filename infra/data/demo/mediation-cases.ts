import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { DEMO_CASES, type DemoCase, dayFrom, instant } from './mediation-case-list.ts';
import { orgId } from './mediation-orgs.ts';
import { CONTRACT_ENDS, lawyerId, mediatorId, TERM_ENDS } from './mediation-people.ts';
import { personId } from './persons.ts';

type Row = Readonly<Record<string, unknown>>;

const caseId = (key: string): string => id('mediation-case', key);
const CLOSED = ['NOT_ACCEPTED', 'REFUSED', 'PERFORMED', 'FAILED', 'CLOSED', 'WITHDRAWN'];
const UNASSIGNED = ['RECEIVED', 'NOT_ACCEPTED', 'ACCEPTED'];
const EFFECTIVE = ['EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'REFUSED', 'PERFORMED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT'];
const AWARDED = ['AWARDED', 'LITIGATION', 'CLOSED'];

const hasAgreement = ({ status }: DemoCase): boolean => status === 'AGREED' || EFFECTIVE.includes(status);
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
/** The day on which a term is due: the first 20 days after the agreement, the next each a month later. */
const dueOn = (demo: DemoCase, position: number): string => dayFrom(demo.received, demo.dueAfter ?? 30 + 30 * position);
const paidOf = ({ paid = [] }: DemoCase, position: number): number => paid[position] ?? 0;

function caseRow(demo: DemoCase, number: number): Row {
  const { key, status, received, terms = [] } = demo;
  const accepted = status !== 'RECEIVED' && status !== 'NOT_ACCEPTED';
  const assigned = !UNASSIGNED.includes(status);
  const unpaid = terms.map((_, position) => position).filter((position) => paidOf(demo, position) < Number(terms[position]));
  const agreed = hasAgreement(demo);
  return {
    id: caseId(key),
    case_no: `京劳调〔2013〕${String(number + 1).padStart(6, '0')}号`,
    org_id: orgId(demo.org),
    district_code: demo.districtCode,
    scope_path: `/city/${demo.districtCode}/`,
    source: demo.source ?? 'WALK_IN',
    is_collective: demo.applicants.length >= 10,
    headcount_affected: demo.headcountAffected ?? null,
    ownership: demo.respondent.ownership,
    industry: demo.respondent.industry,
    status,
    applicant_ids: demo.applicants.flatMap(({ personId: person }) => person ?? []),
    respondent_ids: [],
    received_at: instant(received, 0),
    accepted_at: accepted ? instant(received, 1) : null,
    ...(status === 'NOT_ACCEPTED'
      ? {
          refused_at: instant(received, 2),
          refusal_reason: '不属于劳动争议，属于劳务合同纠纷',
          refusal_notice_ref: '不予受理通知书第1号',
        }
      : {}),
    ...(assigned ? { mediator_id: mediatorId(demo.mediator), mediator_person_id: personId(demo.mediator) } : {}),
    ...(demo.lawyer ? { lawyer_id: lawyerId(demo.lawyer), lawyer_person_id: personId(demo.lawyer) } : {}),
    extension_days: demo.extensionDays ?? null,
    agreed_at: agreed ? instant(received, 9) : null,
    total_fen: agreed ? sum(terms) : 0,
    next_payment_on: agreed && unpaid.length > 0 ? dueOn(demo, unpaid[0] as number) : null,
    failed_at: status === 'FAILED' || AWARDED.includes(status) || status === 'TO_ARBITRATION' ? instant(received, 14) : null,
    failure_reason: status === 'FAILED' ? '双方对金额分歧较大' : null,
    referred_at: AWARDED.includes(status) || status === 'TO_ARBITRATION' ? instant(received, 16) : null,
    awarded_fen: AWARDED.includes(status) ? demo.claimFen : 0,
    recovered_fen: sum(demo.paid ?? []),
    closed_at: CLOSED.includes(status) ? instant(received, demo.closedAfter ?? 12) : null,
    limitation_risk_accepted: false,
  };
}

function partyRows({ key, applicants, respondent }: DemoCase): Row[] {
  const asking = applicants.map(({ personId: person, nameZh, elected }, position) => ({
    id: id('case-party', `${key}-${position}`),
    case_id: caseId(key),
    position,
    side: 'APPLICANT',
    member_id: person ?? null,
    enterprise_id: null,
    name_zh: nameZh,
    phone_masked: '000****0000',
    is_representative: elected ?? false,
  }));
  const asked = {
    id: id('case-party', `${key}-respondent`),
    case_id: caseId(key),
    position: applicants.length,
    side: 'RESPONDENT',
    member_id: null,
    enterprise_id: id('enterprise', respondent.key),
    name_zh: respondent.nameZh,
    phone_masked: null,
    is_representative: false,
  };
  return [...asking, asked];
}

/** What a case's claim is compared by with those of other open cases (MED-INV-3). */
const disputeRows = ({ key, applicants, respondent, kind, period, status }: DemoCase): Row[] =>
  applicants.map(({ personId: person, nameZh }) => ({
    claim_id: id('case-claim', key),
    case_id: caseId(key),
    kind,
    respondent_key: id('enterprise', respondent.key),
    applicant_key: person ?? `${nameZh} `,
    period: `[${period.join(',')}]`,
    open: !CLOSED.includes(status),
  }));

const claimRow = (demo: DemoCase): Row => ({
  id: id('case-claim', demo.key),
  case_id: caseId(demo.key),
  position: 0,
  kind: demo.kind,
  amount_fen: demo.claimFen,
  period_from: demo.period[0],
  period_to: demo.period[1],
  ground: demo.ground,
});

const limitationRows = ({ key, knewOn, terminatedOn, events = [] }: DemoCase): Row[] =>
  [{ kind: 'KNEW', on: knewOn }, ...(terminatedOn ? [{ kind: 'TERMINATED', on: terminatedOn }] : []), ...events].map(
    ({ kind, on }) => ({
      id: id('limitation-event', `${key}-${kind}-${on}`),
      case_id: caseId(key),
      kind,
      happened_on: on,
      proof_ref: null,
    }),
  );

const hasSession = ({ status }: DemoCase): boolean =>
  status === 'IN_MEDIATION' || status === 'AGREED' || EFFECTIVE.includes(status);

const sessionRow = ({ key, received, applicants, respondent }: DemoCase): Row => ({
  id: id('mediation-session', key),
  case_id: caseId(key),
  held_at: instant(received, 5),
  attendees: [String(applicants[0]?.nameZh), `${respondent.nameZh}代表`],
  applicant_notified_at: instant(received, 3),
  respondent_notified_at: instant(received, 3),
  confidential_notes: '用人单位有支付意愿，资金周转困难。',
});

const agreementRow = (demo: DemoCase): Row => {
  const signed = EFFECTIVE.includes(demo.status) ? instant(demo.received, 10) : null;
  return {
    id: id('agreement', demo.key),
    case_id: caseId(demo.key),
    total_fen: sum(demo.terms ?? []),
    signed_by_applicant_at: instant(demo.received, 9),
    signed_by_respondent_at: signed,
    signed_by_mediator_at: signed,
    sealed_at: signed,
    effective_at: signed,
  };
};

const ofTerms = <Made>(make: (demo: DemoCase, amount: number, position: number) => Made): Made[] =>
  DEMO_CASES.filter(hasAgreement).flatMap((demo) => (demo.terms ?? []).map((amount, position) => make(demo, amount, position)));

const terms = ofTerms(
  (demo, amount, position): Row => ({
    id: id('agreement-term', `${demo.key}-${position}`),
    agreement_id: id('agreement', demo.key),
    claim_id: id('case-claim', demo.key),
    position,
    amount_fen: amount,
    due_on: dueOn(demo, position),
    text: `第${position + 1}期`,
  }),
);

const paidOn = (demo: DemoCase): string => dayFrom(demo.received, 12);

const items = ofTerms((demo, amount, position): Row => {
  const paid = paidOf(demo, position);
  return {
    id: id('performance-item', `${demo.key}-${position}`),
    case_id: caseId(demo.key),
    term_id: id('agreement-term', `${demo.key}-${position}`),
    position,
    due_on: dueOn(demo, position),
    amount_fen: amount,
    paid_fen: paid,
    paid_on: paid > 0 ? paidOn(demo) : null,
    proof_ref: paid > 0 ? '银行转账回单' : null,
  };
});

const payments = ofTerms((demo, _, position): Row[] => {
  const paid = paidOf(demo, position);
  if (paid === 0) return [];
  return [
    {
      id: id('payment', `${demo.key}-${position}`),
      item_id: id('performance-item', `${demo.key}-${position}`),
      case_id: caseId(demo.key),
      district_code: demo.districtCode,
      org_id: orgId(demo.org),
      amount_fen: paid,
      paid_on: paidOn(demo),
      proof_ref: '银行转账回单',
      recorded_by: `person:${personId(demo.mediator)}`,
      recorded_at: instant(demo.received, 12),
    },
  ];
}).flat();

const confirmations = DEMO_CASES.filter(({ confirmation }) => confirmation).map(
  ({ key, received, confirmation }): Row => ({
    id: id('confirmation', key),
    case_id: caseId(key),
    route: confirmation?.route,
    applied_on: dayFrom(received, 11),
    result: confirmation?.result ?? null,
    document_no: confirmation?.result ? `(2013)确字第${id('confirmation', key).slice(-4)}号` : null,
  }),
);

const awards = DEMO_CASES.filter(({ status }) => AWARDED.includes(status)).map(
  ({ key, status, received, claimFen }): Row => ({
    case_id: caseId(key),
    awarded_fen: claimFen,
    document_no: `京劳仲字(2013)第${id('award', key).slice(-4)}号`,
    awarded_on: dayFrom(received, 50),
    is_final: true,
    sued_by: status === 'LITIGATION' ? 'APPLICANT' : null,
  }),
);

export const caseTables: readonly Table[] = [
  { table: 'mediation_case', rows: DEMO_CASES.map(caseRow) },
  { table: 'case_party', rows: DEMO_CASES.flatMap(partyRows) },
  { table: 'case_claim', rows: DEMO_CASES.map(claimRow) },
  { table: 'case_dispute', rows: DEMO_CASES.flatMap(disputeRows) },
  { table: 'limitation_event', rows: DEMO_CASES.flatMap(limitationRows) },
  { table: 'mediation_session', rows: DEMO_CASES.filter(hasSession).map(sessionRow) },
  { table: 'agreement', rows: DEMO_CASES.filter(hasAgreement).map(agreementRow) },
  { table: 'agreement_term', rows: terms },
  { table: 'confirmation', rows: confirmations },
  { table: 'performance_item', rows: items },
  { table: 'payment', rows: payments },
  { table: 'award', rows: awards },
];

/** Who works on which worker's dispute, as organisation has it from mediation by event. */
export const caseWorkerRows: Row[] = DEMO_CASES.filter(({ status }) => !UNASSIGNED.includes(status)).flatMap((demo) => {
  const staff = [...new Set([personId(demo.mediator), ...(demo.lawyer ? [personId(demo.lawyer)] : [])])];
  const workers = demo.applicants.flatMap(({ personId: worker }) => worker ?? []);
  return workers.flatMap((worker) =>
    staff.map((person) => ({
      case_id: caseId(demo.key),
      member_id: worker,
      person_id: person,
      // Their cases are in mediation, which ends before the contract of the firm.
      last_day: person === personId(demo.mediator) ? TERM_ENDS : CONTRACT_ENDS[demo.lawyer ?? ''],
    })),
  );
});
