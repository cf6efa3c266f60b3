import { scopePaths, type Viewer } from '@union-graph/identity';
import {
  checkedName,
  checkedNumber,
  getServicePoint,
  insertRow,
  newId,
  partOf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import type { EmployerPlace } from '../employer/EmployerPlace.ts';
import { employers } from '../employer/employerPlaced.ts';
import type { CreateMediationOrgInput } from '../schema.gen.ts';
import { MediationOrg } from './MediationOrg.ts';
import { orgPolicy } from './policy.ts';
import { checkEmployer, checkFounding } from './rules.ts';

/** More people than the city has do not work for one employer. */
const MOST_PEOPLE = 10_000_000;

/** Founds a centre, a room or a committee (S-46 to S-50). One of a kind for each place, held by unique indexes. */
export async function createMediationOrg(tx: Tx, input: CreateMediationOrgInput): Promise<{ org: MediationOrg }> {
  const scopePath = placeOf(tx.viewer, input);
  orgPolicy.authorise(tx.viewer, 'createMediationOrg', { kind: input.kind, scopePath });
  for (const field of ['workerReps', 'employerReps'] as const)
    if (input[field] != null) checkedNumber(input[field], field, [0, MOST_PEOPLE]);
  checkFounding(input);
  requireIds({ servicePointId: input.servicePointId });
  if (input.servicePointId != null)
    await getServicePoint(tx, input.servicePointId, { field: 'servicePointId', within: partOf(scopePath) });
  const employer = await employerOf(tx, input);
  const org = await insertRow(tx.db, MediationOrg, {
    id: newId(),
    kind: input.kind,
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    districtCode: input.districtCode ?? null,
    industry: input.industry ?? null,
    servicePointId: input.servicePointId ?? null,
    enterpriseId: input.enterpriseId ?? null,
    headcountAtFounding: employer?.headcount ?? null,
    headcountAsOf: employer?.headcountAsOf ?? null,
    ofBureau: employer?.ofBureau ?? null,
    headcountVersion: employer?.seenVersion ?? 0,
    workerReps: input.workerReps ?? null,
    employerReps: input.employerReps ?? null,
    chairFromUnion: input.chairFromUnion ?? null,
    status: 'ACTIVE' as const,
    scopePath,
    version: 1,
  });
  return { org };
}

/** What is known of the enterprise whose committee is founded; locked, so that a headcount told meanwhile finds the committee. */
async function employerOf(tx: Tx, input: CreateMediationOrgInput): Promise<EmployerPlace | null> {
  if (input.enterpriseId == null) return null;
  const employer = await employers.get(tx, input.enterpriseId, { field: 'enterpriseId' });
  checkEmployer(input, employer);
  return employer;
}

/** Where in the union tree it will stand: in its district; a committee without one, under the union that founds it. */
function placeOf(viewer: Viewer, { kind, districtCode }: CreateMediationOrgInput): string {
  if (districtCode) return `/city/${districtCode}/`;
  if (!kind.endsWith('COMMITTEE') && kind !== 'INDUSTRY_CENTRE') return '/city/';
  return scopePaths(viewer, 'BUREAU_ADMIN', 'INDUSTRY_ADMIN')[0] ?? '/city/';
}
