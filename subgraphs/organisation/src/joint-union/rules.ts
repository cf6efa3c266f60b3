import type { ReadNumber } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { ComplianceFlag, UnionFunctionCode } from '../schema.gen.ts';

/** What a joint union is to have in a year (S-30, S-32): dedicated officers, and running money, salaries aside. */
export interface Wanted {
  readonly officers: number;
  readonly fundingFen: bigint;
}

/** What a year asks for: the numbers in force on its last day, or today while it is under way. */
export const wantedIn = (number: ReadNumber, year: number): Wanted => {
  const day = `${String(year).padStart(4, '0')}-12-31`;
  return { officers: number(numbers.DEDICATED_OFFICERS, day), fundingFen: BigInt(number(numbers.RUNNING_FUND_FEN, day)) };
};

/** How a joint union stands in a year (ORG-INV-5). */
export function complianceFlags(officers: number, fundingFen: bigint, wanted: Wanted): ComplianceFlag[] {
  const lacks: ComplianceFlag[] = [];
  if (officers < wanted.officers) lacks.push('NO_OFFICER');
  if (fundingFen < wanted.fundingFen) lacks.push('UNDERFUNDED');
  return lacks.length > 0 ? lacks : ['COMPLIANT'];
}

interface FunctionKind {
  readonly code: UnionFunctionCode;
  readonly nameZh: string;
  readonly subgraph: string;
}

/** The eight functions of a joint union and who answers for them in the graph (S-27), in their order. */
export const UNION_FUNCTIONS: readonly FunctionKind[] = [
  { code: 'POLICY_PUBLICITY', nameZh: '政策宣传', subgraph: 'organisation' },
  { code: 'GRID_LINKAGE', nameZh: '网格对接', subgraph: 'organisation' },
  { code: 'ORGANISING', nameZh: '组建入会', subgraph: 'organisation' },
  { code: 'INFORMATION', nameZh: '信息采集与办卡', subgraph: 'organisation' },
  { code: 'HARDSHIP', nameZh: '困难档案、互助保险、帮扶、就业培训', subgraph: 'warmth-fund' },
  { code: 'WAGE_BARGAINING', nameZh: '区域性工资集体协商', subgraph: 'mediation' },
  { code: 'MEDIATION', nameZh: '劳动争议调解、法律援助', subgraph: 'mediation' },
  { code: 'CULTURE', nameZh: '文化体育', subgraph: 'venues' },
];
