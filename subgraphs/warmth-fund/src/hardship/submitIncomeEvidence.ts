import { checkedText, civilDay, columns, keptText, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { IncomeProofInput, SubmitIncomeEvidenceInput } from '../schema.gen.ts';
import { assess } from './circumstances.ts';
import type { HardshipFile } from './HardshipFile.ts';
import { HouseholdMember } from './HouseholdMember.ts';
import { checkedIncome } from './sealHousehold.ts';
import { getFileForStep } from './steps.ts';
import { refuseUnlessOpen, verifyWhenComplete } from './verify.ts';

/**
 * Takes the proof of every member's income, and assesses the household anew by what is proven, with the line of the day of the application, and at a
 * review with that of today.
 * `NOT_ELIGIBLE` where it is in no category with that: the file is then to be rejected, or to end.
 */
export async function submitIncomeEvidence(tx: Tx, input: SubmitIncomeEvidenceInput): Promise<{ file: HardshipFile }> {
  const file = await getFileForStep(tx, 'submitIncomeEvidence', input);
  refuseUnlessOpen(tx, file);
  const members = await membersOf(tx, file);
  const proofs = members.map((member) => proofOf(member, input.incomes));
  refuseIf(
    input.incomes.length !== members.length,
    'VALIDATION_FAILED',
    `The household has ${members.length} members: prove the income of each one, once.`,
    { rule: 'S-34', field: 'incomes' },
  );
  const incomes = proofs.map(({ monthlyIncomeFen }) => monthlyIncomeFen);
  const { causes, evidenceRef, openedOn } = file;
  const day = file.status === 'ACTIVE' ? civilDay(tx.now) : openedOn;
  const assessment = assess(tx, { day, incomes, causes, evidenceRef });
  for (const proof of proofs) await writeProof(tx, file, proof);
  return { file: await verifyWhenComplete(tx, file, { ...assessment, incomeProvenAt: tx.now }) };
}

/** The members of a file's household. */
export const membersOf = ({ db }: Tx, { householdId }: HardshipFile): Promise<HouseholdMember[]> =>
  rows(
    db,
    sql`select ${columns(HouseholdMember, 'm')} from household_member m where m.household_id = ${householdId} order by m.id for update`,
  );

interface Proof {
  readonly memberId: string;
  readonly monthlyIncomeFen: bigint;
  readonly document: string;
}

function proofOf({ id }: HouseholdMember, given: readonly IncomeProofInput[]): Proof {
  const proof = given.find(({ householdMemberId }) => householdMemberId.toLowerCase() === id);
  refuseIf(proof === undefined, 'VALIDATION_FAILED', `The income of the household member ${id} is not proven.`, {
    rule: 'S-34',
    field: 'incomes',
  });
  const { monthlyIncomeFen, document } = proof as IncomeProofInput;
  return {
    memberId: id,
    monthlyIncomeFen: checkedIncome(monthlyIncomeFen, 'incomes.monthlyIncomeFen'),
    // A field of this name is elsewhere a GraphQL document, which is left as it is.
    document: checkedText(keptText(document, 'NAME', 'incomes.document'), 'incomes.document', 200),
  };
}

async function writeProof(
  { db, now, viewer }: Tx,
  file: HardshipFile,
  { memberId, monthlyIncomeFen, document }: Proof,
): Promise<void> {
  await rows(
    db,
    sql`with proven as (
      insert into income_evidence (id, file_id, earner_id, monthly_income_fen, document, submitted_by, submitted_at)
      values (${newId()}, ${file.id}, ${memberId}, ${monthlyIncomeFen}, ${document}, ${viewer.personId}, ${now}))
    update household_member set monthly_income_fen = ${monthlyIncomeFen} where id = ${memberId}`,
  );
}
