import { addDays, type Length } from '@union-graph/subgraph';
import type { ContractKind, ContractStatus } from '../schema.gen.ts';

/** After the signature, in which a contract is filed (domain rule 2.2.3: collective ≤ 10 days, wage agreement ≤ 7). */
export const TIME_TO_FILE: Readonly<Record<ContractKind, Length>> = {
  COLLECTIVE: { days: 10 },
  WAGE_SPECIAL: { days: 7 },
  AREA: { days: 10 },
  INDUSTRY: { days: 10 },
};

/** Without a written objection, after which a filed contract is in force (2.2.3). */
export const TIME_TO_OBJECT: Length = { days: 15 };

/** The first day on which a contract is in force unless there is an objection (2.2.3): not before its term. */
export const firstDayInForce = ({ objectionBy, termFrom }: Pick<Filed, 'objectionBy' | 'termFrom'>): string =>
  [addDays(objectionBy, 1), termFrom].sort()[1] as string;

interface Filed {
  readonly objectionBy: string;
  readonly objectedOn: string | null;
  readonly termFrom: string;
  readonly termTo: string;
}

/** Where a contract stands on a day (2.2.3). */
export function contractStatus(contract: Filed, on: string): ContractStatus {
  if (contract.objectedOn !== null) return 'OBJECTED';
  if (on > contract.termTo) return 'EXPIRED';
  return on >= firstDayInForce(contract) ? 'EFFECTIVE' : 'FILED';
}

/** Years that a contract may run (2.2.3): one for wages, one to three for the others. */
const YEARS: Readonly<Record<ContractKind, readonly [number, number]>> = {
  COLLECTIVE: [1, 3],
  WAGE_SPECIAL: [1, 1],
  AREA: [1, 3],
  INDUSTRY: [1, 3],
};

/** Whether a term has the length that its kind allows, its last day being the eve of an anniversary. */
export function fitsTerm(kind: ContractKind, from: string, to: string): boolean {
  const [least, most] = YEARS[kind];
  return to >= eve(from, least) && to <= eve(from, most);
}

const eve = (day: string, years: number): string => addDays(`${Number(day.slice(0, 4)) + years}${day.slice(4)}`, -1);
