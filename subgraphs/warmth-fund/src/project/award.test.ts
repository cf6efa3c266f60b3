import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, approver, caseworker, cashier, fundId } from '../../test/books.ts';
import {
  AFTER_CALL,
  act,
  allocate,
  applied,
  awarded,
  budget,
  CALL_DAY,
  callInput,
  done,
  evaluated,
  socialDept,
  statusOf,
  terms,
  versionOf,
} from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';

describe('from the call to the agreement', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await allocate(subgraph, '100000');
  });
  afterAll(() => subgraph.stop());

  const code = (...call: Parameters<typeof act> extends [unknown, ...infer Rest] ? Rest : never) =>
    subgraph.code(act(subgraph, ...call));

  test('a call: who, until when, and a code once', async () => {
    const input = callInput();
    expect(await code(caseworker, 'openProjectCall', input, AFTER_CALL)).toBe('VALIDATION_FAILED');
    const endless = { ...input, applyBy: '2029-12-31' };
    expect(await code(caseworker, 'openProjectCall', endless, CALL_DAY)).toBe('VALIDATION_FAILED');
    expect(await done(subgraph, caseworker, 'openProjectCall', input, CALL_DAY)).toMatchObject({
      status: 'CALL',
      budgetFen: '10000',
    });
    expect(await code(caseworker, 'openProjectCall', input, CALL_DAY)).toBe('DUPLICATE');
    expect(await code(cashier, 'openProjectCall', callInput(), CALL_DAY)).toBe('FORBIDDEN');
    expect(await code(socialDept, 'openProjectCall', callInput(), CALL_DAY)).toBe('FORBIDDEN');
    expect(await code(caseworker, 'openProjectCall', callInput({ kind: 'PURCHASED' }), CALL_DAY)).toBe('FORBIDDEN');
    expect(await code(socialDept, 'openProjectCall', callInput({ kind: 'PURCHASED' }), CALL_DAY)).toBeNull();
    for (const wrong of [
      { districtCodes: [] },
      { budgetFen: '0' },
      { budgetFen: '-1' },
      { code: ' ' },
      { nameZh: '项'.repeat(101) },
    ])
      expect(await code(caseworker, 'openProjectCall', callInput(wrong), CALL_DAY)).toBe('BAD_USER_INPUT');
  });

  test('applications come once an organisation, until the last day is over', async () => {
    const { id: projectId, ngoId } = await applied(subgraph);
    const registered = () => listed(subgraph.sql, 'SOCIAL_ORGANISATION');
    const input = { projectId, ngoId: await registered(), staffIds: [newId()], proposal: '方案', requestedFen: '1' };
    expect(await statusOf(subgraph, projectId)).toBe('APPLIED');
    expect(await code(caseworker, 'applyForProject', { ...input, ngoId }, CALL_DAY)).toBe('DUPLICATE');
    expect(await code(caseworker, 'applyForProject', { ...input, ngoId: newId() }, CALL_DAY)).toBe('NOT_FOUND');
    expect(await code(caseworker, 'applyForProject', { ...input, partnerIds: [newId()] }, CALL_DAY)).toBe('NOT_FOUND');
    const visitor = await listed(subgraph.sql, 'STAFF');
    expect(await code(caseworker, 'applyForProject', { ...input, ngoId: visitor }, CALL_DAY)).toBe('NOT_FOUND');
    expect(await code(caseworker, 'applyForProject', { ...input, staffIds: [] }, CALL_DAY)).toBe('BAD_USER_INPUT');
    expect(await code(caseworker, 'applyForProject', { ...input, ngoId: 'x' }, CALL_DAY)).toBe('BAD_USER_INPUT');
    expect(await code(caseworker, 'applyForProject', input, '2013-10-19T23:59:59+08:00')).toBeNull();
    expect(await code(caseworker, 'applyForProject', { ...input, ngoId: await registered() }, '2013-10-20T00:00:00+08:00')).toBe(
      'DEADLINE_PASSED',
    );
    expect(await code(caseworker, 'applyForProject', { ...input, projectId: newId() }, CALL_DAY)).toBe('NOT_FOUND');
  });

  test('FND-INV-8: an application asks for no more than the call offers', async () => {
    const { id: projectId } = await applied(subgraph);
    const ngoId = await listed(subgraph.sql, 'SOCIAL_ORGANISATION');
    const input = { projectId, ngoId, staffIds: [newId()], proposal: '方案', requestedFen: '10001' };
    expect(await code(caseworker, 'applyForProject', input, CALL_DAY)).toBe('BUDGET_EXCEEDED');
    await expect(
      subgraph.sql(
        `insert into project_application (id, project_id, ngo_id, proposal, requested_fen, status, recorded_by, applied_at, version)
         values ($1, $2, $3, '方案', 10001, 'SUBMITTED', 'x', now(), 1)`,
        [newId(), projectId, ngoId],
      ),
    ).rejects.toMatchObject({ constraint: 'project_application_within_call' });
    expect(await code(caseworker, 'applyForProject', { ...input, requestedFen: '10000' }, CALL_DAY)).toBeNull();
  });

  test('S-22: three evaluators without a conflict, none of an applicant (FND-INV-6)', async () => {
    const { id: projectId, applicationId, staffId } = await applied(subgraph);
    const word = { applicationId, score: 70, remarks: '可行' };
    expect(await code(caseworker, 'evaluateProject', word, CALL_DAY)).toBe('VALIDATION_FAILED');
    expect(await code(staff(staffId, 'FUND_CASEWORKER'), 'evaluateProject', word)).toBe('CONFLICT_OF_INTEREST');
    expect(await code(socialDept, 'evaluateProject', word)).toBe('FORBIDDEN');
    for (const score of [101, -1]) expect(await code(caseworker, 'evaluateProject', { ...word, score })).toBe('BAD_USER_INPUT');
    for (const wrong of [{ score: null }, { conflict: '亲属' }])
      expect(await code(caseworker, 'evaluateProject', { ...word, ...wrong })).toBe('VALIDATION_FAILED');
    const award = async () => ({ projectId, applicationId, expectedVersion: await versionOf(subgraph, projectId) });
    for (const evaluator of [caseworker, cashier]) await done(subgraph, evaluator, 'evaluateProject', word);
    expect(await code(caseworker, 'evaluateProject', word)).toBe('DUPLICATE');
    await done(subgraph, accountant, 'evaluateProject', { applicationId, conflict: '曾任顾问', remarks: '回避' });
    expect(await statusOf(subgraph, projectId)).toBe('APPLIED');
    expect(await code(approver, 'awardProject', await award())).toBe('THRESHOLD_NOT_MET');
    const evaluator = staff(newId(), 'FUND_APPROVER');
    await done(subgraph, evaluator, 'evaluateProject', word);
    expect(await statusOf(subgraph, projectId)).toBe('EVALUATED');
    expect(await code(evaluator, 'awardProject', await award())).toBe('SEPARATION_OF_DUTIES');
    expect(await code(evaluator, 'awardProject', { ...(await award()), applicationId: null })).toBe('SEPARATION_OF_DUTIES');
    expect(await code(staff(staffId, 'FUND_APPROVER'), 'awardProject', await award())).toBe('CONFLICT_OF_INTEREST');
    expect(await code(caseworker, 'awardProject', await award())).toBe('FORBIDDEN');
    expect(await code(approver, 'awardProject', { ...(await award()), expectedVersion: 1 })).toBe('VERSION_CONFLICT');
    expect(await code(approver, 'awardProject', { ...(await award()), applicationId: newId() })).toBe('NOT_FOUND');
    // No id is nobody; an empty one is a mistake, and rejects no applicant.
    expect(await code(approver, 'awardProject', { ...(await award()), applicationId: '' })).toBe('BAD_USER_INPUT');
    expect(await code(approver, 'awardProject', { ...(await award()), awardedFen: '10001' })).toBe('BUDGET_EXCEEDED');
    expect(await code(approver, 'awardProject', { ...(await award()), awardedFen: '9001' })).toBe('VALIDATION_FAILED');
    expect(await done(subgraph, approver, 'awardProject', { ...(await award()), applicationId: null })).toMatchObject({
      status: 'REJECTED',
    });
  });

  test('FND-INV-6: nobody of an applicant enters another application, signs, ends or closes the project', async () => {
    const running = await awarded(subgraph);
    const insider = staff(running.staffId, 'FUND_APPROVER');
    const step = async () => ({ projectId: running.id, expectedVersion: await versionOf(subgraph, running.id) });
    const agreement = { ...(await step()), signedByIds: [running.ngoId], ...terms() };
    expect(await code(insider, 'signProjectAgreement', agreement)).toBe('CONFLICT_OF_INTEREST');
    const end = { ...(await step()), reason: '未按约定开展', returnedFen: '0' };
    expect(await code(insider, 'terminateProject', end)).toBe('CONFLICT_OF_INTEREST');
    expect(await code(insider, 'closeProject', await step())).toBe('CONFLICT_OF_INTEREST');
    expect(await code(approver, 'terminateProject', end)).toBeNull();
    const { id: projectId, staffId } = await applied(subgraph);
    const ngoId = await listed(subgraph.sql, 'SOCIAL_ORGANISATION');
    const rival = { projectId, ngoId, staffIds: [newId()], proposal: '方案', requestedFen: '1' };
    expect(await code(staff(staffId, 'FUND_CASEWORKER'), 'applyForProject', rival, CALL_DAY)).toBe('CONFLICT_OF_INTEREST');
  });

  test('FND-INV-6: who entered, or was in a conflict, does not award either; the database holds it', async () => {
    const input = callInput({ kind: 'PURCHASED' });
    const { id: projectId } = await done(subgraph, socialDept, 'openProjectCall', input, CALL_DAY);
    const [enters, conflicted, ...others] = Array.from({ length: 5 }, () => staff(newId(), 'SOCIAL_DEPT')) as [Viewer, Viewer];
    const ngoId = await listed(subgraph.sql, 'SOCIAL_ORGANISATION');
    const application = { projectId, ngoId, staffIds: [newId()], proposal: '方案', requestedFen: '1' };
    const { id: applicationId } = await done(subgraph, enters, 'applyForProject', application, CALL_DAY);
    await done(subgraph, conflicted, 'evaluateProject', { applicationId, conflict: '曾任顾问', remarks: '回避' });
    for (const one of others) await done(subgraph, one, 'evaluateProject', { applicationId, score: 70, remarks: '可行' });
    const award = { projectId, applicationId: null, expectedVersion: await versionOf(subgraph, projectId) };
    for (const one of [enters, conflicted, ...others])
      expect(await code(one, 'awardProject', award)).toBe('SEPARATION_OF_DUTIES');
    for (const one of [enters, conflicted])
      await expect(
        subgraph.sql("update service_project set status = 'REJECTED', decided_by = $2 where id = $1", [projectId, one.personId]),
      ).rejects.toMatchObject({ constraint: 'service_project_decided_apart' });
    // Who called for the project judged nothing yet.
    expect(await done(subgraph, socialDept, 'awardProject', award)).toMatchObject({ status: 'REJECTED' });
  });

  test('an evaluation told twice at once by each of three evaluates once', async () => {
    const { id, applicationId } = await applied(subgraph);
    const word = { applicationId, score: 70, remarks: '可行' };
    const codes = await Promise.all(
      [caseworker, cashier, accountant, caseworker, cashier, accountant].map((viewer) => code(viewer, 'evaluateProject', word)),
    );
    expect(codes.sort()).toEqual(['DUPLICATE', 'DUPLICATE', 'DUPLICATE', null, null, null]);
    expect(await statusOf(subgraph, id)).toBe('EVALUATED');
  });

  test('FND-INV-8: parallel awards never promise more than the budget has', async () => {
    const before = await budget(subgraph);
    const projects = [];
    for (let n = 0; n < 8; n++)
      projects.push(await evaluated(subgraph, { call: { budgetFen: '20000' }, application: { requestedFen: '20000' } }));
    const codes = await Promise.all(
      projects.map(async ({ id: projectId, applicationId }) =>
        code(approver, 'awardProject', { projectId, applicationId, expectedVersion: await versionOf(subgraph, projectId) }),
      ),
    );
    const room = Number((100_000n - before.committed - before.spent) / 20_000n);
    expect(codes.filter((answer) => answer === null)).toHaveLength(room);
    expect(codes.filter((answer) => answer === 'BUDGET_EXCEEDED')).toHaveLength(8 - room);
    const { committed } = await budget(subgraph);
    expect(committed).toBe(before.committed + BigInt(room) * 20_000n);
    const [row] = await subgraph.sql<{ version: number }>('select version from budget where fund_id = $1', [fundId(1)]);
    await expect(allocate(subgraph, '79999', { expectedVersion: row?.version })).rejects.toThrow('BUDGET_EXCEEDED');
    await expect(allocate(subgraph, '300000')).rejects.toThrow('VERSION_CONFLICT');
    await allocate(subgraph, '300000', { expectedVersion: row?.version });
  });

  test('a year or fund without a budget awards nothing', async () => {
    const { id: projectId, applicationId } = await evaluated(subgraph);
    const award = { projectId, applicationId, expectedVersion: await versionOf(subgraph, projectId) };
    expect(await code(approver, 'awardProject', award, '2014-01-02T10:00:00+08:00')).toBe('BUDGET_EXCEEDED');
  });

  test.each([
    ['off by one fen', { totalFen: '8999' }, 'VALIDATION_FAILED'],
    [
      'above the award',
      { totalFen: '9001', milestones: [{ title: '全部', dueAt: '2014-01-01', instalmentFen: '9001' }] },
      'BUDGET_EXCEEDED',
    ],
    ['without milestones', { milestones: [] }, 'BAD_USER_INPUT'],
    [
      'that names somebody’s mobile number, which the organisation reads',
      { milestones: [{ title: '联系13812345678', dueAt: '2014-01-01', instalmentFen: '9000' }] },
      'VALIDATION_FAILED',
    ],
    ['due after the end', { to: '2014-10-18' }, 'VALIDATION_FAILED'],
    ['ending before it begins', { from: '2014-10-20' }, 'BAD_USER_INPUT'],
    [
      'that is over',
      { from: '2013-01-01', to: '2013-10-19', milestones: [{ title: '全部', dueAt: '2013-10-19', instalmentFen: '9000' }] },
      'VALIDATION_FAILED',
    ],
    ['that began more than twelve months ago', { from: '2012-10-18' }, 'VALIDATION_FAILED'],
    ['without an end', { to: '2029-12-31' }, 'VALIDATION_FAILED'],
    ['unsigned', { signedByIds: [] }, 'VALIDATION_FAILED'],
    ['signed by a stranger too', { strangers: true }, 'VALIDATION_FAILED'],
  ] as const)('FND-INV-8: an agreement %s', async (_, { strangers = false, ...wrong }: Record<string, unknown>, expected) => {
    const { id: projectId, ngoId } = await awarded(subgraph);
    const signedByIds = strangers ? [ngoId, newId()] : [ngoId];
    const input = { projectId, expectedVersion: await versionOf(subgraph, projectId), signedByIds, ...terms(), ...wrong };
    expect(await code(approver, 'signProjectAgreement', input)).toBe(expected);
    expect(await statusOf(subgraph, projectId)).toBe('AWARDED');
  });

  test('two organisations of one project both sign', async () => {
    const second = newId();
    const { id: projectId, ngoId } = await awarded(subgraph, { application: { partnerIds: [second] } });
    const input = { projectId, expectedVersion: await versionOf(subgraph, projectId), ...terms() };
    expect(await code(approver, 'signProjectAgreement', { ...input, signedByIds: [ngoId] })).toBe('VALIDATION_FAILED');
    expect(await code(approver, 'signProjectAgreement', { ...input, signedByIds: [second, ngoId] })).toBeNull();
  });

  test('FND-INV-8: the database itself refuses instalments that do not make the total', async () => {
    const { id } = await awarded(subgraph);
    const insert = `insert into project_agreement values ($1, $2, '2013-10-20', '2013-10-20', '2014-10-19', 9000)`;
    await expect(subgraph.sql(insert, [newId(), id])).rejects.toMatchObject({ constraint: 'project_agreement_sum' });
  });
});
