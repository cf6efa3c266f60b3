import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { nameHash, newId } from '@union-graph/subgraph';
import { caller, listed, staff, type TestSubgraph, testSubgraph, withoutDeadlock } from '@union-graph/testing';
import { buildCase, buildLawyer, buildOrg, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const NOW = '2013-10-19T10:00:00+08:00';
const admin = staff(newId(), 'DISTRICT_ADMIN', PATH);

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

let licences = 0;
const licence = () => `1110120131${String(++licences).padStart(7, '0')}`;
const call = (verb: string, fields: string, input: object, viewer: Viewer = admin) =>
  caller(subgraph)(verb, fields, input, viewer, NOW);
const CONTRACT = 'contract { id from to feeFen firm { id nameZh contracts { id } } orgs { id } }';
const term = { from: '2013-11-01', to: '2014-10-31', feeFen: '6000000' };
const sign = (input: object, viewer?: Viewer) => call('signServiceContract', CONTRACT, { ...term, ...input }, viewer);
const newFirm = () => ({ nameZh: '京正律师事务所', licenceNo: licence() });
const refusal = async (answer: ReturnType<typeof call>) => (await answer).errors?.[0]?.extensions;

describe('contracts of service (S-51)', () => {
  test('a contract is written with its firm, and followed by another one', async () => {
    const orgId = await buildOrg(subgraph);
    const { contract } = (await sign({ newFirm: newFirm(), orgIds: [orgId] })).data.signServiceContract;
    expect(contract).toMatchObject({
      from: '2013-11-01',
      feeFen: '6000000',
      orgs: [{ id: orgId }],
      firm: { nameZh: '京正律师事务所' },
    });
    const firmId = contract.firm.id;
    const overlapping = { firmId, orgIds: [orgId], from: '2014-10-31', to: '2015-10-30' };
    expect(await refusal(sign(overlapping))).toEqual({ code: 'DUPLICATE', rule: 'S-51', field: 'orgIds' });
    const { contract: next } = (await sign({ ...overlapping, from: '2014-11-01' })).data.signServiceContract;
    expect(next.firm.contracts.map(({ id }: { id: string }) => id)).toEqual([contract.id, next.id]);
  });

  test('of twenty contracts of a firm for the same places at once, one is written', async () => {
    const orgIds = [await buildOrg(subgraph), await buildOrg(subgraph)];
    const { firmId } = await buildLawyer(subgraph);
    const codes = await withoutDeadlock(
      subgraph,
      'service_contract',
      `(id, firm_id, from_on, to_on, fee_fen, org_ids)
       values ('${newId()}', '${firmId}', '2013-11-01', '2014-10-31', 1, '{${orgIds.join(',')}}')`,
      Array.from({ length: 20 }, (_, at) => async () => {
        const input = { firmId, orgIds: at % 2 ? orgIds : orgIds.toReversed() };
        return (await refusal(sign(input)))?.code ?? 'done';
      }),
    );
    expect(codes.sort()).toEqual([...Array<string>(19).fill('DUPLICATE'), 'done']);
  });

  test.each([
    ['a term that ends before it begins', { to: '2013-10-31' }, { code: 'BAD_USER_INPUT', field: 'to' }],
    ['a term that is over', { from: '2012-01-01', to: '2012-12-31' }, { code: 'BAD_USER_INPUT', field: 'to' }],
    ['more than five years', { to: '2018-11-01' }, { code: 'VALIDATION_FAILED', rule: 'S-51', field: 'to' }],
    ['less than nothing', { feeFen: '-1' }, { code: 'BAD_USER_INPUT' }],
    ['too much', { feeFen: '10000000001' }, { code: 'BAD_USER_INPUT', field: 'feeFen' }],
    ['no place', { orgIds: [] }, { code: 'BAD_USER_INPUT', field: 'orgIds' }],
    ['a place that is none', { orgIds: [newId()] }, { code: 'NOT_FOUND' }],
    ['no firm', { newFirm: null }, { code: 'BAD_USER_INPUT', field: 'firmId' }],
    ['a firm that is none', { newFirm: null, firmId: newId() }, { code: 'NOT_FOUND' }],
    [
      'a term of 2019, longer after today than a contract lasts',
      { from: '2018-10-20', to: '2019-10-19' },
      { code: 'VALIDATION_FAILED', rule: 'S-51', field: 'from' },
    ],
    ['two firms', { firmId: newId() }, { code: 'BAD_USER_INPUT', field: 'firmId' }],
    [
      'a licence of 13 digits',
      { newFirm: { nameZh: '甲', licenceNo: '1'.repeat(13) } },
      { code: 'BAD_USER_INPUT', field: 'licenceNo' },
    ],
  ])('a contract with %s is refused', async (_, more, expected) => {
    expect(await refusal(sign({ newFirm: newFirm(), orgIds: [await buildOrg(subgraph)], ...more }))).toMatchObject(expected);
  });

  test('a place twice, a dissolved one, a firm twice', async () => {
    const orgId = await buildOrg(subgraph);
    expect(await refusal(sign({ newFirm: newFirm(), orgIds: [orgId, orgId] }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'orgIds',
    });
    const dissolved = await buildOrg(subgraph, { status: 'DISSOLVED' });
    expect(await refusal(sign({ newFirm: newFirm(), orgIds: [dissolved] }))).toEqual({
      code: 'VALIDATION_FAILED',
      field: 'orgIds',
    });
    const firm = newFirm();
    await sign({ newFirm: firm, orgIds: [orgId] });
    expect(await refusal(sign({ newFirm: firm, orgIds: [await buildOrg(subgraph)] }))).toEqual({
      code: 'DUPLICATE',
      field: 'newFirm',
    });
  });

  test('who signs: the unions above each place', async () => {
    const [own, far] = [
      await buildOrg(subgraph),
      await buildOrg(subgraph, { scope_path: '/city/110101/', district_code: '110101' }),
    ];
    const at = (viewer: Viewer, orgIds: readonly string[]) => refusal(sign({ newFirm: newFirm(), orgIds }, viewer));
    expect(await at(admin, [own, far])).toMatchObject({ code: 'FORBIDDEN' });
    expect(await at(staff(newId(), 'CITY_DEPT'), [own, far])).toBeUndefined();
    for (const viewer of [ANONYMOUS, staff(newId(), 'MEDIATOR', PATH), staff(newId(), 'BUREAU_ADMIN', PATH)])
      expect(await at(viewer, [own])).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('lawyers of a firm (S-51)', () => {
  const build = async () => {
    const orgId = await buildOrg(subgraph);
    const { contract } = (await sign({ newFirm: newFirm(), orgIds: [orgId], from: '2013-10-01' })).data.signServiceContract;
    return { orgId, firmId: contract.firm.id as string };
  };
  const employed = (scopePath = PATH) =>
    listed(subgraph.sql, 'STAFF', { detail: 'LAWYER', nameHash: nameHash('周明'), scopePath });
  const appoint = async (firmId: string, more: object = {}, viewer?: Viewer) =>
    call(
      'appointLawyer',
      'lawyer { id nameZh version appointedAt leftAt firm { id } }',
      { firmId, staffMemberId: await employed(), nameZh: '周明', licenceNo: licence(), ...more },
      viewer,
    );

  test('a lawyer of a firm under contract is appointed, once', async () => {
    const { firmId } = await build();
    const person = { staffMemberId: await employed(), licenceNo: licence() };
    expect((await appoint(firmId, person)).data.appointLawyer.lawyer).toMatchObject({
      nameZh: '周明',
      appointedAt: '2013-10-19',
      leftAt: null,
      firm: { id: firmId },
    });
    expect(await refusal(appoint(firmId, { ...person, licenceNo: licence() }))).toEqual({
      code: 'DUPLICATE',
      field: 'staffMemberId',
    });
    expect(await refusal(appoint(firmId, { licenceNo: person.licenceNo }))).toEqual({ code: 'DUPLICATE', field: 'licenceNo' });
    expect(await refusal(appoint(firmId, { licenceNo: '1110120131000000' }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'licenceNo',
    });
    expect(await refusal(appoint(firmId, { staffMemberId: newId() }))).toMatchObject({
      code: 'NOT_FOUND',
      field: 'staffMemberId',
    });
    expect(await refusal(appoint(firmId, { nameZh: '周亮' }))).toMatchObject({ code: 'VALIDATION_FAILED', field: 'nameZh' });
    expect(await refusal(appoint(firmId, { nameZh: '周1' }))).toEqual({ code: 'BAD_USER_INPUT', field: 'nameZh' });
    expect(await refusal(appoint(newId()))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(appoint(firmId, {}, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('staff of the city and of other districts are not known to a district, under whatever name', async () => {
    const { firmId } = await build();
    for (const staffMemberId of [await employed('/city/'), await employed('/city/110101/u/'), newId()])
      for (const nameZh of ['周明', '周亮'])
        expect(await refusal(appoint(firmId, { staffMemberId, nameZh }, admin))).toEqual({
          code: 'NOT_FOUND',
          field: 'staffMemberId',
        });
    const ofCity = { staffMemberId: await employed('/city/') };
    expect((await appoint(firmId, ofCity, staff(newId(), 'CITY_DEPT'))).errors).toBeUndefined();
  });

  test('not while no contract of the firm runs', async () => {
    const orgId = await buildOrg(subgraph);
    const { firmId } = await buildLawyer(subgraph);
    await subgraph.sql(
      `insert into service_contract (id, firm_id, from_on, to_on, fee_fen, org_ids) values ($1, $2, '2012-01-01', '2013-10-18', 0, array[$3]::uuid[])`,
      [newId(), firmId, orgId],
    );
    expect(await refusal(appoint(firmId))).toEqual({ code: 'VALIDATION_FAILED', rule: 'S-51', field: 'firmId' });
  });

  test('a lawyer who has shifts later or an open case serves on; afterwards nothing is given to them', async () => {
    const { orgId, firmId } = await build();
    const { id } = (await appoint(firmId)).data.appointLawyer.lawyer;
    const schedule = (day: string) =>
      call('scheduleDuty', 'shifts { id }', {
        orgId,
        shifts: [{ lawyerId: id, start: `${day}T09:00:00+08:00`, end: `${day}T17:00:00+08:00` }],
      });
    const dismiss = (more: object = {}, viewer?: Viewer) =>
      call(
        'dismissLawyer',
        'lawyer { leftAt version }',
        { lawyerId: id, expectedVersion: 1, lastDay: '2013-10-31', ...more },
        viewer,
      );
    const [shift] = (await schedule('2013-11-01')).data.scheduleDuty.shifts;
    expect(await refusal(dismiss())).toEqual({ code: 'VALIDATION_FAILED', rule: 'S-51', field: 'lawyerId' });
    await call('cancelDuty', 'shift { id }', { shiftId: shift.id, expectedVersion: 1, reason: '离职' });
    const { id: caseId } = await buildCase(subgraph, 'ASSIGNED', { lawyer_id: id });
    expect(await refusal(dismiss())).toEqual({ code: 'VALIDATION_FAILED', rule: 'S-51', field: 'lawyerId' });
    await subgraph.sql('update mediation_case set lawyer_id = null where id = $1', [caseId]);
    expect(await refusal(dismiss({ lastDay: '2013-10-18' }))).toEqual({ code: 'BAD_USER_INPUT', field: 'lastDay' });
    expect(await refusal(dismiss({}, staff(newId(), 'MEDIATOR', PATH)))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await dismiss()).data.dismissLawyer.lawyer).toEqual({ leftAt: '2013-10-31', version: 2 });
    expect(await refusal(dismiss({ expectedVersion: 2 }))).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect(await refusal(schedule('2013-11-01'))).toMatchObject({ rule: 'S-51' });
    expect((await schedule('2013-10-31')).errors).toBeUndefined();
  });
});
