import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import { draw } from '../draw.ts';
import { firmId, firmName } from '../enterprises.ts';
import { memberId, memberName, type People, phoneMasked } from '../members.ts';
import { personName } from '../names.ts';
import { atNine } from './days.ts';
import type { CaseSeed } from './seeds.ts';
import { PAID_AT, periodOf, SEALED_AT, type Timeline } from './timeline.ts';

/** Where the names of workers without a record start among the draws of names: after any other's. */
const NAMES_FROM = 40_000_000;
const REPRESENTATIVES = 3;

/** A case with its days, and what makes names of it. */
export interface Dated {
  readonly seed: CaseSeed;
  readonly days: Timeline;
  readonly people: People;
}

const instant = (day: string | null, minutes?: number): string | null => (day === null ? null : atNine(day, minutes));
const TO_PAY = ['AGREED', 'EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'REFUSED', 'BREACHED', 'PAYMENT_ORDER', 'ENFORCEMENT'];
/** An award gives four fifths of what was claimed. */
const awardedFen = ({ claimFen }: CaseSeed): bigint => (claimFen * 4n) / 5n;

export function caseRow({ seed, days, people }: Dated): Row {
  const { at, org, status, mediator, worker, agreedFen } = seed;
  const isPaid = status === 'PERFORMED';
  return {
    id: seed.id,
    case_no: `京劳调〔${seed.receivedOn.slice(0, 4)}〕${String(at + 1).padStart(6, '0')}号`,
    org_id: org.id,
    district_code: org.districtCode,
    scope_path: org.scopePath,
    source: seed.source,
    is_collective: seed.applicants > 1,
    headcount_affected: seed.applicants > 1 ? seed.applicants : null,
    ownership: seed.ownership,
    industry: seed.industry,
    status,
    applicant_ids: worker === null ? [] : [memberId(people, worker)],
    respondent_ids: [],
    received_at: seed.receivedAt,
    accepted_at: instant(days.acceptedOn),
    refused_at: instant(days.refusedOn),
    refusal_reason: days.refusedOn && '不属于劳动争议，属于劳务合同纠纷',
    refusal_notice_ref: days.refusedOn && `不予受理通知书第${at + 1}号`,
    mediator_id: mediator?.id ?? null,
    mediator_person_id: mediator?.personId ?? null,
    lawyer_id: mediator?.lawyerId ?? null,
    lawyer_person_id: mediator?.lawyerId ? mediator.personId : null,
    agreed_at: instant(days.agreedOn),
    total_fen: agreedFen ?? 0n,
    next_payment_on: TO_PAY.includes(status) ? (days.dueOn[0] ?? null) : null,
    failed_at: days.failedByTime ? `${days.failedOn}T00:00:00+08:00` : instant(days.failedOn),
    failure_reason: days.failedOn && !days.failedByTime ? '双方对金额分歧较大' : null,
    referred_at: instant(days.referredOn),
    awarded_fen: days.awardedOn ? awardedFen(seed) : 0n,
    recovered_fen: isPaid ? agreedFen : 0n,
    closed_at: days.closedAt,
    version: 1 + Object.values(days).filter((day) => typeof day === 'string').length,
  };
}

const partyId = ({ at }: CaseSeed, place: number | string): string => id('case-party', `city-${at}-${place}`);

/** The name of the n-th of those who ask: as the record has it, or made up. */
const nameOf = ({ seed: { at, worker }, people }: Dated, place: number): string =>
  worker === null ? personName(NAMES_FROM + at * 32 + place) : memberName(people, worker);

export function partyRows(dated: Dated): Row[] {
  const { seed, people } = dated;
  const { worker, applicants } = seed;
  const party = { case_id: seed.id, member_id: null, enterprise_id: null, phone_masked: null };
  const asking = Array.from({ length: applicants }, (_, place) => ({
    ...party,
    id: partyId(seed, place),
    position: place,
    side: 'APPLICANT',
    member_id: worker === null ? null : memberId(people, worker),
    name_zh: nameOf(dated, place),
    phone_masked: phoneMasked(worker ?? NAMES_FROM + seed.at),
    is_representative: applicants > 1 && place < REPRESENTATIVES,
  }));
  const asked = {
    ...party,
    id: partyId(seed, 'respondent'),
    position: applicants,
    side: 'RESPONDENT',
    enterprise_id: firmId(seed.firm),
    name_zh: firmName(people.profile, seed.firm),
    is_representative: false,
  };
  return [...asking, asked];
}

const claimId = ({ at }: CaseSeed): string => id('case-claim', `city-${at}`);

const GROUNDS: Readonly<Record<string, string>> = {
  WAGES: '拖欠工资',
  OVERTIME: '拖欠加班费',
  COMPENSATION: '未支付解除合同经济补偿',
  INJURY_MEDICAL: '工伤医疗费未报销',
  SOCIAL_INSURANCE: '未缴纳社会保险',
  DISMISSAL: '违法解除劳动合同',
  WELFARE: '福利待遇未落实',
  DAMAGES: '要求赔偿损失',
};

export function claimRow({ seed }: Dated): Row {
  const [from, to] = periodOf(seed);
  return {
    id: claimId(seed),
    case_id: seed.id,
    position: 0,
    kind: seed.kind,
    amount_fen: seed.claimFen,
    period_from: from,
    period_to: to,
    ground: GROUNDS[seed.kind],
  };
}

/** What the claim is compared by with those of other open cases (MED-INV-3). */
export function disputeRows(dated: Dated): Row[] {
  const { seed, days, people } = dated;
  const [from, to] = periodOf(seed);
  return Array.from({ length: seed.applicants }, (_, place) => ({
    claim_id: claimId(seed),
    case_id: seed.id,
    kind: seed.kind,
    respondent_key: firmId(seed.firm),
    applicant_key: seed.worker === null ? `${nameOf(dated, place)} ${place}` : memberId(people, seed.worker),
    period: `[${from},${to}]`,
    open: days.closedAt === null,
  }));
}

/** Two workers in five were dismissed at the end of the time that they claim for. */
export const wasDismissed = ({ at, kind }: CaseSeed): boolean => kind === 'DISMISSAL' || at % 5 < 2;

export function limitationRows({ seed }: Dated): Row[] {
  const [, to] = periodOf(seed);
  const event = (kind: string) => ({
    id: id('limitation-event', `city-${seed.at}-${kind}`),
    case_id: seed.id,
    kind,
    happened_on: to,
    proof_ref: null,
  });
  return wasDismissed(seed) ? [event('KNEW'), event('TERMINATED')] : [event('KNEW')];
}

export function sessionRow(dated: Dated): Row {
  const { seed, days, people } = dated;
  return {
    id: id('mediation-session', `city-${seed.at}`),
    case_id: seed.id,
    held_at: instant(days.sessionOn),
    attendees: [nameOf(dated, 0), `${firmName(people.profile, seed.firm)}代表`],
    applicant_notified_at: instant(days.acceptedOn, 30 + draw(240, seed.at, 25)),
    respondent_notified_at: instant(days.acceptedOn, 30 + draw(241, seed.at, 25)),
    confidential_notes: null,
  };
}

const agreementId = ({ at }: CaseSeed): string => id('agreement', `city-${at}`);

export function agreementRow({ seed, days }: Dated): Row {
  const signed = instant(days.effectiveOn, SEALED_AT);
  return {
    id: agreementId(seed),
    case_id: seed.id,
    total_fen: seed.agreedFen,
    signed_by_applicant_at: signed,
    signed_by_respondent_at: signed,
    signed_by_mediator_at: signed,
    sealed_at: signed,
    effective_at: signed,
  };
}

/** Each side's signature on the paper that the mediator keeps, and the mediator's own. */
export const signatureRows = ({ seed, days }: Dated): Row[] =>
  Object.entries({ APPLICANT: partyId(seed, 0), RESPONDENT: partyId(seed, 'respondent'), MEDIATOR: null }).map(
    ([signer, party]) => ({
      agreement_id: agreementId(seed),
      signer,
      party_id: party,
      recorded_by: `person:${seed.mediator?.personId}`,
      paper_ref: signer === 'MEDIATOR' ? null : '调解协议书原件',
      signed_at: instant(days.effectiveOn, SEALED_AT),
    }),
  );

/** What each term gives: equal parts, the last one with the rest. */
function partsOf({ agreedFen }: CaseSeed, count: number): bigint[] {
  const part = (agreedFen as bigint) / BigInt(count);
  return Array.from({ length: count }, (_, place) =>
    place === count - 1 ? (agreedFen as bigint) - part * BigInt(count - 1) : part,
  );
}

const termId = ({ at }: CaseSeed, place: number): string => id('agreement-term', `city-${at}-${place}`);
const itemId = ({ at }: CaseSeed, place: number): string => id('performance-item', `city-${at}-${place}`);

export const termRows = ({ seed, days }: Dated): Row[] =>
  partsOf(seed, days.dueOn.length).map((amount, place) => ({
    id: termId(seed, place),
    agreement_id: agreementId(seed),
    claim_id: claimId(seed),
    position: place,
    amount_fen: amount,
    due_on: days.dueOn[place],
    text: days.dueOn.length === 1 ? '一次性支付' : `第${place + 1}期`,
  }));

export const itemRows = ({ seed, days }: Dated): Row[] =>
  partsOf(seed, days.dueOn.length).map((amount, place) => ({
    id: itemId(seed, place),
    case_id: seed.id,
    term_id: termId(seed, place),
    position: place,
    due_on: days.dueOn[place],
    amount_fen: amount,
    paid_fen: days.paidOn[place] ? amount : 0n,
    paid_on: days.paidOn[place] ?? null,
    proof_ref: days.paidOn[place] ? '银行转账回单' : null,
  }));

export const paymentRows = ({ seed, days }: Dated): Row[] =>
  days.paidOn.map((paidOn, place) => ({
    id: id('payment', `city-${seed.at}-${place}`),
    item_id: itemId(seed, place),
    case_id: seed.id,
    district_code: seed.org.districtCode,
    org_id: seed.org.id,
    amount_fen: partsOf(seed, days.dueOn.length)[place],
    paid_on: paidOn,
    proof_ref: '银行转账回单',
    recorded_by: `person:${seed.mediator?.personId}`,
    recorded_at: instant(paidOn, PAID_AT),
  }));

export function confirmationRow({ seed, days }: Dated): Row {
  const result = seed.status === 'CONFIRMING' ? null : seed.status === 'REFUSED' ? 'REFUSED' : 'CONFIRMED';
  return {
    id: id('confirmation', `city-${seed.at}`),
    case_id: seed.id,
    route: seed.at % 2 === 0 ? 'JUDICIAL' : 'ARBITRATION_REVIEW',
    applied_on: days.appliedOn,
    result,
    document_no: result && `(${seed.receivedOn.slice(0, 4)})确字第${seed.at + 1}号`,
  };
}

const MINIMUM_WAGES: Readonly<Record<string, bigint>> = { 2011: 116_000n, 2012: 126_000n, 2013: 140_000n };
const FINAL_KINDS = ['WAGES', 'OVERTIME', 'INJURY_MEDICAL', 'COMPENSATION', 'DAMAGES'];

/** Final for the employer: money of those kinds, up to twelve monthly minimum wages (P11 art. 47). */
const isFinal = ({ kind }: CaseSeed, awarded: bigint, awardedOn: string): boolean =>
  FINAL_KINDS.includes(kind) && awarded <= 12n * (MINIMUM_WAGES[awardedOn.slice(0, 4)] ?? 0n);

export const awardRow = ({ seed, days }: Dated): Row => ({
  case_id: seed.id,
  awarded_fen: awardedFen(seed),
  document_no: `京劳仲字(${seed.receivedOn.slice(0, 4)})第${seed.at + 1}号`,
  awarded_on: days.awardedOn,
  is_final: isFinal(seed, awardedFen(seed), days.awardedOn as string),
  sued_by: seed.status === 'LITIGATION' ? 'APPLICANT' : null,
});
