import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, key, staff } from '@union-graph/testing';
import { accountant, bank, REVERSE } from '../../test/books.ts';
import { ask, askInParts, take, walk } from '../../test/payouts.ts';
import { city, district, no, of, officer, path, receipts, serviceCostDesk, yes } from '../../test/serviceCosts.ts';
import { handIn, hashOf, statementFile } from '../../test/statements.ts';

describe('service costs of joint unions: money, receipts and what is left (S-33)', () => {
  const desk = serviceCostDesk();
  const { send, good, code, apply, coordinated, read, granted, paid, budget } = desk;

  test('applied for, coordinated, granted in part, paid, accounted for, settled; what is left comes back', async () => {
    const [money, [committed, spent]] = [await bank(desk.subgraph, 2), await budget()];
    const application = await granted({ grantedFen: '9000' });
    expect(application).toMatchObject({
      status: 'GRANTED',
      grantedFen: '9000',
      disbursement: { status: 'RESERVED', amountFen: '9000' },
    });
    expect(await budget()).toEqual([committed + 9_000, spent]);
    expect(await code(officer, 'accountForServiceCost', of(application, receipts('1')))).toBe('INVALID_TRANSITION');
    await walk(desk.subgraph, application.disbursement, 'approve', 'send', 'settle');
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
    expect(await bank(desk.subgraph, 2)).toEqual({ ...money, posted: money.posted - 6_500n });
    expect(await code(accountant, 'settleServiceCost', of(settled))).toBe('INVALID_TRANSITION');
    const [entry] = await desk.subgraph.sql<{ id: string }>('select id from journal_entry where source_id = $1', [
      application.id,
    ]);
    const input = { idempotencyKey: key(), entryId: entry?.id, memo: '更正' };
    expect(await desk.subgraph.code(desk.subgraph.ask(accountant, REVERSE, { input }))).toBe('VALIDATION_FAILED');
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
    await desk.subgraph.sql(`update budget set allocated_fen = 10000000 where category = 'SERVICE_COSTS'`);
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
    const back = await walk(desk.subgraph, application.disbursement, 'approve', 'send', 'settle', 'return');
    expect(back.status).toBe('RETURNED');
    expect(await budget()).toEqual(before);
    expect(
      await code(officer, 'accountForServiceCost', of({ ...application, version: application.version + 2 }, receipts('1'))),
    ).toBe('INVALID_TRANSITION');
  });

  test('paid in parts, it is accounted for when the last one has come', async () => {
    const { id, disbursement } = await granted();
    const source = { typeName: 'ServiceCostApplication', id, payout: disbursement };
    const parts = await askInParts(desk.subgraph, source, ['1000', String(Number(disbursement.amountFen) - 1000)]);
    const codes: (string | null)[] = [];
    for (const part of parts) {
      await walk(desk.subgraph, part, 'approve', 'send', 'settle');
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
    expect(await desk.subgraph.code(take(desk.subgraph, 'approve', disbursement, { viewer: both }))).toBe('SEPARATION_OF_DUTIES');
    const approved = await walk(desk.subgraph, disbursement, 'approve');
    expect(await desk.subgraph.code(take(desk.subgraph, 'send', approved, { viewer: both }))).toBe('SEPARATION_OF_DUTIES');
  });

  test('money that the bank sent back after the receipts came is owed again, and then nothing comes back any more', async () => {
    const application = await paid();
    const before = await budget();
    const spent = await good(officer, 'accountForServiceCost', of(application, receipts('10000')));
    await walk(desk.subgraph, application.disbursement, 'return');
    expect(await budget()).toEqual([before[0] + 10_000, before[1] - 10_000]);
    expect(await code(accountant, 'settleServiceCost', of(spent))).toBe('INVALID_TRANSITION');
    const source = { subgraph: 'warmth-fund', typeName: 'ServiceCostApplication', id: application.id };
    const again = await ask(desk.subgraph, { idempotencyKey: key(), source, accountMasked: '0200 **** 1234' });
    const payout = await walk(desk.subgraph, again.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
    expect(await budget()).toEqual(before);
    expect(await code(accountant, 'settleServiceCost', of(await read(application.id)))).toBeNull();
    expect(await desk.subgraph.code(take(desk.subgraph, 'return', payout))).toBe('INVALID_TRANSITION');
    expect(await budget()).toEqual(before);
    const file = statementFile([`${newId()},${payout.id},100.00,退汇,AC01`], '100.00');
    const { statement } = (await handIn(desk.subgraph, { file, sha256: hashOf(file) }, { fund: 2 })).data.importBankStatement;
    const told = () => desk.subgraph.sql('select outcome from bank_statement_line where statement_id = $1', [statement.id]);
    await eventually(async () => (await told())[0]?.outcome !== null);
    expect(await told()).toEqual([{ outcome: 'NOT_WITH_BANK' }]);
  });

  test('a reason belongs to a rejection, and an amount to a grant: who mixes them up has chosen wrongly', async () => {
    const refusalOf = async (viewer: Viewer, mutation: string, input: object) => {
      const { code: refusal, field } = (await send(viewer, mutation, input)).errors?.[0]?.extensions ?? {};
      return [refusal, field];
    };
    const application = await apply();
    const mixed = { ...yes, reason: no.reason };
    expect(await refusalOf(district, 'coordinateServiceCost', of(application, mixed))).toEqual(['BAD_USER_INPUT', 'reason']);
    const forward = await good(district, 'coordinateServiceCost', of(application, yes));
    expect(await refusalOf(city, 'grantServiceCost', of(forward, mixed))).toEqual(['BAD_USER_INPUT', 'reason']);
    expect(await refusalOf(city, 'grantServiceCost', of(forward, { ...no, grantedFen: '1' }))).toEqual([
      'BAD_USER_INPUT',
      'grantedFen',
    ]);
  });
});
