import { addMonths, checkedOpenText, Refusal, refuseIf } from '@union-graph/subgraph';

export type MilestoneStatus = 'PENDING' | 'OVERDUE' | 'ACCEPTED' | 'CANCELLED';

interface PlannedMilestone {
  readonly title: string;
  readonly dueAt: string;
  readonly instalmentFen?: bigint | null;
}

interface Terms {
  readonly from: string;
  readonly to: string;
  readonly totalFen: bigint;
  readonly milestones: readonly PlannedMilestone[];
}

/** A milestone that waits beyond its day is overdue: decided when it is read. */
export const milestoneStatus = (
  { status, dueAt }: { status: 'PENDING' | 'ACCEPTED' | 'CANCELLED'; dueAt: string },
  today: string,
) => (status === 'PENDING' && dueAt < today ? ('OVERDUE' as const) : status);

/** A limit of safety: projects run for a year or a few, and what is signed cannot be changed. */
const MONTHS_OF_AGREEMENT = 60;

/** An agreement may be signed after the project began, by at most so many months. */
const MONTHS_BEFORE_SIGNING = 12;

/**
 * What can be signed: 1 to 20 milestones in the order of their days inside the agreement's, and instalments that make its
 * total (FND-INV-8: `VALIDATION_FAILED`), which is no more than was awarded (`BUDGET_EXCEEDED`).
 */
export function checkTerms(
  { from, to, totalFen, milestones }: Terms,
  { budgetFen, today }: { budgetFen: bigint; today: string },
): void {
  refuseIf(from > to, 'BAD_USER_INPUT', `The agreement ends on ${to}, before it begins on ${from}. Swap the two days.`, {
    field: 'to',
  });
  const first = addMonths(today, -MONTHS_BEFORE_SIGNING);
  refuseIf(
    from < first,
    'VALIDATION_FAILED',
    `The agreement begins on ${from}; it may begin ${MONTHS_BEFORE_SIGNING} months before it is signed, on ${first}, at the earliest.`,
    { rule: 'S-22', field: 'from' },
  );
  refuseIf(to < today, 'VALIDATION_FAILED', `The agreement ends on ${to}, which is over. Sign what is still to be done.`, {
    rule: 'S-22',
    field: 'to',
  });
  refuseIf(
    to > addMonths(today, MONTHS_OF_AGREEMENT),
    'VALIDATION_FAILED',
    `The agreement ends on ${to}; it may end within ${MONTHS_OF_AGREEMENT} months.`,
    { rule: 'S-22', field: 'to' },
  );
  refuseIf(milestones.length < 1 || milestones.length > 20, 'BAD_USER_INPUT', 'An agreement has 1 to 20 milestones.', {
    field: 'milestones',
  });
  for (const [at, { title, dueAt }] of milestones.entries()) {
    checkedOpenText(title, 'title', 200);
    const before = milestones[at - 1]?.dueAt ?? from;
    refuseIf(
      dueAt < before || dueAt > to,
      'VALIDATION_FAILED',
      `"${title}" is due on ${dueAt}; milestones lie between ${from} and ${to}, in the order of their days.`,
      { rule: 'S-22', field: 'milestones' },
    );
  }
  checkInstalments(milestones, totalFen, budgetFen);
}

function checkInstalments(milestones: readonly PlannedMilestone[], totalFen: bigint, budgetFen: bigint): void {
  if (totalFen > budgetFen) {
    throw new Refusal('BUDGET_EXCEEDED', `The agreement is about ${totalFen} fen; the project was awarded ${budgetFen}.`, {
      rule: 'FND-INV-8',
      field: 'totalFen',
    });
  }
  const sum = milestones.reduce((total, { instalmentFen }) => total + (instalmentFen ?? 0n), 0n);
  refuseIf(
    sum !== totalFen || totalFen === 0n,
    'VALIDATION_FAILED',
    `The instalments make ${sum} fen, the agreement's total is ${totalFen}. They must be equal and more than zero.`,
    { rule: 'FND-INV-8', field: 'milestones' },
  );
}
