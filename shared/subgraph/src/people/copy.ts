import { columns, rows, sql, tableOf } from '../database/rows.ts';
import type { ReadContext } from '../graph/context.ts';
import { type Batch, inOrder } from '../graph/loaders.ts';
import { isId } from '../ids.ts';
import { recordsOf } from './memberMerges.ts';
import type { AsOfNow, PersonalTable } from './personalData.ts';

/** One table of a person's copy; every value as PostgreSQL writes it, and states as of now. */
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
  async (ctx, ids) => {
    const { db, viewer } = ctx;
    const own: { id: string }[] = await db.query(
      `select id from data_request where id = any($1::uuid[]) and kind = 'ACCESS' and member_id = $2`,
      [ids.filter(isId), viewer.personId],
    );
    const sheets = own.length > 0 ? await copyOf(ctx, tables, viewer.personId as string) : [];
    return ids.map((id) => (own.some((request) => request.id === id) ? sheets : null));
  };

/** The states of rows of one entity by the rule that answers its field `status`, for {@link PersonalTable.asOfNow}. */
export const statusAsOfNow =
  <Row extends { readonly id: string }>(entity: new () => Row, statusAt: (row: Row, now: Date) => string): AsOfNow =>
  async ({ db, now }, ids) => {
    const found = await rows<Row>(
      db,
      sql`select ${columns(entity, 'r')} from ${tableOf(db, entity)} r where r.id = any(${ids}::uuid[])`,
    );
    return inOrder(ids, found, ({ id }) => id).map((row) => row && { status: statusAt(row, now) });
  };

async function copyOf(ctx: ReadContext, tables: readonly PersonalTable[], memberId: string): Promise<PersonalDataSheet[]> {
  const sheets: PersonalDataSheet[] = [];
  const records = await recordsOf(ctx.db, memberId);
  for (const table of tables) {
    const found: PersonalDataSheet['rows'][number][] = [];
    for (const id of records) found.push(...(await rowsOf(ctx, table, id)));
    if (found.length > 0) sheets.push({ title: table.title, columns: [...table.copy], rows: found });
  }
  return sheets;
}

/** The rows of a table about one record, with what time changed in them. */
async function rowsOf(ctx: ReadContext, { table, of, copy, asOfNow }: PersonalTable, recordId: string) {
  const values = `array[${copy.map((column) => `${column}::text`).join(', ')}] as values`;
  const found: { id?: string; values: (string | null)[] }[] = await ctx.db.query(
    `select ${asOfNow ? 'id, ' : ''}${values} from ${table} where ${of}`,
    [recordId],
  );
  if (!asOfNow) return found;
  const current = await asOfNow(
    ctx,
    found.map(({ id }) => id as string),
  );
  return found.map(({ values: stored }, at) => {
    const now = current[at] ?? {};
    return { values: copy.map((column, n) => (column in now ? now[column] : stored[n]) ?? null) };
  });
}
