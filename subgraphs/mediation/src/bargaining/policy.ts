import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy, isId } from '@union-graph/subgraph';
import { pathOfSpeaker } from '../contract/policy.ts';
import type { BargainingSide } from '../schema.gen.ts';

/** The employers for which the viewer speaks: an employer's representative holds a grant for a path that ends in its id. */
export const employersOf = (viewer: Viewer): string[] =>
  viewer.grants
    .filter(({ role }) => role === 'EMPLOYER_REP')
    .map(({ scopePath }) => scopePath.split('/').at(-2) ?? '')
    .filter(isId);

/** Whose word a mutation is about. */
export interface Speech {
  readonly workersSideId: string;
  readonly scopePath: string;
  /** The side that speaks. */
  readonly side: BargainingSide;
  /** The employers that may speak for theirs: the one that answers, or all that accepted. */
  readonly employerIds: readonly string[];
  /** The person who guides the round; null while nobody does. */
  readonly instructorPersonId: string | null;
  /** The chief of the side; null while there is none, or for one without an account. */
  readonly chiefPersonId: string | null;
  /** Whether the word stands on paper that the instructor records. */
  readonly onPaper: boolean;
}

const isInstructor = ({ personId }: Viewer, { instructorPersonId }: Speech): boolean =>
  personId !== null && personId === instructorPersonId;

const speaksForWorkers = (viewer: Viewer, { workersSideId }: Speech): boolean =>
  viewer.personId !== null && pathOfSpeaker(viewer, workersSideId) !== null;

const speaksForEmployers = (viewer: Viewer, { employerIds }: Speech): boolean =>
  viewer.personId !== null && employersOf(viewer).some((id) => employerIds.includes(id));

/** Each side speaks for itself; the instructor records an employer's word that stands on paper. */
const speaks = (viewer: Viewer, speech: Speech): boolean =>
  speech.side === 'WORKERS'
    ? speaksForWorkers(viewer, speech)
    : speaksForEmployers(viewer, speech) || (speech.onPaper && isInstructor(viewer, speech));

const eitherOrInstructor = (viewer: Viewer, speech: Speech): boolean =>
  speaksForWorkers(viewer, speech) || speaksForEmployers(viewer, speech) || isInstructor(viewer, speech);

/** Who does what in a round (2.2.3): verb → whether the viewer may. */
export const roundPolicy = definePolicy<Speech>()({
  noticeBargaining: speaks,
  replyBargaining: speaks,
  setRepresentatives: speaks,
  pauseBargaining: eitherOrInstructor,
  resumeBargaining: eitherOrInstructor,
  draftContract: eitherOrInstructor,
  assignInstructor: (viewer, { scopePath }) =>
    inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'),
  recordGuaranteeCheck: isInstructor,
  recordCongressVote: speaksForWorkers,
  signContract: (viewer, speech) =>
    viewer.personId !== null && (viewer.personId === speech.chiefPersonId || (speech.onPaper && isInstructor(viewer, speech))),
});
