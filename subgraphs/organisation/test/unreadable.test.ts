import { tryUnreadable } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { TRIALS } from './allTrials.ts';
import { buildJointUnion, buildMember } from './builders/index.ts';

// @slow

tryUnreadable(organisation, TRIALS, {
  // None of them is about a person: services of a point, and tasks of the plan, which everybody reads.
  isPublic: ['endServiceItem.itemId', 'reportTaskProgress.taskId', 'verifyTask.taskId'],
  makeWorker: async (sql, scopePath) =>
    (await buildMember(sql, { union: await buildJointUnion(sql, {}, scopePath.split('/')[2]) })).id,
});
