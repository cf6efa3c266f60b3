import { checkedNumber, checkedOpenText, refuseIf, refuseUnused, type Tx } from '@union-graph/subgraph';
import { MOST_AFFECTED } from '../application/rules.ts';
import { employers } from '../employer/employerPlaced.ts';
import type { VerifyWarningInput } from '../schema.gen.ts';
import { moveWarning, takeWarning } from './change.ts';
import type { EarlyWarning } from './EarlyWarning.ts';
import { refuseMoreThanEmployed } from './headcount.ts';
import { checkedEvidenceRef } from './reportEarlyWarning.ts';

/** Says whether a warning is true (S-28). One that is goes to the six parties; one that is not ends. Later than in time, too. */
export async function verifyWarning(tx: Tx, input: VerifyWarningInput): Promise<{ warning: EarlyWarning }> {
  const row = await takeWarning(tx, input, 'verifyWarning');
  refuseIf(row.verifiedAt !== null, 'INVALID_TRANSITION', `This warning was verified before; it is ${row.status}.`, {
    field: 'status',
  });
  const found = await factsOf(tx, row, input);
  if (input.finding === 'UNFOUNDED') {
    refuseIf(input.result == null, 'BAD_USER_INPUT', 'Say in "result" what was found instead.', { field: 'result' });
    const result = checkedOpenText(String(input.result), 'result', 1_000);
    return { warning: await moveWarning(tx, row, 'DISMISSED', { ...found, result }) };
  }
  refuseUnused(input, ['result'], 'A warning that is true has no result yet.');
  refuseIf(found.claimKind === null, 'BAD_USER_INPUT', 'Say by "claimKind" what the trouble is about; nobody has yet.', {
    field: 'claimKind',
  });
  return { warning: await moveWarning(tx, row, 'VERIFIED', { ...found, verifiedAt: tx.now }) };
}

/** What the trouble turned out to be, whether the warning is true or not; what is not told stays. */
async function factsOf(
  tx: Tx,
  row: EarlyWarning,
  { finding, enterpriseId, claimKind, headcountAffected, evidenceRef }: VerifyWarningInput,
): Promise<Pick<EarlyWarning, 'enterpriseId' | 'claimKind' | 'headcountAffected' | 'headcountEvidenceRef'>> {
  if (enterpriseId != null) await employers.get(tx, enterpriseId, { field: 'enterpriseId' });
  const found = {
    enterpriseId: enterpriseId ?? row.enterpriseId,
    claimKind: claimKind ?? row.claimKind,
    headcountAffected:
      headcountAffected == null
        ? row.headcountAffected
        : checkedNumber(headcountAffected, 'headcountAffected', [1, MOST_AFFECTED]),
    headcountEvidenceRef: checkedEvidenceRef(evidenceRef) ?? row.headcountEvidenceRef,
  };
  // What stays as it was told was checked then; the employer may have shrunk since.
  if (finding === 'CONFIRMED' && (enterpriseId != null || headcountAffected != null))
    await refuseMoreThanEmployed(tx, {
      enterpriseIds: [found.enterpriseId],
      headcountAffected: found.headcountAffected,
      evidenceRef: found.headcountEvidenceRef,
    });
  return found;
}
