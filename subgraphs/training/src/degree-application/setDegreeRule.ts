import { inScope } from '@union-graph/identity';
import {
  checkedFirstDay,
  checkedNumber,
  checkedText,
  civilDay,
  forbidden,
  insertRow,
  newId,
  Refusal,
  type Tx,
} from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';
import { actingPerson } from '../member/scope.ts';
import type { SetDegreeRuleInput } from '../schema.gen.ts';
import { DegreeRule } from './DegreeRule.ts';

const MOST_MONTHS = 120;

/** Sets who may take part from a day to come (SKL-INV-4, C-21); what was checked before keeps its rule. */
export async function setDegreeRule(tx: Tx, input: SetDegreeRuleInput): Promise<{ rule: DegreeRule }> {
  if (!inScope(tx.viewer, WHOLE_CITY, 'CITY_DEPT'))
    throw forbidden(tx.viewer, "The city's department sets who may take part.", { kind: 'role', anyOf: ['CITY_DEPT'] });
  const { effectiveFrom, agriculturalHukou, leastEducation } = input;
  checkedFirstDay(effectiveFrom, 'effectiveFrom', civilDay(tx.now));
  if (!/^[A-Z][A-Z0-9-]{3,29}$/.test(input.code))
    throw new Refusal('BAD_USER_INPUT', '"code" has 4 to 30 capital letters, digits and hyphens, such as DEGREE-2014.', {
      field: 'code',
    });
  const rule = await insertRow(tx.db, DegreeRule, {
    id: newId(),
    code: input.code,
    effectiveFrom,
    agriculturalHukou,
    leastEducation,
    contractMonths: checkedNumber(input.contractMonths, 'contractMonths', [0, MOST_MONTHS]),
    setBy: actingPerson(tx.viewer),
    setAt: tx.now,
    reason: checkedText(input.reason, 'reason', 200, 2),
  });
  return { rule };
}
