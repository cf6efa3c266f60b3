import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { ContactLink } from './ContactLink.ts';
import { contactPath } from './rules.ts';

type Unit = Pick<ContactLink, 'districtCode'>;

/** The Social Work Department keeps all contacts (S-20), a district's administrator those of the district. */
const keeps = (viewer: Viewer, { districtCode }: Unit): boolean =>
  inScope(viewer, contactPath(districtCode), 'SOCIAL_DEPT') ||
  (districtCode !== null && inScope(viewer, contactPath(districtCode), 'DISTRICT_ADMIN'));

/** Who may do what about contacts with social organisations; the row says whose contact it is (S-20, S-21). */
export const contactPolicy = definePolicy<Unit>()({
  registerSocialOrganisation: keeps,
  proposeContact: keeps,
  recordContact: keeps,
  linkContact: keeps,
  suspendContact: keeps,
  endContact: keeps,
});
