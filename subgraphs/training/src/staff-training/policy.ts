import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { TrainingCompliance } from './TrainingCompliance.ts';

/** The roles that see officers' training, each inside its own part of the tree. */
export const TRAINING_READERS: readonly Role[] = ['DISTRICT_ADMIN', 'CITY_DEPT', 'AUDITOR'];

/** Whether the viewer may see an officer's training: their own, or that of their part of the tree. */
export const seesTraining = (
  viewer: Viewer,
  { staffId, scopePath }: Pick<TrainingCompliance, 'staffId' | 'scopePath'>,
): boolean => viewer.personId === staffId || inScope(viewer, scopePath, ...TRAINING_READERS);

/** Who reads the list of a district's officers; of the whole city who works for all of it. */
export const complianceListPolicy = definePolicy<{ readonly districtCode: string | null }>()({
  staffTrainingCompliance: (viewer, { districtCode }) =>
    inScope(viewer, districtCode === null ? '/city/' : `/city/${districtCode}/`, ...TRAINING_READERS),
});

/**
 * Who records officers' training, and declares a record void, by the tier that gave it: a district its own, the city both (S-31, SKL-INV-9).
 * Nobody for themselves.
 */
export const staffTrainingPolicy = definePolicy<Pick<TrainingCompliance, 'staffId' | 'scopePath'>>()({
  CITY: (viewer, { staffId, scopePath }) => viewer.personId !== staffId && inScope(viewer, scopePath, 'CITY_DEPT'),
  DISTRICT: (viewer, { staffId, scopePath }) =>
    viewer.personId !== staffId && inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT'),
});
