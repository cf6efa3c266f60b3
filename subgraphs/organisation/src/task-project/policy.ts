import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const CITY = '/city/';

/** A task as its policy sees it. */
export interface TaskMatter {
  /** The unions that lead or assist. */
  readonly unionIds: readonly string[];
  readonly ledByAgency: boolean;
  /** The union that the viewer works for by the register of the staff; null for who is not in it. */
  readonly viewersUnion: string | null;
}

const isSecretariat = (viewer: Viewer): boolean => inScope(viewer, CITY, 'CITY_DEPT');

/** Who may do what with a task (domain rule 2.1.3); that a verifier is not of the reporters' unit is asked by the action. */
export const taskPolicy = definePolicy<TaskMatter>()({
  createTaskProject: isSecretariat,
  reportTaskProgress: (viewer, { unionIds, ledByAgency, viewersUnion }) =>
    viewersUnion !== null && (unionIds.includes(viewersUnion) || (ledByAgency && isSecretariat(viewer))),
  verifyTask: (viewer) => viewer.personId !== null && (isSecretariat(viewer) || inScope(viewer, CITY, 'AUDITOR')),
});
