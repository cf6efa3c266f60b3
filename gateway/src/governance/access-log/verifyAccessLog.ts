import type { EntityManager } from 'typeorm';
import { describeResult, type PublicKey, verifyLog } from '../../../audit/verify-access-log.mjs';
import { type ExportRange, exportLog } from '../../access-log/export.ts';
import type { AccessLogVerification } from '../schema.gen.ts';

/** Verifies the log, or some days of it, as of one moment. */
export async function verifyAccessLog(
  db: EntityManager,
  keys: readonly PublicKey[],
  range: ExportRange,
): Promise<AccessLogVerification> {
  const result = await db.connection.transaction('REPEATABLE READ', (snapshot) =>
    verifyLog(
      exportLog((text, values) => snapshot.query(text, values as unknown[]), range),
      { keys },
    ),
  );
  const { fault, records, firstSeq, lastSeq, signedSeq } = result;
  return {
    isWhole: fault === null,
    message: describeResult(result),
    fault: fault?.kind ?? null,
    firstBadSeq: fault?.seq == null ? null : String(fault.seq),
    records,
    firstSeq: firstSeq === null ? null : String(firstSeq),
    lastSeq: lastSeq === 0 ? null : String(lastSeq),
    signedSeq: signedSeq === 0 ? null : String(signedSeq),
  };
}
