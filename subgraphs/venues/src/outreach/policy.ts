import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { OutreachRequest } from './OutreachRequest.ts';

/** Those who work on requests for outreach, each inside its own part of the tree. */
export const OUTREACH_STAFF: readonly Role[] = ['VENUE_MANAGER', 'TROUPE_MANAGER'];

/** Those who follow what became of a request from their part of the tree: the officers near it, their administrators, the city. */
export const OUTREACH_READERS: readonly Role[] = [
  ...OUTREACH_STAFF,
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
  'CITY_DEPT',
  'HOTLINE_AGENT',
];

type Row = Pick<OutreachRequest, 'memberId' | 'scopePath'>;

const isStaff = (viewer: Viewer, { scopePath }: Row): boolean => inScope(viewer, scopePath, ...OUTREACH_STAFF);

/** Whether the viewer may see a request for outreach: their own, or of their part of the tree. */
export const seesOutreachRequest = (viewer: Viewer, row: Row): boolean =>
  (row.memberId !== null && viewer.personId === row.memberId) || inScope(viewer, row.scopePath, ...OUTREACH_READERS);

/** Who may do what with requests for outreach. */
export const outreachPolicy = definePolicy<Row>()({ closeOutreach: isStaff });
