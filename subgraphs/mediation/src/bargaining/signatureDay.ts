import { addDays, civilDay, columns, refuseIf, refuseUnused, rows, sql, type Tx } from '@union-graph/subgraph';
import type { CollectiveContract } from '../contract/CollectiveContract.ts';
import type { SignContractInput } from '../schema.gen.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { CongressVote } from './CongressVote.ts';
import { refuseAfterDeath } from './deadReps.ts';
import type { RoundRep } from './RoundRep.ts';

/**
 * What the congress passed is signed from the day of its vote, a contract that was not filed in time anew from the day on which it could no more be; not on a
 * day to come, and not after the chief's death.
 */
export async function checkSignatureDay(
  tx: Tx,
  round: BargainingRound,
  overdue: CollectiveContract | null,
  chief: RoundRep,
  input: SignContractInput,
): Promise<void> {
  const signedOn = input.signedOn ?? null;
  if (chief.personId !== null && chief.personId === tx.viewer.personId)
    refuseUnused(input, ['signedOn'], 'A chief signs here for themself, today.');
  if (signedOn !== null) {
    refuseIf(
      !input.paperRef?.trim(),
      'BAD_USER_INPUT',
      'Only a paper has a day of its own: say by "paperRef" where it is kept.',
      {
        field: 'signedOn',
      },
    );
    const [from, to] = [overdue ? addDays(overdue.fileBy, 1) : await dayOfVote(tx, round), civilDay(tx.now)];
    refuseIf(signedOn < from || signedOn > to, 'VALIDATION_FAILED', `The paper was signed from ${from} to ${to}.`, {
      rule: '2.2.3',
      field: 'signedOn',
    });
  }
  refuseAfterDeath(chief, signedOn);
}

async function dayOfVote({ db }: Tx, { id, draftNo }: BargainingRound): Promise<string> {
  const [vote] = await rows<CongressVote>(
    db,
    sql`select ${columns(CongressVote, 'v')} from congress_vote v
      where v.round_id = ${id}::uuid and v.draft_no = ${draftNo} and v.passed order by v.recorded_at desc limit 1`,
  );
  return (vote as CongressVote).heldOn;
}

/** The day on which a contract was signed: that of the later of its two signatures. */
export async function dayOfBoth({ db }: Tx, { id, draftNo, signingNo }: BargainingRound): Promise<string> {
  const [last] = await rows<{ day: string }>(
    db,
    sql`select max(coalesce(s.signed_on, civil_day(s.signed_at)))::text as day from round_signature s
      where s.round_id = ${id}::uuid and s.draft_no = ${draftNo} and s.signing_no = ${signingNo}`,
  );
  return (last as { day: string }).day;
}
