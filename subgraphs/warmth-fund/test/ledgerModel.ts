/**
 * What the ledger must do, as a small pure model: balances, payouts, closed months. Written from domain rules 2.5.2 and 2.5.4, not from the
 * code that is tested.
 */
export type ModelStep = 'approve' | 'send' | 'settle' | 'fail' | 'void' | 'return';
export type ModelStatus = 'RESERVED' | 'APPROVED' | 'SENT' | 'FAILED' | 'SETTLED' | 'VOIDED' | 'RETURNED';
export type Fund = 1 | 2;

export interface ModelPayout {
  readonly id: string;
  readonly fund: Fund;
  readonly amountFen: bigint;
  status: ModelStatus;
  version: number;
}

export interface ModelEntry {
  readonly id: string;
  readonly fund: Fund;
  readonly amountFen: bigint;
  reversed: boolean;
}

export interface Model {
  readonly posted: Record<Fund, bigint>;
  readonly pending: Record<Fund, bigint>;
  /** The last closed month of 2013, 0 where none is. */
  readonly closed: Record<Fund, number>;
  readonly payouts: ModelPayout[];
  /** Money that came in, which may be taken back once. */
  readonly entries: ModelEntry[];
}

export const emptyModel = (): Model => ({
  posted: { 1: 0n, 2: 0n },
  pending: { 1: 0n, 2: 0n },
  closed: { 1: 0, 2: 0 },
  payouts: [],
  entries: [],
});

export const available = ({ posted, pending }: Model, fund: Fund): bigint => posted[fund] - pending[fund];

/** 2.5.2: from which states a step leads where. */
const STEPS: Readonly<Record<ModelStep, readonly [from: readonly ModelStatus[], to: ModelStatus]>> = {
  approve: [['RESERVED'], 'APPROVED'],
  send: [['APPROVED', 'FAILED'], 'SENT'],
  settle: [['SENT'], 'SETTLED'],
  fail: [['SENT'], 'FAILED'],
  void: [['RESERVED', 'APPROVED', 'FAILED'], 'VOIDED'],
  return: [['SETTLED'], 'RETURNED'],
};

export const mayStep = ({ status }: ModelPayout, step: ModelStep): boolean => STEPS[step][0].includes(status);

/** FND-INV-2, 3: what a step that was taken does to the balances. */
export function takeStep(model: Model, payout: ModelPayout, step: ModelStep): void {
  const { fund, amountFen } = payout;
  if (step === 'settle' || step === 'void') model.pending[fund] -= amountFen;
  if (step === 'settle') model.posted[fund] -= amountFen;
  if (step === 'return') model.posted[fund] += amountFen;
  payout.status = STEPS[step][1];
  payout.version += 1;
}
