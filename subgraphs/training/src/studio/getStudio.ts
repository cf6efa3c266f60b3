import { assertTransition, getForUpdate, refuseIf, type Tx } from '@union-graph/subgraph';
import { findPlace, OUTSIDE_UNIONS } from '../member/place.ts';
import type { StudioStatus } from '../schema.gen.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { seesStudio, studioPolicy } from './policy.ts';
import { STUDIO_TRANSITIONS } from './rules.ts';

interface Reference {
  readonly studioId: string;
  readonly expectedVersion: number;
}

type Verb = Parameters<typeof studioPolicy.authorise>[1];

/** The studio that an act is about, locked, at the version the client read, and one on which the viewer may act. */
export async function getStudio(tx: Tx, verb: Verb, { studioId, expectedVersion }: Reference): Promise<InnovationStudio> {
  const studio = await getForUpdate(tx, InnovationStudio, studioId, { what: 'studio', visible: seesStudio, expectedVersion });
  studioPolicy.authorise(tx.viewer, verb, studio);
  return studio;
}

/** The same, where the act moves the studio into a state. */
export async function getStudioFor(tx: Tx, verb: Verb, reference: Reference, to: StudioStatus): Promise<InnovationStudio> {
  const studio = await getStudio(tx, verb, reference);
  assertTransition(STUDIO_TRANSITIONS, 'studio', studio.status, to);
  return studio;
}

/** Refuses what needs a leader who is in a union: who left theirs leads no studio. */
export async function requireLeader(tx: Tx, leaderId: string | null, field: string): Promise<void> {
  const place = leaderId === null ? null : await findPlace(tx, leaderId);
  refuseIf(
    place === null || place.scopePath === OUTSIDE_UNIONS,
    'NOT_ELIGIBLE',
    'The leader is in no union any more. A studio is led by a member.',
    { rule: 'S-60', field },
  );
}
