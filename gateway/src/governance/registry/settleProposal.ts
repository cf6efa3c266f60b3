import { type Tx, updateRow } from '@union-graph/subgraph';
import { affectedParties } from '../acknowledgement/affectedParties.ts';
import { waitsForNotice } from '../acknowledgement/notice.ts';
import { askParties, isAwaited } from '../acknowledgement/storeAcknowledgements.ts';
import { checkSchema } from './checkSchema.ts';
import { getSubgraph } from './getSubgraph.ts';
import { findVersion } from './queries.ts';
import { addReferences, needsApproval } from './references.ts';
import type { RegistryHost } from './registryHost.ts';
import { type RegistrySnapshot, StaleCheckError } from './registrySnapshot.ts';
import { findRoutingProblems } from './routingProblems.ts';
import { SchemaVersion } from './SchemaVersion.ts';
import { SubgraphRow } from './SubgraphRow.ts';
import type { StoredCheck } from './storedCheck.ts';

/** A proposed version with its check of now: other subgraphs, agreements and operations may have changed since it was published. */
export interface CheckedProposal {
  readonly version: SchemaVersion;
  readonly check: StoredCheck;
  readonly currentSdl: string | null;
}

interface Proposal {
  readonly version: SchemaVersion;
  readonly snapshot: RegistrySnapshot;
  /** What is decided with the version: it counts as decided. */
  readonly except: { readonly reference: string | null; readonly acknowledgement: string | null };
}

/** Checks a proposed version again, when it needs nothing but what is decided now; null when it waits for more. */
export async function checkProposal(
  ctx: Pick<Tx, 'db' | 'now' | 'number'>,
  { version, snapshot, except }: Proposal,
  host: RegistryHost,
): Promise<CheckedProposal | null> {
  const { subgraph, routingUrl: url, sdl, checkResult } = version;
  if (await needsApproval(ctx, subgraph, checkResult, except.reference)) return null;
  if (await isAwaited(ctx, version.id, except.acknowledgement)) return null;
  const { prefix } = await getSubgraph(ctx, subgraph);
  const check = await checkSchema(ctx, { name: subgraph, url, prefix: prefix as string, sdl }, snapshot, host);
  const problems = check.problems.length > 0 ? [] : await findRoutingProblems({ name: subgraph, url, sdl }, host);
  return { version, check: { ...check, problems: [...check.problems, ...problems] }, currentSdl: snapshot.currentSdl };
}

/** Whether nothing hinders a version but that its routing URL does not answer it. */
export const isRoutingProblem = ({ check: { problems } }: CheckedProposal): boolean => problems[0]?.kind === 'ROUTING';

/**
 * Serves a proposed version when nothing hinders it, rejects it when it does not fit the others any more, and leaves it while somebody must decide, a partner's
 * notice lasts, after which a task settles it, or its routing URL does not answer it: its owner publishes it once more then. Returns the version as it now is.
 */
export async function settleProposal(tx: Tx, version: SchemaVersion, checked: CheckedProposal | null): Promise<SchemaVersion> {
  if (!checked || checked.version.id !== version.id) {
    // Of two decisions at once each may have seen the other one open: the second is checked again.
    const waits = (await needsApproval(tx, version.subgraph, version.checkResult)) || (await isAwaited(tx, version.id));
    if (!waits) throw new StaleCheckError('The version needed no other decision any more.');
    return version;
  }
  const { check, currentSdl } = checked;
  const [problem] = check.problems;
  if (isRoutingProblem(checked)) return version;
  if (problem) {
    const reason = `It does not fit the others any more: ${problem.message}`;
    return updateRow(tx.db, SchemaVersion, version, { state: 'REJECTED', reason });
  }
  const needsReferences = await addReferences(tx, version.subgraph, check);
  await askParties(tx, { version, currentSdl, parties: affectedParties(check) });
  if (needsReferences || (await isAwaited(tx, version.id)) || (await waitsForNotice(tx, version.id))) return version;
  const current = await findVersion(tx, version.subgraph, 'CURRENT');
  if (current) await updateRow(tx.db, SchemaVersion, current, { state: 'SUPERSEDED' });
  const served = await updateRow(tx.db, SchemaVersion, version, { state: 'CURRENT' });
  await updateRow(tx.db, SubgraphRow, await getSubgraph(tx, version.subgraph), { routingUrl: version.routingUrl });
  return served;
}
