import { personId } from '@union-graph/infra/demo';
import { id } from '@union-graph/infra/ids';
import { unionId } from '@union-graph/infra/unions';
import pg from 'pg';
import { ask, codeOf, good, key } from '../house/client.ts';
import { eventually, house } from '../house/house.ts';

const UNION = unionId('joint-donghuamen');
const RESTAURANT = id('enterprise', 'restaurant');
const ROUND = 'round { id version status }';
/** Civil days of October and November 2013 at ten in the morning. */
const at = (day: string): string => `2013-${day}T10:00:00+08:00`;

interface Known {
  id: string;
  version: number;
}

describe('J-14 区域性工资集体协商 / area wage bargaining by a joint union, by the calendar of October 2013', () => {
  const round: Known = { id: '', version: 0 };
  const contract: Known = { id: '', version: 0 };
  let firms: { id: string }[] = [];

  const send = (as: string, verb: string, input: object, now: string, fields = ROUND) =>
    ask(
      as,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${fields} } }`,
      { input: { idempotencyKey: key(), ...input } },
      now,
    );
  /** A step of the round by one of its people, at the version that the last step gave. */
  const step = async (as: string, verb: string, input: object, now: string, fields = ROUND) => {
    const payload = good(await send(as, verb, { roundId: round.id, expectedVersion: round.version, ...input }, now, fields))[
      verb
    ];
    Object.assign(round, payload.round);
    return payload;
  };
  const refused = async (as: string, verb: string, input: object, now: string) => {
    const answer = await send(as, verb, { roundId: round.id, expectedVersion: round.version, ...input }, now);
    const { rule, field } = answer.errors?.[0]?.extensions ?? {};
    return [codeOf(answer), rule, field];
  };
  const onContract = async (as: string, verb: string, now: string, more: object = {}) => {
    const input = { contractId: contract.id, expectedVersion: contract.version, ...more };
    const answer = await send(as, verb, input, now, 'contract { id version status }');
    if (!answer.errors) Object.assign(contract, answer.data[verb].contract);
    return answer;
  };
  /** A union's figures as its own officer reads them; of the city everybody reads how many firms have a contract. */
  const coverage = async (now: string, scope: string | null = null) =>
    good(
      await ask(
        scope === null ? 'li-jianguo' : 'he-tao',
        'query ($scope: String) { contractCoverage(scope: $scope) { employers covered coveredBp aboveScaleWithWagesBp workersCovered } }',
        { scope },
        now,
      ),
    ).contractCoverage;
  const side = (named: readonly (readonly [nameZh: string, login?: string])[]) =>
    named.map(([nameZh, login], place) => ({
      nameZh,
      personId: login ? personId(login) : null,
      chief: place === 0,
      outsider: false,
    }));

  test('the union asks its 14 firms on 8 October; their twenty days end on the 28th', async () => {
    const { union } = good(await ask('he-tao', `{ union(id: "${UNION}") { coveredEnterprises(first: 50) { nodes { id } } } }`));
    firms = union.coveredEnterprises.nodes;
    expect(firms).toHaveLength(14);
    const notice = {
      initiator: 'WORKERS',
      kind: 'AREA',
      workersSideId: UNION,
      employerIds: firms.map((firm) => firm.id),
      industry: 'SERVICES',
      topic: '东华门社区小企业职工工资',
    };
    expect(codeOf(await send('chen-xiaomei', 'noticeBargaining', notice, at('10-08')))).toBe('FORBIDDEN');
    const strange = { ...notice, employerIds: [id('enterprise', 'grocery')] };
    expect(codeOf(await send('he-tao', 'noticeBargaining', strange, at('10-08')))).toBe('VALIDATION_FAILED');
    const asked = good(await send('he-tao', 'noticeBargaining', notice, at('10-08'), 'round { id version status replyDueAt }'));
    Object.assign(round, asked.noticeBargaining.round);
    expect(round).toMatchObject({ status: 'NOTICED', replyDueAt: '2013-10-28' });
    expect(codeOf(await send('he-tao', 'noticeBargaining', notice, at('10-08')))).toBe('DUPLICATE');
  });

  test('an instructor of the district guides it, of another one not', async () => {
    const { wageInstructors } = good(await ask('dong-lei', '{ wageInstructors(first: 10) { nodes { id district { code } } } }'));
    const of = (code: string) =>
      wageInstructors.nodes.find((one: { district: { code: string } }) => one.district.code === code).id as string;
    expect(await refused('dong-lei', 'assignInstructor', { instructorId: of('110105') }, at('10-09'))).toEqual([
      'VALIDATION_FAILED',
      'S-54',
      'instructorId',
    ]);
    await step('dong-lei', 'assignInstructor', { instructorId: of('110101') }, at('10-09'));
  });

  test('each employer accepts for itself, one by her own hand and the others in writing; 88 workers are covered', async () => {
    expect(await refused('jin-ping', 'replyBargaining', { enterpriseId: RESTAURANT, answer: 'ACCEPTED' }, at('10-10'))).toEqual([
      'NOT_FOUND',
      undefined,
      undefined,
    ]);
    const many = { enterpriseId: RESTAURANT, answer: 'ACCEPTED', workersCovered: 9 };
    expect(await refused('bai-xue', 'replyBargaining', many, at('10-10'))).toEqual([
      'VALIDATION_FAILED',
      'MED-INV-9',
      'workersCovered',
    ]);
    await step('bai-xue', 'replyBargaining', { enterpriseId: RESTAURANT, answer: 'ACCEPTED' }, at('10-10'));
    for (const firm of firms.filter((one) => one.id !== RESTAURANT))
      await step('qin-hai', 'replyBargaining', { enterpriseId: firm.id, answer: 'ACCEPTED', paperRef: '书面答复' }, at('10-12'));
    const { bargainingRound } = good(
      await ask('he-tao', `{ bargainingRound(id: "${round.id}") { employers { answer workersCovered enterprise { nameZh } } } }`),
    );
    const workers = bargainingRound.employers.map(({ workersCovered }: { workersCovered: number }) => workersCovered);
    expect(workers.reduce((sum: number, count: number) => sum + count, 0)).toBe(88);
  });

  test('sides of equal number, each with a chief from inside', async () => {
    const employers = side([['白雪', 'bai-xue'], ['钟表匠'], ['花店主']]);
    await step(
      'he-tao',
      'setRepresentatives',
      { side: 'WORKERS', representatives: side([['何涛', 'he-tao'], ['孙桂芳'], ['钱进']]) },
      at('10-14'),
    );
    const wrong = async (representatives: object[]) =>
      (await refused('bai-xue', 'setRepresentatives', { side: 'EMPLOYER', representatives }, at('10-14')))[0];
    expect(await wrong([{ nameZh: '外聘人', chief: true, outsider: true }, ...employers.slice(1)])).toBe('VALIDATION_FAILED');
    expect(
      await wrong([...employers.slice(0, 2), { nameZh: '何涛', personId: personId('he-tao'), chief: false, outsider: false }]),
    ).toBe('VALIDATION_FAILED');
    expect(await wrong([...employers, { nameZh: '第四人', chief: false, outsider: false }])).toBe('VALIDATION_FAILED');
    expect(
      await wrong([employers[0] as object, ...['甲', '乙'].map((nameZh) => ({ nameZh, chief: false, outsider: true }))]),
    ).toBe('VALIDATION_FAILED');
    const { round: ready } = await step(
      'bai-xue',
      'setRepresentatives',
      { side: 'EMPLOYER', representatives: employers },
      at('10-14'),
    );
    expect(ready.status).toBe('NEGOTIATING');
  });

  test('a pause has a day; the talks go on by themselves', async () => {
    const both = { workersAgree: true, employerAgrees: true };
    expect((await refused('he-tao', 'pauseBargaining', both, at('10-15')))[0]).toBe('BAD_USER_INPUT');
    await step('he-tao', 'pauseBargaining', { ...both, resumeAt: '2013-10-17' }, at('10-15'));
    const draft = { termFrom: '2013-11-15', termTo: '2014-11-14', textRef: '草案', hasWageTerms: true, wageGrowthBp: 800 };
    expect((await refused('he-tao', 'draftContract', draft, at('10-16')))[0]).toBe('INVALID_TRANSITION');
    expect((await step('he-tao', 'draftContract', draft, at('10-17'))).round.status).toBe('DRAFTED');
  });

  test('the three guarantees, measured by the instructor; the congress with 120 and 90 of 180; no signature before all three', async () => {
    const evidenceRef = '工资表';
    const measured = (kind: string, measuredFen: string, more: object = {}) =>
      step('qin-hai', 'recordGuaranteeCheck', { kind, measuredFen, evidenceRef, ...more }, at('10-18'));
    await measured('MINIMUM_WAGE', '150000');
    await measured('LABOUR_QUOTA', '205000');
    const vote = { heldAt: '2013-10-18', total: 180, present: 120, consent: 90 };
    expect(await refused('he-tao', 'recordCongressVote', { ...vote, present: 119 }, at('10-18'))).toEqual([
      'THRESHOLD_NOT_MET',
      '2.2.3',
      'present',
    ]);
    expect(await refused('he-tao', 'recordCongressVote', { ...vote, consent: 89 }, at('10-18'))).toEqual([
      'THRESHOLD_NOT_MET',
      '2.2.3',
      'consent',
    ]);
    expect((await step('he-tao', 'recordCongressVote', vote, at('10-18'))).round.status).toBe('PASSED');
    expect(await refused('he-tao', 'signContract', { side: 'WORKERS' }, at('10-19'))).toEqual([
      'VALIDATION_FAILED',
      'S-53',
      'guaranteeChecks',
    ]);
    expect((await refused('wu-gang', 'recordGuaranteeCheck', { kind: 'GROWTH_LINE', waivedReason: '无' }, at('10-19')))[0]).toBe(
      'NOT_FOUND',
    );
    await measured('GROWTH_LINE', '210000', { baseFen: '200000' });
  });

  test('both chiefs sign at once: one is told to read again, and there is one contract', async () => {
    const sign = (as: string, name: string) =>
      send(as, 'signContract', { roundId: round.id, expectedVersion: round.version, side: name }, at('10-19'));
    const chiefs = [
      ['he-tao', 'WORKERS'],
      ['bai-xue', 'EMPLOYER'],
    ] as const;
    const answers = await Promise.all(chiefs.map(([as, name]) => sign(as, name)));
    expect(answers.map(codeOf).toSorted()).toEqual(['VERSION_CONFLICT', null].toSorted());
    const late = chiefs[answers.findIndex(({ errors }) => errors)] as (typeof chiefs)[number];
    round.version++;
    const signed = await step(
      late[0],
      'signContract',
      { side: late[1] },
      at('10-19'),
      `${ROUND} contract { id version status workersCovered fileBy }`,
    );
    expect(signed.contract).toMatchObject({ status: 'SIGNED', workersCovered: 88, fileBy: '2013-10-29' });
    Object.assign(contract, signed.contract);
  });

  test('filed, objected to, and so signed by nobody; bargained on, voted, signed and filed again', async () => {
    expect(codeOf(await onContract('chen-xiaomei', 'fileContract', at('10-20')))).toBe('NOT_FOUND');
    good(await onContract('he-tao', 'fileContract', at('10-20')));
    expect(codeOf(await onContract('yu-fei', 'recordReview', at('10-21'), { objection: '附件不全' }))).toBe('FORBIDDEN');
    good(await onContract('fan-yong', 'recordReview', at('10-21'), { objection: '附件不全' }));
    round.version += 2;
    expect((await refused('he-tao', 'signContract', { side: 'WORKERS' }, at('10-21')))[0]).toBe('INVALID_TRANSITION');
    await step('he-tao', 'resumeBargaining', {}, at('10-21'));
    const draft = { termFrom: '2013-11-15', termTo: '2014-11-14', textRef: '草案二', hasWageTerms: true, wageGrowthBp: 800 };
    await step('he-tao', 'draftContract', draft, at('10-22'));
    for (const kind of ['MINIMUM_WAGE', 'LABOUR_QUOTA', 'GROWTH_LINE'])
      await step('qin-hai', 'recordGuaranteeCheck', { kind, waivedReason: '与第一稿相同' }, at('10-22'));
    await step('he-tao', 'recordCongressVote', { heldAt: '2013-10-23', total: 180, present: 120, consent: 90 }, at('10-23'));
    await step('he-tao', 'signContract', { side: 'WORKERS' }, at('10-24'));
    const signed = await step(
      'bai-xue',
      'signContract',
      { side: 'EMPLOYER' },
      at('10-24'),
      `${ROUND} contract { id version fileBy }`,
    );
    Object.assign(contract, signed.contract);
    expect(codeOf(await onContract('he-tao', 'fileContract', at('11-05')))).toBe('DEADLINE_PASSED');
    good(await onContract('he-tao', 'fileContract', at('10-25')));
    expect(contract).toMatchObject({ status: 'FILED' });
  });

  test('in force when the fifteen days are over and its term has begun: 14 firms, 88 workers; the plan says the same', async () => {
    const before = await coverage(at('11-14'), UNION);
    expect(before).toMatchObject({ employers: 14, covered: 0, workersCovered: 0 });
    await settle(contract.id, at('11-15'));
    expect(await coverage(at('11-15'), UNION)).toMatchObject({
      employers: 14,
      covered: 14,
      coveredBp: 10_000,
      workersCovered: 88,
    });
    const here = await coverage(at('11-15'));
    const indicator = (code: string) => async () => {
      const { cityIndicators } = good(
        await ask('shen-ping', '{ cityIndicators(asOf: "2013-11-15") { code current { valueBp measuredAt } } }', {}, at('11-15')),
      );
      const { current } = cityIndicators.find((one: { code: string }) => one.code === code);
      return current.measuredAt >= '2013-11-15' && current;
    };
    expect(await eventually(indicator('IND-02'))).toMatchObject({ valueBp: here.coveredBp });
    expect(await eventually(indicator('IND-03'))).toMatchObject({ valueBp: here.aboveScaleWithWagesBp });
  });

  test('published for the workers, who read it; the round knows it', async () => {
    good(await onContract('he-tao', 'publishContract', at('11-18'), { publishedIn: '社区公告栏' }));
    const { collectiveContract } = good(
      await ask(
        'li-jianguo',
        `{ collectiveContract(id: "${contract.id}") { status hasWageTerms workersCovered guaranteeChecks { kind result } renewalNoticeFrom round { id } } }`,
        {},
        at('11-18'),
      ),
    );
    expect(collectiveContract).toMatchObject({
      status: 'PUBLISHED',
      hasWageTerms: true,
      // By tens to a worker who took no part in the round.
      workersCovered: 80,
      renewalNoticeFrom: '2014-08-15',
      round: null,
    });
    const { bargainingRound } = good(await ask('bai-xue', `{ bargainingRound(id: "${round.id}") { status } }`, {}, at('11-18')));
    expect(bargainingRound.status).toBe('PUBLISHED');
  });
});

/** Has the task of a contract that waits for a day run on it: the house's clock is set by calls, and goes no faster. */
async function settle(contractId: string, now: string): Promise<void> {
  const client = new pg.Client({ connectionString: house.databases.mediation });
  await client.connect();
  await client.query(
    `update graphile_worker._private_jobs set run_at = now(),
       payload = jsonb_set(payload::jsonb, '{clockOffset}', to_jsonb($2::bigint))::json where key = $1 || ' 2013-11-15'`,
    [contractId, Date.parse(now) - Date.now()],
  );
  await client.end();
}
