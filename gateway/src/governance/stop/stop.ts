import { inScope } from '@union-graph/identity';
import {
  checkedText,
  forbidden,
  getForUpdate,
  insertRow,
  newId,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import { stewardOf } from '../agreement/queries.ts';
import { MAX_REASON } from '../reason.ts';
import type { LiftStopInput, StopInput } from '../schema.gen.ts';
import { EmergencyStop } from './EmergencyStop.ts';

type StopTarget = Pick<EmergencyStop, 'scope' | 'target'>;

/** Creates an emergency stop (GOV-INV-5). The privacy officer may stop anything, a steward their subgraph and its fields. */
export async function stop(tx: Tx, input: StopInput, catalogue: Catalogue): Promise<{ stop: EmergencyStop }> {
  await refuseUnlessAllowed(tx, input, catalogue);
  const { scope, until = null } = input;
  // Partner ids are compared in lower case, as PostgreSQL prints UUIDs.
  const target = scope === 'PARTNER' ? input.target.toLowerCase() : input.target;
  const reason = checkedText(input.reason, 'reason', MAX_REASON);
  refuseIf(until !== null && until <= tx.now, 'BAD_USER_INPUT', 'The end must lie ahead.', { field: 'until' });
  if (scope === 'PARTNER' || scope === 'CLIENT') await refuseUnknownPartnerOrClient(tx, { scope, target });
  else refuseUnknownFieldOrSubgraph(input, catalogue);
  const row = await insertRow(tx.db, EmergencyStop, {
    id: newId(),
    scope,
    target,
    reason,
    byPerson: tx.viewer.personId as string,
    startsAt: tx.now,
    endsAt: until,
    liftedAt: null,
    version: 1,
  });
  return { stop: row };
}

/** Lifts a stop before its end. Viewers who may create a stop may lift it. */
export async function liftStop(tx: Tx, input: LiftStopInput, catalogue: Catalogue): Promise<{ stop: EmergencyStop }> {
  const row = await getForUpdate(tx, EmergencyStop, input.stopId, {
    what: 'emergency stop',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  await refuseUnlessAllowed(tx, row, catalogue);
  const isOver = row.liftedAt !== null || (row.endsAt !== null && row.endsAt <= tx.now);
  refuseIf(isOver, 'INVALID_TRANSITION', 'This stop is over.', { field: 'status' });
  return { stop: await updateRow(tx.db, EmergencyStop, row, { liftedAt: tx.now }) };
}

async function refuseUnlessAllowed(tx: Tx, { scope, target }: StopTarget, catalogue: Catalogue): Promise<void> {
  const { viewer } = tx;
  if (viewer.personId !== null && inScope(viewer, '/city/', 'PRIVACY_OFFICER')) return;
  const owner = scope === 'SUBGRAPH' ? target : scope === 'FIELD' ? catalogue.fields.get(target)?.owner : undefined;
  if (owner !== undefined && (await stewardOf(tx, viewer.personId)).includes(owner)) return;
  throw forbidden(viewer, 'A stop is put and lifted by the privacy officer, or by a steward of the subgraph it is about.', {
    kind: 'role',
    anyOf: ['PRIVACY_OFFICER'],
    persons: ['steward'],
  });
}

/** Refuses an unknown field or subgraph: a stop with a misspelt target would have no effect. */
function refuseUnknownFieldOrSubgraph({ scope, target }: StopTarget, { fields }: Catalogue): void {
  const isKnown =
    scope === 'FIELD' ? fields.get(target)?.kind === 'field' : [...fields.values()].some(({ owner }) => owner === target);
  const governanceStop = 'Governance cannot be stopped: stops are put and lifted there. Stop a partner or a client.';
  const isGovernance = target === 'governance' || fields.get(target)?.owner === 'governance';
  refuseIf(isGovernance, 'VALIDATION_FAILED', governanceStop, { field: 'target' });
  refuseIf(!isKnown, 'BAD_USER_INPUT', `There is no "${target}" in the graph.`, { field: 'target' });
}

/**
 * Refuses a partner without a registered program, and a client that is neither registered nor has ever sent a request: a stop with a misspelt target would
 * have no effect. Such partners and clients have no agreements, so there is nothing to stop.
 */
async function refuseUnknownPartnerOrClient({ db }: Tx, { scope, target }: StopTarget): Promise<void> {
  const [found] = await rows(
    db,
    scope === 'PARTNER'
      ? sql`select from partner_client where party_id::text = ${target} limit 1`
      : sql`select from partner_client where client_id = ${target} union all select from seen_client where client_id = ${target} limit 1`,
  );
  const what = scope === 'PARTNER' ? `No partner "${target}" has a program here.` : `No client "${target}" has asked this graph.`;
  refuseIf(found === undefined, 'BAD_USER_INPUT', `${what} Look at the id again.`, { field: 'target' });
}
