import { Refusal } from './refusal.ts';

/** A state machine as a table: for each state, the states it may go to. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** The states from which a table leads to a state. */
export const statesBefore = <State extends string>(table: Transitions<State>, to: State): State[] =>
  (Object.keys(table) as State[]).filter((from) => table[from].includes(to));

/** Throws `INVALID_TRANSITION` unless the table leads from one state to the other. `what` names the thing: "card". */
export function assertTransition<State extends string>(table: Transitions<State>, what: string, from: State, to: State): void {
  if (table[from].includes(to)) return;
  const next = table[from].length > 0 ? `From there it can become ${table[from].join(', ')}.` : 'That state is final.';
  throw new Refusal('INVALID_TRANSITION', `The ${what} is ${from} and cannot become ${to}. ${next}`, { field: 'status' });
}
