import {
  checkedText,
  civilDay,
  getWorkingStaff,
  insertRow,
  newId,
  partOf,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { RecordHomeVisitInput } from '../schema.gen.ts';
import type { HardshipFile } from './HardshipFile.ts';
import { HomeVisit } from './HomeVisit.ts';
import { checkVisitors } from './rules.ts';
import { getFileForStep, personsOf } from './steps.ts';
import { refuseUnlessOpen, verifyWhenComplete } from './verify.ts';

/** Records a visit at a household's home by two or more (2.5.1 [D]). With the income proven, too, the file is being verified. */
export async function recordHomeVisit(tx: Tx, input: RecordHomeVisitInput): Promise<{ file: HardshipFile; visit: HomeVisit }> {
  const file = await getFileForStep(tx, 'recordHomeVisit', input);
  refuseUnlessOpen(tx, file);
  for (const [at, id] of input.visitorIds.entries()) requireIds({ [`visitorIds.${at}`]: id });
  const visitorIds = checkVisitors(input.visitorIds, tx.number(numbers.HOME_VISITORS), await personsOf(tx, file));
  const { visitedAt } = input;
  await getWorkingStaff(tx, visitorIds, {
    ...{ field: 'visitorIds', within: partOf(file.scopePath), asColleagues: true },
    on: { day: visitedAt, field: 'visitedAt' },
  });
  const today = civilDay(tx.now);
  refuseIf(
    visitedAt > today || visitedAt < file.openedOn,
    'BAD_USER_INPUT',
    `A visit lies between the day on which the file was opened, ${file.openedOn}, and today; got ${visitedAt}.`,
    { field: 'visitedAt' },
  );
  const visit = await insertRow(tx.db, HomeVisit, {
    id: newId(),
    fileId: file.id,
    visitorIds,
    visitedAt,
    findings: checkedText(input.findings, 'findings', 2_000),
    recordedBy: tx.viewer.personId as string,
  });
  return { file: await verifyWhenComplete(tx, file), visit };
}
