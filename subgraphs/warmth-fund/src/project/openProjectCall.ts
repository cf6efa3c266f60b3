import {
  addMonths,
  checkedName,
  checkedText,
  civilDay,
  insertRow,
  newId,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { OpenProjectCallInput } from '../schema.gen.ts';
import { projectPolicy } from './policy.ts';
import { fundOfKind } from './rules.ts';
import { ServiceProject } from './ServiceProject.ts';

/** What is called for is awarded out of a year's budget, and nobody evaluates before the last day is over. */
const MONTHS_OF_CALL = 12;

/** Calls for organisations to carry a project out (S-22, S-23). A code is used once (`service_project_code`). */
export async function openProjectCall(tx: Tx, input: OpenProjectCallInput): Promise<{ project: ServiceProject }> {
  const { kind, targetGroup, applyBy } = input;
  projectPolicy.authorise(tx.viewer, 'openProjectCall', { kind });
  refuseIf(applyBy < civilDay(tx.now), 'VALIDATION_FAILED', `The last day to apply, ${applyBy}, is over.`, {
    rule: 'S-22',
    field: 'applyBy',
  });
  refuseIf(
    applyBy > addMonths(civilDay(tx.now), MONTHS_OF_CALL),
    'VALIDATION_FAILED',
    `A call takes applications for ${MONTHS_OF_CALL} months at the most; got ${applyBy}.`,
    { rule: 'S-22', field: 'applyBy' },
  );
  const districtCodes = [...new Set(input.districtCodes)];
  refuseIf(districtCodes.length === 0, 'BAD_USER_INPUT', 'Name at least one district.', { field: 'districtCodes' });
  const fund = await tx.db.findOneByOrFail(Fund, { code: fundOfKind(kind) });
  const project = await insertRow(tx.db, ServiceProject, {
    id: newId(),
    code: checkedText(input.code, 'code', 40),
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    kind,
    targetGroup,
    status: 'CALL',
    fundId: fund.id,
    budgetFen: checkedAmount(input.budgetFen, 'budgetFen'),
    applyBy,
    runsFrom: null,
    runsTo: null,
    ngoId: null,
    budgetId: null,
    decidedBy: null,
    returnedFen: 0n,
    isPlaceholder: false,
    version: 1,
  });
  await rows(
    tx.db,
    sql`
    insert into service_project_district (project_id, district_code)
      select ${project.id}::uuid, code from unnest(${districtCodes}::text[]) as district (code)`,
  );
  return { project };
}
