import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { StaffEmployer } from '../schema.gen.ts';
import { hiredByCity } from './rules.ts';

/** A member of the staff as the policy sees them: by the path of their union, and for an assignment that of the place. */
export interface StaffMatter {
  readonly staffPath: string;
  readonly employer: StaffEmployer;
  readonly placePath?: string;
}

const ADMINISTRATORS: readonly Role[] = ['DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'];

const administers = (viewer: Viewer, path: string): boolean => inScope(viewer, path, ...ADMINISTRATORS);
/** The person's own administrator, and for the city's people the city's departments. */
const employs = (viewer: Viewer, { staffPath, employer }: StaffMatter): boolean =>
  hiredByCity(employer) ? inScope(viewer, staffPath, 'CITY_DEPT') : administers(viewer, staffPath);
/** Whoever administers both the person's unit and the place, whoever pays the person. */
const places = (viewer: Viewer, { staffPath, placePath }: StaffMatter): boolean =>
  administers(viewer, staffPath) && placePath !== undefined && administers(viewer, placePath);

/** Who may do what with staff (S-14, S-30). */
export const staffPolicy = definePolicy<StaffMatter>()({
  hireStaff: employs,
  confirmStaff: employs,
  endStaff: employs,
  assignStaff: places,
  endAssignment: places,
});
