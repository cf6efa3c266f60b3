import { memberListed } from '@union-graph/events';
import { defineKnown, getEnterprise, refuseIf, type Tx } from '@union-graph/subgraph';
import { Employment } from './Employment.ts';

/** Who employs members, as organisation tells. */
const employments = defineKnown(Employment, { id: 'memberId', what: 'member' });

/** Keeps the employer of each record; what an older organisation tells says nothing of it. */
export const followEmployment = employments.follow(memberListed, ({ data: { employerId } }) =>
  employerId === undefined ? null : { employerId },
);

interface Named {
  readonly memberId: string;
  /** The enterprise that the act names as the member's employer. */
  readonly employerId: string;
  /** The rule that asks for the employment. */
  readonly rule: string;
}

/**
 * The enterprise that an act names as somebody's employer of today. `NOT_FOUND` for an unknown enterprise and where no record of the member is known,
 * `VALIDATION_FAILED` where the member's own record has another employer or none.
 */
export async function getEmployer(tx: Tx, { memberId, employerId, rule }: Named): Promise<string> {
  const { entryId } = await getEnterprise(tx, employerId, { field: 'employerId' });
  const kept = (await employments.get(tx, memberId, { field: 'memberId' })).employerId;
  refuseIf(
    kept !== entryId,
    'VALIDATION_FAILED',
    `The member's record has ${kept === null ? 'no employer' : 'another employer'}. Name the one of the record, or have the union put the record right first.`,
    { rule, field: 'employerId' },
  );
  return entryId;
}
