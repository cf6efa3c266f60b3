import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { EntityManager } from 'typeorm';
import type { MutationInput } from './graph/context.ts';
import { Refusal } from './refusal.ts';
import { decodeResult, encodeResult } from './result.ts';
import { type Occasion, type Transactions, type Tx, transact } from './transaction.ts';

/**
 * Runs one mutation (domain rule 2.0 «Mutations», «Audit»): in one transaction the idempotency key, the action, its
 * events, the audit row and the stored answer. The same key with the same input gives the stored answer and changes
 * nothing; with another input it is refused with `IDEMPOTENCY_MISMATCH`. A refused call leaves only an audit row.
 */
export async function mutate<Payload extends object>(
  transactions: Transactions,
  occasion: Occasion,
  mutation: string,
  input: MutationInput,
  action: (tx: Tx) => Promise<Payload>,
): Promise<Payload> {
  const key = checkedKey(input.idempotencyKey);
  const hash = createHash('sha256')
    .update(encodeResult([mutation, input]))
    .digest('base64url');
  try {
    return await transact(transactions, occasion, async (tx) => {
      const stored = await claimKey(tx, key, hash);
      if (stored) return stored as Payload;
      const payload = await action(tx);
      await settle(tx.db, key, encodeResult(payload), auditRow(occasion, mutation, 'ALLOWED', entityIds(payload)));
      return payload;
    });
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.code) {
      const row = auditRow(occasion, mutation, String(error.extensions.code), []);
      await transactions.dataSource.manager.query(AUDIT, row);
    }
    throw error;
  }
}

/** Takes the key, waiting for a call that holds it; gives the stored answer when that call was the same one. */
async function claimKey({ db, viewer }: Tx, key: string, hash: string): Promise<unknown> {
  const taken: unknown[] = await db.query(
    `insert into idempotency (subject, key, request_hash, created_at) values ($1, $2, $3, $4)
     on conflict on constraint idempotency_pk do nothing returning key`,
    // The machine's clock: the sweep of old answers goes by it, also where requests bring a clock of their own.
    [viewer.subject, key, hash, new Date()],
  );
  if (taken.length > 0) return null;
  const [known]: { request_hash: string; result: unknown }[] = await db.query(
    'select request_hash, result::text as result from idempotency where subject = $1 and key = $2',
    [viewer.subject, key],
  );
  if (known?.request_hash === hash) return decodeResult(known.result as string);
  throw new Refusal(
    'IDEMPOTENCY_MISMATCH',
    `The idempotency key "${key}" was used before with another input. Use a new key for a new request.`,
    {
      field: 'idempotencyKey',
    },
  );
}

/** Keeps the answer for replays, and writes the audit row, in one statement. */
const settle = (db: EntityManager, key: string, result: string, row: unknown[]): Promise<unknown> =>
  db.query(`with answered as (update idempotency set result = $9 where subject = $2 and key = $10) ${AUDIT}`, [
    ...row,
    result,
    key,
  ]);

const AUDIT = `insert into audit_event (at, actor, person_id, roles, coordinates, entity_ids, decision, request_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

const auditRow = ({ viewer, now, causationId }: Occasion, mutation: string, decision: string, ids: string[]): unknown[] => [
  now,
  viewer.subject,
  viewer.personId,
  viewer.grants.map(({ role }) => role),
  [`Mutation.${mutation}`],
  ids,
  decision,
  causationId,
];

const entityIds = (payload: object): string[] =>
  Object.values(payload).flatMap((value) => (typeof value === 'object' && value && 'id' in value ? [String(value.id)] : []));

function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new Refusal('BAD_USER_INPUT', 'An idempotency key has 8 to 200 visible ASCII characters; a UUID is a good one.', {
    field: 'idempotencyKey',
  });
}
