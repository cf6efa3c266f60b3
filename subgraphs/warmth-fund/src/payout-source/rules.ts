import { Refusal, refuseIf } from '@union-graph/subgraph';
import type { PayoutSource } from './PayoutSource.ts';
import type { PayeeIds } from './payee.ts';

/** What somebody asks to be paid; what they leave out is as the source says. */
export interface Asked extends Partial<PayeeIds> {
  readonly fundId?: string | null;
  readonly amountFen?: bigint | null;
  readonly scopePath?: string | null;
}

const RULE = 'FND-INV-5';

/**
 * Checks a wish against its source (C-11), and gives how much to pay: all that is left unless less was asked for. Refuses with
 * `SOURCE_NOT_APPROVED`, `PAYEE_MISMATCH`, `DUPLICATE` when nothing is left, `AMOUNT_EXCEEDS_SOURCE`, and `VALIDATION_FAILED` for another fund.
 */
export function checkObeys(source: PayoutSource, asked: Asked): bigint {
  refuseIf(
    source.state !== 'APPROVED',
    'SOURCE_NOT_APPROVED',
    `What you want to pay for was withdrawn: ${source.reason}. Nothing may be paid for it.`,
    { rule: RULE, field: 'source' },
  );
  checkPayee(source, asked);
  checkPlace(source, asked);
  const left = source.amountFen - source.takenFen;
  refuseIf(left <= 0n, 'DUPLICATE', 'This source is being paid or was paid already. Read its payout instead.', {
    rule: RULE,
    field: 'source',
  });
  const amountFen = asked.amountFen ?? left;
  refuseIf(
    amountFen > left,
    'AMOUNT_EXCEEDS_SOURCE',
    `${source.amountFen} fen were approved, of which ${left} are not being paid yet. Ask for no more than that.`,
    { rule: RULE, field: 'amountFen' },
  );
  return amountFen;
}

function checkPayee(source: PayoutSource, asked: Asked): void {
  for (const field of ['memberId', 'organisationId', 'unionId'] as const) {
    if (asked[field] == null || asked[field].toLowerCase() === source[field]) continue;
    throw new Refusal('PAYEE_MISMATCH', 'The money was approved for another payee. Leave the payee out: the source names it.', {
      rule: RULE,
      field,
    });
  }
}

function checkPlace(source: PayoutSource, { fundId, scopePath }: Asked): void {
  refuseIf(
    fundId != null && fundId.toLowerCase() !== source.fundId,
    'VALIDATION_FAILED',
    'The money was approved out of another fund. Leave the fund out: the source names it.',
    { rule: 'FND-INV-7', field: 'fundId' },
  );
  refuseIf(
    scopePath != null && !source.scopePath.startsWith(scopePath),
    'VALIDATION_FAILED',
    'What you want to pay for belongs to another district.',
    { field: 'districtCode' },
  );
}
