import {
  checkedNumber,
  checkedOpenText,
  civilDay,
  getForUpdate,
  insertRow,
  newId,
  refuseIf,
  type Tx,
} from '@union-graph/subgraph';
import type { RecordInvestmentInput } from '../schema.gen.ts';
import { Venue } from '../venue/Venue.ts';
import { InvestmentRecord } from './InvestmentRecord.ts';
import { investmentPolicy } from './policy.ts';

const FIRST_YEAR = 1949;
/** Ten billion yuan: more than all venues of the city together have cost. */
const MOST_FEN = 1_000_000_000_000n;

/** Records what was put into a venue in a year that has begun, once for each purpose (S-66). */
export async function recordInvestment(tx: Tx, input: RecordInvestmentInput): Promise<{ investment: InvestmentRecord }> {
  const venue = await getForUpdate(tx, Venue, input.venueId, { what: 'venue', visible: () => true });
  investmentPolicy.authorise(tx.viewer, 'recordInvestment', venue);
  refuseIf(
    input.amountFen <= 0n || input.amountFen > MOST_FEN,
    'BAD_USER_INPUT',
    `An investment is 1 to ${MOST_FEN} fen; got ${input.amountFen}.`,
    { field: 'amountFen' },
  );
  const investment = await insertRow(tx.db, InvestmentRecord, {
    id: newId(),
    venueId: venue.id,
    year: checkedNumber(input.year, 'year', [FIRST_YEAR, Number(civilDay(tx.now).slice(0, 4))]),
    amountFen: input.amountFen,
    purpose: checkedOpenText(input.purpose, 'purpose', 200),
    recordedBy: tx.viewer.personId as string,
    recordedAt: tx.now,
    voidedReason: null,
    voidedBy: null,
    voidedAt: null,
    version: 1,
  });
  return { investment };
}
