import type { Viewer } from '@union-graph/identity';
import { coreHash, nameHash, newId } from '@union-graph/subgraph';
import { member, staff } from '@union-graph/testing';
import { claim, useApplications } from '../../test/applications.ts';
import { buildCase, PATH } from '../../test/build.ts';

describe('what is the same dispute (MED-INV-3)', () => {
  const { subgraph, input, apply, applyAsIs, refusal } = useApplications();

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
      await subgraph().send({ type: 'organisation.enterprise.placed', subject: FIRM, aggregateversion: 1, data });
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
      ['the firm by words the wrong way round', () => ({ respondents: [{ nameZh: `${CORE}责任有限公司` }] })],
      ['the firm with its former name behind', () => ({ respondents: [{ nameZh: `${NAME}（原北京旧名打印社）` }] })],
      ['one worker more', () => ({ applicants: [{ memberId: worker, nameZh: '李建国' }, other()] })],
      ['somebody invented beside', () => ({ applicants: [{ memberId: worker, nameZh: '李建国' }, { nameZh: '随便人' }] })],
      ['another respondent beside', () => ({ respondents: [{ nameZh: '老板' }, { enterpriseId: FIRM, nameZh: NAME }] })],
      ['another claim beside', () => ({ claims: [...claim({ kind: 'OVERTIME' }).claims, ...claim(MARCH_TO_MAY).claims] })],
      ['the worker by name and number', () => ({ applicants: [{ nameZh: '李建国', idLast4: '0012' }] })],
      ['the firm in traditional characters', () => ({ respondents: [{ nameZh: NAME.replace('集团', '集團') }] })],
      ['the core of the firm in traditional characters', () => ({ respondents: [{ nameZh: `${CORE}有限責任公司` }] })],
      ['the worker in traditional characters', () => ({ applicants: [{ nameZh: '李建國', idLast4: '0012' }] })],
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

    describe('how the refused go on', () => {
      const NO = /京劳调〔/;
      const told = async (viewer: Viewer, change: object): Promise<string> =>
        (await apply(viewer, { ...first, ...change })).errors?.[0]?.message ?? 'received';
      const byName = { applicants: [{ nameZh: '李建国' }] };

      test('who may read the open case is told its number; nobody else', async () => {
        const delegate = staff(newId(), 'LINKED_PARTY');
        expect(await told(officer, {})).toMatch(NO);
        const unsure = await told(delegate, byName);
        expect(unsure).toContain('open as another case');
        expect(unsure).not.toMatch(NO);
        const sure = await told(delegate, { applicants: [{ nameZh: '李建国', idLast4: '0012' }] });
        expect(sure).toBe('This dispute, or that of one of the applicants, is open as another case. Go on with that one.');
      });

      test('where nothing tells two of one name apart, it is said what would', async () => {
        expect(await told(officer, byName)).toContain('If "李建国" is another person, give "memberId" or "idLast4" of this one.');
        const record = { applicants: [{ memberId: newId(), nameZh: '陈同名' }], ...claim({ kind: 'REST' }) };
        expect(await told(officer, record)).toBe('received');
        const sameName = { ...record, applicants: [{ nameZh: '陈同名', idLast4: '0039' }] };
        expect(await told(officer, sameName)).toContain('If "陈同名" is another person, give "memberId" of this one.');
        const nameless = { applicants: [{ nameZh: '无号' }], ...claim({ kind: 'REST' }) };
        expect(await told(officer, nameless)).toBe('received');
        expect(await told(officer, { ...nameless, applicants: [{ nameZh: '无号', idLast4: '0039' }] })).toContain(
          'ask where it was brought',
        );
      });
    });

    describe('a firm that is renamed', () => {
      const OTHER = '换了新名文化传播有限公司';
      const rename = (name: string, id = FIRM, version = 2) =>
        subgraph().send({
          type: 'organisation.enterprise.placed',
          subject: id,
          aggregateversion: version,
          data: { ...PLACE, nameHash: nameHash(name), coreHash: coreHash(name) },
        });

      test.each<[string, () => string]>([
        ['its former name', () => NAME],
        ['the core of its former name', () => CORE],
        ['its name', () => OTHER],
      ])('is the firm by %s', async (_, name) => {
        expect(await rename(OTHER)).toBe(204);
        expect(await refusal(officer, { ...first, respondents: [{ nameZh: name() }] })).toMatchObject({ code: 'DUPLICATE' });
        await rename(`${OTHER}${FIRM}`, FIRM, 3);
      });

      test('is the one of a case that was brought under the former name before anybody told of it', async () => {
        const [firm, name] = [newId(), `未登记${newId()}商行`];
        expect(await refusal(officer, { ...first, respondents: [{ nameZh: name }] })).toBeUndefined();
        await rename(name, firm, 1);
        await rename(`改名${firm}`, firm, 2);
        for (const respondent of [{ nameZh: name }, { nameZh: `改名${firm}` }, { enterpriseId: firm, nameZh: `改名${firm}` }])
          expect(await refusal(officer, { ...first, respondents: [respondent] })).toMatchObject({ code: 'DUPLICATE' });
      });

      test('has no part in its former name once another firm has it', async () => {
        const next = newId();
        await rename(`另取${FIRM}`);
        await rename(NAME, next, 1);
        const answer = await apply(officer, { ...first, respondents: [{ nameZh: NAME }] });
        expect(answer.data?.applyForMediation.case.respondents).toMatchObject([{ enterprise: { id: next } }]);
      });
    });

    test('a firm that is known by its name becomes the respondent; one name of two firms is asked about', async () => {
      const answer = await apply(officer, { ...first, ...claim({ kind: 'REST' }), respondents: [{ nameZh: NAME }] });
      expect(answer.data.applyForMediation.case.respondents).toEqual([
        { nameZh: NAME.normalize('NFKC'), enterprise: { id: FIRM } },
      ]);
      const data = { ...PLACE, nameHash: nameHash('同名公司'), coreHash: coreHash('同名公司') };
      for (const subject of [newId(), newId()])
        await subgraph().send({ type: 'organisation.enterprise.placed', subject, aggregateversion: 1, data });
      expect(await refusal(officer, { ...first, respondents: [{ nameZh: '同名公司' }] })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'enterpriseId',
      });
    });

    test('C-05: a firm that is referred to is known here, and the name beside it is its own', async () => {
      const [other, otherName] = [newId(), `别家${FIRM.slice(-4)}商贸有限公司`];
      const data = { ...PLACE, nameHash: nameHash(otherName), coreHash: coreHash(otherName) };
      await subgraph().send({ type: 'organisation.enterprise.placed', subject: other, aggregateversion: 1, data });
      const named = async (enterpriseId: string, nameZh: string) => {
        const again = claim({ kind: 'OVERTIME', ...MARCH_TO_MAY });
        const answer = await applyAsIs(officer, { ...first, ...again, respondents: [{ enterpriseId, nameZh }] });
        const { code, field } = answer.errors?.[0]?.extensions ?? {};
        return [code, field];
      };
      expect(await named(FIRM, otherName)).toEqual(['VALIDATION_FAILED', 'nameZh']);
      expect(await named(FIRM, '某公司')).toEqual(['VALIDATION_FAILED', 'nameZh']);
      expect(await named(newId(), NAME)).toEqual(['NOT_FOUND', 'enterpriseId']);
      expect(await named(FIRM, `${CORE}公司`)).toEqual([undefined, undefined]);
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
        subgraph().send({
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
      await subgraph().send({
        type: 'organisation.enterprise.placed',
        subject: firm,
        aggregateversion: 1,
        data: { ...PLACE, districtCode: '110101', nameHash: nameHash(`${name}有限公司`), coreHash: coreHash(name) },
      });
      const against = (respondent: object) => refusal(officer, input(worker2, { respondents: [respondent] }));
      expect(await against({ nameZh: `${name}公司` })).toBeUndefined();
      expect(await against({ enterpriseId: firm, nameZh: `${name}有限公司` })).toMatchObject({ code: 'DUPLICATE' });
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
      const [id, caseId] = [newId(), (await buildCase(subgraph(), 'RECEIVED')).id];
      const claims = await subgraph().sql<{ id: string }>('select id from case_claim where case_id = $1', [caseId]);
      const insertOne = (day: number) =>
        subgraph().sql(
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
      await subgraph().sql('select status, failed_at from mediation_case where id = $1', [first.data.applyForMediation.case.id]),
    ).toEqual([{ status: 'FAILED', failed_at: new Date('2013-10-17T00:00:00+08:00') }]);
  });
});
