import { sha256 } from '../../supergraph/check/normalSdl.ts';
import type { StoredCheck } from '../registry/storedCheck.ts';
import type { ChangeAcknowledgement } from './ChangeAcknowledgement.ts';

/** Whom a schema takes something from, and what. */
export interface AffectedParty {
  readonly party: ChangeAcknowledgement['party'];
  readonly partyId: string;
  /** Coordinates; of an application, the hashes of its operations. Sorted. */
  readonly loses: readonly string[];
}

/** Everybody whom a schema takes something from, by its check: partners, client applications and owners of subgraphs. */
export function affectedParties({ agreements, operations = [], subgraphs = [] }: StoredCheck): AffectedParty[] {
  const refused = new Map<string, string[]>();
  for (const { effect, applicationId, hash } of operations)
    if (effect === 'BREAKS' && applicationId !== undefined)
      refused.set(applicationId, [...(refused.get(applicationId) ?? []), hash]);
  return [
    ...agreements.map(({ agreementId, coordinates }) => partyOf('PARTNER', agreementId, coordinates)),
    ...[...refused].map(([id, hashes]) => partyOf('APPLICATION', id, hashes)),
    ...subgraphs.map(({ name, coordinates }) => partyOf('SUBGRAPH', name, coordinates)),
  ];
}

const partyOf = (party: AffectedParty['party'], partyId: string, loses: readonly string[]): AffectedParty => ({
  party,
  partyId,
  loses: [...new Set(loses)].sort(),
});

/** What a party acknowledges, as a hash: the schema before (null for none) and after, and what is taken from it. */
export const changeHashOf = (
  { subgraph, sdlHash }: { readonly subgraph: string; readonly sdlHash: string },
  currentSdl: string | null,
  { party, partyId, loses }: AffectedParty,
): string => sha256(JSON.stringify([subgraph, currentSdl === null ? null : sha256(currentSdl), sdlHash, party, partyId, loses]));
