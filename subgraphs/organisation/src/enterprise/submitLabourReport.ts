import { checkedNumber, civilDay, getForUpdate, insertRow, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import type { SubmitLabourReportInput } from '../schema.gen.ts';
import { findAffiliation } from './affiliations.ts';
import { Enterprise } from './Enterprise.ts';
import { EnterpriseLabourReport } from './EnterpriseLabourReport.ts';
import { enterprisePolicy } from './policy.ts';
import { MOST_PEOPLE } from './rules.ts';

/** A union without a day of founding is the city federation, which is older than any report. */
const FIRST_REPORTED = 1949;
const PARTS = ['contractsSigned', 'safetyTrained', 'pension', 'medical', 'unemployment', 'injury', 'maternity'] as const;

/** Reports how an employer kept to labour law in a year, by its union; a later report of the year corrects the first. */
export async function submitLabourReport(
  tx: Tx,
  input: SubmitLabourReportInput,
): Promise<{ report: EnterpriseLabourReport; enterprise: Enterprise }> {
  const { year, expectedVersion } = input;
  // The employer is locked, so that two reports of a year come one after the other.
  const enterprise = await getForUpdate(tx, Enterprise, input.enterpriseId, {
    what: 'enterprise',
    visible: ({ kind }) => kind !== 'anonymous',
  });
  const held = await findAffiliation(tx, enterprise.id);
  enterprisePolicy.authorise(tx.viewer, 'submitLabourReport', {
    districtCode: enterprise.districtCode,
    unionPath: held?.unionPath ?? `/city/${enterprise.districtCode}/`,
  });
  if (!held)
    throw new Refusal('VALIDATION_FAILED', 'Labour reports come through the union; this employer belongs to none.', {
      rule: '2.1.1',
      field: 'enterpriseId',
    });
  // The union reports of years in which it was there.
  checkedNumber(year, 'year', [Number(held.foundedOn?.slice(0, 4) ?? FIRST_REPORTED), Number(civilDay(tx.now).slice(0, 4))]);
  const headcount = checkedNumber(input.headcount, 'headcount', [0, MOST_PEOPLE]);
  for (const part of PARTS) checkedNumber(input[part], part, [0, headcount]);
  const congressStandard = input.congressStandard ?? false;
  refuseIf(congressStandard && !input.congressHeld, 'BAD_USER_INPUT', 'A congress that was not held met no standard.', {
    field: 'congressStandard',
  });
  const known = await tx.db.findOneBy(EnterpriseLabourReport, { enterpriseId: enterprise.id, year });
  if ((known?.version ?? 0) !== expectedVersion)
    throw new Refusal('VERSION_CONFLICT', `The report was changed since you read version ${expectedVersion}. Read it again.`, {
      field: 'expectedVersion',
    });
  const { contractsSigned, safetyTrained, pension, medical, unemployment, injury, maternity, congressHeld } = input;
  const told = { headcount, contractsSigned, safetyTrained, pension, medical, unemployment, injury, maternity, congressHeld };
  const report = {
    ...told,
    enterpriseId: enterprise.id,
    year,
    congressStandard,
    submittedById: held.unionId,
    version: expectedVersion + 1,
  };
  if (!known) return { report: await insertRow(tx.db, EnterpriseLabourReport, report), enterprise };
  await tx.db.update(EnterpriseLabourReport, { enterpriseId: enterprise.id, year }, report);
  return { report: Object.assign(known, report), enterprise };
}
