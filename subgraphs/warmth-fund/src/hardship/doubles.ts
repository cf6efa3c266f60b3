import { type Batch, columns, grouped, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { HardshipFile } from './HardshipFile.ts';
import { seesFile } from './policy.ts';

/** An open file of which a person stands in another open one, too (FND-INV-4). */
interface Double extends HardshipFile {
  /** The other file. */
  readonly ofId: string;
}

/** The open files that have a person of the given ones, the oldest first, whoever may read them: a correction or a merge came after they were opened. */
const findDoubles = (db: Tx['db'], fileIds: readonly string[]): Promise<Double[]> =>
  rows<Double>(
    db,
    sql`select asked.id as "ofId", ${columns(HardshipFile, 'f')} from unnest(${fileIds}::uuid[]) as asked (id)
      cross join lateral files_with_person_of(asked.id) as other (id) join hardship_file f on f.id = other.id
      order by f.opened_on, f.id`,
  );

/** For each file those others, also such as the viewer may not read. */
export const doublesOfFile: Batch<string, HardshipFile[]> = async ({ db }, fileIds) =>
  grouped(fileIds, await findDoubles(db, fileIds), ({ ofId }) => ofId);

/**
 * Refuses to make a file active, or to prolong it, while a person of it stands in another open one: `HOUSEHOLD_FILE_EXISTS`, with the number of
 * the other file for who may read it. The trigger `hardship_file_persons_once` is the last guard.
 */
export async function refuseDoubled({ db, viewer }: Tx, { id }: HardshipFile): Promise<void> {
  const others = await findDoubles(db, [id]);
  if (others.length === 0) return;
  const numbers = others.filter((other) => seesFile(viewer, other)).map(({ fileNo }) => `"${fileNo}"`);
  throw new Refusal(
    'HOUSEHOLD_FILE_EXISTS',
    `Somebody of this household stands in ${numbers.length > 0 ? `the open file ${numbers.join(', ')}` : 'another open file'}, too: a record was corrected or merged meanwhile. Reject or end one of the two files first.`,
    { rule: 'FND-INV-4', field: 'fileId' },
  );
}

/** A file is ended for the other one's sake only where there is another one; `VALIDATION_FAILED` else. */
export const checkDoubled = async ({ db }: Tx, { id }: HardshipFile): Promise<void> =>
  refuseIf(
    (await findDoubles(db, [id])).length === 0,
    'VALIDATION_FAILED',
    'No person of this household stands in another open file. Give the reason for which this one ends.',
    { rule: 'FND-INV-4', field: 'reason' },
  );
