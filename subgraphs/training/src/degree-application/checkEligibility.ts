import { assertTransition, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { MemberPlace } from '../member/MemberPlace.ts';
import { actingPerson } from '../member/scope.ts';
import type { CheckEligibilityInput } from '../schema.gen.ts';
import { DegreeApplication } from './DegreeApplication.ts';
import { lockApplication } from './lockApplication.ts';
import { degreePolicy } from './policy.ts';
import { ruleOfToday } from './queries.ts';
import { DEGREE_TRANSITIONS, reasonsAgainst } from './rules.ts';

/** Compares a nomination with the rule of the day and keeps every reason against it (SKL-INV-4). Who nominated does not check. */
export async function checkEligibility(tx: Tx, input: CheckEligibilityInput): Promise<{ application: DegreeApplication }> {
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'checkEligibility', asked);
  const { application } = asked;
  const checkedBy = actingPerson(tx.viewer);
  refuseIf(
    checkedBy === application.nominatedBy || checkedBy === application.memberId,
    'SEPARATION_OF_DUTIES',
    'You nominated this worker, or are the worker. Another person has to check.',
  );
  const rule = await ruleOfToday(tx);
  const place = await tx.db.findOneBy(MemberPlace, { memberId: application.memberId });
  const reasons = reasonsAgainst(rule, { ...application, placeNow: place?.scopePath ?? null }, civilDay(tx.now));
  const status = reasons.length === 0 ? 'ELIGIBLE' : 'INELIGIBLE';
  assertTransition(DEGREE_TRANSITIONS, 'application', application.status, status);
  return {
    application: await updateRow(tx.db, DegreeApplication, application, {
      status,
      reasons,
      ruleCode: rule.code,
      checkedBy,
      checkedAt: tx.now,
    }),
  };
}
