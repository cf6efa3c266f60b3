import { columns, isId, notFound, rows, type Sql, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { LedgerAccount } from './LedgerAccount.ts';

/** Codes of the chart of accounts (民间非营利组织会计制度, 2004): what payouts are booked on. */
export const BANK = '1002';
export const PAYOUTS = '5101';
export const DONATIONS = '4101';
/** Staff and office. */
export const OVERHEAD = '5201';
/** Net assets that nothing binds. */
export const FREE_ASSETS = '3101';
/** What transfers between books are booked on. */
export const OTHER_INCOME = '4901';
export const OTHER_EXPENSE = '5401';

/** Locks accounts in the order of their ids, as all writers do, and gives them. `NOT_FOUND` names the first unknown one. */
export async function lockAccounts(db: EntityManager, ids: readonly string[]): Promise<LedgerAccount[]> {
  checkAccountIds(ids);
  const found = await rows<LedgerAccount>(db, selectForChange(ids));
  checkAllFound(ids, found);
  return found;
}

/** Selects accounts in the order of their ids, and locks them. */
export const selectForChange = (ids: readonly string[]): Sql =>
  sql`select ${columns(LedgerAccount, 'a')} from ledger_account a where a.id = any(${ids}::uuid[]) order by a.id for no key update`;

export function checkAccountIds(ids: readonly string[]): void {
  const malformed = ids.find((id) => !isId(id));
  if (malformed !== undefined) throw notFound('account', malformed);
}

export function checkAllFound(ids: readonly string[], found: readonly LedgerAccount[]): void {
  const unknown = ids.find((id) => !found.some((account) => account.id === id.toLowerCase()));
  if (unknown !== undefined) throw notFound('account', unknown);
}

/** A fund's account by its code, not locked. */
export async function getFundAccount(db: EntityManager, fundId: string, code: string): Promise<LedgerAccount> {
  const [account] = await rows<LedgerAccount>(
    db,
    sql`
    select ${columns(LedgerAccount, 'a')} from ledger_account a where a.fund_id = ${fundId} and a.code = ${code}`,
  );
  if (!account) throw new Error(`The fund ${fundId} has no account "${code}".`);
  return account;
}

/** The account of a fund for money that is bound to a scheme of aid; null where the fund has none. */
export async function findSchemeAccount(db: EntityManager, fundId: string, scheme: string): Promise<LedgerAccount | null> {
  const [account] = await rows<LedgerAccount>(
    db,
    sql`select ${columns(LedgerAccount, 'a')} from ledger_account a where a.fund_id = ${fundId} and a.scheme_code = ${scheme}`,
  );
  return account ?? null;
}

/** The same, for a scheme that has one. */
export async function getSchemeAccount(db: EntityManager, fundId: string, scheme: string): Promise<LedgerAccount> {
  const account = await findSchemeAccount(db, fundId, scheme);
  if (!account) throw new Error(`The fund ${fundId} has no account for "${scheme}".`);
  return account;
}
