import { inScope, READERS, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { FILERS, worksNear } from '../case/scope.ts';
import type { CaseSource } from '../schema.gen.ts';
import { CASE_SOURCES } from './sources.ts';

export interface Filing {
  /** Where the case will lie. */
  readonly scopePath: string;
  readonly applicantIds: readonly string[];
  /** How many ask, those without a record included. */
  readonly applicants: number;
  /** How it came in; null where a draft says that. */
  readonly source: CaseSource | null;
}

/**
 * Whether the viewer may name the record of a worker at a place of the union tree: staff who read it, and the mediator of that part, who will read
 * it in the case. A linked party writes down whom it speaks of, by their names and without their records.
 */
export const namesWorkerAt = (viewer: Viewer, path: string): boolean =>
  inScope(viewer, path, ...READERS.member.inScope, 'MEDIATOR');

/**
 * Whether a worker comes for themself alone. Who named colleagues, by their records or by mere names, would put a case into their files
 * without their wish, keep them from bringing it themselves (MED-INV-3) and make it collective; staff have asked them.
 */
const isOwn = ({ personId }: Viewer, { applicantIds, applicants, source }: Filing): boolean =>
  (source === null || source === 'WALK_IN') && applicants === 1 && personId !== null && applicantIds[0] === personId;

/** Who may bring a dispute: the worker, or staff on the worker's behalf (domain rule 2.2.2). */
export const filingPolicy = definePolicy<Filing>()({
  applyForMediation: (viewer, filing) =>
    worksNear(viewer, filing.scopePath, filing.source === null ? FILERS : CASE_SOURCES[filing.source]) || isOwn(viewer, filing),
  /** A spoken application is written down by staff, on the spot (P11 art. 12); they also know who acts for a firm. */
  speakForOthers: (viewer, { scopePath }) => worksNear(viewer, scopePath),
});
