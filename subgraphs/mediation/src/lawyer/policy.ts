import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Firm {
  /** Where the firm is under contract. */
  readonly scopePaths: readonly string[];
}

const engages = (viewer: Viewer, { scopePaths }: Firm): boolean =>
  scopePaths.some((path) => inScope(viewer, path, 'CITY_DEPT', 'DISTRICT_ADMIN'));

/** Who appoints and dismisses a firm's lawyers: the city, and the districts in which the firm is under contract. */
export const lawyerPolicy = definePolicy<Firm>()({ appointLawyer: engages, dismissLawyer: engages });

/** Who reads what a contract costs: staff whose scope has a centre or room that it serves. */
export const readsFeeAt = (viewer: Viewer, scopePath: string): boolean =>
  inScope(viewer, scopePath, 'CITY_DEPT', 'DISTRICT_ADMIN', 'AUDITOR', 'SYSTEM');
