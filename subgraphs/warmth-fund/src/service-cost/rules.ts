import { Refusal, refuseIf, type Transitions } from '@union-graph/subgraph';

export type CostStatus = 'SUBMITTED' | 'COORDINATED' | 'GRANTED' | 'SPENT' | 'SETTLED' | 'REJECTED';

/** An application's life (domain rule 2.5.2). The upper union coordinates and decides. */
export const COST_TRANSITIONS: Transitions<CostStatus> = {
  SUBMITTED: ['COORDINATED', 'REJECTED'],
  COORDINATED: ['GRANTED', 'REJECTED'],
  // What nothing was paid of to a union that ended, or all of whose money came back, ends where the union has no heir.
  GRANTED: ['SPENT', 'REJECTED'],
  SPENT: ['SETTLED', 'REJECTED'],
  SETTLED: [],
  REJECTED: [],
};

/** No more is granted than was asked for. */
export function checkGrant(grantedFen: bigint, requestedFen: bigint): void {
  refuseIf(
    grantedFen > requestedFen,
    'VALIDATION_FAILED',
    `The union asks for ${requestedFen} fen; ${grantedFen} would be granted.`,
    { rule: 'S-33', field: 'grantedFen' },
  );
}

interface Receipt {
  readonly receiptNo: string;
  readonly issuedOn: string;
  readonly amountFen: bigint;
}

interface Grant {
  readonly grantedFen: bigint;
  /** The days on which a cost of the grant can arise: from the first day of the year in which it was applied for until today. */
  readonly from: string;
  readonly to: string;
}

/** Receipts prove what was spent of the grant: each once, of a day on which a cost can arise, together no more than was granted. Gives their sum. */
export function checkReceipts(receipts: readonly Receipt[], { grantedFen, from, to }: Grant): bigint {
  refuseIf(receipts.length < 1 || receipts.length > 100, 'BAD_USER_INPUT', 'Hand in 1 to 100 receipts.', { field: 'receipts' });
  const numbers = receipts.map(({ receiptNo }) => receiptNo);
  refuseIf(new Set(numbers).size < numbers.length, 'DUPLICATE', 'A receipt stands in the list twice.', {
    rule: 'S-33',
    field: 'receipts',
  });
  const foreign = receipts.find(({ issuedOn }) => issuedOn < from || issuedOn > to);
  refuseIf(
    foreign !== undefined,
    'VALIDATION_FAILED',
    `The receipt "${foreign?.receiptNo}" is dated ${foreign?.issuedOn}; a cost of this grant is of a day from ${from} to ${to}.`,
    { rule: 'S-33', field: 'receipts' },
  );
  const sum = receipts.reduce((total, { amountFen }) => total + amountFen, 0n);
  if (sum > grantedFen)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The receipts make ${sum} fen, and ${grantedFen} were granted. Leave out what was paid otherwise.`,
      {
        rule: 'S-33',
        field: 'receipts',
      },
    );
  return sum;
}

/** Who applied neither coordinates, grants nor settles, who coordinated does not grant, and who accounted does not settle (FND-INV-6). */
export function checkCostDuties(person: string, ...others: (string | null)[]): void {
  refuseIf(
    others.includes(person),
    'SEPARATION_OF_DUTIES',
    'You have acted on this application. Another person must take this step.',
    {
      rule: 'FND-INV-6',
    },
  );
}
