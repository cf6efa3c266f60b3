import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { INSERT_AUDIT } from './audit/audit.ts';
import { auditEvent } from './audit/auditEvent.ts';
import { preparedRows } from './database/rows.ts';
import type { MutationInput } from './graph/context.ts';
import { Refusal } from './refusal.ts';
import { decodeResult, encodeResult } from './result.ts';
import { type TransactionContext, type Transactions, type Tx, transact } from './transaction.ts';

/**
 * Runs one mutation (domain rule 2.0 «Mutations», «Audit»): in one transaction the idempotency key, the action, its
 * events, the audit row and the stored answer. The same key with the same input gives the stored answer and changes
 * nothing; with another input it is refused with `IDEMPOTENCY_MISMATCH`. A refused call leaves only an audit row, which many of a minute share.
 */
export async function mutate<Payload extends object>(
  transactions: Transactions,
  context: TransactionContext,
  mutation: string,
  input: MutationInput,
  action: (tx: Tx) => Promise<Payload>,
): Promise<Payload> {
  const key = checkedKey(input.idempotencyKey);
  const hash = createHash('sha256')
    .update(encodeResult([mutation, input]))
    .digest('base64url');
  const { audit } = transactions;
  let rowId: string | null = null;
  try {
    const done = await transact(transactions, context, async (tx) => {
      rowId = null;
      const stored = await claimKey(tx, key, hash);
      if (stored) return stored as Payload;
      const payload = await action(tx);
      const event = auditEvent(context, mutation, 'ALLOWED', entityIds(payload));
      const row = audit.parameters(event);
      rowId = event.id;
      await preparedRows(tx.db, 'settle', { text: SETTLE, values: [...row, encodeResult(payload), context.viewer.subject, key] });
      return payload;
    });
    audit.written(rowId);
    return done;
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.code)
      await audit.refused(auditEvent(context, mutation, String(error.extensions.code), []));
    throw error;
  }
}

/** Takes the key, waiting for a call that holds it; gives the stored answer when that call was the same one. */
async function claimKey({ db, viewer }: Tx, key: string, hash: string): Promise<unknown> {
  // The machine's clock: the sweep of old answers goes by it, also where requests bring a clock of their own.
  const values = [viewer.subject, key, hash, new Date()];
  const taken = await preparedRows(db, 'claim key', { text: CLAIM, values });
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

const CLAIM = `insert into idempotency (subject, key, request_hash, created_at) values ($1, $2, $3, $4)
  on conflict on constraint idempotency_pk do nothing returning key`;

/** Keeps the answer for replays, and writes the audit row, in one statement. */
const SETTLE = `with answered as (update idempotency set result = $13 where subject = $14 and key = $15) ${INSERT_AUDIT}`;

const entityIds = (payload: object): string[] =>
  Object.values(payload).flatMap((value) => (typeof value === 'object' && value && 'id' in value ? [String(value.id)] : []));

function checkedKey(key: string): string {
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new Refusal('BAD_USER_INPUT', 'An idempotency key has 8 to 200 visible ASCII characters; a UUID is a good one.', {
    field: 'idempotencyKey',
  });
}
