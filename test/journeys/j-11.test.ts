import { unionId } from '@union-graph/infra/unions';
import pg from 'pg';
import { ask, good } from '../house/client.ts';
import { eventually, house } from '../house/house.ts';
import { story } from '../house/story.ts';

interface Row {
  readonly code: string;
  readonly dimension: string;
  readonly current: {
    readonly valueBp: number | null;
    readonly valueCount: number | null;
    readonly status: string;
    readonly sourceSubgraph: string | null;
  };
}

const MEASURE = 'mutation ($input: RecordMeasurementInput!) { recordMeasurement(input: $input) { measurement { id } } }';

describe('J-11 规划指标总览 / the indicators of the city’s plan', () => {
  const { tell, attempt } = story('J-11');
  const indicators = async (): Promise<Map<string, Row>> => {
    const { cityIndicators } = await tell(1);
    return new Map(cityIndicators.map((row: Row) => [row.code, row]));
  };

  test('nine targets in thirteen rows, each with one of six dimensions; nothing measured is NO_DATA and never 0', async () => {
    const rows = await indicators();
    expect(rows.size).toBe(13);
    expect(new Set([...rows.values()].map(({ dimension }) => dimension)).size).toBe(6);
    expect(rows.get('IND-05e')?.current).toMatchObject({
      valueBp: null,
      valueCount: null,
      status: 'NO_DATA',
      sourceSubgraph: null,
    });
    for (const { current } of rows.values())
      expect(current.status === 'NO_DATA').toBe(current.valueBp === null && current.valueCount === null);
    expect(rows.get('IND-02')?.current.sourceSubgraph).toBe('mediation');
    expect(rows.get('IND-07')?.current.sourceSubgraph).toBe('training');
  });

  test('eighteen tasks with their leads, and the five ones', async () => {
    const { taskProjects, fiveOnes } = await tell(1, { as: 'li-jianguo' });
    expect(taskProjects).toHaveLength(18);
    for (const { lead, progressBp } of taskProjects)
      expect([typeof lead.nameZh, progressBp >= 0 && progressBp <= 10_000]).toEqual(['string', true]);
    expect(fiveOnes.map(({ key }: { key: string }) => key)).toHaveLength(5);
  });

  test('it is public, and one call to organisation', async () => {
    expect((await attempt(1, { as: 'zhao-zhiqiang' })).errors).toBeUndefined();
  });

  test('a value that is reported shows, and a correction supersedes it', async () => {
    const before = (await indicators()).get('IND-05e')?.current;
    expect(before?.status).toBe('NO_DATA');
    const record = async (numerator: number, supersedesId: string | null = null) =>
      good(
        await ask('shen-ping', MEASURE, {
          input: {
            idempotencyKey: crypto.randomUUID(),
            indicatorCode: 'IND-05e',
            period: '2013-Q3',
            numerator,
            denominator: 10_000,
            supersedesId,
          },
        }),
      ).recordMeasurement.measurement.id as string;
    const first = await record(9_900);
    expect((await indicators()).get('IND-05e')?.current).toMatchObject({
      valueBp: 9_900,
      status: 'MET',
      sourceSubgraph: 'organisation',
    });
    await record(9_750, first);
    expect((await indicators()).get('IND-05e')?.current).toMatchObject({ valueBp: 9_750, status: 'ON_TRACK' });
  });

  test('a studio of the city counts within seconds of its opening, and not before', async () => {
    const before = (await indicators()).get('IND-07')?.current;
    expect(before).toMatchObject({ valueCount: 110, status: 'BEHIND' });
    const [nominated] = good(await ask('shen-ping', '{ innovationStudios(status: NOMINATED) { nodes { id version } } }'))
      .innovationStudios.nodes;
    const act = async (as: string, verb: string, version: number, more: object = {}) =>
      good(
        await ask(
          as,
          `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { studio { id version status } } }`,
          { input: { idempotencyKey: crypto.randomUUID(), studioId: nominated.id, expectedVersion: version, ...more } },
        ),
      )[verb].studio;
    const { version } = await act('peng-bo', 'reviewStudio', nominated.version, { accepted: true, note: '符合条件' });
    const coNamed = await act('ren-kai', 'coNameStudio', version);
    const named = await act('shen-ping', 'nameStudio', coNamed.version, { fundingFen: '5000000' });
    expect([named.status, (await indicators()).get('IND-07')?.current.valueCount]).toEqual(['NAMED', 110]);
    expect(await act('pan-hui', 'openStudio', named.version, { site: '精密机械厂质检楼' })).toMatchObject({ status: 'ACTIVE' });
    const after = await eventually(async () => {
      const current = (await indicators()).get('IND-07')?.current;
      return current?.valueCount === 111 && current;
    });
    expect(after).toMatchObject({ status: 'BEHIND', sourceSubgraph: 'training' });
  });

  test('a worker who passes a safety course counts for IND-04 within seconds', async () => {
    const { courses } = good(
      await ask(
        'zhong-lixin',
        '{ courses(first: 50) { nodes { coversSafety sessions { status enrolments(first: 10) { nodes { id version status } } } } } }',
      ),
    );
    const passed = courses.nodes
      .filter(({ coversSafety }: { coversSafety: boolean }) => coversSafety)
      .flatMap(({ sessions }: { sessions: { status: string; enrolments: { nodes: object[] } }[] }) => sessions)
      .find(({ status }: { status: string }) => status === 'FINISHED').enrolments.nodes[0];
    expect(passed.status).toBe('CONFIRMED');
    const input = { idempotencyKey: crypto.randomUUID(), enrolmentId: passed.id, expectedVersion: passed.version };
    good(
      await ask('zhong-lixin', 'mutation ($input: RecordResultInput!) { recordResult(input: $input) { enrolment { status } } }', {
        input: { ...input, result: 'PASSED' },
      }),
    );
    const after = await eventually(async () => {
      const current = (await indicators()).get('IND-04')?.current;
      return current?.sourceSubgraph === 'training' && current;
    });
    expect(after).toMatchObject({ valueBp: expect.any(Number), status: 'BEHIND' });
  });

  test('running money that the fund allocates clears the flag of a joint union that lacked a fen (S-32)', async () => {
    const read = async () => {
      const { jointUnionCompliance } = good(
        await ask(
          'shen-ping',
          '{ jointUnionCompliance(year: 2013, districtCode: "110101") { nodes { union { id } fundingFen flags } } }',
        ),
      );
      return jointUnionCompliance.nodes.find(({ fundingFen }: { fundingFen: string }) =>
        ['299999', '300000'].includes(fundingFen),
      );
    };
    const before = await read();
    expect(before.flags).toContain('UNDERFUNDED');
    const held = good(
      await ask('xie-min', `{ union(id: "${before.union.id}") { budgetAllocations(year: 2013) { amountFen version } } }`),
    ).union.budgetAllocations[0];
    expect(held.amountFen).toBe('299999');
    good(
      await ask(
        'xie-min',
        'mutation ($input: AllocateRunningFundInput!) { allocateRunningFund(input: $input) { allocation { version } } }',
        {
          input: {
            idempotencyKey: crypto.randomUUID(),
            unionId: before.union.id,
            year: 2013,
            amountFen: '300000',
            expectedVersion: held.version,
          },
        },
      ),
    );
    const after = await eventually(async () => {
      const now = await read();
      return now.fundingFen === '300000' && now;
    });
    expect(after.flags).not.toContain('UNDERFUNDED');
  });

  test('the two that mediation measures say the same here and there (IND-02, IND-03)', async () => {
    const { contractCoverage } = good(
      await ask('shen-ping', '{ contractCoverage { coveredBp aboveScaleWithWagesBp covered employers } }'),
    );
    const rows = await indicators();
    expect(contractCoverage.covered).toBeGreaterThan(0);
    expect(rows.get('IND-02')?.current.valueBp).toBe(contractCoverage.coveredBp);
    expect(rows.get('IND-03')?.current.valueBp).toBe(contractCoverage.aboveScaleWithWagesBp);
  });

  test('a collective contract that comes into force counts for IND-02, once its fifteen days are over', async () => {
    const joint = unionId('joint-panjiayuan');
    const filed = good(await ask('chen-xiaomei', `{ collectiveContracts(workersSideId: "${joint}") { nodes { id status } } }`))
      .collectiveContracts.nodes;
    expect(filed).toEqual([
      { id: expect.any(String), status: 'FILED' },
      { id: expect.any(String), status: 'EXPIRED' },
    ]);
    const [contract] = filed;
    // In a month of its own: a value that is measured later in the same month stays (J-14).
    const days = '2013-12-05T09:00:00+08:00';
    await settle(contract.id, days);
    const read = async () =>
      good(
        await ask(
          'shen-ping',
          `{ collectiveContract(id: "${contract.id}") { status workersCovered employers { nameZh collectiveContracts { id } } }
             contractCoverage { employers covered coveredBp }
             cityIndicators(asOf: "2013-12-05") { code current { valueBp sourceSubgraph measuredAt } } }`,
          {},
          days,
        ),
      );
    const after = await eventually(async () => {
      const answer = await read();
      const { current } = answer.cityIndicators.find(({ code }: { code: string }) => code === 'IND-02');
      return current.measuredAt >= '2013-12-05' && { ...answer, current };
    });
    expect(after.collectiveContract).toMatchObject({ status: 'EFFECTIVE', workersCovered: 88 });
    expect(after.collectiveContract.employers).toHaveLength(14);
    expect(after.current).toMatchObject({ sourceSubgraph: 'mediation', valueBp: after.contractCoverage.coveredBp });
  });
});

/** Has the task that waits for a contract's days run on a day; that of the demo data's contract was never put in the queue. */
async function settle(contractId: string, now: string): Promise<void> {
  const client = new pg.Client({ connectionString: house.databases.mediation });
  await client.connect();
  await client.query(`select graphile_worker.add_job('settle_contract', $1::json)`, [
    JSON.stringify({ payload: { contractId }, clockOffset: Date.parse(now) - Date.now() }),
  ]);
  await client.end();
}
