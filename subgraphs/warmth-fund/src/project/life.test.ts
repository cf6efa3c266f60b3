import { key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, approver, bank, caseworker, deposit, faultsOfBooks, REVERSE } from '../../test/books.ts';
import { take, walk } from '../../test/payouts.ts';
import {
  accept,
  act,
  allocate,
  budget,
  done,
  milestonesOf,
  partner,
  releaseInstalment,
  report,
  signed,
  statusOf,
  versionOf,
} from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';

describe('a project from its agreement to its end', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    const subscribers = [{ type: 'warmth-fund.project.*', name: 'reports', url: 'http://127.0.0.1:9/events' }];
    subgraph = await testSubgraph(warmthFund, { subscribers });
    await allocate(subgraph, '1000000');
    await deposit(subgraph, 1, 1_000_000);
  });
  afterAll(() => subgraph.stop());

  const end = async (mutation: string, projectId: string, extra: object = {}) =>
    act(subgraph, approver, mutation, { projectId, expectedVersion: await versionOf(subgraph, projectId), ...extra });

  test('S-23: milestones, reports, instalments and the close; the budget follows the money', async () => {
    const before = await budget(subgraph);
    const project = await signed(subgraph);
    const ngo = partner(project.ngoId);
    expect(await budget(subgraph)).toEqual({ committed: before.committed + 9_000n, spent: before.spent });
    await accept(subgraph, project.id, 0);
    expect(await statusOf(subgraph, project.id)).toBe('IN_PROGRESS');
    const first = await releaseInstalment(subgraph, project.id, 0);
    expect(first).toMatchObject({ status: 'RESERVED', amountFen: '5000' });
    expect(await walk(subgraph, first, 'approve', 'send', 'settle')).toMatchObject({ status: 'SETTLED' });
    expect(await budget(subgraph)).toEqual({ committed: before.committed + 4_000n, spent: before.spent + 5_000n });
    await done(subgraph, ngo, 'reportProject', { projectId: project.id, ...report({ kind: 'MIDTERM' }) });
    await accept(subgraph, project.id, 1);
    expect(await statusOf(subgraph, project.id)).toBe('MIDTERM');
    await done(subgraph, ngo, 'reportProject', { projectId: project.id, ...report({ kind: 'FINAL' }) });
    await accept(subgraph, project.id, 2);
    expect(await statusOf(subgraph, project.id)).toBe('ACCEPTED');
    expect((await end('closeProject', project.id)).errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED');
    await walk(subgraph, await releaseInstalment(subgraph, project.id, 2), 'approve', 'send', 'settle');
    expect((await end('closeProject', project.id)).data.closeProject.project.status).toBe('CLOSED');
    expect(await budget(subgraph)).toEqual({ committed: before.committed, spent: before.spent + 9_000n });
    const told = await subgraph.sql<{ event: { type: string; data: { status: string } } }>(
      `select event from event_delivery
       where event ->> 'subject' = $1 order by id`,
      [project.id],
    );
    expect(told.map(({ event }) => [event.type, event.data.status])).toEqual([
      ['warmth-fund.project.reported', 'MIDTERM'],
      ['warmth-fund.project.reported', 'FINAL_REPORT'],
      ['warmth-fund.project.closed', 'CLOSED'],
    ]);
    const ask = `query ($id: ID!) { _entities(representations: [{ __typename: "SocialOrganisation", id: $id }]) {
      ... on SocialOrganisation { receivedFen projects { code status agreement { instalments { status disbursement { payee { kind member { id } organisation { id } } } } } } } } }`;
    const { data } = await subgraph.ask(caseworker, ask, { id: project.ngoId });
    const instalment = {
      status: 'PAID',
      disbursement: { payee: { kind: 'ORGANISATION', member: null, organisation: { id: project.ngoId } } },
    };
    expect(data._entities).toEqual([
      {
        receivedFen: '9000',
        projects: [{ code: project.code, status: 'CLOSED', agreement: { instalments: [instalment, instalment] } }],
      },
    ]);
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });

  test('a voided or returned payout makes the instalment due again, and the budget has it again', async () => {
    const project = await signed(subgraph);
    const before = await budget(subgraph);
    await accept(subgraph, project.id, 0);
    await walk(subgraph, await releaseInstalment(subgraph, project.id, 0), 'void');
    const again = await releaseInstalment(subgraph, project.id, 0);
    await walk(subgraph, again, 'approve', 'send', 'settle', 'return');
    expect(await budget(subgraph)).toEqual(before);
    await walk(subgraph, await releaseInstalment(subgraph, project.id, 0), 'approve', 'send', 'settle');
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });

  test('settling one payout twenty times at once spends the budget once (FND-INV-3)', async () => {
    const project = await signed(subgraph);
    await accept(subgraph, project.id, 0);
    const sent = await walk(subgraph, await releaseInstalment(subgraph, project.id, 0), 'approve', 'send');
    const before = await budget(subgraph);
    await Promise.all(Array.from({ length: 20 }, () => take(subgraph, 'settle', sent)));
    expect(await budget(subgraph)).toEqual({ committed: before.committed - 5_000n, spent: before.spent + 5_000n });
  });

  test('one instalment released twenty times at once has one payout', async () => {
    const project = await signed(subgraph);
    await accept(subgraph, project.id, 0);
    const [row] = await milestonesOf(subgraph, project.id);
    const input = { instalmentId: row?.instalment, expectedVersion: row?.instalmentVersion, accountMasked: '0200 **** 1234' };
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => subgraph.code(act(subgraph, caseworker, 'releaseProjectInstalment', input))),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code !== null && code !== 'VERSION_CONFLICT')).toEqual([]);
  });

  test('2.5.2: a project ended early returns what was not spent, to the bank and to the budget', async () => {
    const project = await signed(subgraph);
    const before = await budget(subgraph);
    await accept(subgraph, project.id, 0);
    const payout = await releaseInstalment(subgraph, project.id, 0);
    const terminate = (returnedFen: string) => end('terminateProject', project.id, { reason: '未按约定开展', returnedFen });
    expect((await terminate('0')).errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED');
    await walk(subgraph, payout, 'approve', 'send', 'settle');
    expect((await terminate('5001')).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'returnedFen' });
    const { posted } = await bank(subgraph, 1);
    expect((await terminate('2000')).data.terminateProject.project.status).toBe('TERMINATED');
    expect((await bank(subgraph, 1)).posted).toBe(posted + 2_000n);
    expect(await budget(subgraph)).toEqual({ committed: before.committed - 9_000n, spent: before.spent + 3_000n });
    const received = `query ($id: ID!) { _entities(representations: [{ __typename: "SocialOrganisation", id: $id }]) {
      ... on SocialOrganisation { receivedFen } } }`;
    const { data } = await subgraph.ask(approver, received, { id: project.ngoId });
    expect(data._entities).toEqual([{ receivedFen: '3000' }]);
    expect(
      await subgraph.sql('select status from project_instalment where project_id = $1 order by status', [project.id]),
    ).toEqual([{ status: 'CANCELLED' }, { status: 'PAID' }]);
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });

  test('what a project gave back when it ended is not sent back by the bank once more, nor taken back by hand', async () => {
    const project = await signed(subgraph);
    await accept(subgraph, project.id, 0);
    const paid = await walk(subgraph, await releaseInstalment(subgraph, project.id, 0), 'approve', 'send', 'settle');
    await end('terminateProject', project.id, { reason: '未按约定开展', returnedFen: '2000' });
    const before = [await budget(subgraph), await bank(subgraph, 1)];
    expect(await subgraph.code(take(subgraph, 'return', paid))).toBe('INVALID_TRANSITION');
    const [entry] = await subgraph.sql<{ id: string }>('select id from journal_entry where source_id = $1', [project.id]);
    const input = { idempotencyKey: key(), entryId: entry?.id, memo: '更正' };
    expect(await subgraph.code(subgraph.ask(accountant, REVERSE, { input }))).toBe('VALIDATION_FAILED');
    expect([await budget(subgraph), await bank(subgraph, 1)]).toEqual(before);
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });

  test('releases need a due instalment, the money, and a person who is not of the organisation', async () => {
    const project = await signed(subgraph, { call: { budgetFen: '9000000' }, application: { requestedFen: '9000' } });
    const [row] = await milestonesOf(subgraph, project.id);
    const input = { instalmentId: row?.instalment, expectedVersion: row?.instalmentVersion, accountMasked: '0200 **** 1234' };
    const code = (viewer = caseworker, more: object = {}) =>
      subgraph.code(act(subgraph, viewer, 'releaseProjectInstalment', { ...input, ...more }));
    expect(await code()).toBe('INVALID_TRANSITION');
    await accept(subgraph, project.id, 0);
    expect(await code()).toBe('VERSION_CONFLICT');
    const due = { expectedVersion: 2 };
    expect(await code(approver, due)).toBe('FORBIDDEN');
    expect(await code({ ...caseworker, personId: project.staffId }, due)).toBe('CONFLICT_OF_INTEREST');
    expect(await code(caseworker, { ...due, accountMasked: '0200001234567890' })).toBe('VALIDATION_FAILED');
    expect(await code(caseworker, { ...due, instalmentId: 'x' })).toBe('NOT_FOUND');
    expect(await code(member(project.staffId), due)).toBe('FORBIDDEN');
    expect(await code(caseworker, due)).toBeNull();
  });
});
