import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import type { EntityManager } from 'typeorm';
import { addJobs } from '../src/outbox.ts';
import { board } from './fixture/board.ts';

const [SOON, LATER] = [new Date('2099-01-01T00:00:00Z'), new Date('2099-01-02T00:00:00Z')];

describe('a job that is scheduled again while it waits', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(board);
  });
  afterAll(() => subgraph.stop());

  test.each([
    ['is put off', false, LATER],
    ['keeps its time where the task asks for it, so that a steady stream does not put it off for ever', true, SOON],
  ])('%s', async (_, keepsRunAt, expected) => {
    const jobKey = `again ${keepsRunAt}`;
    const db = { query: (text: string, values: unknown[]) => subgraph.sql(text, values) } as unknown as EntityManager;
    for (const [at, runAt] of [SOON, LATER].entries())
      await addJobs(db, [{ task: 'yellow', payloadText: JSON.stringify({ at }), runAt, jobKey, keepsRunAt }]);
    const jobs = await subgraph.sql<{ run_at: Date; payload: object }>(
      'select run_at, payload from graphile_worker._private_jobs where key = $1',
      [jobKey],
    );
    expect(jobs).toEqual([{ run_at: expected, payload: { at: 1 } }]);
  });
});
