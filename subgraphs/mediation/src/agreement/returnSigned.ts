import { rows, sql, type Tx } from '@union-graph/subgraph';
import { reopenDisputes } from '../application/disputesOfLeavers.ts';
import { applicantsOf, elected, remaining } from '../case/applicants.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { SignAgreementInput } from '../schema.gen.ts';
import { followApplicants } from './followApplicants.ts';

/** Whether a signature is that of applicants by their ids: it may take some of them back, and so open their disputes again. */
export const namesApplicants = (input: SignAgreementInput): input is SignAgreementInput & { partyIds: readonly string[] } =>
  input.as === 'APPLICANT' && Boolean(input.partyIds?.length);

/**
 * Takes applicants back into an agreement which they left by their death, where the mediator has the paper that they signed before: they are owed what was
 * agreed as one whose signature was recorded in time. It has not taken effect without them, since it is being signed. Who had left before it was agreed
 * is none of them.
 */
export async function returnSigned(tx: Tx, row: MediationCase, input: SignAgreementInput): Promise<MediationCase> {
  if (!namesApplicants(input) || tx.viewer.personId !== row.mediatorPersonId) return row;
  const { partyIds } = input;
  const applicants = await applicantsOf(tx.db, row.id);
  const isElected = elected(remaining(applicants)).length > 0;
  const agreedFor = await agreedAmong(tx, row.id);
  const back = applicants.filter(
    ({ id, leftAs, diedOn, isRepresentative }) =>
      leftAs === 'DIED' && diedOn !== null && partyIds.includes(id) && agreedFor(id) && (isRepresentative || !isElected),
  );
  if (back.length === 0) return row;
  await rows(
    tx.db,
    sql`update case_party set left_at = null, left_as = null
    where id = any(${back.map(({ id }) => id)}::uuid[]) and case_id = ${row.id}::uuid`,
  );
  await reopenDisputes(tx, row.id, back);
  return followApplicants(tx, row);
}

/** Tells of whom it was not absent when what stands now was agreed first. */
async function agreedAmong({ db }: Tx, caseId: string): Promise<(partyId: string) => boolean> {
  const [first] = await rows<{ absentIds: string[] }>(
    db,
    sql`select f.absent_ids as "absentIds" from agreement a join agreement f on f.id = coalesce(a.first_id, a.id)
    where a.case_id = ${caseId}::uuid and a.voided_at is null`,
  );
  return (partyId) => !first?.absentIds.includes(partyId);
}
