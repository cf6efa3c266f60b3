import type { aidApproved } from '@union-graph/events';
import { assertTransition, columns, getForUpdate, rows, sql, type Tx } from '@union-graph/subgraph';
import { HardshipFile } from '../hardship/HardshipFile.ts';
import { personsOf, refuseHousehold } from '../hardship/steps.ts';
import type { ExitReason } from '../schema.gen.ts';
import { AidApplication, type AidStatus } from './AidApplication.ts';
import { AidCycle } from './AidCycle.ts';
import { AidScheme } from './AidScheme.ts';
import { fileAround } from './eligibility.ts';
import { type AidVerb, aidPolicy } from './policy.ts';
import { AID_TRANSITIONS, UNDECIDED } from './rules.ts';
import { seesApplication } from './scope.ts';

export interface AidStepInput {
  readonly applicationId: string;
  readonly expectedVersion: number;
}

/** Locks the application for a step that the viewer may take. Throws `NOT_FOUND`, `FORBIDDEN` or `VERSION_CONFLICT`. */
export async function getAidForStep(
  tx: Tx,
  verb: AidVerb,
  { applicationId, expectedVersion }: AidStepInput,
): Promise<AidApplication> {
  const row = await getForUpdate(tx, AidApplication, applicationId, {
    what: 'application for aid',
    visible: seesApplication,
    expectedVersion,
  });
  aidPolicy.authorise(tx.viewer, verb, row);
  return row;
}

/** Like `getAidForStep`, for a step of an office. Refuses officers who decide about their own household (FND-INV-6). */
export async function getForOffice(tx: Tx, verb: AidVerb, input: AidStepInput): Promise<AidApplication> {
  const row = await inCurrentFile(tx, await getAidForStep(tx, verb, input));
  refuseHousehold(tx, await personsOfApplication(tx, row), 'decide about aid for their own household');
  return row;
}

/** Reasons for which a file ends while another one of the household begins or goes on. */
const GOES_ON: readonly (ExitReason | null)[] = ['HOUSEHOLD_CHANGED', 'PERSON_IN_OTHER_FILE', 'DEATH'];

/**
 * An undecided application goes by the household's other file where the old one ended because other persons live there now, its head died, or a person
 * of it stood in both, and by the file that was opened after it where there was none.
 */
async function inCurrentFile(tx: Tx, row: AidApplication): Promise<AidApplication> {
  if (!UNDECIDED.includes(row.status)) return row;
  const own = row.fileId ? await tx.db.findOneByOrFail(HardshipFile, { id: row.fileId }) : null;
  if (own && !GOES_ON.includes(own.exitReason)) return row;
  const file = await fileAround(tx, row.memberId);
  if (!file?.householdId || file.id === row.fileId || (!own && hasEnded(file))) return row;
  await rows(
    tx.db,
    sql`with moved as (update aid_application set file_id = ${file.id}, household_id = ${file.householdId} where id = ${row.id} returning id)
      select id from moved`,
  );
  return Object.assign(row, { fileId: file.id, householdId: file.householdId });
}

const hasEnded = ({ status }: HardshipFile): boolean => status === 'EXITED' || status === 'REJECTED';

export const assertAidStep = ({ status }: AidApplication, to: AidStatus): void =>
  assertTransition(AID_TRANSITIONS, 'application for aid', status, to);

/** The member ids of the persons in the applicant's household: only the applicant when there is no hardship file. */
export async function personsOfApplication(tx: Tx, { memberId, fileId }: AidApplication): Promise<string[]> {
  const file = fileId ? await tx.db.findOneBy(HardshipFile, { id: fileId }) : null;
  return file ? [memberId, ...(await personsOf(tx, file))] : [memberId];
}

/** Locks the cycle; returns it with its scheme. */
export async function getCycle({ db }: Tx, cycleId: string): Promise<{ cycle: AidCycle; scheme: AidScheme }> {
  const [cycle] = await rows<AidCycle>(
    db,
    sql`select ${columns(AidCycle, 'c')} from aid_cycle c where c.id = ${cycleId} for update`,
  );
  if (!cycle) throw new Error(`There is no cycle ${cycleId}.`);
  return { cycle, scheme: await db.findOneByOrFail(AidScheme, { id: cycle.schemeId }) };
}

/** Publishes the event that aid was approved or paid, with its amount. */
export const announceAid = (tx: Tx, type: typeof aidApproved, row: AidApplication, { code }: AidScheme): Promise<void> =>
  tx.publish(type, row, {
    memberId: row.memberId,
    scheme: code,
    amountFen: String(row.approvedFen),
    scopePath: row.scopePath,
  });
