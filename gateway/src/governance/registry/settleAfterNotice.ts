import { addDays, civilDay, sql, type Tx } from '@union-graph/subgraph';
import { lastDayOfNotice, NOTICE_TASK, settleAt } from '../acknowledgement/notice.ts';
import { numbers } from '../rule/numbers.ts';
import { findVersions } from './queries.ts';
import type { RegistryHost } from './registryHost.ts';
import { lockRegistry, readSnapshot } from './registrySnapshot.ts';
import { checkProposal, isRoutingProblem, settleProposal } from './settleProposal.ts';

/** A version whose routing URL does not answer when the notice ends is tried again so often, for `CHANGE_RETRY_DAYS`; after that its owner publishes it once more. */
const RETRY_MS = 3_600_000;

/** Serves a version for which nothing is awaited any more once the notice of its partners is over, as its owner's publish would. */
async function settleAfterNotice(tx: Tx, { versionId }: Record<string, unknown>, host: RegistryHost): Promise<void> {
  const [version] = await findVersions(tx, sql`v.id = ${String(versionId)} and v.state = 'PROPOSED'`);
  if (!version) return;
  const snapshot = await readSnapshot(tx, version.subgraph, host);
  const checked = await checkProposal(tx, { version, snapshot, except: { reference: null, acknowledgement: null } }, host);
  await lockRegistry(tx, snapshot);
  await settleProposal(tx, version, checked);
  const lastDay = await lastDayOfNotice(tx, version.id);
  if (checked === null || !isRoutingProblem(checked) || lastDay === null) return;
  if (civilDay(tx.now) > addDays(lastDay, tx.number(numbers.CHANGE_RETRY_DAYS))) return;
  await settleAt(tx, version.id, new Date(tx.now.getTime() + RETRY_MS));
}

export const noticeTasks = (host: RegistryHost) => ({
  [NOTICE_TASK]: (tx: Tx, payload: Record<string, unknown>) => settleAfterNotice(tx, payload, host),
});
