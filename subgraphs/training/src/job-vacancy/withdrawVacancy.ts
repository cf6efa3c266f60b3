import { getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { WithdrawVacancyInput } from '../schema.gen.ts';
import { JobVacancy } from './JobVacancy.ts';
import { vacancyPolicy } from './policy.ts';

/** Takes a vacancy back: nobody is referred to it any more. Who was referred before still hears how it ended. */
export async function withdrawVacancy(tx: Tx, input: WithdrawVacancyInput): Promise<{ vacancy: JobVacancy }> {
  const { vacancyId, expectedVersion } = input;
  const before = await getForUpdate(tx, JobVacancy, vacancyId, { what: 'vacancy', visible: () => true, expectedVersion });
  vacancyPolicy.authorise(tx.viewer, 'withdrawVacancy', before);
  refuseIf(before.withdrawnAt !== null, 'INVALID_TRANSITION', 'The vacancy was withdrawn before.', { field: 'vacancyId' });
  return { vacancy: await updateRow(tx.db, JobVacancy, before, { withdrawnAt: tx.now }) };
}
