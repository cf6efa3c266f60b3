import type { Batch } from '../graph/loaders.ts';

/**
 * What one table keeps about persons, for their right to a copy (PIPL art. 45) and to erasure (art. 47). The tables of a
 * subgraph are listed in the order in which they may be erased: children before parents.
 */
export interface PersonalTable {
  readonly table: string;
  /** What the person calls it, in both languages. */
  readonly title: string;
  /** Which rows are about the person, as a condition in SQL; `$1::uuid` is the person’s id. */
  readonly of: string;
  /** The columns that the person gets a copy of. */
  readonly copy: readonly string[];
  /**
   * What time changes before anything writes it down, such as the state of an offer that has run out: the values that the fields of the graph have
   * now, by the row's id. The other columns of the copy are as they are stored.
   */
  readonly asOfNow?: AsOfNow;
  /** What becomes of the rows when the person asks for erasure. */
  readonly onErasure: OnErasure;
  /**
   * Rows that only tell that there is a record at organisation, or where it is. They go when organisation erases the record, not on a request: who is
   * still a member keeps the record, and acts name them as before.
   */
  readonly ofRecord?: true;
}

/** Values of columns, by the column's name, as PostgreSQL writes them as text; of rows by their ids. */
export type AsOfNow = Batch<string, Readonly<Record<string, string | null>> | null>;

/**
 * Rows are deleted; or kept without what tells who it was (`clear`: by column, an expression in SQL); or kept because a law
 * says so, then with its name as the answer's ground, and cleared of what the law does not ask for.
 */
export type OnErasure =
  | 'DELETE'
  | { readonly clear: Readonly<Record<string, string>> }
  | { readonly keep: string; readonly clear?: Readonly<Record<string, string>> };

/** A stable name that stands for the person of a row, and that nobody can follow back: for texts that must not be empty. */
export const PSEUDONYM = `'P-' || left(encode(sha256(convert_to($1::uuid::text, 'UTF8')), 'hex'), 12)`;
