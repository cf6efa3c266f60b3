import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { inTransaction } from '../atOnce.ts';
import type { Bench } from '../openBench.ts';
import { forgetKeys } from './books.ts';
import type { Work } from './measureAtOnce.ts';
import { caseworker } from './people.ts';

const COUNT = 200;
const AMOUNT = 100;

/** Reservations that are asked for all at the same time, all on the foundation's bank account (FND-INV-2): each a payout of an approved source. */
export async function reservations(bench: Bench): Promise<Work> {
  const { rows } = await bench.bare.query<{ fund: string; bank: string }>(
    `select f.id as fund, a.id as bank from fund f join ledger_account a on a.fund_id = f.id and a.code = '1002' where f.code = 'WARMTH'`,
  );
  const { fund, bank } = rows[0] as { fund: string; bank: string };
  const sources = { graph: [] as string[], bare: [] as string[], all: [] as string[] };
  const member = randomUUID();
  const approve = async (): Promise<string[]> => {
    const ids = Array.from({ length: COUNT }, () => randomUUID());
    await bench.bare.query(
      `insert into payout_source (subgraph, type, id, fund_id, member_id, amount_fen, state, scope_path, approved_at, revision)
        select 'warmth-fund', 'AidApplication', id, $2, $3, $4, 'APPROVED', '/city/', '2013-10-19T09:00:00+08:00', 1 from unnest($1::text[]) as id`,
      [ids, fund, member, AMOUNT],
    );
    sources.all.push(...ids);
    return ids;
  };
  return {
    what: `${COUNT} reservations at once on one account`,
    count: COUNT,
    underWay: COUNT,
    prepare: async () => {
      sources.graph = await approve();
      sources.bare = await approve();
    },
    graph: (at) => reserve(bench, sources.graph[at] as string),
    bare: (pool, at) => reserveBare(pool, { source: sources.bare[at] as string, fund, bank, member }),
    forget: () => forget(bench.bare, sources.all, bank),
  };
}

const reserve = ({ ask }: Bench, id: string): Promise<unknown> =>
  ask({
    viewer: caseworker,
    query: 'mutation ($input: RequestDisbursementInput!) { requestDisbursement(input: $input) { disbursement { id status } } }',
    variables: {
      input: {
        idempotencyKey: randomUUID(),
        source: { subgraph: 'warmth-fund', typeName: 'AidApplication', id },
        accountMasked: '6222 **** **** 0412',
      },
    },
  });

interface Bare {
  readonly source: string;
  readonly fund: string;
  readonly bank: string;
  readonly member: string;
}

const reserveBare = (pool: pg.Pool, { source, fund, bank, member }: Bare): Promise<void> =>
  inTransaction(pool, async (client) => {
    const id = randomUUID();
    await client.query(
      `insert into disbursement (id, fund_id, source_subgraph, source_type, source_id, source_revision, payee_kind, member_id, account_masked,
          amount_fen, status, created_by, created_at, scope_path, version)
        values ($1, $2, 'warmth-fund', 'AidApplication', $3, 1, 'MEMBER', $4, '6222 **** **** 0412', $5, 'REQUESTED', 'bench',
          '2013-10-19T10:00:00+08:00', '/city/', 1)`,
      [id, fund, source, member, AMOUNT],
    );
    await client.query('select posted_fen, pending_fen from ledger_account where id = $1 for update', [bank]);
    await client.query(
      `insert into pending_transfer (disbursement_id, account_id, amount_fen, status) values ($1, $2, $3, 'PENDING')`,
      [id, bank, AMOUNT],
    );
    await client.query(`update disbursement set status = 'RESERVED', version = 2 where id = $1`, [id]);
  });

/** Takes away the sources with all that was reserved of them. */
async function forget(db: pg.Client, sources: readonly string[], bank: string): Promise<void> {
  await db.query('begin');
  await db.query(
    `with gone as (delete from pending_transfer where disbursement_id in (select id from disbursement where source_id = any($1)) returning amount_fen)
      update ledger_account set pending_fen = pending_fen - (select coalesce(sum(amount_fen), 0) from gone) where id = $2`,
    [sources, bank],
  );
  await db.query('delete from disbursement where source_id = any($1)', [sources]);
  await db.query('delete from payout_source where id = any($1)', [sources]);
  await db.query('commit');
  await forgetKeys(db, caseworker.subject);
  await db.query('vacuum analyze disbursement, payout_source, pending_transfer, ledger_account');
}
