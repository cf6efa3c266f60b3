import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from './Disbursement.ts';
import { actorOf } from './steps.ts';

type Part = 'HOUSEHOLD' | 'ORGANISATION' | 'UNION';

const REFUSALS: Readonly<Record<Part, readonly ['SEPARATION_OF_DUTIES' | 'CONFLICT_OF_INTEREST', string]>> = {
  HOUSEHOLD: ['SEPARATION_OF_DUTIES', 'Nobody has a part in a payout to their own household. Ask a colleague.'],
  ORGANISATION: [
    'CONFLICT_OF_INTEREST',
    'You belong to an organisation that applied for this project. Another person must take this step.',
  ],
  UNION: ['SEPARATION_OF_DUTIES', 'You applied for the cost that is paid here. Another person must take this step.'],
};

/**
 * Refuses who is close to the payee, whatever the duty (FND-INV-6): lives with them, in a file that is open or was when the payout was asked for,
 * belongs to an applicant for the project, or asked for the service cost. The trigger `payout_kept_apart` holds the same for the approval and
 * for who pays.
 */
export async function refuseClose(tx: Tx, { id }: Disbursement): Promise<void> {
  const [found] = await rows<{ part: Part | null }>(
    tx.db,
    sql`select part_in_payout(${actorOf(tx)}, d) as part from disbursement d where d.id = ${id}`,
  );
  if (!found?.part) return;
  const [code, sentence] = REFUSALS[found.part];
  throw new Refusal(code, sentence, { rule: 'FND-INV-6' });
}

/** Of some payouts those that a person is close to. */
export async function closeTo(tx: Tx, personId: string, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    tx.db,
    sql`select d.id from disbursement d where d.id = any(${ids as string[]}::uuid[]) and part_in_payout(${personId}, d) is not null`,
  );
  return new Set(found.map(({ id }) => id));
}
