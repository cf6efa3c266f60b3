import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff } from '@union-graph/testing';
import { accountant, auditor } from '../../test/books.ts';
import { take, walk } from '../../test/payouts.ts';
import { asked, city, district, no, of, officer, receipts, serviceCostDesk, unionId, yes } from '../../test/serviceCosts.ts';
import { insertUnion } from '../../test/unions.ts';

describe('service costs of joint unions: who applies, for what, and who decides (S-33)', () => {
  const desk = serviceCostDesk();
  const { good, code, apply, read, paid, budget } = desk;

  test('S-33: one cost is asked for once, also by many at once, until it is rejected or settled', async () => {
    const wish = asked();
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(officer, 'applyForServiceCost', wish)));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
    for (const more of [{ purpose: `${wish.purpose} 二` }, { requestedFen: '10001' }])
      expect(await code(officer, 'applyForServiceCost', { ...wish, ...more })).toBeNull();
    const [first] = await desk.subgraph.sql<{ id: string; version: number }>(
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
    await walk(desk.subgraph, (await read(id)).disbursement, 'approve', 'send', 'settle');
    const spent = await good(officer, 'accountForServiceCost', of(await read(id), receipts('10000')));
    expect(await code(officer, 'applyForServiceCost', again)).toBe('DUPLICATE');
    await good(accountant, 'settleServiceCost', of(spent));
    expect(await code(officer, 'applyForServiceCost', again)).toBeNull();
  });

  test('a union that ended is granted nothing, and what was granted and is not with the bank is taken back', async () => {
    const ended = newId();
    await insertUnion(desk.subgraph, ended);
    const own = staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${ended}/`);
    const wish = async () => {
      const one = await good(own, 'applyForServiceCost', asked({ unionId: ended }));
      return good(district, 'coordinateServiceCost', of(one, yes));
    };
    const grant = async () => read((await good(city, 'grantServiceCost', of(await wish(), yes))).id);
    const before = await budget();
    const [voided, reserved, sent, open] = [await grant(), await grant(), await grant(), await wish()];
    await walk(desk.subgraph, voided.disbursement, 'void');
    const withBank = await walk(desk.subgraph, sent.disbursement, 'approve', 'send');
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: `/city/110105/${ended}/`, mergedIntoId: null };
    expect(await desk.subgraph.send({ type: 'organisation.union.dissolved', subject: ended, aggregateversion: 5, data })).toBe(
      204,
    );
    expect(await code(own, 'applyForServiceCost', asked({ unionId: ended }))).toBe('FORBIDDEN');
    const above = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');
    expect(await code(above, 'applyForServiceCost', asked({ unionId: ended }))).toBe('VALIDATION_FAILED');
    expect((await read(open.id)).status).toBe('REJECTED');
    expect((await read(voided.id)).status).toBe('REJECTED');
    expect(await desk.subgraph.code(take(desk.subgraph, 'approve', reserved.disbursement))).toBe('SOURCE_NOT_APPROVED');
    await walk(desk.subgraph, reserved.disbursement, 'void');
    expect(await read(reserved.id)).toMatchObject({ status: 'REJECTED', reason: expect.stringContaining('工会已撤销') });
    await walk(desk.subgraph, withBank, 'settle');
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
    expect(await desk.subgraph.send({ type: 'organisation.union.activated', ...about, data })).toBe(204);
    const at = (path: string) => staff(newId(), 'JOINT_UNION_OFFICER', path);
    const toPath = `/city/110106/${street}/${moving}/`;
    const wish = () => asked({ unionId: moving });
    expect(await code(at(`/city/110101/${moving}/`), 'applyForServiceCost', wish())).toBe('FORBIDDEN');
    const move = { fromPath: data.scopePath, toPath, parentId: street };
    expect(await desk.subgraph.send({ type: 'organisation.union.moved', ...about, aggregateversion: 3, data: move })).toBe(204);
    for (const path of [data.scopePath, toPath]) {
      const { id } = await good(at(path), 'applyForServiceCost', wish());
      expect(await desk.subgraph.sql('select scope_path as path from service_cost_application where id = $1', [id])).toEqual([
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
    const count = async (viewer: Viewer) => (await desk.subgraph.ask(viewer, list)).data.serviceCostApplications.totalCount;
    const [own] = await desk.subgraph.sql<{ count: number; here: number; all: number }>(
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
