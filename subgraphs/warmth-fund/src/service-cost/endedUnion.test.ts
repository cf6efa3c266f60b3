import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, staff } from '@union-graph/testing';
import { accountant } from '../../test/books.ts';
import { ask, askInParts, take, walk } from '../../test/payouts.ts';
import { asked, city, district, no, of, receipts, serviceCostDesk, yes } from '../../test/serviceCosts.ts';
import { insertUnion } from '../../test/unions.ts';

interface Cost {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly disbursement: { readonly id: string; readonly status: string; readonly version: number };
}

interface Side {
  readonly unionId: string;
  readonly officer: Viewer;
}

describe('service costs of a union that was dissolved or merged (2.1.3, S-33)', () => {
  const desk = serviceCostDesk();
  const { good, code, read, budget } = desk;
  beforeAll(() => desk.subgraph.sql(`update budget set allocated_fen = 10000000 where category = 'SERVICE_COSTS'`));

  const side = async (): Promise<Side> => {
    const unionId = newId();
    await insertUnion(desk.subgraph, unionId);
    return { unionId, officer: staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${unionId}/`) };
  };
  const tell = async (type: 'activated' | 'dissolved', { unionId }: Side, aggregateversion: number, more: object) => {
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `/city/110105/${unionId}/`, ...more };
    const status = await desk.subgraph.send({ type: `organisation.union.${type}`, subject: unionId, aggregateversion, data });
    expect(status).toBe(204);
  };
  const end = (union: Side, heir: Side | null, version = 5) =>
    tell('dissolved', union, version, { mergedIntoId: heir?.unionId ?? null });
  const submitted = ({ unionId, officer }: Side, more: object = {}): Promise<Cost> =>
    good(officer, 'applyForServiceCost', asked({ unionId, ...more }));
  const coordinated = async (union: Side) => good(district, 'coordinateServiceCost', of(await submitted(union), yes));
  const granted = async (union: Side): Promise<Cost> =>
    read((await good(city, 'grantServiceCost', of(await coordinated(union), yes))).id);
  const paid = async (union: Side): Promise<Cost> => {
    const cost = await granted(union);
    await walk(desk.subgraph, cost.disbursement, 'approve', 'send', 'settle');
    return read(cost.id);
  };
  const sourceOf = ({ id }: Cost) => ({ subgraph: 'warmth-fund', typeName: 'ServiceCostApplication', id });
  const askFor = (cost: Cost, more: object = {}) =>
    ask(desk.subgraph, { idempotencyKey: key(), source: sourceOf(cost), accountMasked: '0300 **** 7777', ...more });
  const payAgain = async (cost: Cost, union: Side) => {
    const answer = await askFor(cost, { unionId: union.unionId });
    return walk(desk.subgraph, answer.data.requestDisbursement.disbursement, 'approve', 'send', 'settle');
  };
  const unionOf = async ({ id }: Cost) =>
    (await desk.subgraph.sql('select union_id as id, scope_path as path from service_cost_application where id = $1', [id]))[0];
  const at = ({ unionId }: Side) => ({ id: unionId, path: `/city/110105/${unionId}/` });

  describe('merged into a union that works', () => {
    test.each([
      ['SUBMITTED', submitted],
      ['COORDINATED', coordinated],
    ] as const)('%s, it is the heir’s, and goes on to its end into the account of the heir', async (_, made) => {
      const [union, heir] = [await side(), await side()];
      const before = await made(union);
      await end(union, heir);
      expect(await unionOf(before)).toEqual(at(heir));
      const now = await read(before.id);
      expect(now).toMatchObject({ status: before.status, version: before.version + 1 });
      const forward = now.status === 'SUBMITTED' ? await good(district, 'coordinateServiceCost', of(now, yes)) : now;
      await good(city, 'grantServiceCost', of(forward, yes));
      expect((await read(before.id)).disbursement).toBeNull();
      await payAgain(before, heir);
      const spent = await good(heir.officer, 'accountForServiceCost', of(await read(before.id), receipts('10000')));
      expect((await good(accountant, 'settleServiceCost', of(spent))).status).toBe('SETTLED');
    });

    test('GRANTED and not with the bank, it is the heir’s when its payout is given up', async () => {
      const [union, heir, before] = [await side(), await side(), await budget()];
      const cost = await granted(union);
      await end(union, heir);
      expect(await desk.subgraph.code(take(desk.subgraph, 'approve', cost.disbursement))).toBe('SOURCE_NOT_APPROVED');
      await walk(desk.subgraph, cost.disbursement, 'void');
      expect(await unionOf(cost)).toEqual(at(heir));
      expect(await desk.subgraph.code(askFor(cost, { unionId: union.unionId }))).toBe('PAYEE_MISMATCH');
      await payAgain(cost, heir);
      const spent = await good(heir.officer, 'accountForServiceCost', of(await read(cost.id), receipts('10000')));
      await good(accountant, 'settleServiceCost', of(spent));
      expect(await budget()).toEqual([before[0], before[1] + 10_000]);
    });

    test('with the bank, which does not pay: the same, when the payout is given up', async () => {
      const [union, heir] = [await side(), await side()];
      const cost = await granted(union);
      const sent = await walk(desk.subgraph, cost.disbursement, 'approve', 'send');
      await end(union, heir);
      await walk(desk.subgraph, sent, 'fail', 'void');
      expect(await unionOf(cost)).toEqual(at(heir));
      await payAgain(cost, heir);
    });

    test('SPENT, and its money came back: the heir is paid, and the receipts are accepted', async () => {
      const [union, heir, before] = [await side(), await side(), await budget()];
      const cost = await paid(union);
      await good(union.officer, 'accountForServiceCost', of(cost, receipts('8000')));
      await end(union, heir);
      await walk(desk.subgraph, cost.disbursement, 'return');
      expect(await unionOf(cost)).toEqual(at(heir));
      expect(await code(accountant, 'settleServiceCost', of(await read(cost.id)))).toBe('INVALID_TRANSITION');
      await payAgain(cost, heir);
      await good(accountant, 'settleServiceCost', of(await read(cost.id)));
      expect(await budget()).toEqual([before[0], before[1] + 8_000]);
    });

    test('into one that has ended itself: it goes to the end of the chain, in whatever order the ends are told', async () => {
      for (const order of [0, 1]) {
        const [union, between, heir] = [await side(), await side(), await side()];
        const cost = await submitted(union);
        const ends = [() => end(union, between), () => end(between, heir)];
        for (const one of order === 0 ? ends : ends.toReversed()) await one();
        expect(await unionOf(cost)).toEqual(at(heir));
      }
    });

    test('into one that is told of later: it waits, can only be rejected, and goes there then', async () => {
      const [union, heir] = [await side(), { unionId: newId(), officer: district }];
      const [cost, other] = [await submitted(union), await submitted(union)];
      await end(union, heir);
      expect(await code(district, 'coordinateServiceCost', of(cost, yes))).toBe('VALIDATION_FAILED');
      expect((await good(district, 'coordinateServiceCost', of(await read(other.id), no))).status).toBe('REJECTED');
      await tell('activated', heir, 1, { parentId: null, districtCode: '110105' });
      expect(await unionOf(cost)).toEqual(at(heir));
    });

    test('that has asked for the same itself: it ends', async () => {
      const [union, heir] = [await side(), await side()];
      const cost = await submitted(union);
      const { purpose } = await desk.subgraph
        .sql<{ purpose: string }>('select purpose from service_cost_application where id = $1', [cost.id])
        .then(([row]) => row as { purpose: string });
      await submitted(heir, { purpose });
      await end(union, heir);
      expect(await read(cost.id)).toMatchObject({ status: 'REJECTED', reason: expect.stringContaining('承接的工会') });
    });
  });

  describe('without an heir', () => {
    test.each([
      ['SUBMITTED', submitted],
      ['COORDINATED', coordinated],
    ] as const)('%s, it is turned down with the reason', async (_, made) => {
      const union = await side();
      const cost = await made(union);
      await end(union, null);
      expect(await read(cost.id)).toMatchObject({ status: 'REJECTED', reason: expect.stringContaining('没有承接') });
    });

    test('SPENT, and all its money came back: it is turned down, and the money is free again in the budget', async () => {
      const [union, before] = [await side(), await budget()];
      const cost = await paid(union);
      await good(union.officer, 'accountForServiceCost', of(cost, receipts('10000')));
      await end(union, null);
      await walk(desk.subgraph, cost.disbursement, 'return');
      expect((await read(cost.id)).status).toBe('REJECTED');
      expect(await budget()).toEqual(before);
    });

    test('paid in part: no more is granted, and the union above accounts for what was paid', async () => {
      const [union, before] = [await side(), await budget()];
      const cost = await granted(union);
      const parts = await askInParts(
        desk.subgraph,
        { typeName: 'ServiceCostApplication', id: cost.id, payout: cost.disbursement },
        ['4000', '6000'],
      );
      await walk(desk.subgraph, parts[0] as Cost, 'approve', 'send', 'settle');
      await end(union, null);
      await walk(desk.subgraph, parts[1] as Cost, 'void');
      expect(await read(cost.id)).toMatchObject({ status: 'GRANTED', grantedFen: '4000' });
      const spent = await good(district, 'accountForServiceCost', of(await read(cost.id), receipts('3000')));
      await good(accountant, 'settleServiceCost', of(spent));
      expect(await budget()).toEqual([before[0], before[1] + 3_000]);
    });

    test('accounted for, and a part of the money came back: what was paid is settled', async () => {
      const [union, before] = [await side(), await budget()];
      const cost = await granted(union);
      const parts = await askInParts(
        desk.subgraph,
        { typeName: 'ServiceCostApplication', id: cost.id, payout: cost.disbursement },
        ['4000', '6000'],
      );
      for (const part of parts) await walk(desk.subgraph, part, 'approve', 'send', 'settle');
      await good(union.officer, 'accountForServiceCost', of(await read(cost.id), receipts('9000')));
      await end(union, null);
      const [, second] = parts as [Cost, Cost];
      await walk(desk.subgraph, { ...second, version: second.version + 3 }, 'return');
      await good(accountant, 'settleServiceCost', of(await read(cost.id)));
      expect(await budget()).toEqual([before[0], before[1] + 4_000]);
    });
  });

  test('what is coordinated, granted or applied for while the union ends is the heir’s, or refused', async () => {
    for (let time = 0; time < 8; time++) {
      const [union, heir] = [await side(), await side()];
      const [waiting, forward] = [await submitted(union), await coordinated(union)];
      await Promise.all([
        code(district, 'coordinateServiceCost', of(waiting, yes)),
        code(city, 'grantServiceCost', of(forward, yes)),
        code(union.officer, 'applyForServiceCost', asked({ unionId: union.unionId })),
        end(union, heir),
      ]);
      const left = await desk.subgraph.sql<{ status: string }>(
        `select a.status from service_cost_application a where a.union_id = $1 and not exists (
          select from disbursement d where d.source_id = a.id::text and d.status = 'RESERVED')`,
        [union.unionId],
      );
      expect(left).toEqual([]);
    }
  });

  test('an end that is told while the last payout is given up leaves nothing with the ended union', async () => {
    for (let time = 0; time < 8; time++) {
      const [union, heir] = [await side(), await side()];
      const cost = await granted(union);
      await Promise.all([desk.subgraph.code(take(desk.subgraph, 'void', cost.disbursement)), end(union, heir)]);
      expect(await unionOf(cost)).toEqual(at(heir));
    }
  });
});
