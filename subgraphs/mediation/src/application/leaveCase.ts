import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { endUnagreed } from '../agreement/endUnagreed.ts';
import { followApplicants } from '../agreement/followApplicants.ts';
import { type Applicant, applicantsOf, remaining } from '../case/applicants.ts';
import { changeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { tellStaff } from '../case/tellStaff.ts';
import { endWithCase } from '../legal-aid/endWithCase.ts';
import type { PartyLeaving } from '../schema.gen.ts';
import { closeDisputes } from './disputesOfLeavers.ts';

/** Who of several applicants leaves a case, and how. */
export interface Leaving {
  readonly partyIds: readonly string[];
  readonly as: PartyLeaving;
  /** Where their written word is kept; null where they say so themselves. */
  readonly paperRef: string | null;
  /** Why, where the mediation has failed for them. */
  readonly reason: string | null;
}

/**
 * Takes applicants out of a case that goes on for the others: what one of them does binds nobody else (P11 art. 7). With the last one the case is over: withdrawn
 * where all took their application back, failed where somebody may go on to arbitration.
 */
export async function leaveCase(tx: Tx, row: MediationCase, leaving: Leaving): Promise<MediationCase> {
  const { partyIds, as, paperRef } = leaving;
  const applicants = await applicantsOf(tx.db, row.id);
  const leavers = remaining(applicants).filter(({ id }) => partyIds.includes(id));
  refuseIf(
    leavers.length < partyIds.length,
    'NOT_FOUND',
    'One of these is no applicant who takes part in this case. Read it again.',
    { field: 'partyIds' },
  );
  await rows(
    tx.db,
    sql`update case_party set left_at = ${tx.now}, left_as = ${as}, left_paper_ref = ${paperRef}
    where id = any(${leavers.map(({ id }) => id)}::uuid[]) and case_id = ${row.id}::uuid`,
  );
  await closeDisputes(tx, row.id, leavers);
  const memberIds = leavers.flatMap(({ memberId }) => memberId ?? []);
  // Who has died cannot go on; as after a failure, their relatives may.
  const status = as === 'WITHDRAWN' ? as : 'FAILED';
  const isAidEnded = await endWithCase(tx, { caseId: row.id, status, memberIds });
  const left = await (leavers.length < remaining(applicants).length ? goOn(tx, row) : end(tx, row, leaving, applicants));
  if (isAidEnded) await tellStaff(tx, left);
  return left;
}

const goOn = (tx: Tx, row: MediationCase): Promise<MediationCase> =>
  row.status === 'AGREED' ? followApplicants(tx, row) : changeCase(tx, row, {});

function end(tx: Tx, row: MediationCase, { as, reason }: Leaving, applicants: readonly Applicant[]): Promise<MediationCase> {
  const ways = [as, ...applicants.map(({ leftAs }) => leftAs)];
  const hasFailed = ways.includes('FAILED') || ways.includes('DIED');
  return hasFailed
    ? endUnagreed(tx, row, 'FAILED', { failedAt: tx.now, failureReason: reason })
    : endUnagreed(tx, row, 'WITHDRAWN');
}
