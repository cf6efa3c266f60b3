import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';

const isCity = (viewer: Viewer): boolean => viewer.personId !== null && inScope(viewer, WHOLE_CITY, 'CITY_DEPT');

interface Examined {
  readonly institutionPath: string;
  readonly memberId: string;
}

/** Who examines: those who teach at the institution, and nobody themselves. */
export const examPolicy = definePolicy<Examined>()({
  recordDomesticExam: (viewer, { institutionPath, memberId }) =>
    viewer.personId !== null && viewer.personId !== memberId && inScope(viewer, institutionPath, 'TEACHER', 'INSTITUTION'),
});

/** Who signs for the federation, and who revokes. */
export const jobReadyPolicy = definePolicy<object>()({ signForFederation: isCity, revokeJobReadyCertificate: isCity });
