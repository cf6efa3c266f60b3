import { createHash } from 'node:crypto';
import {
  bytesOf,
  decodeFile,
  insertRow,
  isId,
  lockByName,
  newId,
  notFound,
  Refusal,
  refuseIf,
  type Tx,
  UnreadableFile,
} from '@union-graph/subgraph';
import { disbursementPolicy } from '../disbursement/policy.ts';
import { CITY_PATH } from '../fund/access.ts';
import { Fund } from '../fund/Fund.ts';
import type { ImportBankStatementInput } from '../schema.gen.ts';
import { BankStatement } from './BankStatement.ts';
import { type ReadLine, readStatement } from './readStatement.ts';
import { RECONCILE_STATEMENT } from './reconcileStatement.ts';

/** A statement whose file was read and compared with its checksum. */
export interface StatementToImport {
  readonly idempotencyKey: string;
  readonly fundId: string;
  readonly sha256: string;
  readonly lines: readonly ReadLine[];
  readonly sumFen: bigint;
}

/** Reads the file before anything is begun. `VALIDATION_FAILED` where it is not the file that the bank's checksum is of, or not whole. */
export function readFile({ idempotencyKey, fundId, file, fileBase64, sha256 }: ImportBankStatementInput): StatementToImport {
  const bytes = bytesSent(file, fileBase64);
  const hash = createHash('sha256').update(bytes).digest('hex');
  refuseIf(
    hash !== sha256.trim().toLowerCase(),
    'VALIDATION_FAILED',
    'The file has another checksum than the bank gave: it was changed or cut off on its way. Fetch it anew.',
    { rule: 'S-17', field: 'sha256' },
  );
  return { idempotencyKey, fundId, sha256: hash, ...readStatement(textOf(bytes)) };
}

function bytesSent(file: string | null | undefined, fileBase64: string | null | undefined): Uint8Array {
  if ((file == null) === (fileBase64 == null))
    throw new Refusal('BAD_USER_INPUT', 'Send the file as text in "file", or as it is saved in "fileBase64": one of the two.', {
      field: 'file',
    });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what no database stores
  if (file != null && /\u0000|\p{Surrogate}/u.test(file))
    throw new Refusal('BAD_USER_INPUT', 'The file holds characters that are no text. Send its bytes in "fileBase64".', {
      field: 'file',
    });
  return file == null ? readable(() => bytesOf(fileBase64 as string)) : Buffer.from(file);
}

const textOf = (bytes: Uint8Array): string => readable(() => decodeFile(bytes));

function readable<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Refusal('BAD_USER_INPUT', error.message, { field: 'fileBase64' });
    throw error;
  }
}

/**
 * Takes a file of the bank: its lines wait in the database, in the order of the file, and a task compares them with the payouts. A file that
 * was taken before changes nothing: what became of it then is given again.
 */
export async function importBankStatement(
  tx: Tx,
  { fundId, sha256, lines, sumFen }: StatementToImport,
): Promise<{ statement: BankStatement }> {
  disbursementPolicy.authorise(tx.viewer, 'settleDisbursement', { scopePath: CITY_PATH });
  const fund = isId(fundId) ? await tx.db.findOneBy(Fund, { id: fundId }) : null;
  if (!fund) throw notFound('fund', fundId);
  await lockByName(tx.db, `statement:${fund.id}`);
  const known = await tx.db.findOneBy(BankStatement, { fundId: fund.id, sha256 });
  if (known) return { statement: known };
  const statement = await insertRow(tx.db, BankStatement, {
    id: newId(),
    fundId: fund.id,
    sha256,
    lineCount: lines.length,
    sumFen,
    submittedBy: tx.viewer.personId as string,
    submittedAt: tx.now,
    finishedAt: null,
    version: 1,
  });
  const written = lines.map((line) => ({ ...line, amountFen: line.amountFen === null ? null : String(line.amountFen) }));
  await tx.db.query(
    `insert into bank_statement_line (statement_id, line_no, fund_id, bank_no, reference, amount_fen, result, return_code, fault, outcome)
     select $1, r."lineNo", $2, r."bankNo", r.reference, r."amountFen", r.result, r."returnCode", r.fault,
       case when r.fault is not null then 'UNREADABLE' end
     from jsonb_to_recordset($3::jsonb) as r("lineNo" int, "bankNo" text, reference text, "amountFen" bigint, result text, "returnCode" text, fault text)`,
    [statement.id, fund.id, JSON.stringify(written)],
  );
  await tx.schedule(RECONCILE_STATEMENT, { statementId: statement.id });
  return { statement };
}
