import type { Viewer } from '@union-graph/identity';
import { memberNameHash, newId } from '@union-graph/subgraph';
import { key, knownMember, member, staff } from '@union-graph/testing';
import { claim, useApplications } from '../../test/applications.ts';
import { buildDelegate, PATH, placeFirms } from '../../test/build.ts';

describe('applyForMediation', () => {
  const { subgraph, firmOf, input, apply, refusal } = useApplications();

  test('a worker applies; the number, the due day and the limit are told, phone and identity number are masked', async () => {
    const worker = newId();
    const answer = await apply(
      member(worker),
      input(worker, { applicants: [{ memberId: worker, nameZh: '李\u3000建国', phone: '00013812345', idLast4: '123x' }] }),
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
    const [stored] = await subgraph().sql<{ row: string }>(
      'select row_to_json(p)::text as row from case_party p where member_id = $1',
      [worker],
    );
    expect(stored?.row).not.toContain('00013812345');
    expect(stored?.row).toContain('"李建国"');
  });

  test('P11 art. 12: staff write down a spoken application; a worker cannot', async () => {
    const worker = newId();
    const officer = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/union/');
    await knownMember(subgraph().sql, worker, null, '/city/110105/union/');
    expect(await refusal(member(worker), input(worker, { oralRecord: '口述' }))).toMatchObject({ code: 'FORBIDDEN' });
    const answer = await apply(officer, input(worker, { oralRecord: '口述：公司拖欠工资' }));
    expect(answer.data.applyForMediation.case.status).toBe('RECEIVED');
    const read = (viewer: Viewer) =>
      subgraph().code(
        subgraph().ask(viewer, 'query ($id: ID!) { mediationCase(id: $id) { id } }', {
          id: answer.data.applyForMediation.case.id,
        }),
      );
    expect(await Promise.all([officer, member(worker), staff(newId(), 'JOINT_UNION_OFFICER', PATH)].map(read))).toEqual([
      null,
      null,
      'NOT_FOUND',
    ]);
  });

  test.each([
    ['another owner than the firm’s record', { ownership: 'STATE' }, 'ownership'],
    ['another industry', { industry: 'FINANCE' }, 'industry'],
    ['the same', { industry: 'SERVICES' }, null],
    ['no industry', {}, null],
    ['that of a person beside the firm', { ownership: 'STATE', more: [{ nameZh: '老板' }] }, null],
  ])('2.2.1: %s', async (_, { more = [], ...given }: { more?: object[]; ownership?: string; industry?: string }, field) => {
    const [worker, firm] = [newId(), newId()];
    await placeFirms(subgraph(), firm);
    const kind = { ownership: 'PRIVATE', industry: 'SERVICES' };
    await subgraph().send({
      type: 'organisation.enterprise.placed',
      subject: firm,
      data: { districtCode: '110105', aboveScale: false, unionId: null, ...kind },
    });
    const respondents = [{ enterpriseId: firm, nameZh: '某公司' }, ...more];
    const found = await refusal(member(worker), input(worker, { respondents, ...given }));
    if (field === null) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ code: 'VALIDATION_FAILED', rule: '2.2.1', field });
  });

  test('a court-delegated case has 20 working days, and only authorities delegate', async () => {
    const worker = newId();
    expect(await refusal(member(worker), input(worker, { source: 'COURT_DELEGATED' }))).toMatchObject({ code: 'FORBIDDEN' });
    const wrong = [
      staff(newId(), 'LINKED_PARTY'),
      await buildDelegate(subgraph(), 'HRSS'),
      staff(newId(), 'STATION_STAFF', PATH),
    ];
    for (const viewer of wrong)
      expect(await refusal(viewer, input(worker, { source: 'COURT_DELEGATED' }))).toMatchObject({ code: 'FORBIDDEN' });
    const delegated = input(worker, { source: 'COURT_DELEGATED', applicants: [{ nameZh: '李建国' }] });
    const answer = await apply(await buildDelegate(subgraph(), 'COURT'), delegated);
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
    ['a time before anybody worked who applies', claim({ periodFrom: '1953-10-18', periodTo: '1953-12-31' }), 'BAD_USER_INPUT'],
    ['to have known of it before then', { knewOn: '1953-10-18' }, 'BAD_USER_INPUT'],
    ['work that ended before then', { terminatedOn: '1953-10-18' }, 'BAD_USER_INPUT'],
    ['half a time', claim({ periodFrom: '2013-07-01' }), 'BAD_USER_INPUT'],
    ['no ground', claim({ ground: ' ' }), 'BAD_USER_INPUT'],
    ['a day of knowledge to come', { knewOn: '2013-10-20' }, 'BAD_USER_INPUT'],
    ['a whole identity number', { applicants: [{ nameZh: '李建国', idLast4: '110101190001011234' }] }, 'BAD_USER_INPUT'],
    ['a worker without a name', { applicants: [{ nameZh: '???' }] }, 'BAD_USER_INPUT'],
    ['a firm without a name', { respondents: [{ nameZh: '???' }] }, 'BAD_USER_INPUT'],
    ['a firm whose characters were lost', { respondents: [{ nameZh: '??公司' }] }, 'BAD_USER_INPUT'],
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
    ['wages for days to come', claim({ periodFrom: '2013-10-01', periodTo: '2013-10-20' }), 'BAD_USER_INPUT'],
    ['a claim for days to come', claim({ periodFrom: '2013-10-20', periodTo: '2013-11-30' }), 'BAD_USER_INPUT'],
    [
      'a wrong that was known before it began',
      { knewOn: '2013-04-30', ...claim({ periodFrom: '2013-05-01', periodTo: '2013-05-31' }) },
      'VALIDATION_FAILED',
    ],
    [
      'pay for a time after the employment',
      { terminatedOn: '2013-05-31', ...claim({ periodFrom: '2013-06-01', periodTo: '2013-06-30' }) },
      'VALIDATION_FAILED',
    ],
    ['an applicant twice', { applicants: [{ nameZh: '李建国' }, { nameZh: '李 建国' }] }, 'BAD_USER_INPUT'],
    [
      'an applicant twice, by the end of the number',
      { applicants: ['012x', '012X'].map((idLast4) => ({ nameZh: '李建国', idLast4 })) },
      'BAD_USER_INPUT',
    ],
    [
      'overtime for days to come',
      claim({ kind: 'OVERTIME', periodFrom: '2013-10-01', periodTo: '2013-10-20' }),
      'BAD_USER_INPUT',
    ],
    ['a day of the year 1', { knewOn: '0001-01-01' }, 'BAD_USER_INPUT'],
    ['more than a trillion yuan', claim({ amountFen: '100000000000001' }), 'BAD_USER_INPUT'],
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

  test('a worker without a record is unknown, and the name beside a record is the record’s', async () => {
    const [worker, officer] = [newId(), staff(newId(), 'DISTRICT_ADMIN', PATH)];
    await placeFirms(subgraph(), firmOf(worker));
    const code = (viewer: Viewer, nameZh: string) =>
      subgraph().code(
        subgraph().ask(
          viewer,
          'mutation ($input: ApplyForMediationInput!) { applyForMediation(input: $input) { case { id } } }',
          {
            input: { idempotencyKey: key(), ...input(worker, { applicants: [{ memberId: worker, nameZh }] }) },
          },
        ),
      );
    expect(await code(officer, '李建国')).toBe('NOT_FOUND');
    await knownMember(subgraph().sql, worker, memberNameHash(worker, '李建国'));
    for (const viewer of [officer, member(worker)]) expect(await code(viewer, '王建国')).toBe('VALIDATION_FAILED');
    expect(await code(member(worker), '李 建国')).toBeNull();
  });

  test('who joined is named by their union’s officer until they leave; nothing new is begun for the dead', async () => {
    const [worker, unionId] = [newId(), newId()];
    const [before, after] = [`${PATH}${unionId}/`, `${PATH}street/${unionId}/`];
    const tell = (aggregateversion: number, scopePath: string, more: object = {}) =>
      subgraph().send({
        type: 'organisation.member.listed',
        subject: worker,
        aggregateversion,
        data: { unionId: null, scopePath, nameHash: memberNameHash(worker, '李建国'), ...more },
      });
    const ask = async (path: string) => (await refusal(staff(newId(), 'JOINT_UNION_OFFICER', path), input(worker)))?.code;
    await tell(1, '/city/110106/');
    expect(await ask(before)).toBe('NOT_FOUND');
    await tell(2, before);
    const data = { fromPath: before, toPath: after, parentId: newId() };
    expect(await subgraph().send({ type: 'organisation.union.moved', subject: unionId, aggregateversion: 2, data })).toBe(204);
    expect(await ask(`${PATH}${newId()}/`)).toBe('NOT_FOUND');
    await tell(3, '/city/110106/');
    expect(await ask(after)).toBe('NOT_FOUND');
    await tell(4, after, { hasDied: true });
    expect(await ask(after)).toBe('VALIDATION_FAILED');
    // A token of before the move: its holder is the same union's officer.
    expect(await ask(before)).toBe('VALIDATION_FAILED');
    await tell(5, after, { hasDied: false });
    expect(await ask(after)).toBeUndefined();
  });

  test('whose record the viewer may not read is not found, whatever the name beside it; the name alone may be written', async () => {
    const [worker, colleague] = [newId(), newId()];
    for (const one of [worker, colleague]) await knownMember(subgraph().sql, one, memberNameHash(one, '李建国'), '/city/110106/');
    const station = staff(newId(), 'STATION_STAFF', PATH);
    const applicants = (nameZh: string, memberId: string | null = worker) => [{ memberId, nameZh }];
    const ask = (viewer: Viewer, nameZh: string, memberId: string | null = worker) =>
      refusal(viewer, input(worker, { respondents, applicants: applicants(nameZh, memberId) }));
    const respondents = [{ nameZh: `某商行${worker}` }];
    const party = staff(newId(), 'LINKED_PARTY');
    for (const viewer of [station, staff(newId(), 'MEDIATOR', PATH), party])
      for (const nameZh of ['李建国', '王建国'])
        expect(await ask(viewer, nameZh)).toMatchObject({ code: 'NOT_FOUND', field: 'memberId' });
    const two = [...applicants('李建国', null), { memberId: colleague, nameZh: '王建国' }];
    expect(await refusal(station, input(worker, { applicants: two }))).toMatchObject({ code: 'NOT_FOUND', field: 'memberId' });
    expect(await ask(party, '李建国', null)).toBeUndefined();
    expect(await ask(staff(newId(), 'HOTLINE_AGENT', '/city/'), '王建国')).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await ask(staff(newId(), 'HOTLINE_AGENT', '/city/'), '李建国')).toMatchObject({ code: 'DUPLICATE' });
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
});
