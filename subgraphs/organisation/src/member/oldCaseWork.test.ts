import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import type { QueryRunner } from 'typeorm';
import { EndCaseWorkOnItsDay1773000000440 } from '../../migrations/1773000000440-endCaseWorkOnItsDay.ts';
import { organisation } from '../subgraph.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(organisation, { requestsSnapshots: true });
});
afterAll(() => subgraph.stop());

const run = (way: 'up' | 'down') =>
  new EndCaseWorkOnItsDay1773000000440()[way]({
    query: (text: string, values?: unknown[]) => subgraph.sql(text, values),
  } as unknown as QueryRunner);

test('who worked on a case before days were told does so without one, and the version told last is kept both ways', async () => {
  await run('down');
  const [caseId, memberId, first, second] = [newId(), newId(), newId(), newId()];
  for (const person of [first, second])
    await subgraph.sql('insert into case_worker (case_id, member_id, person_id, case_version) values ($1, $2, $3, 6)', [
      caseId,
      memberId,
      person,
    ]);
  await run('up');
  expect(await subgraph.sql('select last_day from case_worker where case_id = $1', [caseId])).toEqual([
    { last_day: null },
    { last_day: null },
  ]);
  expect(await subgraph.sql('select seen_version from case_staffing where case_id = $1', [caseId])).toEqual([
    { seen_version: 6 },
  ]);
  await run('down');
  expect(await subgraph.sql('select case_version from case_worker where case_id = $1', [caseId])).toEqual([
    { case_version: 6 },
    { case_version: 6 },
  ]);
  await run('up');
});

test('what was told before is asked for once: with the day that the events of before did not tell', async () => {
  const [known] = await subgraph.sql<{ revision: number }>(`select revision from known_table where name = 'CaseWorker'`);
  expect(known).toEqual({ revision: 2 });
});
