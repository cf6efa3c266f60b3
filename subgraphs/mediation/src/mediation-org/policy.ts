import { inScope, READERS, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { MediationOrgKind } from '../schema.gen.ts';

interface Place {
  readonly kind: MediationOrgKind;
  readonly scopePath: string;
}

const governs = (viewer: Viewer, { kind, scopePath }: Place): boolean => {
  if (inScope(viewer, scopePath, 'CITY_DEPT', 'DISTRICT_ADMIN')) return true;
  if (kind === 'INDUSTRY_CENTRE') return inScope(viewer, scopePath, 'INDUSTRY_ADMIN');
  return kind.endsWith('COMMITTEE') && inScope(viewer, scopePath, 'INDUSTRY_ADMIN', 'BUREAU_ADMIN');
};

/** Who founds mediation organisations, appoints their mediators, engages their law firms and keeps their roster: the unions above them. */
export const orgPolicy = definePolicy<Place>()({
  createMediationOrg: governs,
  appointMediator: governs,
  signServiceContract: governs,
  scheduleDuty: governs,
  cancelDuty: governs,
  suggestedDuty: governs,
});

/** Whether the viewer reads how many work in the firms where an organisation stands (C-19). */
export const readsHeadcount = (viewer: Viewer, { scopePath }: Pick<Place, 'scopePath'>): boolean =>
  inScope(viewer, scopePath, ...READERS.enterpriseFigures.inScope);
