import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { caseworker, cashier } from '../../test/books.ts';
import { accept, act, allocate, done, milestonesOf, partner, report, signed, statusOf } from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';
import { milestoneStatus } from './rules.ts';

test.each([
  ['PENDING', '2013-10-19', 'PENDING'],
  ['PENDING', '2013-10-18', 'OVERDUE'],
  ['ACCEPTED', '2013-10-18', 'ACCEPTED'],
  ['CANCELLED', '2013-10-18', 'CANCELLED'],
] as const)('a %s milestone due on %s is %s on 19 October 2013', (status, dueAt, expected) => {
  expect(milestoneStatus({ status, dueAt }, '2013-10-19')).toBe(expected);
});

describe('accepting milestones', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await allocate(subgraph, '100000');
  });
  afterAll(() => subgraph.stop());

  const code = async (projectId: string, at: number, overrides: object = {}, viewer = caseworker) => {
    const row = (await milestonesOf(subgraph, projectId))[at];
    const input = { milestoneId: row?.id, expectedVersion: row?.version, acceptance: '材料齐全', ...overrides };
    return subgraph.code(act(subgraph, viewer, 'acceptMilestone', input));
  };

  test('S-22: once, by staff, at the version read', async () => {
    const { id } = await signed(subgraph);
    expect(await code(id, 0, {}, cashier)).toBe('FORBIDDEN');
    expect(await code(id, 0, { milestoneId: 'x' })).toBe('NOT_FOUND');
    expect(await code(id, 0, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await code(id, 0, { acceptance: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code(id, 0, { acceptance: '电话13812345678' })).toBe('VALIDATION_FAILED');
    expect(await code(id, 0)).toBeNull();
    expect(await code(id, 0)).toBe('INVALID_TRANSITION');
  });

  test('S-22: the last one follows the final report and all others, and accepts the project', async () => {
    const { id: projectId, ngoId } = await signed(subgraph);
    await accept(subgraph, projectId, 0);
    expect(await code(projectId, 2)).toBe('INVALID_TRANSITION');
    for (const kind of ['MIDTERM', 'FINAL'])
      await done(subgraph, partner(ngoId), 'reportProject', { projectId, ...report({ kind }) });
    expect(await code(projectId, 2)).toBe('VALIDATION_FAILED');
    await accept(subgraph, projectId, 1);
    expect(await code(projectId, 2)).toBeNull();
    expect(await statusOf(subgraph, projectId)).toBe('ACCEPTED');
  });

  test('ten acceptances at once are one', async () => {
    const { id } = await signed(subgraph);
    const codes = await Promise.all(Array.from({ length: 10 }, () => code(id, 0)));
    expect(codes.filter((answer) => answer === null)).toHaveLength(1);
  });

  test('what is overdue is said so when it is read', async () => {
    const { id, ngoId } = await signed(subgraph);
    const read = async (now: string) =>
      (await subgraph.ask(partner(ngoId), 'query ($id: ID!) { serviceProject(id: $id) { milestones { status } } }', { id }, now))
        .data.serviceProject.milestones[0].status;
    expect(await read('2013-11-30T23:59:59+08:00')).toBe('PENDING');
    expect(await read('2013-12-01T00:00:00+08:00')).toBe('OVERDUE');
  });
});
