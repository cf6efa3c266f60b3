import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Milestone } from './Milestone.ts';
import { ProjectAgreement } from './ProjectAgreement.ts';
import { ProjectInstalment } from './ProjectInstalment.ts';

// These are asked only through a project whose work the viewer may read.

/** The agreement of each project; null before it is signed. */
export const agreementOfProject: Batch<string, ProjectAgreement | null> = async ({ db }, projectIds) => {
  const found = await rows<ProjectAgreement>(
    db,
    sql`select ${columns(ProjectAgreement, 'a')} from project_agreement a where a.project_id = any(${projectIds}::uuid[])`,
  );
  return inOrder(projectIds, found, ({ projectId }) => projectId);
};

/** The milestones of projects, in their order. */
export const milestonesOfProject: Batch<string, Milestone[]> = async ({ db }, projectIds) => {
  const found = await rows<Milestone>(
    db,
    sql`select ${columns(Milestone, 'm')} from project_milestone m where m.project_id = any(${projectIds}::uuid[]) order by m.seq`,
  );
  return grouped(projectIds, found, ({ projectId }) => projectId);
};

export const milestone: Batch<string, Milestone | null> = async ({ db }, ids) => {
  const found = await rows<Milestone>(
    db,
    sql`select ${columns(Milestone, 'm')} from project_milestone m where m.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The instalments of agreements, in the order of their milestones. */
export const instalmentsOfAgreement: Batch<string, ProjectInstalment[]> = async ({ db }, agreementIds) => {
  const found = await rows<ProjectInstalment>(
    db,
    sql`
    select ${columns(ProjectInstalment, 'i')} from project_instalment i join project_milestone m on m.id = i.milestone_id
      where i.agreement_id = any(${agreementIds}::uuid[]) order by m.seq`,
  );
  return grouped(agreementIds, found, ({ agreementId }) => agreementId);
};
