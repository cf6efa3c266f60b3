import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, auditor, bank, deposit, faultsOfBooks, fundId, REVERSE } from '../../test/books.ts';
import { ask, askInParts, take, walk } from '../../test/payouts.ts';
import { act } from '../../test/projects.ts';
import { handIn, hashOf, statementFile } from '../../test/statements.ts';
import { insertUnion } from '../../test/unions.ts';
import { warmthFund } from '../subgraph.ts';

const FIELDS = `application { id status version requestedFen grantedFen reason receipts { receiptNo amountFen }
  disbursement { id status version amountFen } }`;

describe('service costs of joint unions (S-33)', () => {
  const unionId = newId();
  const path = `/city/110105/${unionId}/`;
  const officer = staff(newId(), 'JOINT_UNION_OFFICER', path);
  const district = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
  const city = staff(newId(), 'CITY_DEPT');
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
    await deposit(subgraph, 2, 1_000_000);
    await insertUnion(subgraph, unionId);
    const budget = { fundId: fundId(2), year: 2013, category: 'SERVICE_COSTS', allocatedFen: '100000' };
    const { errors } = await act(subgraph, accountant, 'allocateBudget', budget);
    if (errors) throw new Error(errors[0]?.message);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const send = (viewer: Viewer, mutation: string, input: object) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${FIELDS} } }`,
      { input: { idempotencyKey: key(), ...input } },
    );
  const good = async (viewer: Viewer, mutation: string, input: object) => {
    const answer = await send(viewer, mutation, input);
    if (answer.errors) throw new Error(`${mutation}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
    return answer.data[mutation].application;
  };
  const code = (viewer: Viewer, mutation: string, input: object) => subgraph.code(send(viewer, mutation, input));
  const of = ({ id, version }: { id: string; version: number }, more: object = {}) => ({
    applicationId: id,
    expectedVersion: version,
    ...more,
  });
  const yes = { decision: 'ACCEPT' };
  const no = { decision: 'REJECT', reason: '与年度计划不符' };
  const asked = (more: object = {}) => ({
    unionId,
    purpose: `社区职工法律讲座 ${newId()}`,
    requestedFen: '10000',
    accountMasked: '0200 **** 1234',
    ...more,
  });
  const apply = (more: object = {}) => good(officer, 'applyForServiceCost', asked(more));
  const coordinated = async (more: object = {}) => good(district, 'coordinateServiceCost', of(await apply(more), yes));
  /** The unions above do not read payouts; the auditor does. */
  const read = async (id: string) =>
    (
      await subgraph.ask(
        auditor,
        `query ($id: ID!) { serviceCostApplication(id: $id) { ${FIELDS.slice('application { '.length, -1)} }}`,
        { id },
      )
    ).data.serviceCostApplication;
  const granted = async (more: object = {}) => {
    const { id, disbursement } = await good(city, 'grantServiceCost', of(await coordinated(), { ...yes, ...more }));
    expect(disbursement).toBeNull();
    return read(id);
  };
  const paid = async () => {
    const application = await granted();
    await walk(subgraph, application.disbursement, 'approve', 'send', 'settle');
    return read(application.id);
  };
  const receipts = (...amounts: string[]) => ({
    receipts: amounts.map((amountFen) => ({ receiptNo: newId(), issuedOn: '2013-10-18', title: '讲座场地费', amountFen })),
  });
  const budget = async () => {
    const [row] = await subgraph.sql<{ committed: string; spent: string }>(
      `select committed_fen::text as committed, spent_fen::text as spent from budget where category = 'SERVICE_COSTS'`,
    );
    return [row?.committed, row?.spent].map(Number) as [number, number];
  };

  test('applied for, coordinated, granted in part, paid, accounted for, settled; what is left comes back', async () => {
    const [money, [committed, spent]] = [await bank(subgraph, 2), await budget()];
    const application = await granted({ grantedFen: '9000' });
    expect(application).toMatchObject({
      status: 'GRANTED',
      grantedFen: '9000',
      disbursement: { status: 'RESERVED', amountFen: '9000' },
    });
    expect(await budget()).toEqual([committed + 9_000, spent]);
    expect(await code(officer, 'accountForServiceCost', of(application, receipts('1')))).toBe('INVALID_TRANSITION');
    await walk(subgraph, application.disbursement, 'approve', 'send', 'settle');
    expect(await budget()).toEqual([committed, spent + 9_000]);
    const spentNow = await good(
      officer,
      'accountForServiceCost',
      of({ ...application, version: application.version + 1 }, receipts('5000', '1500')),
    );
    expect(spentNow).toMatchObject({ status: 'SPENT', receipts: [{}, {}] });
    const settled = await good(accountant, 'settleServiceCost', of(spentNow));
    expect(settled.status).toBe('SETTLED');
    expect(await budget()).toEqual([committed, spent + 6_500]);
    expect(await bank(subgraph, 2)).toEqual({ ...money, posted: money.posted - 6_500n });
    expect(await code(accountant, 'settleServiceCost', of(settled))).toBe('INVALID_TRANSITION');
    const [entry] = await subgraph.sql<{ id: string }>('select id from journal_entry where source_id = $1', [application.id]);
    const input = { idempotencyKey: key(), entryId: entry?.id, memo: '更正' };
    expect(await subgraph.code(subgraph.ask(accountant, REVERSE, { input }))).toBe('VALIDATION_FAILED');
  });

  test('FND-INV-8: parallel grants do not take the last money of the budget twice', async () => {
    const [committed, spent] = await budget();
    const left = 100_000 - committed - spent;
    const each = String(Math.floor(left / 2) + 1);
    const waiting = [];
    for (let at = 0; at < 4; at++) waiting.push(await coordinated({ requestedFen: each }));
    const codes = await Promise.all(waiting.map((one) => code(city, 'grantServiceCost', of(one, yes))));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'BUDGET_EXCEEDED')).toHaveLength(3);
    await subgraph.sql(`update budget set allocated_fen = 10000000 where category = 'SERVICE_COSTS'`);
  });

  test('a receipt proves one cost only, and no more than was granted', async () => {
    const [one, other] = [await paid(), await paid()];
    expect(await code(officer, 'accountForServiceCost', of(one, receipts('10001')))).toBe('VALIDATION_FAILED');
    const used = receipts('10');
    await good(officer, 'accountForServiceCost', of(one, used));
    expect(await code(officer, 'accountForServiceCost', of(other, used))).toBe('DUPLICATE');
  });

  test('money that came back is committed again, and can be asked for again', async () => {
    const application = await granted();
    const before = await budget();
    const back = await walk(subgraph, application.disbursement, 'approve', 'send', 'settle', 'return');
    expect(back.status).toBe('RETURNED');
    expect(await budget()).toEqual(before);
    expect(
      await code(officer, 'accountForServiceCost', of({ ...application, version: application.version + 2 }, receipts('1'))),
    ).toBe('INVALID_TRANSITION');
  });

  test('S-33: one cost is asked for once, also by many at once, until it is rejected or settled', async () => {
    const wish = asked();
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(officer, 'applyForServiceCost', wish)));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    for (const more of [{ purpose: `${wish.purpose} 二` }, { requestedFen: '10001' }])
      expect(await code(officer, 'applyForServiceCost', { ...wish, ...more })).toBeNull();
    const [first] = await subgraph.sql<{ id: string; version: number }>(
      'select id, version from service_cost_application where purpose = $1 and requested_fen = 10000',
      [wish.purpose],
    );
    await good(district, 'coordinateServiceCost', of(first as { id: string; version: number }, no));
    expect(await code(officer, 'applyForServiceCost', wish)).toBeNull();
    const again = asked();
    const coordinatedOne = await good(
      district,
      'coordinateServiceCost',
      of(await good(officer, 'applyForServiceCost', again), yes),
    );
    expect(await code(officer, 'applyForServiceCost', again)).toBe('DUPLICATE');
    const { id } = await good(city, 'grantServiceCost', of(coordinatedOne, yes));
    expect(await code(officer, 'applyForServiceCost', again)).toBe('DUPLICATE');
    await walk(subgraph, (await read(id)).disbursement, 'approve', 'send', 'settle');
    const spent = await good(officer, 'accountForServiceCost', of(await read(id), receipts('10000')));
    expect(await code(officer, 'applyForServiceCost', again)).toBe('DUPLICATE');
    await good(accountant, 'settleServiceCost', of(spent));
    expect(await code(officer, 'applyForServiceCost', again)).toBeNull();
  });

  test('paid in parts, it is accounted for when the last one has come', async () => {
    const { id, disbursement } = await granted();
    const source = { typeName: 'ServiceCostApplication', id, payout: disbursement };
    const parts = await askInParts(subgraph, source, ['1000', String(Number(disbursement.amountFen) - 1000)]);
    const codes: (string | null)[] = [];
    for (const part of parts) {
      await walk(subgraph, part, 'approve', 'send', 'settle');
      codes.push(await code(officer, 'accountForServiceCost', of(await read(id), receipts('1'))));
    }
    expect(codes).toEqual(['INVALID_TRANSITION', null]);
  });

  test('FND-INV-6: who handed in the receipts does not accept them, whatever roles they have', async () => {
    const application = await paid();
    const colleague = staff(newId(), 'JOINT_UNION_OFFICER', path);
    const both = { ...colleague, grants: [...colleague.grants, ...accountant.grants] };
    const spent = await good(both, 'accountForServiceCost', of(application, receipts('10000')));
    expect(await code(both, 'settleServiceCost', of(spent))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(accountant, 'settleServiceCost', of(spent))).toBeNull();
  });

  test('FND-INV-6: who applied for a cost neither approves its payout nor pays it, whatever roles they have', async () => {
    const { disbursement } = await granted();
    const roles = ['FUND_APPROVER', 'FUND_CASHIER'] as const;
    const both = { ...officer, grants: roles.map((role) => ({ role, scopePath: '/city/' })) };
    expect(await subgraph.code(take(subgraph, 'approve', disbursement, { viewer: both }))).toBe('SEPARATION_OF_DUTIES');
    const approved = await walk(subgraph, disbursement, 'approve');
    expect(await subgraph.code(take(subgraph, 'send', approved, { viewer: both }))).toBe('SEPARATION_OF_DUTIES');
  });

  test('money that the bank sent back after the receipts came is owed again, and then nothing comes back any more', async () => {
    const application = await paid();
    const before = await budget();
    const spent = await good(officer, 'accountForServiceCost', of(application, receipts('10000')));
    await walk(subgraph, application.disbursement, 'return');
    expect(await budget()).toEqual([before[0] + 10_000, before[1] - 10_000]);
    expect(await code(accountant, 'settleServiceCost', of(spent))).toBe('INVALID_TRANSITION');
    const source = { subgraph: 'warmth-fund', typeName: 'ServiceCostApplication', id: application.id };
    const again = await ask(subgraph, { idempotencyKey: key(), source, accountMasked: '0200 **** 1234' });
    const payout = await walk(subgraph, again.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
    expect(await budget()).toEqual(before);
    expect(await code(accountant, 'settleServiceCost', of(await read(application.id)))).toBeNull();
    expect(await subgraph.code(take(subgraph, 'return', payout))).toBe('INVALID_TRANSITION');
    expect(await budget()).toEqual(before);
    const file = statementFile([`${newId()},${payout.id},100.00,退汇,AC01`], '100.00');
    const { statement } = (await handIn(subgraph, { file, sha256: hashOf(file) }, { fund: 2 })).data.importBankStatement;
    const told = () => subgraph.sql('select outcome from bank_statement_line where statement_id = $1', [statement.id]);
    await eventually(async () => (await told())[0]?.outcome !== null);
    expect(await told()).toEqual([{ outcome: 'NOT_WITH_BANK' }]);
  });

  test('a union that ended is granted nothing, and what was granted and is not with the bank is taken back', async () => {
    const ended = newId();
    await insertUnion(subgraph, ended);
    const own = staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${ended}/`);
    const wish = async () => {
      const one = await good(own, 'applyForServiceCost', asked({ unionId: ended }));
      return good(district, 'coordinateServiceCost', of(one, yes));
    };
    const grant = async () => read((await good(city, 'grantServiceCost', of(await wish(), yes))).id);
    const before = await budget();
    const [voided, reserved, sent, open] = [await grant(), await grant(), await grant(), await wish()];
    await walk(subgraph, voided.disbursement, 'void');
    const withBank = await walk(subgraph, sent.disbursement, 'approve', 'send');
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `/city/110105/${ended}/`, mergedIntoId: null };
    expect(await subgraph.send({ type: 'organisation.union.dissolved', subject: ended, aggregateversion: 5, data })).toBe(204);
    expect(await code(own, 'applyForServiceCost', asked({ unionId: ended }))).toBe('FORBIDDEN');
    const above = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');
    expect(await code(above, 'applyForServiceCost', asked({ unionId: ended }))).toBe('VALIDATION_FAILED');
    expect(await code(city, 'grantServiceCost', of(open, yes))).toBe('VALIDATION_FAILED');
    expect((await read(voided.id)).status).toBe('REJECTED');
    expect(await subgraph.code(take(subgraph, 'approve', reserved.disbursement))).toBe('SOURCE_NOT_APPROVED');
    await walk(subgraph, reserved.disbursement, 'void');
    expect(await read(reserved.id)).toMatchObject({ status: 'REJECTED', reason: '工会已撤销或合并' });
    await walk(subgraph, withBank, 'settle');
    expect((await read(sent.id)).status).toBe('GRANTED');
    expect(await budget()).toEqual([before[0], before[1] + 10_000]);
    const left = of(await read(sent.id), receipts('10000'));
    expect(await code(own, 'accountForServiceCost', left)).toBe('NOT_FOUND');
    expect(await code(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), 'accountForServiceCost', left)).toBe('NOT_FOUND');
    await good(accountant, 'settleServiceCost', of(await good(district, 'accountForServiceCost', left)));
    expect(await code(district, 'accountForServiceCost', of(await paid(), receipts('10000')))).toBe('FORBIDDEN');
  });

  test('an application lies where the union is, also after a move, and not where a token says', async () => {
    const [moving, street] = [newId(), newId()];
    const data = {
      kind: 'COMMUNITY_JOINT_UNION',
      scopePath: `/city/110105/${moving}/`,
      parentId: newId(),
      districtCode: '110105',
    };
    const about = { subject: moving, aggregateversion: 2 };
    expect(await subgraph.send({ type: 'organisation.union.activated', ...about, data })).toBe(204);
    const at = (path: string) => staff(newId(), 'JOINT_UNION_OFFICER', path);
    const toPath = `/city/110106/${street}/${moving}/`;
    const wish = () => asked({ unionId: moving });
    expect(await code(at(`/city/110101/${moving}/`), 'applyForServiceCost', wish())).toBe('FORBIDDEN');
    const move = { fromPath: data.scopePath, toPath, parentId: street };
    expect(await subgraph.send({ type: 'organisation.union.moved', ...about, aggregateversion: 3, data: move })).toBe(204);
    for (const path of [data.scopePath, toPath]) {
      const { id } = await good(at(path), 'applyForServiceCost', wish());
      expect(await subgraph.sql('select scope_path as path from service_cost_application where id = $1', [id])).toEqual([
        { path: toPath },
      ]);
    }
  });

  test('who may do what: the union asks, the unions above decide, by two persons', async () => {
    for (const viewer of [district, member(newId()), staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${newId()}/`)])
      expect(await code(viewer, 'applyForServiceCost', asked())).toMatch(/FORBIDDEN|NOT_FOUND/);
    const application = await apply();
    expect(await code(officer, 'coordinateServiceCost', of(application, yes))).toBe('FORBIDDEN');
    expect(await code(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), 'coordinateServiceCost', of(application, yes))).toBe(
      'NOT_FOUND',
    );
    const both = { ...officer, grants: [...officer.grants, ...district.grants] };
    expect(await code(both, 'coordinateServiceCost', of(application, yes))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(city, 'grantServiceCost', of(application, yes))).toBe('INVALID_TRANSITION');
    const forward = await good(district, 'coordinateServiceCost', of(application, yes));
    expect(await code(district, 'grantServiceCost', of(forward, yes))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(city, 'grantServiceCost', of(forward, { ...yes, grantedFen: '10001' }))).toBe('VALIDATION_FAILED');
    expect(await code(city, 'grantServiceCost', of(forward, { decision: 'REJECT' }))).toBe('BAD_USER_INPUT');
    expect(await good(city, 'grantServiceCost', of(forward, no))).toMatchObject({ status: 'REJECTED', reason: no.reason });
  });

  test.each<[string, object, string]>([
    ['nothing', { requestedFen: '0' }, 'BAD_USER_INPUT'],
    ['less than nothing', { requestedFen: '-1' }, 'BAD_USER_INPUT'],
    ['2^63', { requestedFen: '9223372036854775808' }, 'BAD_USER_INPUT'],
    ['no purpose', { purpose: ' ' }, 'BAD_USER_INPUT'],
    ['an open account', { accountMasked: '02001234567890' }, 'VALIDATION_FAILED'],
    ['no id', { unionId: 'x' }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_, more, refusal) => {
    expect(await code(officer, 'applyForServiceCost', asked(more))).toBe(refusal);
  });

  test('is read in one’s own part of the tree', async () => {
    const list = '{ serviceCostApplications { totalCount } }';
    const count = async (viewer: Viewer) => (await subgraph.ask(viewer, list)).data.serviceCostApplications.totalCount;
    const [own] = await subgraph.sql<{ count: number; here: number; all: number }>(
      `select count(*) filter (where union_id = $1)::int as count, count(*) filter (where scope_path ^@ '/city/110105/')::int as here,
         count(*)::int as all from service_cost_application`,
      [unionId],
    );
    expect(own?.here).toBeGreaterThan(5);
    expect(await count(auditor)).toBe(own?.all);
    expect([await count(officer), await count(district), await count(member(newId()))]).toEqual([own?.count, own?.here, 0]);
    expect(await count(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe(0);
  });
});
