import { isId, notFound, type Tx } from '@union-graph/subgraph';
import type { RecordMeasurementInput } from '../schema.gen.ts';
import { addMeasurement } from './addMeasurement.ts';
import { IndicatorMeasurement } from './IndicatorMeasurement.ts';
import { planPolicy } from './policy.ts';
import { scopePathOf } from './queries.ts';

/** Records a value that the unions counted themselves, or corrects one (ORG-INV-6). */
export async function recordMeasurement(tx: Tx, input: RecordMeasurementInput): Promise<{ measurement: IndicatorMeasurement }> {
  const { indicatorCode, period, numerator, denominator, valueCount } = input;
  const scopePath = scopePathOf(input.scope);
  planPolicy.authorise(tx.viewer, 'recordMeasurement', { scopePath });
  const supersedes = input.supersedesId ?? null;
  if (supersedes !== null && !(isId(supersedes) && (await tx.db.existsBy(IndicatorMeasurement, { id: supersedes }))))
    throw notFound('measurement', supersedes);
  const source = 'organisation';
  const measured = { indicatorCode, scopePath, period, numerator, denominator, valueCount, source, supersedes };
  return { measurement: await addMeasurement(tx, measured) };
}
