import type { Transitions } from '@union-graph/subgraph';
import { WHOLE_BP } from '../plan/rules.ts';

export type TaskStatus = 'PLANNED' | 'IN_PROGRESS' | 'DELAYED' | 'COMPLETED' | 'VERIFIED' | 'CANCELLED';

/** Task project (domain rule 2.1.3). Only a resolution of the joint conference cancels. */
export const TASK_TRANSITIONS: Transitions<TaskStatus> = {
  PLANNED: ['IN_PROGRESS', 'CANCELLED'],
  IN_PROGRESS: ['DELAYED', 'COMPLETED', 'CANCELLED'],
  DELAYED: ['IN_PROGRESS', 'COMPLETED', 'CANCELLED'],
  COMPLETED: ['VERIFIED'],
  VERIFIED: [],
  CANCELLED: [],
};

/** A task in one of these states is to be done yet. */
export const isTaskOpen = (status: TaskStatus): boolean => TASK_TRANSITIONS[status].includes('CANCELLED');

/** What a report makes of a task: done at the whole, else late or at work as the reporter says. */
export function reportedStatus(progressBp: number, delayed: boolean): TaskStatus {
  if (progressBp === WHOLE_BP) return 'COMPLETED';
  return delayed ? 'DELAYED' : 'IN_PROGRESS';
}
