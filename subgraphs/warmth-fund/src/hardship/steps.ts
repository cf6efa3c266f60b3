import type { fileActivated } from '@union-graph/events';
import { assertTransition, civilDay, getForUpdate, refuseIf, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import type { HardshipStatus } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { type HardshipVerb, hardshipPolicy, seesFile } from './policy.ts';
import { FILE_TRANSITIONS, fileStatusOn } from './rules.ts';

interface StepInput {
  readonly fileId: string;
  readonly expectedVersion: number;
}

/** Locks the file of a step, for those who may take it. `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`; `SEPARATION_OF_DUTIES` for the household. */
export async function getFileForStep(tx: Tx, verb: HardshipVerb, { fileId, expectedVersion }: StepInput): Promise<HardshipFile> {
  const file = await getForUpdate(tx, HardshipFile, fileId, { what: 'hardship file', visible: seesFile, expectedVersion });
  hardshipPolicy.authorise(tx.viewer, verb, file);
  refuseHousehold(tx, await personsOf(tx, file), 'decide about their own household');
  return file;
}

/** Refuses a step that the file's state of today does not allow. */
export const assertFileStep = (tx: Tx, file: HardshipFile, to: HardshipStatus): void =>
  assertTransition(FILE_TRANSITIONS, 'hardship file', fileStatusOn(file, civilDay(tx.now)), to);

/** The records of a household's persons, its head among them, and of those who are named by their number alone. */
export async function personsOf({ db }: Tx, { headMemberId, householdId }: HardshipFile): Promise<string[]> {
  const found = await rows<{ id: string }>(db, sql`select p.id from persons_of(${householdId}) as p (id)`);
  return [headMemberId, ...found.map(({ id }) => id)];
}

const householdsOf = (personId: string | null): Sql => sql`select households_of(${personId}::uuid)`;

/** Refuses who lives in one household with somebody, as far as an open file tells. */
export async function refuseSameHousehold(tx: Tx, memberId: string | null, what: string): Promise<void> {
  const found = await rows(
    tx.db,
    sql`select from hardship_file f where f.household_id in (${householdsOf(memberId)}) and f.household_id in (${householdsOf(tx.viewer.personId)})
      and f.status not in ('EXITED', 'REJECTED') limit 1`,
  );
  refuseHousehold(tx, found.length > 0 ? [tx.viewer.personId] : [], what);
}

/** Nobody acts in an office for their own household (FND-INV-6). */
export function refuseHousehold({ viewer }: Tx, persons: readonly (string | null)[], what: string): void {
  refuseIf(
    viewer.personId !== null && persons.includes(viewer.personId),
    'SEPARATION_OF_DUTIES',
    `Nobody may ${what}. Ask a colleague.`,
    { rule: 'FND-INV-6' },
  );
}

/** Tells that a file began to hold, or ended. */
export const announceFile = (tx: Tx, type: typeof fileActivated, file: HardshipFile): Promise<void> =>
  tx.publish(type, file, { headId: file.headMemberId, scopePath: file.scopePath });
