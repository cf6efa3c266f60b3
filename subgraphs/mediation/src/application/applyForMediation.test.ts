import type { Viewer } from '@union-graph/identity';
import { coreHash, nameHash, newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, buildOrg, PATH, TODAY } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const CASE = `id version caseNo status source isCollective flags receivedAt statutoryDueAt limitation { status until events { kind at } }
  applicants { nameZh idMasked phoneMasked member { id } } representatives { nameZh } respondents { nameZh enterprise { id } } claims { kind amountFen }`;

describe('applyForMediation', () => {
  let subgraph: TestSubgraph;
  let orgId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    orgId = await buildOrg(subgraph);
  });
  afterAll(() => subgraph.stop());

  /** A firm of the worker's own, so that tests do not meet at one respondent. */
  const firmOf = (worker: string): string => worker.replace(/.$/, (last) => (Number.parseInt(last, 16) ^ 1).toString(16));
  const input = (worker: string, over: object = {}) => ({
    orgId,
    ownership: 'PRIVATE',
    knewOn: '2013-07-01',
    terminatedOn: '2013-07-19',
    applicants: [{ memberId: worker, nameZh: '李建国' }],
    respondents: [{ enterpriseId: firmOf(worker), nameZh: '某公司' }],
    claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资' }],
    ...over,
  });
  const apply = (viewer: Viewer, given: object, now = TODAY) =>
    act(subgraph, viewer, 'applyForMediation', given as Record<string, unknown>, now, CASE);
  const refusal = async (viewer: Viewer, given: object) => (await apply(viewer, given)).errors?.[0]?.extensions;

  test('a worker applies; the number, the due day and the limit are told, phone and identity number are masked', async () => {
    const worker = newId();
    const answer = await apply(
      member(worker),
      input(worker, { applicants: [{ memberId: worker, nameZh: '李建国', phone: '00013812345', idLast4: '123x' }] }),
    );
    expect(answer.data.applyForMediation.case).toMatchObject({
      version: 1,
      caseNo: expect.stringMatching(/^京劳调〔2013〕\d{6}号$/),
      status: 'RECEIVED',
      source: 'WALK_IN',
      isCollective: false,
      flags: [],
      statutoryDueAt: '2013-11-04T15:59:59.000Z',
      limitation: { status: 'OPEN', until: '2014-07-21', events: [{ kind: 'KNEW' }, { kind: 'TERMINATED' }] },
      applicants: [{ idMasked: '**************123X', phoneMasked: '000****2345', member: { id: worker } }],
      claims: [{ kind: 'WAGES', amountFen: '864000' }],
    });
    const [stored] = await subgraph.sql<{ row: string }>(
      'select row_to_json(p)::text as row from case_party p where member_id = $1',
      [worker],
    );
    expect(stored?.row).not.toContain('00013812345');
  });

  test('P11 art. 12: staff write down a spoken application; a worker cannot', async () => {
    const worker = newId();
    const officer = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/union/');
    expect(await refusal(member(worker), input(worker, { oralRecord: '口述' }))).toMatchObject({ code: 'FORBIDDEN' });
    const answer = await apply(officer, input(worker, { oralRecord: '口述：公司拖欠工资' }));
    expect(answer.data.applyForMediation.case.status).toBe('RECEIVED');
    const read = (viewer: Viewer) =>
      subgraph.code(
        subgraph.ask(viewer, 'query ($id: ID!) { mediationCase(id: $id) { id } }', { id: answer.data.applyForMediation.case.id }),
      );
    expect(await Promise.all([officer, member(worker), staff(newId(), 'JOINT_UNION_OFFICER', PATH)].map(read))).toEqual([
      null,
      null,
      'NOT_FOUND',
    ]);
  });

  test('a court-delegated case has 20 working days, and only authorities delegate', async () => {
    const worker = newId();
    expect(await refusal(member(worker), input(worker, { source: 'COURT_DELEGATED' }))).toMatchObject({ code: 'FORBIDDEN' });
    const answer = await apply(staff(newId(), 'LINKED_PARTY'), input(worker, { source: 'COURT_DELEGATED' }));
    expect(answer.data.applyForMediation.case.statutoryDueAt).toBe('2013-11-15T15:59:59.000Z');
  });

  test('B-14: a limit that is over is shown and does not refuse', async () => {
    const worker = newId();
    const answer = await apply(member(worker), input(worker, { knewOn: '2012-10-18', terminatedOn: '2012-10-18' }));
    expect(answer.data.applyForMediation.case).toMatchObject({
      flags: ['LIMITATION_EXPIRED'],
      limitation: { status: 'EXPIRED', until: '2013-10-18' },
    });
  });

  const crowd = (size: number, elected: number) =>
    Array.from({ length: size }, (_, at) => ({
      nameZh: `工友${'甲乙丙丁戊己庚辛壬癸'[at % 10]}${'子丑寅卯辰巳午未申酉戌亥'[at % 12]}`,
      representative: at < elected,
    }));

  test('P11 art. 7: ten with a common claim are collective and may elect 3 to 5', async () => {
    const officer = staff(newId(), 'STATION_STAFF', PATH);
    const answer = await apply(officer, input(newId(), { applicants: crowd(46, 4), respondents: [{ nameZh: '物流公司' }] }));
    expect(answer.data.applyForMediation.case).toMatchObject({ isCollective: true, representatives: [{}, {}, {}, {}] });
    for (const [size, elected, code] of [
      [10, 2, 'VALIDATION_FAILED'],
      [10, 6, 'VALIDATION_FAILED'],
      [9, 3, 'VALIDATION_FAILED'],
    ] as const) {
      expect(await refusal(officer, input(newId(), { applicants: crowd(size, elected) }))).toMatchObject({
        code,
        rule: 'P11 art. 7',
      });
    }
    expect(
      (await apply(officer, input(newId(), { applicants: crowd(9, 0), respondents: [{ nameZh: '九人公司' }] }))).data
        .applyForMediation.case.isCollective,
    ).toBe(false);
  });

  const claim = (over: object) => ({ claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资', ...over }] });
  test.each([
    ['an amount of zero', claim({ amountFen: '0' }), 'BAD_USER_INPUT'],
    ['a negative amount', claim({ amountFen: '-1' }), 'BAD_USER_INPUT'],
    ['yuan with decimals', claim({ amountFen: '8640.00' }), 'BAD_USER_INPUT'],
    ['a fraction', claim({ amountFen: 8640.5 }), 'BAD_USER_INPUT'],
    [
      'two claims of a kind whose times overlap',
      {
        claims: ['2013-05-31', '2013-06-30'].flatMap((periodTo) => claim({ periodFrom: '2013-05-01', periodTo }).claims),
      },
      'BAD_USER_INPUT',
    ],
    ['no claim', { claims: [] }, 'BAD_USER_INPUT'],
    ['no respondent', { respondents: [] }, 'BAD_USER_INPUT'],
    ['a time that ends before it begins', claim({ periodFrom: '2013-07-01', periodTo: '2013-06-30' }), 'BAD_USER_INPUT'],
    ['half a time', claim({ periodFrom: '2013-07-01' }), 'BAD_USER_INPUT'],
    ['no ground', claim({ ground: ' ' }), 'BAD_USER_INPUT'],
    ['a day of knowledge to come', { knewOn: '2013-10-20' }, 'BAD_USER_INPUT'],
    ['a whole identity number', { applicants: [{ nameZh: '李建国', idLast4: '110101190001011234' }] }, 'BAD_USER_INPUT'],
    ['a worker without a name', { applicants: [{ nameZh: '???' }] }, 'BAD_USER_INPUT'],
    ['a firm without a name', { respondents: [{ nameZh: '???' }] }, 'BAD_USER_INPUT'],
    ['an id that is none', { respondents: [{ enterpriseId: 'x', nameZh: '某公司' }] }, 'BAD_USER_INPUT'],
    [
      'a firm named twice',
      { respondents: [1, 2].map(() => ({ enterpriseId: '018f0000-0000-7000-8000-000000000001', nameZh: '某公司' })) },
      'BAD_USER_INPUT',
    ],
    [
      'a firm named twice, in two spellings',
      { respondents: [{ nameZh: '甲乙公司' }, { nameZh: '甲乙有限公司。' }] },
      'BAD_USER_INPUT',
    ],
    ['an applicant as respondent', { respondents: [{ nameZh: '李 建国' }] }, 'VALIDATION_FAILED'],
    ['a claim for days to come', claim({ periodFrom: '2013-10-20', periodTo: '2013-11-30' }), 'BAD_USER_INPUT'],
    ['two places', { servicePointId: newId() }, 'BAD_USER_INPUT'],
    ['an organisation that does not exist', { orgId: newId() }, 'NOT_FOUND'],
  ])('refuses %s', async (_, over, code) => {
    const worker = newId();
    expect(await refusal(staff(worker, 'DISTRICT_ADMIN', PATH), input(worker, over))).toMatchObject({ code });
  });

  test('for another worker only staff near by may apply', async () => {
    for (const viewer of [member(newId()), staff(newId(), 'STATION_STAFF', '/city/110101/'), staff(newId(), 'FUND_CASHIER')]) {
      expect(await refusal(viewer, input(newId()))).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('a worker does not say who acts for the firm; staff do, and not an applicant', async () => {
    const [worker, firm] = [newId(), newId()];
    const named = (representativeId: string) => input(worker, { respondents: [{ nameZh: '某公司', representativeId }] });
    expect(await refusal(member(worker), named(firm))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(staff(newId(), 'HOTLINE_AGENT'), named(worker))).toMatchObject({ code: 'VALIDATION_FAILED' });
    const agent = staff(newId(), 'HOTLINE_AGENT');
    expect(await refusal(agent, named(String(agent.personId)))).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await refusal(agent, named(firm))).toBeUndefined();
  });

  test('the same key gives the same case; with another body it is refused', async () => {
    const worker = newId();
    const once = { ...input(worker), idempotencyKey: key() };
    const first = await apply(member(worker), once);
    expect(await apply(member(worker), once)).toEqual(first);
    expect(await refusal(member(worker), { ...once, industry: 'SERVICES' })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  test('MED-INV-3: of 20 parallel applications one is received; the others are told its number', async () => {
    const worker = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => apply(member(worker), input(worker))));
    const received = answers.filter(({ errors }) => !errors);
    expect(received).toHaveLength(1);
    const caseNo: string = received[0]?.data.applyForMediation.case.caseNo;
    const refused = answers.flatMap(({ errors }) => errors ?? []);
    expect(refused).toHaveLength(19);
    for (const { message, extensions } of refused)
      expect([message.includes(caseNo), extensions.code, extensions.rule]).toEqual([true, 'DUPLICATE', 'MED-INV-3']);
  });

  describe('MED-INV-3, C-05: what is the same dispute', () => {
    const officer = staff(newId(), 'STATION_STAFF', PATH);
    const period = (periodFrom: string, periodTo: string) => ({ periodFrom, periodTo });
    const MARCH_TO_MAY = period('2013-03-01', '2013-05-31');
    let worker: string;
    let first: object;
    let FIRM: string;
    let NAME: string;
    let CORE: string;
    const PLACE = { districtCode: '110105', aboveScale: false, unionId: null };
    beforeEach(async () => {
      worker = newId();
      FIRM = newId();
      NAME = `北京某某（集团）${FIRM.slice(-4)}有限公司`;
      CORE = `某某${FIRM.slice(-4)}`;
      const data = { ...PLACE, nameHash: nameHash(NAME), coreHash: coreHash(NAME) };
      await subgraph.send({ type: 'organisation.enterprise.placed', subject: FIRM, aggregateversion: 1, data });
      first = input(worker, {
        applicants: [{ memberId: worker, nameZh: '李建国', idLast4: '0012' }],
        respondents: [{ enterpriseId: FIRM, nameZh: NAME }],
        ...claim(MARCH_TO_MAY),
      });
      expect(await refusal(officer, first)).toBeUndefined();
    });

    const other = () => ({ memberId: newId(), nameZh: '赵工友' });
    test.each<[string, () => object]>([
      ['the same again', () => ({})],
      ['a day longer', () => claim(period('2013-03-01', '2013-06-01'))],
      ['one day of it', () => claim(period('2013-05-31', '2013-07-31'))],
      ['no period', () => claim({})],
      ['the firm by its name', () => ({ respondents: [{ nameZh: NAME }] })],
      [
        'the firm by its name in other characters',
        () => ({ respondents: [{ nameZh: ` ${NAME.replace('（', '(').replace('）', ') ')}` }] }),
      ],
      ['the firm by another legal form', () => ({ respondents: [{ nameZh: `北京${CORE}有限责任公司` }] })],
      ['the firm as a mere company', () => ({ respondents: [{ nameZh: `${CORE}公司` }] })],
      ['the firm without a form', () => ({ respondents: [{ nameZh: CORE }] })],
      ['the firm with a full stop', () => ({ respondents: [{ nameZh: `${NAME}。` }] })],
      ['the firm with the city and district ahead', () => ({ respondents: [{ nameZh: `北京市朝阳区${CORE}有限公司` }] })],
      ['the firm with a district behind', () => ({ respondents: [{ nameZh: `${CORE}有限公司（朝阳）` }] })],
      ['one worker more', () => ({ applicants: [{ memberId: worker, nameZh: '李建国' }, other()] })],
      ['somebody invented beside', () => ({ applicants: [{ memberId: worker, nameZh: '李建国' }, { nameZh: '随便人' }] })],
      ['another respondent beside', () => ({ respondents: [{ nameZh: '老板' }, { enterpriseId: FIRM, nameZh: NAME }] })],
      ['another claim beside', () => ({ claims: [...claim({ kind: 'OVERTIME' }).claims, ...claim(MARCH_TO_MAY).claims] })],
      ['the worker by name and number', () => ({ applicants: [{ nameZh: '李建国', idLast4: '0012' }] })],
      ['the worker by name alone', () => ({ applicants: [{ nameZh: '李 建国' }] })],
    ])('%s', async (_, change) => {
      expect(await refusal(officer, { ...first, ...change() })).toMatchObject({ code: 'DUPLICATE', rule: 'MED-INV-3' });
    });

    test.each<[string, () => object]>([
      ['another kind', () => claim({ kind: 'OVERTIME', ...MARCH_TO_MAY })],
      ['the days before', () => claim(period('2013-01-01', '2013-02-28'))],
      ['the days after', () => claim(period('2013-06-01', '2013-06-30'))],
      ['another firm', () => ({ respondents: [{ enterpriseId: newId(), nameZh: NAME }] })],
      ['another worker', () => ({ applicants: [other()] })],
      ['another worker of the name, by the number', () => ({ applicants: [{ nameZh: '李建国', idLast4: '0039' }] })],
      ['another worker of the name, by the record', () => ({ applicants: [{ memberId: newId(), nameZh: '李建国' }] })],
    ])('not %s', async (_, change) => {
      expect(await refusal(officer, { ...first, ...change() })).toBeUndefined();
    });

    test('a firm that is known by its name becomes the respondent; one name of two firms is asked about', async () => {
      const answer = await apply(officer, { ...first, ...claim({ kind: 'REST' }), respondents: [{ nameZh: NAME }] });
      expect(answer.data.applyForMediation.case.respondents).toEqual([
        { nameZh: NAME.normalize('NFKC'), enterprise: { id: FIRM } },
      ]);
      const data = { ...PLACE, nameHash: nameHash('同名公司'), coreHash: coreHash('同名公司') };
      for (const subject of [newId(), newId()])
        await subgraph.send({ type: 'organisation.enterprise.placed', subject, aggregateversion: 1, data });
      expect(await refusal(officer, { ...first, respondents: [{ nameZh: '同名公司' }] })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'enterpriseId',
      });
    });

    test('the order of applicants does not matter, and one of them is enough', async () => {
      const [a, b] = [newId(), newId()];
      const both = [
        { memberId: a, nameZh: '甲' },
        { memberId: b, nameZh: '乙' },
      ];
      const respondents = [{ nameZh: '无名作坊' }];
      expect(await refusal(officer, input(a, { applicants: both, respondents }))).toBeUndefined();
      const again = (applicants: object[]) => refusal(officer, input(b, { applicants, respondents: [{ nameZh: '无名 作坊' }] }));
      expect(await again([...both].reverse())).toMatchObject({ code: 'DUPLICATE' });
      expect(await again([{ memberId: b, nameZh: '乙' }, { nameZh: '甲' }])).toMatchObject({ code: 'DUPLICATE' });
      expect(await again([{ nameZh: '丙' }, { nameZh: '甲' }])).toMatchObject({ code: 'DUPLICATE' });
      expect(await again([{ nameZh: '丙' }, { nameZh: '丁' }])).toBeUndefined();
    });

    test('C-05: a core that is one firm’s in the district is that firm; several are asked about; another district’s is not', async () => {
      const [one, far] = [`核心${FIRM.slice(-4)}`, newId()];
      const named = (nameZh: string) => apply(officer, input(newId(), { respondents: [{ nameZh }] }));
      const respondent = async (nameZh: string) => {
        const { data, errors } = await named(nameZh);
        return errors?.[0]?.extensions.code ?? data.applyForMediation.case.respondents[0].enterprise?.id ?? null;
      };
      const tell = (subject: string, name: string, districtCode = '110105') =>
        subgraph.send({
          type: 'organisation.enterprise.placed',
          subject,
          aggregateversion: 1,
          data: { ...PLACE, districtCode, nameHash: nameHash(name), coreHash: coreHash(name) },
        });
      await tell(far, `${one}有限公司`, '110106');
      expect(await respondent(`${one}公司`)).toBeNull();
      expect(await respondent(`${one}有限公司`)).toBe(far);
      const near = newId();
      await tell(near, `朝阳${one}有限公司`);
      expect(await respondent(`${one}公司`)).toBe(near);
      await tell(newId(), `${one}股份有限公司`);
      expect(await respondent(`${one}公司`)).toBe('BAD_USER_INPUT');
    });

    test('MED-INV-3: the firm by its id and by a mere name of its core, filed in any order, is one dispute', async () => {
      const [worker2, firm, name] = [newId(), newId(), `外区${FIRM.slice(-4)}`];
      await subgraph.send({
        type: 'organisation.enterprise.placed',
        subject: firm,
        aggregateversion: 1,
        data: { ...PLACE, districtCode: '110101', nameHash: nameHash(`${name}有限公司`), coreHash: coreHash(name) },
      });
      const against = (respondent: object) => refusal(officer, input(worker2, { respondents: [respondent] }));
      expect(await against({ nameZh: `${name}公司` })).toBeUndefined();
      expect(await against({ enterpriseId: firm, nameZh: '某公司' })).toMatchObject({ code: 'DUPLICATE' });
    });

    test('of 20 at once, each with another colleague and another spelling, one is received', async () => {
      const worker2 = newId();
      const forms = ['有限公司', '有限责任公司', '公司', '', '。'];
      const codes = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          refusal(
            officer,
            input(worker2, {
              applicants: [{ memberId: worker2, nameZh: '李建国' }, { nameZh: `工友${String.fromCharCode(65 + n)}` }],
              respondents: [{ nameZh: `并行${worker2.slice(-4)}${forms[n % forms.length]}` }],
            }),
          ),
        ),
      );
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect(new Set(codes.filter((code) => code !== undefined).map(({ code }) => code))).toEqual(new Set(['DUPLICATE']));
    });

    test('of 20 at once with periods that all overlap one is received, under the database alone', async () => {
      const [id, caseId] = [newId(), (await buildCase(subgraph, 'RECEIVED')).id];
      const claims = await subgraph.sql<{ id: string }>('select id from case_claim where case_id = $1', [caseId]);
      const insertOne = (day: number) =>
        subgraph.sql(
          `insert into case_dispute values ($1, $2, 'a', $3, 'WAGES', daterange('2013-03-01', '2013-03-15'::date + $4::int), true)`,
          [claims[0]?.id, caseId, `${id}`, day],
        );
      const made = await Promise.allSettled(Array.from({ length: 20 }, (_, day) => insertOne(day)));
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });

  test('MED-INV-3: a case whose time is over makes room for a new one', async () => {
    const worker = newId();
    const first = await apply(member(worker), input(worker), '2013-10-01T10:00:00+08:00');
    expect(await refusal(member(worker), input(worker))).toBeUndefined();
    expect(
      await subgraph.sql('select status, failed_at from mediation_case where id = $1', [first.data.applyForMediation.case.id]),
    ).toEqual([{ status: 'FAILED', failed_at: new Date('2013-10-17T00:00:00+08:00') }]);
  });
});
