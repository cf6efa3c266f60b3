import { inScope } from '@union-graph/identity';
import { checkedFirstDay, checkedText, civilDay, insertRow, newId, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import { requireDelegate } from '../linked-party/queries.ts';
import type { SetLabourStandardInput } from '../schema.gen.ts';
import { LabourStandard } from './LabourStandard.ts';
import { CITY_SCOPE, isShare, ofIndustries } from './rules.ts';
import { tellMinimumWage } from './tellMinimumWage.ts';

const LONGEST_SOURCE = 200;
const MOST_FEN = 100_000_000n;
const MOST_BP = 10_000;

/**
 * Sets a labour standard from a day to come (C-21), by a department of the city or the labour authority's delegate. What was set stays: what
 * was done before keeps to the standard of its day.
 */
export async function setLabourStandard(tx: Tx, input: SetLabourStandardInput): Promise<{ standard: LabourStandard }> {
  if (!inScope(tx.viewer, '/city/', 'CITY_DEPT')) await requireDelegate(tx, 'HRSS');
  const { kind, industry = null, effectiveFrom } = input;
  refuseIf(industry !== null && !ofIndustries(kind), 'BAD_USER_INPUT', `"${kind}" holds for the whole city; name no industry.`, {
    field: 'industry',
  });
  checkDay(tx, input);
  const standard = await insertRow(tx.db, LabourStandard, {
    id: newId(),
    kind,
    scope: industry ?? CITY_SCOPE,
    ...checkedValue(input),
    effectiveFrom,
    sourceRef: checkedText(input.sourceRef, 'sourceRef', LONGEST_SOURCE),
    setBy: tx.viewer.subject,
    setAt: tx.now,
    version: 1,
  });
  await tellMinimumWage(tx, standard);
  return { standard };
}

function checkDay(tx: Tx, { kind, effectiveFrom }: SetLabourStandardInput): void {
  const today = civilDay(tx.now);
  const ofYear = kind === 'GDP_GROWTH';
  if (!ofYear) checkedFirstDay(effectiveFrom, 'effectiveFrom', today);
  const isOver = effectiveFrom.endsWith('-01-01') && effectiveFrom.slice(0, 4) < today.slice(0, 4);
  refuseIf(
    ofYear && !isOver,
    'VALIDATION_FAILED',
    'The growth of the city’s product is set for a year that is over, by its first day.',
    { rule: 'S-55', field: 'effectiveFrom' },
  );
}

function checkedValue({
  kind,
  valueFen = null,
  valueBp = null,
}: SetLabourStandardInput): Pick<LabourStandard, 'valueFen' | 'valueBp'> {
  const [own, other] = isShare(kind) ? (['valueBp', 'valueFen'] as const) : (['valueFen', 'valueBp'] as const);
  const given = { valueFen, valueBp };
  refuseIf(given[own] === null || given[other] !== null, 'BAD_USER_INPUT', `Of "${kind}" give "${own}" alone.`, { field: own });
  if (valueFen !== null && (valueFen <= 0n || valueFen > MOST_FEN))
    throw new Refusal('BAD_USER_INPUT', `"valueFen" is 1 to ${MOST_FEN}.`, { field: 'valueFen' });
  if (valueBp !== null && Math.abs(valueBp) > MOST_BP)
    throw new Refusal('BAD_USER_INPUT', `"valueBp" is ${-MOST_BP} to ${MOST_BP}.`, { field: 'valueBp' });
  return given;
}
