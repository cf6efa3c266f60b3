import { Refusal, refuseIf, refuseUnused } from '@union-graph/subgraph';
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
  GROUP_COMMITTEE: ['enterpriseId'],
  ENTERPRISE_COMMITTEE: ['enterpriseId', 'workerReps', 'employerReps'],
};

const OF_COMMITTEES = ['enterpriseId', 'workerReps', 'employerReps', 'chairFromUnion'] as const;

/** What each kind of organisation does not have, by input field. */
const UNUSED: Readonly<Record<MediationOrgKind, readonly (keyof CreateMediationOrgInput)[]>> = {
  CITY_CENTRE: [...OF_COMMITTEES, 'districtCode', 'industry'],
  DISTRICT_CENTRE: [...OF_COMMITTEES, 'industry'],
  INDUSTRY_CENTRE: OF_COMMITTEES,
  STREET_ROOM: [...OF_COMMITTEES, 'industry'],
  GROUP_COMMITTEE: ['servicePointId'],
  ENTERPRISE_COMMITTEE: ['servicePointId'],
};

/** Throws for a founding that lacks something, tells what its kind has not, or has unequal sides (MED-INV-8). */
export function checkFounding(input: CreateMediationOrgInput): void {
  const missing = NEEDS[input.kind].find((field) => input[field] == null);
  if (missing)
    throw new Refusal('BAD_USER_INPUT', `An organisation of the kind "${input.kind}" needs "${missing}".`, { field: missing });
  refuseUnused(input, UNUSED[input.kind], `An organisation of the kind "${input.kind}" has nothing of the kind.`);
  if (input.kind !== 'ENTERPRISE_COMMITTEE') return;
  const { workerReps, employerReps } = input;
  refuseIf(
    workerReps !== employerReps || Number(workerReps) < 1,
    'VALIDATION_FAILED',
    `An enterprise's committee has as many members for the workers as for the employer, at least one each; got ${workerReps} and ${employerReps}.`,
    { rule: 'MED-INV-8', field: 'workerReps' },
  );
}

interface Employer {
  readonly headcount: number | null;
  readonly headcountAsOf: string | null;
  readonly ofBureau: boolean | null;
  readonly districtCode: string;
  readonly industry: string | null;
}

/** Throws for a committee in an enterprise that is too small by organisation's own count, or no bureau's or group company's (MED-INV-7, C-06). */
export function checkEmployer(input: CreateMediationOrgInput, employer: Employer): void {
  const { kind, districtCode, industry } = input;
  const threshold = THRESHOLDS[kind] ?? 0;
  const { headcount, headcountAsOf } = employer;
  refuseIf(
    (headcount ?? 0) < threshold,
    'THRESHOLD_NOT_MET',
    headcount === null
      ? 'How many work in the enterprise is not known yet. Have its headcount recorded first.'
      : `A committee of the kind "${kind}" needs ${threshold} staff; the enterprise had ${headcount}${headcountAsOf ? ` on ${headcountAsOf}` : ''}. Have its headcount updated where it has more by now.`,
    { rule: 'MED-INV-7', field: 'enterpriseId' },
  );
  refuseIf(
    kind === 'GROUP_COMMITTEE' && employer.ofBureau !== true,
    'VALIDATION_FAILED',
    'A group’s committee is that of a bureau or group company: of an enterprise whose union is a bureau’s or belongs to one.',
    { rule: 'MED-INV-7', field: 'enterpriseId' },
  );
  refuseIf(
    districtCode != null && districtCode !== employer.districtCode,
    'VALIDATION_FAILED',
    `The enterprise lies in the district ${employer.districtCode}.`,
    { field: 'districtCode' },
  );
  refuseIf(
    industry != null && employer.industry !== null && industry !== employer.industry,
    'VALIDATION_FAILED',
    `By its record the enterprise is of the industry ${employer.industry}; got ${industry}.`,
    { field: 'industry' },
  );
  const members = (input.workerReps ?? 0) + (input.employerReps ?? 0);
  refuseIf(
    headcount !== null && members > headcount,
    'VALIDATION_FAILED',
    `The enterprise has ${headcount} staff; its committee cannot have ${members} members.`,
    { rule: 'MED-INV-8', field: 'workerReps' },
  );
}
