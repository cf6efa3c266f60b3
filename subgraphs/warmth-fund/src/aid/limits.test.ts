import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, allocateAid, approved, cityDept, done, insertCycle, reviewed, setCycle, stepOf } from '../../test/aid.ts';
import { accountant, approver, caseworker, deposit, faultsOfBooks, fundId } from '../../test/books.ts';
import { take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

describe('what aid is limited by', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    for (const fund of [1, 3]) await deposit(subgraph, fund, 100_000_000);
    await allocateAid(subgraph, '3000000');
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());
  const code = (...call: [Parameters<typeof act>[1], string, object]) => subgraph.code(act(subgraph, ...call));

  test('FND-INV-5: as many of one household in one cycle as the scheme gives, also at the same moment', async () => {
    const cycle = await insertCycle(subgraph, { code: 'LIVING', needsActiveFile: false });
    const head = newId();
    const first = await reviewed(subgraph, cycle, { head, input: { requestedFen: '100' } });
    const more = [];
    for (let at = 0; at < 4; at++) {
      const application = await done(subgraph, staff(newId(), 'STATION_STAFF'), 'applyForAid', {
        cycleId: cycle,
        memberId: head,
        requestedFen: '100',
        reason: '困难',
      });
      const checked = await done(subgraph, staff(newId(), 'STATION_STAFF'), 'checkAid', stepOf(application));
      more.push(await done(subgraph, caseworker, 'reviewAid', { ...stepOf(checked), opinion: '可' }));
    }
    await setCycle(subgraph, cycle, 'FROZEN');
    const codes = await Promise.all([first, ...more].map((application) => code(approver, 'approveAid', stepOf(application))));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'QUOTA_EXCEEDED')).toHaveLength(4);
  });

  test('FND-INV-8: parallel approvals never hold more than the budget has', async () => {
    const cycle = await insertCycle(subgraph, { code: 'SCHOOLING', capFen: 1_000_000 });
    const applications = [];
    for (let at = 0; at < 6; at++) applications.push(await reviewed(subgraph, cycle, { input: { requestedFen: '700000' } }));
    await setCycle(subgraph, cycle, 'FROZEN');
    const codes = await Promise.all(applications.map((application) => code(approver, 'approveAid', stepOf(application))));
    expect(codes.filter((one) => one === null)).toHaveLength(4);
    expect(codes.filter((one) => one === 'BUDGET_EXCEEDED')).toHaveLength(2);
    const [row] = await subgraph.sql<{ held: bigint; own: bigint }>(
      `select b.committed_fen + b.spent_fen as held, (select sum(approved_fen) from aid_application where budget_id = b.id)::bigint as own from budget b where category = 'AID'`,
    );
    expect(row?.held).toBe(row?.own);
    await subgraph.sql(`update budget set allocated_fen = 90000000 where category = 'AID'`);
  });

  test('FND-INV-5: the same loss is not paid out of two books, in whatever order, and free again when nothing came of it', async () => {
    const [here, there] = [
      await insertCycle(subgraph, { code: 'EMERGENCY' }),
      await insertCycle(subgraph, { code: 'EMPLOYMENT', fund: 3 }),
    ];
    await allocateAid(subgraph, '9000000', 3);
    const head = newId();
    const loss = { kind: 'HOME_FIRE', happenedOn: '2013-10-12' };
    const first = await approved(subgraph, here, { head, input: { loss } });
    const other = (input: object) =>
      done(subgraph, staff(newId(), 'STATION_STAFF'), 'applyForAid', {
        cycleId: there,
        memberId: head,
        requestedFen: '5',
        reason: '火灾',
        ...input,
      });
    const decide = async (application: { id: string; version: number }) => {
      const checked = await done(subgraph, caseworker, 'checkAid', stepOf(application));
      return done(subgraph, caseworker, 'reviewAid', { ...stepOf(checked), opinion: '可' });
    };
    const same = await decide(await other({ loss }));
    const another = await decide(await other({ loss: { ...loss, happenedOn: '2013-10-13' } }));
    await setCycle(subgraph, there, 'FROZEN');
    expect(await code(approver, 'approveAid', stepOf(same))).toBe('DUPLICATE');
    await done(subgraph, caseworker, 'cancelAid', { ...stepOf(first), note: '改由互助保障赔付' });
    await walk(subgraph, first.disbursement, 'void');
    const codes = await Promise.all([same, another].map((application) => code(approver, 'approveAid', stepOf(application))));
    expect(codes.toSorted()).toEqual(['QUOTA_EXCEEDED', null]);
  });

  test('false data end the file, and what is approved on it is not sent', async () => {
    const [cycle] = await subgraph.sql<{ id: string }>(
      `select c.id from aid_cycle c join aid_scheme s on s.id = c.scheme_id where s.code = 'SCHOOLING'`,
    );
    await setCycle(subgraph, cycle?.id as string, 'OPEN');
    const application = await approved(subgraph, cycle?.id as string);
    const [file] = await subgraph.sql<{ id: string; version: number }>(
      'select f.id, f.version from hardship_file f join aid_application a on a.file_id = f.id where a.id = $1',
      [application.id],
    );
    const left = { idempotencyKey: newId(), fileId: file?.id, expectedVersion: file?.version, reason: 'FALSE_DATA' };
    const answer = await subgraph.ask(
      caseworker,
      'mutation ($input: ExitFileInput!) { exitFile(input: $input) { file { status } } }',
      { input: left },
    );
    expect(answer.data.exitFile.file.status).toBe('EXITED');
    expect(await subgraph.code(take(subgraph, 'approve', application.disbursement))).toBe('SOURCE_NOT_APPROVED');
    await walk(subgraph, application.disbursement, 'void');
    expect(await subgraph.sql('select status, budget_id from aid_application where id = $1', [application.id])).toEqual([
      { status: 'CANCELLED', budget_id: null },
    ]);
  });

  test('without a budget for the year nothing is approved', async () => {
    const cycle = await insertCycle(subgraph, { code: 'FESTIVAL', fund: 2 });
    const application = await reviewed(subgraph, cycle);
    await setCycle(subgraph, cycle, 'FROZEN');
    expect(await code(approver, 'approveAid', stepOf(application))).toBe('BUDGET_EXCEEDED');
  });

  test('schemes are dated: what is defined begins on a day to come and ends the one before it (C-21)', async () => {
    const cycle = await insertCycle(subgraph, { code: 'MEDICAL' });
    const scheme = {
      code: 'MEDICAL',
      nameZh: '医疗救助',
      fundId: fundId(1),
      capFen: '800000',
      perCycle: 2,
      validFrom: '2014-01-01',
      rule: { needsActiveFile: true, maxPerCapitaBpOfLine: 15_000, causes: ['ILLNESS'] },
      reason: '提高标准',
    };
    expect(await code(caseworker, 'defineScheme', scheme)).toBe('FORBIDDEN');
    expect(await code(cityDept, 'defineScheme', { ...scheme, validFrom: '2013-10-19' })).toBe('VALIDATION_FAILED');
    expect(await code(cityDept, 'defineScheme', { ...scheme, validFrom: '2029-01-01' })).toBe('VALIDATION_FAILED');
    expect(await code(cityDept, 'defineScheme', { ...scheme, capFen: '0' })).toBe('BAD_USER_INPUT');
    expect(await code(cityDept, 'defineScheme', { ...scheme, perCycle: 0 })).toBe('BAD_USER_INPUT');
    expect(await done(subgraph, cityDept, 'defineScheme', scheme)).toMatchObject({
      rule: { version: 'MEDICAL@2014-01-01', causes: ['ILLNESS'], maxPerCapitaBpOfLine: 15_000, effectiveFrom: '2014-01-01' },
    });
    const { data } = await subgraph.ask(
      member(newId()),
      '{ aidSchemes { code validFrom validTo capFen } now: aidSchemes(on: "2013-12-31") { code capFen } }',
    );
    expect(data.aidSchemes.filter((row: { code: string }) => row.code === 'MEDICAL')).toEqual([
      { code: 'MEDICAL', validFrom: '2013-01-01', validTo: '2013-12-31', capFen: '500000' },
      { code: 'MEDICAL', validFrom: '2014-01-01', validTo: null, capFen: '800000' },
    ]);
    expect(data.now).toContainEqual({ code: 'MEDICAL', capFen: '500000' });
    expect(cycle).toBeDefined();
  });

  test('cycles of a scheme do not overlap, lie in its days, and go from frozen to closed with their applications', async () => {
    const [scheme] = await subgraph.sql<{ id: string }>(
      `select id from aid_scheme where code = 'MEDICAL' and valid_to is not null`,
    );
    const open = { schemeId: scheme?.id, from: '2013-11-01', to: '2013-11-30' };
    expect(await code(accountant, 'openCycle', open)).toBe('FORBIDDEN');
    expect(await code(staff(newId(), 'FUND_CASEWORKER', '/city/110105/'), 'openCycle', open)).toBe('FORBIDDEN');
    expect(await code(caseworker, 'openCycle', { ...open, from: '2013-10-31' })).toBe('DUPLICATE');
    expect(await code(caseworker, 'openCycle', { ...open, to: '2014-01-31' })).toBe('VALIDATION_FAILED');
    expect(await code(caseworker, 'openCycle', { ...open, to: '2013-10-31' })).toBe('BAD_USER_INPUT');
    expect(await code(caseworker, 'openCycle', { ...open, to: '2030-02-01' })).toBe('BAD_USER_INPUT');
    const cycle = await done(subgraph, caseworker, 'openCycle', { ...open });
    const application = await reviewed(subgraph, cycle.id, {}).catch((error: Error) => error.message);
    expect(application).toContain('INVALID_TRANSITION');
    const statusOf = async () =>
      (
        await subgraph.ask(accountant, '{ aidCycles(schemeCode: MEDICAL) { nodes { id status approvedFen paidFen } } }')
      ).data.aidCycles.nodes.find(({ id }: { id: string }) => id === october);
    const [{ id: october }] = (await subgraph.sql<{ id: string }>(
      `select id from aid_cycle where from_day = '2013-10-01' and scheme_id = $1`,
      [scheme?.id],
    )) as [{ id: string }];
    const waiting = await reviewed(subgraph, october);
    const other = await reviewed(subgraph, october);
    expect(await done(subgraph, caseworker, 'freezeCycle', { cycleId: october, expectedVersion: 1 })).toMatchObject({
      status: 'FROZEN',
    });
    const paid = await done(subgraph, approver, 'approveAid', { ...stepOf(waiting), approvedFen: '250000' });
    expect(await statusOf()).toMatchObject({ status: 'FROZEN', approvedFen: '250000', paidFen: '0' });
    const second = await done(subgraph, approver, 'approveAid', stepOf(other));
    expect(await statusOf()).toMatchObject({ status: 'APPROVED' });
    await walk(subgraph, paid.disbursement, 'approve', 'send', 'settle');
    expect(await statusOf()).toMatchObject({ status: 'PAYING', paidFen: '250000' });
    await walk(subgraph, second.disbursement, 'approve', 'send', 'settle');
    expect(await statusOf()).toMatchObject({ status: 'CLOSED' });
    expect(await subgraph.sql('select distinct status from aid_application where cycle_id = $1', [october])).toEqual([
      { status: 'CLOSED' },
    ]);
  });
});
