/** In what a rule's number is counted. */
export type RuleUnit = 'MINUTES' | 'HOURS' | 'DAYS' | 'WORKING_DAYS' | 'MONTHS' | 'YEARS' | 'COUNT' | 'BASIS_POINTS' | 'FEN';

/**
 * A number that a rule goes by and that may change: a limit, a rate, a length of time, a target (domain rule C-21). Its values are dated
 * rows of the table `rule_number`; the code knows only what it is and what may be set.
 */
export interface RuleNumber {
  /** Its name in the graph and in the table: `HOLD_MINUTES`. */
  readonly name: string;
  readonly unit: RuleUnit;
  readonly title: string;
  readonly titleZh: string;
  /** Where it comes from: a rule of the domain, a law, a decision. */
  readonly source: string;
  /** The value written when the service's tables are made, in force until another one is set. */
  readonly first: number;
  /** What may be set, both included. */
  readonly bounds: readonly [least: number, most: number];
  /** The number of the same service that this one exceeds on no day, by name. */
  readonly notAbove?: string;
}

/** Numbers by the names that they have in code and in the graph. */
export const defineNumbers = <Name extends string>(
  facts: Readonly<Record<Name, Omit<RuleNumber, 'name'>>>,
): Readonly<Record<Name, RuleNumber>> =>
  Object.fromEntries(Object.entries<Omit<RuleNumber, 'name'>>(facts).map(([name, fact]) => [name, { name, ...fact }])) as Record<
    Name,
    RuleNumber
  >;
