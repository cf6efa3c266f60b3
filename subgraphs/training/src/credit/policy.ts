import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';
import type { Institution } from '../course/Institution.ts';
import type { CreditConversion } from './CreditConversion.ts';

type Place = Pick<Institution, 'scopePath'>;

/** A conversion, and the institution whose programme it is for. */
interface Asked {
  readonly conversion: Pick<CreditConversion, 'memberId'>;
  readonly institution: Place;
}

const worksFor = (viewer: Viewer, { scopePath }: Place): boolean =>
  viewer.personId !== null && inScope(viewer, scopePath, 'INSTITUTION');

/** Who stores credits: the institution that recognises them. Nobody for themselves. */
export const depositPolicy = definePolicy<{ readonly institution: Place; readonly memberId: string }>()({
  depositCredits: (viewer, { institution, memberId }) => viewer.personId !== memberId && worksFor(viewer, institution),
  voidCredits: (viewer, { institution }) =>
    worksFor(viewer, institution) || (viewer.personId !== null && inScope(viewer, WHOLE_CITY, 'CITY_DEPT')),
});

/** Who decides a conversion (domain rule 2.3.2); nobody commits their own. */
export const conversionPolicy = definePolicy<Asked>()({
  COMMIT: (viewer, { conversion, institution }) => viewer.personId !== conversion.memberId && worksFor(viewer, institution),
  RELEASE: (viewer, { conversion, institution }) => viewer.personId === conversion.memberId || worksFor(viewer, institution),
});
