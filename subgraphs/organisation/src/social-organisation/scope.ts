import { inScope, STAFF_ROLES, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, underPaths } from '@union-graph/subgraph';
import type { ContactLink } from './ContactLink.ts';
import { contactPath } from './rules.ts';

/** Whether the viewer works above the unit that keeps a contact, or in it. */
export const seesContact = (viewer: Viewer, { districtCode }: ContactLink): boolean =>
  inScope(viewer, contactPath(districtCode), ...STAFF_ROLES);

/** The same rule as a condition in SQL, on the table `contact_link` under an alias. */
export const contactScope = (viewer: Viewer, alias: string): Sql =>
  underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...STAFF_ROLES));
