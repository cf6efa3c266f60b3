import {
  checkedName,
  checkedNumber,
  checkedOpenText,
  civilDay,
  getForUpdate,
  insertRow,
  newId,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { AddStudioProjectInput, RecordStudioResultInput } from '../schema.gen.ts';
import { getStudio } from './getStudio.ts';
import { InnovationStudio } from './InnovationStudio.ts';
import { studioPolicy } from './policy.ts';
import { StudioProject } from './StudioProject.ts';

const refuseClosed = ({ status }: InnovationStudio): void =>
  refuseIf(status !== 'ACTIVE' && status !== 'EVALUATED', 'INVALID_TRANSITION', `The studio is ${status} and does not work.`, {
    field: 'status',
  });

/** Adds what an open studio works on in this year or the next. */
export async function addStudioProject(
  tx: Tx,
  input: AddStudioProjectInput,
): Promise<{ project: StudioProject; studio: InnovationStudio }> {
  const before = await getStudio(tx, 'addStudioProject', input);
  refuseClosed(before);
  const thisYear = Number(civilDay(tx.now).slice(0, 4));
  const project = await insertRow(tx.db, StudioProject, {
    id: newId(),
    studioId: before.id,
    nameZh: checkedName(input.nameZh, 'nameZh', 100, 2),
    year: checkedNumber(input.year, 'year', [thisYear, thisYear + 1]),
    result: null,
    recordedAt: tx.now,
    version: 1,
  });
  return { project, studio: await updateRow(tx.db, InnovationStudio, before, {}) };
}

/** Records what a project of a studio brought; it counts for the evaluation of the project's year. */
export async function recordStudioResult(tx: Tx, input: RecordStudioResultInput): Promise<{ project: StudioProject }> {
  const { projectId, expectedVersion } = input;
  const project = await getForUpdate(tx, StudioProject, projectId, { what: 'project', visible: () => true, expectedVersion });
  const studio = await tx.db.findOneByOrFail(InnovationStudio, { id: project.studioId });
  studioPolicy.authorise(tx.viewer, 'recordStudioResult', studio);
  refuseClosed(studio);
  refuseIf(project.year > Number(civilDay(tx.now).slice(0, 4)), 'VALIDATION_FAILED', 'The year of this project has not begun.', {
    field: 'projectId',
  });
  const result = checkedOpenText(input.result, 'result', 500, 2);
  return { project: await updateRow(tx.db, StudioProject, project, { result }) };
}
