import { inScope, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, underPaths } from '@union-graph/subgraph';
import { COLLEAGUES } from '../staff-member/scope.ts';
import type { ContactLink } from './ContactLink.ts';
import { contactPath } from './rules.ts';

/** Whether the viewer works above the unit that keeps a contact, or in it. */
export const seesContact = (viewer: Viewer, { districtCode }: ContactLink): boolean =>
  inScope(viewer, contactPath(districtCode), ...COLLEAGUES);

/** The same rule as a condition in SQL, on the table `contact_link` under an alias. */
export const contactScope = (viewer: Viewer, alias: string): Sql =>
  underPaths(raw(`${alias}.scope_path`), scopePaths(viewer, ...COLLEAGUES));
