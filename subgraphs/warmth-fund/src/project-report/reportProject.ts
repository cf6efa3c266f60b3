import { projectReported } from '@union-graph/events';
import {
  checkedNumber,
  checkedOpenText,
  civilDay,
  forbidden,
  insertRow,
  newId,
  notFound,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { looksAfterProjects } from '../project/access.ts';
import { ServiceProject } from '../project/ServiceProject.ts';
import { isOfProject, lockProject } from '../project/steps.ts';
import type { ReportProjectInput } from '../schema.gen.ts';
import { countBeneficiaries, countNamed } from './countBeneficiaries.ts';
import { ProjectReport } from './ProjectReport.ts';
import { checkCumulative, checkDays, checkNamed, statusAfterReport } from './rules.ts';

/** Nobody reaches more people than there are. */
const MOST_PEOPLE = 100_000_000;

/**
 * Takes in an organisation's report on its own project, with the people it served. For the organisation's program and
 * people only: another organisation's project is `NOT_FOUND` (domain rule 2.5.7).
 */
export async function reportProject(tx: Tx, input: ReportProjectInput): Promise<{ report: ProjectReport }> {
  const project = await lockProject(tx, input.projectId);
  if (!(await isOfProject(tx, project.id))) {
    if (!looksAfterProjects(tx.viewer)) throw notFound('project', input.projectId);
    const told = 'A project is reported on by the organisation that carries it out.';
    throw forbidden(tx.viewer, told, { kind: 'person', anyOf: ['organisation'] });
  }
  const status = statusAfterReport(input.kind, project.status);
  const { from, to } = input.period;
  checkDays({ from, to }, project, civilDay(tx.now));
  checkCumulative(input.directCumulative, await lastCumulative(tx, project.id));
  for (const field of ['directCumulative', 'indirect'] as const) checkedNumber(input[field] ?? 0, field, [0, MOST_PEOPLE]);
  const report = await insertRow(tx.db, ProjectReport, {
    id: newId(),
    projectId: project.id,
    kind: input.kind,
    from,
    to,
    directCumulative: input.directCumulative,
    indirectCount: input.indirect ?? null,
    text: checkedOpenText(input.text, 'text', 10_000),
    submittedAt: tx.now,
    submittedBy: tx.viewer.personId ?? tx.viewer.subject,
  });
  await countBeneficiaries(tx, project.id, to, input.beneficiaries ?? []);
  checkNamed(input.directCumulative, await countNamed(tx, project.id));
  // Also where the state stays: whoever read the project before the report learns that it has changed.
  const { version } = await updateRow(tx.db, ServiceProject, project, { status });
  await tx.publish(projectReported, { id: project.id, version }, { reportId: report.id, status });
  return { report };
}

async function lastCumulative(tx: Tx, projectId: string): Promise<number | null> {
  const [last] = await tx.db.find(ProjectReport, { where: { projectId }, order: { directCumulative: 'DESC' }, take: 1 });
  return last?.directCumulative ?? null;
}
