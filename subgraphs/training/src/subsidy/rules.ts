import type { Transitions } from '@union-graph/subgraph';
import type { SubsidyRule } from './SubsidyRule.ts';

export type SubsidyStatus =
  | 'SUBMITTED'
  | 'VERIFIED'
  | 'APPROVED'
  | 'PAYMENT_REQUESTED'
  | 'PAID'
  | 'PAYMENT_FAILED'
  | 'PAYMENT_VOIDED'
  | 'RETURNED'
  | 'WITHDRAWN'
  | 'REJECTED';
export type SubsidyDecision = 'VERIFY' | 'APPROVE' | 'REJECT';

/** A subsidy application's life (domain rule 2.3.2). What the fund gave up or got back it may pay anew,
 * unless the certificate was revoked; money that was with the bank by then is paid all the same. */
export const SUBSIDY_TRANSITIONS: Transitions<SubsidyStatus> = {
  SUBMITTED: ['VERIFIED', 'REJECTED'],
  VERIFIED: ['APPROVED', 'REJECTED'],
  APPROVED: ['PAYMENT_REQUESTED'],
  PAYMENT_REQUESTED: ['PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  PAYMENT_FAILED: ['PAYMENT_REQUESTED', 'PAID', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  PAYMENT_VOIDED: ['PAID', 'PAYMENT_FAILED', 'WITHDRAWN'],
  PAID: ['RETURNED'],
  RETURNED: ['PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  WITHDRAWN: ['PAID'],
  REJECTED: [],
};

/** The rule for a certificate's level and day of issue (SKL-INV-3); null when it carries no subsidy. */
export const ruleFor = (rules: readonly SubsidyRule[], level: number | null, issuedAt: string): SubsidyRule | null =>
  rules.find(
    (rule) => rule.level === level && rule.issuedFrom <= issuedAt && (rule.issuedTo === null || issuedAt <= rule.issuedTo),
  ) ?? null;

/** Whether an employment, both days included, holds on a day (SKL-INV-3: in post, 在职, on the day of issue). */
export const inPostOn = (day: string, from: string, to: string | null): boolean => from <= day && (to === null || day <= to);

/** The district that a path of the union tree lies in; null for industrial unions' paths and for workers in no union. */
export const districtOfPath = (scopePath: string): string | null => /^\/city\/(110[12]\d{2})\//.exec(scopePath)?.[1] ?? null;
