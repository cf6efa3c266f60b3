import type pg from 'pg';

const FAULTS = `select count(*)::int as faults from (
  select entry_id::text from posting group by entry_id having count(*) < 2 or sum(case side when 'DEBIT' then amount_fen else -amount_fen end) <> 0
  union all select book from ledger_account group by book having sum(case normal_side when 'DEBIT' then posted_fen else -posted_fen end) <> 0
  union all select a.id::text from ledger_account a left join (select account_id, sum(case side when 'DEBIT' then amount_fen else -amount_fen end) as fen
      from posting group by 1) p on p.account_id = a.id
    where a.posted_fen <> coalesce(p.fen, 0) * case a.normal_side when 'DEBIT' then 1 else -1 end
  union all select a.id::text from ledger_account a left join (select account_id, sum(debit_fen - credit_fen) as fen from account_day group by 1) d
      on d.account_id = a.id where a.posted_fen <> coalesce(d.fen, 0) * case a.normal_side when 'DEBIT' then 1 else -1 end
  union all select a.id::text from ledger_account a left join (select account_id, sum(amount_fen) as fen from pending_transfer
      where status = 'PENDING' group by 1) t on t.account_id = a.id where a.pending_fen <> coalesce(t.fen, 0)
) as broken`;

/** Entries and books that are off, and accounts that differ from their postings, days or reservations (FND-INV-1, 2). */
export async function faultsOfBooks(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ faults: number }>(FAULTS);
  return rows[0]?.faults ?? Number.NaN;
}

/** Takes the entries of some people out of the books again. Only the owner of the tables can, and only measurements do. */
export async function forgetEntries(db: pg.Client, postedBy: readonly string[]): Promise<void> {
  await db.query('begin');
  await db.query(
    `create temp table gone on commit drop as select p.account_id, e.posted_on as day, p.side, p.amount_fen, e.id
      from posting p join journal_entry e on e.id = p.entry_id where e.posted_by = any($1)`,
    [postedBy],
  );
  await db.query(`
    update account_day d set debit_fen = d.debit_fen - g.debit, credit_fen = d.credit_fen - g.credit
      from (select account_id, day, coalesce(sum(amount_fen) filter (where side = 'DEBIT'), 0) as debit,
        coalesce(sum(amount_fen) filter (where side = 'CREDIT'), 0) as credit from gone group by 1, 2) g
      where (d.account_id, d.day) = (g.account_id, g.day);
    delete from account_day where debit_fen = 0 and credit_fen = 0;
    update ledger_account a set posted_fen = a.posted_fen - g.fen * case a.normal_side when 'DEBIT' then 1 else -1 end
      from (select account_id, sum(case side when 'DEBIT' then amount_fen else -amount_fen end) as fen from gone group by 1) g where a.id = g.account_id;
    delete from posting where entry_id in (select id from gone);
    delete from journal_entry where id in (select id from gone);
  `);
  await db.query('commit');
  await db.query('vacuum analyze posting, journal_entry, account_day, ledger_account');
}

/** Takes away the keys under which a person acted. */
export const forgetKeys = (db: pg.Client, subject: string): Promise<unknown> =>
  db.query('delete from idempotency where subject = $1', [subject]);
