import { newId } from '@union-graph/subgraph';
import { eventually, insert, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { mediation } from '../subgraph.ts';
import { contractStatus, firstDayInForce, fitsTerm } from './rules.ts';

const FIELDS = 'contract { id kind status filedOn version employers { id } workersSide { id } }';
const FILE = `mutation ($input: FileContractInput!) { fileContract(input: $input) { ${FIELDS} } }`;
const REVIEW = `mutation ($input: RecordReviewInput!) { recordReview(input: $input) { ${FIELDS} } }`;
const LATER = '2013-11-05T09:00:00+08:00';

test.each([
  ['on the fifteenth day, a Sunday', '2013-11-03', 'FILED'],
  ['on the Monday that it moves to', '2013-11-04', 'FILED'],
  ['on the day after', '2013-11-05', 'EFFECTIVE'],
  ['on its last day', '2014-10-18', 'EFFECTIVE'],
  ['the day after', '2014-10-19', 'EXPIRED'],
])('2.2.3: a contract filed on 19 October is %s (%s) %s', (_, on, status) => {
  const filed = { objectionBy: '2013-11-04', objectedOn: null, termFrom: '2013-10-19', termTo: '2014-10-18' };
  expect(contractStatus(filed, on)).toBe(status);
  expect(contractStatus({ ...filed, objectedOn: '2013-10-20' }, on)).toBe('OBJECTED');
  expect(firstDayInForce({ ...filed, termFrom: '2014-01-01' })).toBe('2014-01-01');
});

test('2.2.3: terms', () => {
  const fits = (kind: 'COLLECTIVE' | 'WAGE_SPECIAL', to: string) => fitsTerm(kind, '2013-01-01', to);
  expect([fits('WAGE_SPECIAL', '2013-12-31'), fits('WAGE_SPECIAL', '2014-12-31'), fits('WAGE_SPECIAL', '2013-12-30')]).toEqual([
    true,
    false,
    false,
  ]);
  expect([fits('COLLECTIVE', '2015-12-31'), fits('COLLECTIVE', '2016-01-01'), fits('COLLECTIVE', '2013-11-30')]).toEqual([
    true,
    false,
    false,
  ]);
});

describe('collective contracts (S-38, IND-02, IND-03)', () => {
  let subgraph: TestSubgraph;
  const unionId = newId();
  const officer = staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${unionId}/`);
  const delegate = staff(newId(), 'LINKED_PARTY');
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation, {
      subscribers: listenerTo('mediation'),
    });
    await insert(subgraph.sql, 'linked_party_delegate', { person_id: delegate.personId, party_code: 'HRSS' });
  });
  afterAll(() => subgraph.stop());
  beforeEach(() => subgraph.sql('truncate collective_contract, collective_contract_employer, employer_place'));

  const file = async (more: object = {}, viewer = officer, now?: string) =>
    subgraph.ask(
      viewer,
      FILE,
      {
        input: {
          idempotencyKey: key(),
          kind: 'AREA',
          workersSideId: unionId,
          ...('employerIds' in more ? {} : { employerIds: [await employer()] }),
          workersCovered: 88,
          signedOn: '2013-10-12',
          termFrom: '2013-10-19',
          termTo: '2014-10-18',
          ...more,
        },
      },
      now,
    );
  const review = (contractId: string, more: object = {}, viewer = delegate, now?: string) =>
    subgraph.ask(
      viewer,
      REVIEW,
      { input: { idempotencyKey: key(), contractId, expectedVersion: 1, objection: '缺少决议', ...more } },
      now,
    );
  const place = (data: object, subject: string = newId(), aggregateversion = 1) =>
    subgraph.send({ type: 'organisation.enterprise.placed', subject, aggregateversion, data });
  const employer = async (more: object = {}): Promise<string> => {
    const id = newId();
    expect(await place({ districtCode: '110105', aboveScale: false, unionId, ...more }, id)).toBe(204);
    return id;
  };
  /** Has the task that waits for the contract's days run on a day. */
  const settle = async (contractId: string, now: string) => {
    const job = JSON.stringify({ payload: { contractId }, clockOffset: Date.parse(now) - Date.now() });
    await subgraph.sql(`select graphile_worker.add_job('settle_contract', $1::json)`, [job]);
    await eventually(async () => {
      const waiting = await subgraph.sql(
        `select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'settle_contract' and j.payload->'payload'->>'contractId' = $1 and j.run_at <= now()`,
        [contractId],
      );
      return waiting.length === 0;
    });
  };
  const told = async (type: string) =>
    (
      await subgraph.sql<{ data: object }>(
        `select event->'data' as data from event_delivery where event->>'type' = $1 order by id`,
        [`mediation.${type}`],
      )
    ).map(({ data }) => data);

  test('filed, in force when fifteen days and the Sunday are over, told to the plan: distinct employers with a union', async () => {
    const [small, large] = [await employer(), await employer({ aboveScale: true, districtCode: '110101' })];
    await employer({ aboveScale: true });
    const alone = await employer({ unionId: null });
    const first = (await file({ employerIds: [small, large, alone] })).data.fileContract.contract;
    expect(first).toMatchObject({ kind: 'AREA', status: 'FILED', filedOn: '2013-10-19', workersSide: { id: unionId } });
    expect(first.employers).toHaveLength(3);
    await file({ kind: 'COLLECTIVE', employerIds: [small] });
    await settle(first.id, '2013-11-04T09:00:00+08:00');
    expect(await told('indicator.measured')).toEqual([]);
    await settle(first.id, LATER);
    expect(await told('contract.effective')).toEqual([{ kind: 'AREA', workersSideId: unionId }]);
    const measured = { period: '2013-11' };
    expect(await told('indicator.measured')).toEqual([
      { ...measured, code: 'IND-02', scopePath: '/city/', numerator: 2, denominator: 3 },
      { ...measured, code: 'IND-03', scopePath: '/city/', numerator: 1, denominator: 2 },
      { ...measured, code: 'IND-02', scopePath: '/city/110101/', numerator: 1, denominator: 1 },
      { ...measured, code: 'IND-03', scopePath: '/city/110101/', numerator: 1, denominator: 1 },
      { ...measured, code: 'IND-02', scopePath: '/city/110105/', numerator: 1, denominator: 2 },
      { ...measured, code: 'IND-03', scopePath: '/city/110105/', numerator: 0, denominator: 1 },
    ]);
    const { data } = await subgraph.ask(
      member(newId()),
      `{ contractCoverage { on employers covered aboveScale aboveScaleWithWages } collectiveContract(id: "${first.id}") { status } }`,
      {},
      LATER,
    );
    expect(data).toEqual({
      contractCoverage: { on: '2013-11-05', employers: 3, covered: 2, aboveScale: 2, aboveScaleWithWages: 1 },
      collectiveContract: { status: 'EFFECTIVE' },
    });
  });

  test('an objection in time keeps it out of force, once', async () => {
    const { id } = (await file()).data.fileContract.contract;
    expect(await subgraph.code(review(id, {}, staff(newId(), 'LINKED_PARTY')))).toBe('FORBIDDEN');
    expect(await subgraph.code(review(newId()))).toBe('NOT_FOUND');
    expect(await subgraph.code(review(id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(review(id, { objection: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(review(id, {}, delegate, LATER))).toBe('DEADLINE_PASSED');
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(review(id))));
    expect(codes.sort()).toEqual([...Array<string>(19).fill('VERSION_CONFLICT'), null].sort());
    expect(await subgraph.code(review(id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    const { data } = await subgraph.ask(officer, `{ collectiveContract(id: "${id}") { status objection } }`, {}, LATER);
    expect(data.collectiveContract).toEqual({ status: 'OBJECTED', objection: '缺少决议' });
    expect(await subgraph.code(subgraph.ask(member(newId()), `{ collectiveContract(id: "${id}") { id } }`))).toBe('NOT_FOUND');
  });

  test.each([
    ['later than ten days', { signedOn: '2013-10-08' }, 'DEADLINE_PASSED'],
    ['wages later than seven', { kind: 'WAGE_SPECIAL', signedOn: '2013-10-11' }, 'DEADLINE_PASSED'],
    ['before it is signed', { signedOn: '2013-10-20' }, 'BAD_USER_INPUT'],
    ['for half a year', { termTo: '2014-04-18' }, 'VALIDATION_FAILED'],
    ['without employers', { employerIds: [] }, 'BAD_USER_INPUT'],
    ['with what is no employer', { employerIds: ['x'] }, 'BAD_USER_INPUT'],
    ['with one employer twice', { employerIds: [1, 2].map(() => '018f0000-0000-7000-8000-000000000001') }, 'BAD_USER_INPUT'],
    [
      'for a time that began long before',
      { kind: 'COLLECTIVE', termFrom: '2013-04-11', termTo: '2016-04-10' },
      'VALIDATION_FAILED',
    ],
    ['for nobody', { workersCovered: 0 }, 'BAD_USER_INPUT'],
    ['for another union', { workersSideId: newId() }, 'FORBIDDEN'],
  ])('filing %s is refused', async (_, more, code) => {
    expect(await subgraph.code(file(more))).toBe(code);
  });

  test('2.2.3: one contract of a kind for one firm at a time; an objection, another kind and the time after it make room', async () => {
    const [firm, other, kind] = [await employer(), await employer(), 'COLLECTIVE'];
    const codeOf = (more: object) => subgraph.code(file({ kind, employerIds: [other, firm], ...more }));
    const { id } = (await file({ kind, employerIds: [firm] })).data.fileContract.contract;
    expect(await codeOf({})).toBe('DUPLICATE');
    expect(await codeOf({ termFrom: '2014-10-18', termTo: '2015-10-17' })).toBe('DUPLICATE');
    expect(await codeOf({ kind: 'AREA' })).toBeNull();
    expect(await codeOf({ termFrom: '2014-10-19', termTo: '2015-10-18' })).toBeNull();
    await review(id);
    expect(await codeOf({})).toBeNull();
  });

  test('of 20 that file for one firm at once one does', async () => {
    const firm = await employer();
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(file({ employerIds: [firm] }))));
    expect(codes.sort()).toEqual([...Array<string>(19).fill('DUPLICATE'), null].sort());
  });

  test('an employer of another district is refused, unless it belongs to the union; a union above the districts has all', async () => {
    const stranger = await employer({ districtCode: '110101', unionId: newId() });
    expect(await subgraph.code(file({ employerIds: [stranger] }))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(file({ employerIds: [await employer({ districtCode: '110101' })] }))).toBeNull();
    const industry = { ...staff(newId(), 'INDUSTRY_ADMIN', '/city/industry-1/'), grants: [] as never };
    const above = { ...industry, grants: [{ role: 'INDUSTRY_ADMIN' as const, scopePath: '/city/industry-1/', unionId }] };
    expect(await subgraph.code(file({ employerIds: [stranger] }, above))).toBeNull();
  });

  test('covers no more workers than its employers have, as organisation counts them', async () => {
    const small = await employer({ headcount: 24 });
    const codeOf = (workersCovered: number, employerIds: string[]) =>
      subgraph.code(file({ kind: 'COLLECTIVE', workersCovered, employerIds }));
    expect(await codeOf(100_000, [small])).toBe('VALIDATION_FAILED');
    expect(await codeOf(25, [small])).toBe('VALIDATION_FAILED');
    expect(await codeOf(54, [small, await employer({ headcount: 29 })])).toBe('VALIDATION_FAILED');
    await place({ districtCode: '110105', aboveScale: false, unionId, headcount: 23 }, small, 2);
    expect(await codeOf(24, [small])).toBe('VALIDATION_FAILED');
    expect(await codeOf(23, [small])).toBeNull();
    expect(await codeOf(100_000, [await employer({ headcount: 24 }), await employer()])).toBeNull();
  });

  test('an employer that organisation has not told of is refused', async () => {
    const unknown = newId();
    const { errors } = await file({ employerIds: [await employer(), unknown] });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(unknown),
      extensions: { code: 'NOT_FOUND', field: 'employerIds' },
    });
  });

  test('by whom, and replayed', async () => {
    for (const viewer of [member(newId()), staff(newId(), 'CITY_DEPT'), staff(newId(), 'DISTRICT_ADMIN', '/city/110105/')])
      expect(await subgraph.code(file({}, viewer))).toBe('FORBIDDEN');
    const input = { idempotencyKey: key(), employerIds: [await employer()] };
    const first = await file(input);
    expect(await file(input)).toEqual(first);
    expect(await subgraph.code(file({ ...input, workersCovered: 89 }))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('what is told of an employer: late, twice, malformed', async () => {
    const id = await employer();
    expect(await place({ districtCode: '110105', aboveScale: true, unionId: null }, id, 1)).toBe(204);
    expect(await place({ districtCode: '110101', aboveScale: true, unionId: null }, id, 2)).toBe(204);
    const [row] = await subgraph.sql('select district_code, above_scale, union_id from employer_place where enterprise_id = $1', [
      id,
    ]);
    expect(row).toEqual({ district_code: '110101', above_scale: true, union_id: null });
    for (const data of [
      {},
      { districtCode: '110105', aboveScale: 1, unionId: null },
      { districtCode: '110105', aboveScale: true, unionId: 'x' },
    ])
      expect(await place(data)).toBeGreaterThanOrEqual(400);
  });
});
