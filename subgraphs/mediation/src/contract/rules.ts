import { addDays } from '@union-graph/subgraph';
import type { ContractKind, ContractStatus } from '../schema.gen.ts';

/** Days after the signature in which a contract is filed (domain rule 2.2.3: collective ≤ 10, wage agreement ≤ 7). */
const DAYS_TO_FILE: Readonly<Record<ContractKind, number>> = { COLLECTIVE: 10, WAGE_SPECIAL: 7, AREA: 10, INDUSTRY: 10 };

/** Days without a written objection after which a filed contract is in force (2.2.3). */
const DAYS_TO_OBJECT = 15;

/** The last day on which a contract signed on a day can be filed; the first day is not counted (2.0 «Days»). */
export const lastDayToFile = (kind: ContractKind, signedOn: string): string => addDays(signedOn, DAYS_TO_FILE[kind]);

/** The last day on which the labour authority can object. */
export const lastDayToObject = (filedOn: string): string => addDays(filedOn, DAYS_TO_OBJECT);

/** The first day on which a contract is in force unless there is an objection: not before its term. */
export const firstDayInForce = ({ filedOn, termFrom }: Pick<Filed, 'filedOn' | 'termFrom'>): string =>
  [addDays(lastDayToObject(filedOn), 1), termFrom].sort()[1] as string;

interface Filed {
  readonly filedOn: string;
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
