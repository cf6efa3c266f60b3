import { addDays, checkedPersonName, lastDayOfTerm, refuseIf } from '@union-graph/subgraph';
import type { AppointMediatorInput } from '../schema.gen.ts';

const MOST_RELATIONS = 100;

/** Throws for a term below one year (P12) and for what an appointment lacks. */
export function checkAppointment(input: AppointMediatorInput, cap: number): void {
  checkedPersonName(input.nameZh, 'nameZh');
  refuseIf(
    input.termTo < lastDayOfTerm(input.termFrom, 12),
    'VALIDATION_FAILED',
    `A mediator's term is at least one year: one that begins on ${input.termFrom} lasts until ${lastDayOfTerm(input.termFrom, 12)} or longer.`,
    { rule: 'P12', field: 'termTo' },
  );
  refuseIf(input.kind === 'LAWYER' && !input.lawyerId, 'BAD_USER_INPUT', 'A mediator of the kind "LAWYER" needs "lawyerId".', {
    field: 'lawyerId',
  });
  refuseIf(cap < 1 || cap > 100, 'BAD_USER_INPUT', 'A mediator may have 1 to 100 cases at a time.', { field: 'caseCap' });
  const relations = input.relations?.length ?? 0;
  refuseIf(relations > MOST_RELATIONS, 'BAD_USER_INPUT', `A mediator has at most ${MOST_RELATIONS} relations.`, {
    field: 'relations',
  });
  const unclear = (input.relations ?? []).some(({ memberId, enterpriseId }) => (memberId == null) === (enterpriseId == null));
  refuseIf(unclear, 'BAD_USER_INPUT', 'A relation names either a person or an enterprise.', { field: 'relations' });
}

/** The first and the last day of a term or a contract. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * Until which day somebody serves without a gap, by terms or contracts in the order of their first days: the last day of the term that runs today, and of
 * terms that follow on the next day; where none runs, that of the last one before; yesterday, where the first has yet to begin.
 */
export function lastDayWithoutGap(terms: readonly Days[], today: string): string {
  let last: string | null = null;
  for (const { from, to } of terms) {
    if (from > today && (last === null || from > addDays(last, 1))) break;
    if (last === null || to > last) last = to;
  }
  return last ?? addDays(today, -1);
}
