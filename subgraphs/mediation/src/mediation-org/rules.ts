import { Refusal, refuseIf } from '@union-graph/subgraph';
import type { CreateMediationOrgInput, MediationOrgKind, OrgStatus } from '../schema.gen.ts';

/** How many must work in an enterprise for a committee of the kind to be founded (MED-INV-7, S-49, S-50). */
export const THRESHOLDS: Readonly<Partial<Record<MediationOrgKind, number>>> = {
  GROUP_COMMITTEE: 5000,
  ENTERPRISE_COMMITTEE: 100,
};

/** MED-INV-7: an enterprise that shrinks keeps its committee, marked; one that grows again loses the mark. */
export const statusAtHeadcount = (kind: MediationOrgKind, headcount: number): OrgStatus =>
  headcount < (THRESHOLDS[kind] ?? 0) ? 'BELOW_THRESHOLD' : 'ACTIVE';

/** What each kind of organisation needs to be told, by input field. */
const NEEDS: Readonly<Record<MediationOrgKind, readonly (keyof CreateMediationOrgInput)[]>> = {
  CITY_CENTRE: [],
  DISTRICT_CENTRE: ['districtCode'],
  INDUSTRY_CENTRE: ['industry'],
  STREET_ROOM: ['districtCode', 'servicePointId'],
  GROUP_COMMITTEE: ['enterpriseId', 'headcount'],
  ENTERPRISE_COMMITTEE: ['enterpriseId', 'headcount', 'workerReps', 'employerReps'],
};

/** Throws for a founding that lacks something, is too small (MED-INV-7) or has unequal sides (MED-INV-8). */
export function checkFounding(input: CreateMediationOrgInput): void {
  const missing = NEEDS[input.kind].find((field) => input[field] == null);
  if (missing)
    throw new Refusal('BAD_USER_INPUT', `An organisation of the kind "${input.kind}" needs "${missing}".`, { field: missing });
  const threshold = THRESHOLDS[input.kind] ?? 0;
  refuseIf(
    (input.headcount ?? 0) < threshold,
    'THRESHOLD_NOT_MET',
    `A committee of the kind "${input.kind}" needs ${threshold} staff; the enterprise has ${input.headcount}.`,
    { rule: 'MED-INV-7', field: 'headcount' },
  );
  if (input.kind !== 'ENTERPRISE_COMMITTEE') return;
  const { workerReps, employerReps } = input;
  refuseIf(
    workerReps !== employerReps || Number(workerReps) < 1,
    'VALIDATION_FAILED',
    `An enterprise's committee has as many members for the workers as for the employer, at least one each; got ${workerReps} and ${employerReps}.`,
    { rule: 'MED-INV-8', field: 'workerReps' },
  );
}
