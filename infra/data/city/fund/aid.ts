import { cycleRows, schemeRows } from '../../demo/warmth-fund-aid.ts';
import { fundId } from '../../demo/warmth-fund-books.ts';
import { id } from '../../ids.ts';
import { draw } from '../draw.ts';
import type { Profile } from '../profile.ts';
import { type CityPayout, payout } from '../warmthFundPayout.ts';
import type { FileSeed } from './households.ts';

/** Applications fill the cycles one after the other, one of each household in each; the last one is the open one. */
const CYCLES = ['FESTIVAL', 'LIVING', 'SCHOOLING', 'MEDICAL'] as const;
/** A day on which all applications of a cycle came, and the one on which the approved ones were paid. */
const DAYS = {
  FESTIVAL: ['2013-01-25', '2013-02-06'],
  LIVING: ['2013-05-20', '2013-07-10'],
  SCHOOLING: ['2013-08-12', '2013-09-06'],
  MEDICAL: ['2013-10-15', ''],
} as const;
const UNDECIDED = ['SUBMITTED', 'CHECKED', 'REVIEWED'] as const;

export interface ApplicationSeed {
  readonly id: string;
  readonly file: FileSeed;
  readonly cycle: (typeof CYCLES)[number];
  readonly status: string;
  readonly requestedFen: number;
  readonly approvedFen: number | null;
}

/** Who decides: the clerk on the spot, the caseworker and the approver. */
export interface Officers {
  readonly clerk: string;
  readonly caseworker: string;
  readonly approver: string;
}

export function applicationSeeds({ aidApplications }: Profile, files: readonly FileSeed[]): ApplicationSeed[] {
  const inForce = files.filter(({ status }) => status === 'ACTIVE');
  return Array.from({ length: aidApplications }, (_, at) => {
    const cycle = CYCLES[Math.floor(at / inForce.length)] as (typeof CYCLES)[number];
    const file = inForce[at % inForce.length] as FileSeed;
    const cap = schemeRows.find(({ code }) => code === cycle)?.cap_fen as number;
    const requestedFen = 10_000 * (1 + draw(130, at, cap / 10_000));
    const isRejected = at % 20 === 7;
    const isOpen = cycle === 'MEDICAL';
    return {
      id: id('aid-application', `city-${at}`),
      file,
      cycle,
      status: isOpen ? (UNDECIDED[at % 3] as string) : isRejected ? 'REJECTED' : 'CLOSED',
      requestedFen,
      approvedFen: isOpen || isRejected ? null : requestedFen - (at % 4 === 0 ? 5_000 : 0),
    };
  });
}

export const paidOf = (applications: readonly ApplicationSeed[]): ApplicationSeed[] =>
  applications.filter(({ approvedFen }) => approvedFen !== null);
export const paidFen = (applications: readonly ApplicationSeed[]): number =>
  applications.reduce((sum, { approvedFen }) => sum + (approvedFen ?? 0), 0);

/** The six schemes and the cycles of the demo data. */
export const aidSchemes = schemeRows;
export const aidCycles = cycleRows;

const budgetId = id('budget', 'city-AID');
export const budgetRow = (applications: readonly ApplicationSeed[]) => ({
  id: budgetId,
  fund_id: fundId('WARMTH'),
  year: 2013,
  category: 'AID',
  allocated_fen: 10_000_000_000,
  committed_fen: 0,
  spent_fen: paidFen(applications),
  version: 1,
});

export function* applicationRows(applications: readonly ApplicationSeed[], { clerk, caseworker, approver }: Officers) {
  for (const { id: applicationId, file, cycle, status, requestedFen, approvedFen } of applications) {
    const isReviewed = status === 'REVIEWED' || approvedFen !== null;
    yield {
      id: applicationId,
      file_id: file.id,
      household_id: file.householdId,
      member_id: file.headId,
      cycle_id: id('aid-cycle', cycle),
      requested_fen: requestedFen,
      approved_fen: approvedFen,
      status,
      reason: '家庭生活困难',
      account_masked: '6222 **** **** 0412',
      applied_by: clerk,
      checked_by: status === 'SUBMITTED' ? null : clerk,
      reviewed_by: isReviewed ? caseworker : null,
      approved_by: approvedFen === null ? null : approver,
      note: status === 'REJECTED' ? '不符合救助条件' : null,
      budget_id: approvedFen === null ? null : budgetId,
      rule_version: `${cycle}@2013-01-01`,
      applied_at: `${DAYS[cycle][0]}T10:30:00+08:00`,
      scope_path: file.scopePath,
      version: approvedFen === null ? 2 : 6,
    };
  }
}

/** What was paid for the approved applications, each at the end of its cycle. */
export const aidPayouts = (paid: readonly ApplicationSeed[]): CityPayout[] =>
  paid.map(({ id: applicationId, file, cycle, approvedFen }) =>
    payout({
      name: `aid-${applicationId}`,
      fund: 'WARMTH',
      amountFen: approvedFen as number,
      paidOn: DAYS[cycle][1],
      source: { subgraph: 'warmth-fund', type: 'AidApplication', id: applicationId },
      payee: { member_id: file.headId },
      scopePath: file.scopePath,
    }),
  );
