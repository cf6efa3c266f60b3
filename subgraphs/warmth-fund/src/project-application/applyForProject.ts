import {
  checkedText,
  civilDay,
  getSocialOrganisations,
  insertRow,
  isId,
  newId,
  refuseDead,
  refuseErased,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { checkedAmount } from '../ledger/rules.ts';
import { PROJECT_TRANSITIONS } from '../project/rules.ts';
import { ServiceProject } from '../project/ServiceProject.ts';
import { getProject } from '../project/steps.ts';
import type { ApplyForProjectInput } from '../schema.gen.ts';
import { ProjectApplication } from './ProjectApplication.ts';
import { assertOpen, checkRequested } from './rules.ts';

/**
 * Records an organisation's application, with the people who belong to it: none of them may evaluate (FND-INV-6). Partners
 * write nothing but reports (domain rule 4.1), so whoever looks after the call enters what came in.
 */
export async function applyForProject(tx: Tx, input: ApplyForProjectInput): Promise<{ application: ProjectApplication }> {
  const project = await getProject(tx, 'applyForProject', input);
  assertOpen(project, civilDay(tx.now));
  const ngoId = checkedIds([input.ngoId], 'ngoId')[0] as string;
  const staffIds = checkedIds(input.staffIds, 'staffIds');
  refuseIf(staffIds.length === 0, 'BAD_USER_INPUT', 'Name at least one person of the organisation.', { field: 'staffIds' });
  await refuseErased(tx, staffIds, 'staffIds');
  await refuseDead(tx, staffIds, 'staffIds');
  const partnerIds = checkedIds(input.partnerIds ?? [], 'partnerIds').filter((id) => id !== ngoId);
  await getSocialOrganisations(tx, [ngoId], { field: 'ngoId' });
  await getSocialOrganisations(tx, partnerIds, { field: 'partnerIds' });
  const application = await insertRow<ProjectApplication>(tx.db, ProjectApplication, {
    id: newId(),
    projectId: project.id,
    ngoId,
    proposal: checkedText(input.proposal, 'proposal', 5_000),
    requestedFen: checkRequested(checkedAmount(input.requestedFen, 'requestedFen'), project),
    status: 'SUBMITTED',
    recordedBy: tx.viewer.personId ?? tx.viewer.subject,
    appliedAt: tx.now,
    version: 1,
  });
  await rows(
    tx.db,
    sql`
    insert into project_application_person (application_id, person_id)
      select ${application.id}::uuid, id from unnest(${staffIds}::uuid[]) as person (id)`,
  );
  await rows(
    tx.db,
    sql`
    insert into project_application_partner (application_id, organisation_id)
      select ${application.id}::uuid, id from unnest(${partnerIds}::uuid[]) as partner (id)`,
  );
  if (PROJECT_TRANSITIONS[project.status].includes('APPLIED'))
    await updateRow(tx.db, ServiceProject, project, { status: 'APPLIED' });
  return { application };
}

/** Ids without repetition, in one way of writing; `BAD_USER_INPUT` for what is none. */
function checkedIds(ids: readonly string[], field: string): string[] {
  const wrong = ids.find((id) => !isId(id));
  refuseIf(wrong !== undefined || ids.length > 50, 'BAD_USER_INPUT', `"${field}" takes up to 50 ids; "${wrong}" is none.`, {
    field,
  });
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
