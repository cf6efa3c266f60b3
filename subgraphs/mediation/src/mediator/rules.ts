import { addDays, checkedPersonName, refuseIf } from '@union-graph/subgraph';
import type { AppointMediatorInput } from '../schema.gen.ts';

/** The last day of a term that begins on `from` and is one year long. */
export function yearFrom(from: string): string {
  const next = new Date(`${from}T00:00:00Z`);
  next.setUTCFullYear(next.getUTCFullYear() + 1);
  // 29 February has no like day a year later, and 1 March would make the term a day too long.
  if (next.getUTCDate() !== Number(from.slice(8))) next.setUTCDate(0);
  return addDays(next.toISOString().slice(0, 10), -1);
}

/** Throws for a term below one year (P12) and for what an appointment lacks. */
export function checkAppointment(input: AppointMediatorInput, cap: number): void {
  checkedPersonName(input.nameZh, 'nameZh');
  refuseIf(
    input.termTo < yearFrom(input.termFrom),
    'VALIDATION_FAILED',
    `A mediator's term is at least one year: one that begins on ${input.termFrom} lasts until ${yearFrom(input.termFrom)} or longer.`,
    { rule: 'P12', field: 'termTo' },
  );
  refuseIf(input.kind === 'LAWYER' && !input.lawyerId, 'BAD_USER_INPUT', 'A mediator of the kind "LAWYER" needs "lawyerId".', {
    field: 'lawyerId',
  });
  refuseIf(cap < 1 || cap > 100, 'BAD_USER_INPUT', 'A mediator may have 1 to 100 cases at a time.', { field: 'caseCap' });
  const unclear = (input.relations ?? []).some(({ memberId, enterpriseId }) => (memberId == null) === (enterpriseId == null));
  refuseIf(unclear, 'BAD_USER_INPUT', 'A relation names either a person or an enterprise.', { field: 'relations' });
}
