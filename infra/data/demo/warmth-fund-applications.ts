import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { organisationId, PROJECTS, type ProjectSeed, projectId } from './warmth-fund-projects.ts';

const applicationId = ({ code }: ProjectSeed): string => id('project-application', code);

/** Each project had one applicant, which was chosen. */
export const applicationRows = PROJECTS.map((project) => ({
  id: applicationId(project),
  project_id: projectId(project.code),
  ngo_id: organisationId(project.ngo),
  proposal: `${project.nameZh}：为服务对象开展常年活动，按季度报告。`,
  requested_fen: project.budgetFen,
  status: 'CHOSEN',
  recorded_by: personId(project.kind === 'PURCHASED' ? 'yan-ru' : 'lin-fang'),
  applied_at: project.kind === 'PURCHASED' ? '2013-01-22T10:00:00+08:00' : '2012-11-20T10:00:00+08:00',
  version: 2,
}));

/** One person of each organisation: its director, who has no login. */
export const applicationPersonRows = PROJECTS.map((project) => ({
  application_id: applicationId(project),
  person_id: id('person', `director-${project.ngo}`),
}));

/** Three evaluators without a conflict: the foundation's staff, or three of the social department. */
export const evaluationRows = PROJECTS.flatMap((project) =>
  (project.kind === 'PURCHASED' ? ['cheng-jing', 'fan-lin', 'yan-ru'] : ['lin-fang', 'gao-jie', 'xie-min']).map(
    (evaluator, at) => ({
      id: id('project-evaluation', `${project.code}-${at}`),
      application_id: applicationId(project),
      evaluator_id: personId(evaluator),
      score: 78 + at * 5,
      remarks: '方案可行，预算合理',
      evaluated_at: project.kind === 'PURCHASED' ? '2013-02-05T15:00:00+08:00' : '2012-12-06T15:00:00+08:00',
    }),
  ),
);
