import type { Dispatched, Tx } from '@union-graph/subgraph';
import type { MediationCase } from '../case/MediationCase.ts';
import { numbers } from '../rule/numbers.ts';
import type { WarningSource } from '../schema.gen.ts';
import { addWarning, moveWarning } from './change.ts';
import { EarlyWarning } from './EarlyWarning.ts';
import { raise } from './reportEarlyWarning.ts';

/** By which channel of warnings a request to 12351 came in; what its own web page took in is the platform's. */
const SOURCES: Readonly<Record<string, WarningSource>> = {
  SMS: 'SMS',
  VISIT: 'VISIT',
  CADRE: 'VISIT',
  STATION: 'STATION',
  GRID: 'GRID',
};

/**
 * Raises a warning of a request to 12351 that touches so many workers that they are a collective (S-28), once for each request. Who the
 * employer is and what it is about is in the text, which does not travel: that is said when it is verified.
 */
export async function warnOfRequest(
  tx: Tx,
  { id, channel, affectedCount, districtCode }: Dispatched,
  { scopePath, caseNo }: Pick<MediationCase, 'scopePath' | 'caseNo'>,
): Promise<void> {
  if (affectedCount == null || affectedCount < tx.number(numbers.COLLECTIVE_FROM)) return;
  if (await warningOf(tx, id)) return;
  const warning = await addWarning(
    tx,
    {
      source: SOURCES[channel] ?? 'HOTLINE',
      districtCode,
      scopePath,
      enterpriseId: null,
      employerZh: null,
      claimKind: null,
      headcountAffected: affectedCount,
      summary: `12351诉求，待申请案件 ${caseNo}`,
      status: 'REPORTED',
    },
    { serviceRequestId: id },
  );
  await raise(tx, warning);
}

/** The request was handed to another service after all: a warning of it that nobody has verified ends. */
export async function dropWarningOfRequest(tx: Tx, requestId: string): Promise<void> {
  const warning = await warningOf(tx, requestId);
  if (warning && warning.closedAt === null && warning.verifiedAt === null)
    await moveWarning(tx, warning, 'DISMISSED', { result: '已转其他部门办理' });
}

/** The warning of a request, locked; null where there is none. */
export const warningOf = ({ db }: Tx, serviceRequestId: string): Promise<EarlyWarning | null> =>
  db.findOne(EarlyWarning, { where: { serviceRequestId }, lock: { mode: 'pessimistic_write' } });
