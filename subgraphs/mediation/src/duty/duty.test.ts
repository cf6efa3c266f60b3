import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type BuiltLawyer, buildLawyer, buildOrg, buildServiceContract, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const NOW = '2013-10-19T10:00:00+08:00';
const admin = staff(newId(), 'DISTRICT_ADMIN', PATH);
const at = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`;
const shift = (lawyerId: string, day: string, from = 9, to = 17) => ({ lawyerId, start: at(day, from), end: at(day, to) });

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

const districts = Array.from({ length: 40 }, (_, number) => `1102${String(number).padStart(2, '0')}`);
const buildCentre = () =>
  buildOrg(subgraph, { kind: 'DISTRICT_CENTRE', district_code: districts.pop(), service_point_id: null, name_zh: '调解中心' });
const call = (verb: string, fields: string, input: object, viewer: Viewer = admin, now = NOW) =>
  caller(subgraph)(verb, fields, input, viewer, now);
const refusal = async (answer: ReturnType<typeof call>) => (await answer).errors?.[0]?.extensions;
const schedule = (orgId: string, shifts: readonly object[], viewer?: Viewer) =>
  call('scheduleDuty', 'shifts { id version lawyer { id } start }', { orgId, shifts }, viewer);
const build = async (...orgIds: string[]) => buildLawyer(subgraph, newId(), orgIds);

const roster = async (orgId: string, from: string, to: string) =>
  (
    await subgraph.ask(
      ANONYMOUS,
      `query ($orgId: ID!, $from: Date!, $to: Date!) { dutyRoster(orgId: $orgId, from: $from, to: $to) {
        gaps days { on isOpen lawyers missing shifts { lawyer { id } } } } }`,
      { orgId, from, to },
      NOW,
    )
  ).data.dutyRoster;

describe('duty at a centre (S-51, MED-INV-2)', () => {
  test('a centre shows a gap on each open day with less than two lawyers, by the calendar', async () => {
    const centre = await buildCentre();
    const [one, other] = [await build(centre), await build(centre)];
    await schedule(centre, [shift(one.id, '2013-10-21'), shift(other.id, '2013-10-21'), shift(one.id, '2013-10-22')]);
    expect(await roster(centre, '2013-10-19', '2013-10-22')).toEqual({
      gaps: 1,
      days: [
        {
          on: '2013-10-21',
          isOpen: true,
          lawyers: 2,
          missing: 0,
          shifts: [{ lawyer: { id: one.id } }, { lawyer: { id: other.id } }],
        },
        { on: '2013-10-22', isOpen: true, lawyers: 1, missing: 1, shifts: [{ lawyer: { id: one.id } }] },
      ],
    });
    // 12 October 2013, a Saturday, was worked, and 1 to 7 October were not.
    const { days } = await roster(centre, '2013-10-01', '2013-10-13');
    expect(days.map(({ on, missing }: { on: string; missing: number }) => [on, missing])).toEqual([
      ['2013-10-08', 2],
      ['2013-10-09', 2],
      ['2013-10-10', 2],
      ['2013-10-11', 2],
      ['2013-10-12', 2],
    ]);
  });

  test('two shifts of one lawyer on a day count once; a room owes nobody', async () => {
    const [centre, room] = [await buildCentre(), await buildOrg(subgraph)];
    const lawyer = await build(centre, room);
    await schedule(centre, [shift(lawyer.id, '2013-10-21', 9, 12), shift(lawyer.id, '2013-10-21', 13, 17)]);
    expect((await roster(centre, '2013-10-21', '2013-10-21')).days).toMatchObject([{ lawyers: 1, missing: 1 }]);
    expect((await roster(room, '2013-10-21', '2013-10-21')).days).toMatchObject([{ lawyers: 0, missing: 0 }]);
  });

  test('MED-INV-2: a lawyer is at one place at a time; one shift may follow another', async () => {
    const [one, other] = [await buildCentre(), await buildCentre()];
    const lawyer = await build(one, other);
    await schedule(one, [shift(lawyer.id, '2013-10-21', 9, 12)]);
    expect(await refusal(schedule(other, [shift(lawyer.id, '2013-10-21', 11, 13)]))).toEqual({
      code: 'VALIDATION_FAILED',
      rule: 'MED-INV-2',
      field: 'lawyerId',
    });
    expect((await schedule(other, [shift(lawyer.id, '2013-10-21', 12, 17)])).errors).toBeUndefined();
  });

  test.each([
    ['on a day off', (id: string) => [shift(id, '2013-10-20')], { code: 'OUTSIDE_HOURS', rule: 'MED-INV-2', field: 'start' }],
    ['that is over', (id: string) => [shift(id, '2013-10-18')], { code: 'BAD_USER_INPUT', field: 'start' }],
    ['in two years', (id: string) => [shift(id, '2015-10-20')], { code: 'BAD_USER_INPUT', field: 'start' }],
    ['that ends before it begins', (id: string) => [shift(id, '2013-10-21', 12, 9)], { code: 'BAD_USER_INPUT', field: 'end' }],
    [
      'over midnight',
      (id: string) => [{ lawyerId: id, start: at('2013-10-21', 20), end: at('2013-10-22', 1) }],
      { code: 'BAD_USER_INPUT', field: 'end' },
    ],
    ['of nobody', () => [shift(newId(), '2013-10-21')], { code: 'NOT_FOUND' }],
    ['none at all', () => [], { code: 'BAD_USER_INPUT', field: 'shifts' }],
    ['a hundred and one', (id: string) => Array(101).fill(shift(id, '2013-10-21')), { code: 'BAD_USER_INPUT', field: 'shifts' }],
    [
      'after the contract ends',
      (id: string) => [shift(id, '2013-12-02')],
      { code: 'VALIDATION_FAILED', rule: 'S-51', field: 'lawyerId' },
    ],
  ])('a shift %s is refused, and nothing is written', async (_, shifts, expected) => {
    const centre = await buildCentre();
    const lawyer = await build();
    await buildServiceContract(subgraph, lawyer.firmId, [centre], { to_on: '2013-12-01' });
    expect(await refusal(schedule(centre, shifts(lawyer.id)))).toEqual(expected);
    expect(await refusal(schedule(centre, [shift(lawyer.id, '2013-10-21'), ...shifts(lawyer.id)].slice(0, 101)))).toEqual(
      shifts('').length === 0 ? undefined : expected,
    );
  });

  test('a lawyer whose firm is under contract elsewhere is not on duty here, whoever writes it', async () => {
    const [centre, other] = [await buildCentre(), await buildCentre()];
    const lawyer = await build(other);
    expect(await refusal(schedule(centre, [shift(lawyer.id, '2013-10-21')]))).toMatchObject({ rule: 'S-51' });
    await expect(
      subgraph.sql('insert into duty_shift (id, lawyer_id, org_id, start_at, end_at) values ($1, $2, $3, $4, $5)', [
        newId(),
        lawyer.id,
        centre,
        at('2013-10-21', 9),
        at('2013-10-21', 17),
      ]),
    ).rejects.toMatchObject({ constraint: 'duty_shift_contracted' });
  });

  test('a shift that is called off leaves a gap and frees the lawyer', async () => {
    const [centre, room] = [await buildCentre(), await buildOrg(subgraph)];
    const lawyer = await build(centre, room);
    const [{ id, version }] = (await schedule(centre, [shift(lawyer.id, '2013-10-21')])).data.scheduleDuty.shifts;
    const cancel = (more: object = {}, viewer?: Viewer, now?: string) =>
      call(
        'cancelDuty',
        'shift { cancelledAt version }',
        { shiftId: id, expectedVersion: version, reason: '开庭', ...more },
        viewer,
        now,
      );
    expect(await refusal(cancel({}, admin, at('2013-10-22', 9)))).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect((await cancel()).data.cancelDuty.shift).toEqual({ cancelledAt: '2013-10-19T02:00:00.000Z', version: 2 });
    expect(await refusal(cancel({ expectedVersion: 2 }))).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect((await roster(centre, '2013-10-21', '2013-10-21')).gaps).toBe(1);
    expect((await schedule(room, [shift(lawyer.id, '2013-10-21')])).errors).toBeUndefined();
  });
});

describe('a suggested roster', () => {
  const suggest = async (orgId: string, from: string, to: string, viewer: Viewer = admin) =>
    subgraph.ask(
      viewer,
      `query ($orgId: ID!, $from: Date!, $to: Date!) { suggestedDuty(orgId: $orgId, from: $from, to: $to) {
        lawyer { id } start end days conflicts } }`,
      { orgId, from, to },
      NOW,
    );

  test('fills the gaps of a week so that all are on duty equally often, and can be written as it is', async () => {
    const [centre, room] = [await buildCentre(), await buildOrg(subgraph)];
    const lawyers = await Promise.all([build(centre, room), build(centre), build(centre)]);
    await schedule(room, [shift(lawyers[0]?.id as string, '2013-10-21')]);
    const found = (await suggest(centre, '2013-10-21', '2013-10-25')).data.suggestedDuty as {
      lawyer: { id: string };
      start: string;
      end: string;
      days: number;
    }[];
    expect(found).toHaveLength(10);
    expect(found.filter(({ start }) => start === '2013-10-21T01:00:00.000Z').map(({ lawyer }) => lawyer.id)).not.toContain(
      lawyers[0]?.id,
    );
    const most = lawyers.map(({ id }) => Math.max(...found.filter(({ lawyer }) => lawyer.id === id).map(({ days }) => days)));
    expect(Math.max(...most) - Math.min(...most)).toBeLessThanOrEqual(1);
    await schedule(
      centre,
      found.map(({ lawyer, start, end }) => ({ lawyerId: lawyer.id, start, end })),
    );
    expect((await roster(centre, '2013-10-21', '2013-10-25')).gaps).toBe(0);
    expect((await suggest(centre, '2013-10-21', '2013-10-25')).data.suggestedDuty).toEqual([]);
  });

  test('is for who keeps the roster, and for a place that is', async () => {
    const centre = await buildCentre();
    for (const viewer of [ANONYMOUS, staff(newId(), 'MEDIATOR', PATH), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')])
      expect((await suggest(centre, '2013-10-21', '2013-10-25', viewer)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await suggest(newId(), '2013-10-21', '2013-10-25')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await suggest(centre, '2013-10-21', '2013-11-21')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('swaps', () => {
  const SWAP = 'swap { id version status askedOf { id } takenBy { id } shift { lawyer { id } version } }';
  let centre: string;
  let one: BuiltLawyer;
  let other: BuiltLawyer;
  beforeAll(async () => {
    centre = await buildCentre();
    [one, other] = [await build(centre), await build(centre)];
  });
  const days = ['2013-10-21', '2013-10-22', '2013-10-23', '2013-10-24', '2013-10-25', '2013-10-28', '2013-10-29', '2013-10-30'];
  const ask = async (more: object = {}, viewer: Viewer = one.viewer) => {
    const [made] = (await schedule(centre, [shift(one.id, days.shift() as string)])).data.scheduleDuty.shifts;
    const input = { shiftId: made.id, expectedVersion: made.version, reason: '出差', ...more };
    return { shiftId: made.id, answer: await call('askDutySwap', SWAP, input, viewer) };
  };
  const asked = async (more: object = {}) => (await ask(more)).answer.data.askDutySwap.swap;
  const answer = (swap: { id: string; version: number }, accept: boolean, viewer: Viewer = other.viewer, now?: string) =>
    call('answerDutySwap', SWAP, { swapId: swap.id, expectedVersion: swap.version, accept }, viewer, now);
  const listed = async (viewer: Viewer) =>
    (await subgraph.ask(viewer, '{ dutySwaps { nodes { id } } }', {}, NOW)).data.dutySwaps.nodes.map(
      ({ id }: { id: string }) => id,
    );

  test('a lawyer asks, another accepts and has the shift', async () => {
    const swap = await asked({ lawyerId: other.id });
    expect(swap).toMatchObject({ status: 'ASKED', askedOf: { id: other.id }, shift: { lawyer: { id: one.id } } });
    const { swap: taken } = (await answer(swap, true)).data.answerDutySwap;
    expect(taken).toMatchObject({
      status: 'ACCEPTED',
      takenBy: { id: other.id },
      shift: { lawyer: { id: other.id }, version: 2 },
    });
    expect(await refusal(answer({ ...swap, version: 2 }, true))).toMatchObject({ code: 'INVALID_TRANSITION' });
  });

  test('who was asked may decline, who asked withdraw, and then ask again', async () => {
    expect((await answer(await asked({ lawyerId: other.id }), false)).data.answerDutySwap.swap).toMatchObject({
      status: 'DECLINED',
      shift: { lawyer: { id: one.id } },
    });
    const { shiftId, answer: first } = await ask();
    const swap = first.data.askDutySwap.swap;
    const again = { shiftId, expectedVersion: 1, reason: '仍出差' };
    expect(await refusal(call('askDutySwap', SWAP, again, one.viewer))).toMatchObject({ code: 'DUPLICATE' });
    const back = { swapId: swap.id, expectedVersion: 1 };
    expect(await refusal(call('withdrawDutySwap', SWAP, back, other.viewer))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await call('withdrawDutySwap', SWAP, back, one.viewer)).data.withdrawDutySwap.swap.status).toBe('WITHDRAWN');
    expect((await call('askDutySwap', SWAP, again, one.viewer)).errors).toBeUndefined();
  });

  test('nobody takes a shift over who is on duty elsewhere then, not under contract there, or not asked', async () => {
    const room = await buildOrg(subgraph);
    await buildServiceContract(subgraph, other.firmId, [room]);
    await schedule(room, [shift(other.id, days[0] as string)]);
    const swap = await asked();
    expect(await refusal(answer(swap, true))).toMatchObject({ rule: 'MED-INV-2' });
    expect(await refusal(answer(swap, false))).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect(await refusal(answer(swap, true, one.viewer))).toMatchObject({ code: 'FORBIDDEN' });
    const stranger = await build();
    expect(await refusal(answer(swap, true, stranger.viewer))).toMatchObject({ code: 'NOT_FOUND' });
    const named = await asked({ lawyerId: stranger.id });
    expect(await refusal(answer(named, true, stranger.viewer))).toMatchObject({ rule: 'S-51' });
    expect(await refusal(answer(named, true))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await listed(stranger.viewer)).toEqual([named.id]);
    expect(await listed(other.viewer)).toContain(swap.id);
    expect(await listed(other.viewer)).not.toContain(named.id);
    expect(await listed(admin)).toEqual(expect.arrayContaining([swap.id, named.id]));
    expect(await listed(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toEqual([]);
  });

  test('a swap lapses when the shift begins, and ends with a shift that is called off', async () => {
    const swap = await asked();
    expect(await refusal(answer(swap, true, other.viewer, at('2013-11-01', 9)))).toMatchObject({ code: 'INVALID_TRANSITION' });
    const { shiftId, answer: open } = await ask();
    await call('cancelDuty', 'shift { id }', { shiftId, expectedVersion: 1, reason: '停诊' });
    expect(await refusal(answer({ ...open.data.askDutySwap.swap, version: 2 }, true))).toMatchObject({
      code: 'INVALID_TRANSITION',
    });
  });

  test('only the lawyer of the shift asks, of all who accept at once one has it', async () => {
    expect(await refusal(ask({}, other.viewer).then(({ answer: said }) => said))).toMatchObject({ code: 'FORBIDDEN' });
    const third = await build(centre);
    days.push('2013-11-04');
    const swap = await asked();
    const codes = await Promise.all(
      [other, third].map(async ({ viewer }) => (await refusal(answer(swap, true, viewer)))?.code ?? 'done'),
    );
    expect(codes.sort()).toEqual(['VERSION_CONFLICT', 'done']);
  });

  test('S-51: who stopped serving meanwhile takes nothing over; what was asked of them is declined, and another one is asked', async () => {
    days.splice(0, days.length, '2013-11-05', '2013-10-31', '2013-11-06');
    const leaver = await build(centre);
    const [named, early, open] = [await asked({ lawyerId: leaver.id }), await asked({ lawyerId: leaver.id }), await asked()];
    const dismiss = (lastDay: string) =>
      call(
        'dismissLawyer',
        'lawyer { leftAt }',
        { lawyerId: leaver.id, expectedVersion: 1, lastDay },
        staff(newId(), 'CITY_DEPT'),
      );
    expect((await dismiss('2013-10-31')).errors).toBeUndefined();
    const stateOf = async ({ id }: { id: string }) =>
      (await subgraph.sql<{ status: string }>('select status from duty_swap where id = $1', [id]))[0]?.status;
    expect([await stateOf(named), await stateOf(early), await stateOf(open)]).toEqual(['DECLINED', 'ASKED', 'ASKED']);
    expect(await refusal(answer(open, true, leaver.viewer))).toMatchObject({ rule: 'S-51', field: 'lawyerId' });
    expect((await answer(early, true, leaver.viewer)).errors).toBeUndefined();
    const [{ shift_id: shiftId }] = (await subgraph.sql('select shift_id from duty_swap where id = $1', [named.id])) as [
      { shift_id: string },
    ];
    const again = { shiftId, expectedVersion: 1, reason: '出差' };
    expect(await refusal(call('askDutySwap', SWAP, { ...again, lawyerId: leaver.id }, one.viewer))).toMatchObject({
      rule: 'S-51',
    });
    expect((await call('askDutySwap', SWAP, { ...again, lawyerId: other.id }, one.viewer)).errors).toBeUndefined();
  });

  test('of a lawyer who is dismissed and takes a shift over at once, one happens', async () => {
    days.splice(0, days.length, '2013-11-11', '2013-11-12', '2013-11-13', '2013-11-14');
    for (let round = 0; round < 4; round++) {
      const leaver = await build(centre);
      const swap = await asked({ lawyerId: leaver.id });
      const input = { lawyerId: leaver.id, expectedVersion: 1, lastDay: '2013-10-31' };
      const [gone, taken] = await Promise.all([
        refusal(call('dismissLawyer', 'lawyer { leftAt }', input, staff(newId(), 'CITY_DEPT'))),
        refusal(answer(swap, true, leaver.viewer)),
      ]);
      expect([gone, taken].filter((refused) => refused === undefined)).toHaveLength(1);
    }
  });
});
