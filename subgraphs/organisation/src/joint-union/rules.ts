import type { ComplianceFlag, UnionFunctionCode } from '../schema.gen.ts';

/** Running money that a joint union is to have in a year, salaries aside (S-32: 3,000 yuan). */
export const FUNDING_WANTED_FEN = 300_000n;

/** Dedicated officers that a joint union is to have (S-30). */
export const OFFICERS_WANTED = 1;

/** How a joint union stands in a year (ORG-INV-5). */
export function complianceFlags(officers: number, fundingFen: bigint): ComplianceFlag[] {
  const lacks: ComplianceFlag[] = [];
  if (officers < OFFICERS_WANTED) lacks.push('NO_OFFICER');
  if (fundingFen < FUNDING_WANTED_FEN) lacks.push('UNDERFUNDED');
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
