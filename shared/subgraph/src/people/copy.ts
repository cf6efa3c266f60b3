import type { EntityManager } from 'typeorm';
import type { Batch } from '../graph/loaders.ts';
import { isId } from '../ids.ts';
import { recordsOf } from './memberMerges.ts';
import type { PersonalTable } from './personalData.ts';

/** One table of a person's copy; every value as PostgreSQL writes it. */
export interface PersonalDataSheet {
  readonly title: string;
  readonly columns: string[];
  readonly rows: { readonly values: (string | null)[] }[];
}

/**
 * The copy that belongs to each request of the viewer's own: what the subgraph keeps of them now, read live, so that no
 * second store of personal data comes to be. Null for anybody else's request and for one that did not ask for a copy.
 */
export const personalDataCopy =
  (tables: readonly PersonalTable[]): Batch<string, PersonalDataSheet[] | null> =>
  async ({ db, viewer }, ids) => {
    const own: { id: string }[] = await db.query(
      `select id from data_request where id = any($1::uuid[]) and kind = 'ACCESS' and member_id = $2`,
      [ids.filter(isId), viewer.personId],
    );
    const sheets = own.length > 0 ? await copyOf(db, tables, viewer.personId as string) : [];
    return ids.map((id) => (own.some((request) => request.id === id) ? sheets : null));
  };

async function copyOf(db: EntityManager, tables: readonly PersonalTable[], memberId: string): Promise<PersonalDataSheet[]> {
  const sheets: PersonalDataSheet[] = [];
  const records = await recordsOf(db, memberId);
  for (const { table, title, of, copy } of tables) {
    const select = `select array[${copy.map((column) => `${column}::text`).join(', ')}] as values from ${table} where ${of}`;
    const found: { values: (string | null)[] }[] = [];
    for (const id of records) found.push(...(await db.query(select, [id])));
    if (found.length > 0) sheets.push({ title, columns: [...copy], rows: found });
  }
  return sheets;
}
