import { civilDay, rows, sql, type Tx } from '@union-graph/subgraph';

/** A case on which nothing was done yet. */
export const EMPTY_CASE = {
  status: 'RECEIVED',
  headcountAffected: null,
  acceptedAt: null,
  refusedAt: null,
  refusalReason: null,
  refusalNoticeRef: null,
  mediatorId: null,
  mediatorPersonId: null,
  lawyerId: null,
  lawyerPersonId: null,
  extensionDays: null,
  agreedAt: null,
  totalFen: 0n,
  nextPaymentOn: null,
  failedAt: null,
  failureReason: null,
  referredAt: null,
  limitationRiskAccepted: false,
  awardedFen: 0n,
  recoveredFen: 0n,
  closedAt: null,
  serviceRequestId: null,
  serviceRequestVersion: null,
  version: 1,
} as const;

/** `京劳调〔2013〕100001号`: the year, and a number that is never given twice. */
export async function nextCaseNo({ db, now }: Tx): Promise<string> {
  const [next] = await rows<{ number: bigint }>(db, sql`select nextval('case_number') as number`);
  return `京劳调〔${civilDay(now).slice(0, 4)}〕${next?.number}号`;
}
