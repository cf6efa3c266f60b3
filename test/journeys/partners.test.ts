import { ask, codeOf, good, key, send, TODAY, tokenOfPartner } from '../house/client.ts';
import { eventually } from '../house/house.ts';

describe('合作组织按协议读取 / a partner reads what was agreed, and no longer than it holds', () => {
  let token: string;
  beforeAll(async () => {
    token = await tokenOfPartner('ngo-secret');
  });

  const read = (query: string, purpose?: string) =>
    send({ query }, { authorization: `Bearer ${token}`, 'x-test-now': TODAY, ...(purpose && { 'x-purpose': purpose }) });
  const POINTS = '{ servicePoints(first: 2) { nodes { nameZh openingHours { opens } } } }';
  const agreed = () => read('{ myAgreement { id kind status } }', 'MATCHING').then((answer) => answer.data?.myAgreement);

  test('by its purpose the partner is under one of its two agreements', async () => {
    await eventually(agreed);
    expect(good(await read(POINTS, 'MATCHING')).servicePoints.nodes).toHaveLength(2);
    expect(codeOf(await read(POINTS, 'DELIVERY'))).toBe('FIELD_NOT_ALLOWED');
    expect(codeOf(await read(POINTS, 'STATISTICS'))).toBe('PURPOSE_MISMATCH');
    expect(codeOf(await read(POINTS))).toBe('PURPOSE_MISMATCH');
  });

  test('what is not agreed and what does not exist are the same to it', async () => {
    for (const field of ['phone', 'nothing']) {
      const answer = await read(`{ servicePoints { nodes { ${field} } } }`, 'MATCHING');
      expect(answer.errors).toEqual([
        { message: `Your agreement does not list "ServicePoint.${field}".`, extensions: { code: 'FIELD_NOT_ALLOWED' } },
      ]);
    }
    const { data } = await read('{ __schema { types { name } } }', 'MATCHING');
    const types = data.__schema.types.map(({ name }: { name: string }) => name) as string[];
    expect(types).toContain('ServicePoint');
    expect(types).not.toContain('Member');
  });

  test('J-12 一个公益项目读自己的数据 / it reads its own incubated project, and no other', async () => {
    const own = `{ myAgreement { validTo quota { usedToday limitPerDay } } myProjects { code nameZh status milestones { title dueAt status }
      beneficiaries(period: { from: "2013-01-01", to: "2013-09-30" }) { direct suppressed byDistrict { district { name } count } } } }`;
    const { myAgreement, myProjects } = good(await read(own, 'DELIVERY'));
    expect(myAgreement).toEqual({ validTo: '2014-06-30', quota: { usedToday: expect.any(Number), limitPerDay: 1000 } });
    expect(myProjects.map(({ code }: { code: string }) => code)).toEqual(['INC-2013-02']);
    expect(myProjects[0].beneficiaries).toMatchObject({ direct: expect.any(Number), suppressed: expect.any(Boolean) });
    expect(myProjects[0].beneficiaries.direct % 10).toBe(0);
    for (const field of ['ngo { contacts { person } }', 'members { nameZh }', 'applications { proposal }'])
      expect(codeOf(await read(`{ myProjects { ${field} } }`, 'DELIVERY'))).toBe('FIELD_NOT_ALLOWED');
  });

  test('each agreement names its partner: a social organisation, or the law firm of one about legal service', async () => {
    const { nodes } = good(
      await ask('jiang-nan', '{ agreements(first: 100) { nodes { kind party { nameZh } lawFirm { nameZh licenceNo } } } }'),
    ).agreements;
    expect(nodes.length).toBeGreaterThan(10);
    for (const { kind, party, lawFirm } of nodes)
      expect([party?.nameZh ?? null, lawFirm?.nameZh ?? null]).toEqual(
        kind === 'LEGAL_SERVICE' ? [null, '京正律师事务所'] : [expect.any(String), null],
      );
  });

  test('a draft names the partner’s own projects, contracts that were signed, and districts that are there', async () => {
    const one = async (client: string) => {
      const { nodes } = good(
        await ask(
          'jiang-nan',
          '{ agreements(first: 100) { nodes { kind clientId party { id } lawFirm { id } rowFilter { projectIds } } } }',
        ),
      ).agreements;
      return nodes.find(({ clientId, kind }: { clientId: string; kind: string }) => clientId === client && kind !== 'CONTACT');
    };
    const draft = async (terms: object) => {
      const mutation =
        'mutation ($input: DraftSharingAgreementInput!) { draftSharingAgreement(input: $input) { agreement { status } } }';
      const input = { idempotencyKey: key(), validFrom: '2013-11-01', validTo: '2014-03-31', ...terms };
      const answer = await ask('jiang-nan', mutation, { input });
      const error = answer.errors?.[0]?.extensions;
      return error ? `${error.code} ${error.field}` : answer.data.draftSharingAgreement.agreement.status;
    };
    const [incubated, bought, legal] = [await one('ngo-secret'), await one('ngo-listening'), await one('law-jingzheng')];
    const { party, clientId } = incubated;
    const own = { kind: 'INCUBATED', partyId: party.id, clientId, purposes: ['DELIVERY'], coordinates: ['ServiceProject.code'] };
    const projectIds = incubated.rowFilter.projectIds;
    expect(await draft({ ...own, rowFilter: { projectIds } })).toBe('DRAFT');
    expect(await draft({ ...own, rowFilter: { projectIds: [...projectIds, ...bought.rowFilter.projectIds] } })).toBe(
      'NOT_FOUND rowFilter.projectIds',
    );
    expect(await draft({ ...own, rowFilter: { districtCodes: ['110103'] } })).toBe('BAD_USER_INPUT districtCodes');
    const purchase = { ...own, kind: 'PURCHASED', partyId: bought.party.id, clientId: bought.clientId };
    expect(await draft({ ...purchase, contractEndsOn: '2014-03-31' })).toBe('VALIDATION_FAILED contractEndsOn');
    expect(await draft({ ...purchase, contractEndsOn: '2013-12-31' })).toBe('DRAFT');
    const cases = {
      kind: 'LEGAL_SERVICE',
      purposes: ['LEGAL_AID'],
      coordinates: ['MediationCase.caseNo'],
      validTo: '2013-12-31',
    };
    const firm = { ...cases, partyId: legal.lawFirm.id, clientId: legal.clientId };
    expect(await draft({ ...firm, contractEndsOn: '2030-12-31' })).toBe('VALIDATION_FAILED contractEndsOn');
    expect(await draft({ ...firm, contractEndsOn: '2013-12-31' })).toBe('DRAFT');
    const program = { idempotencyKey: key(), clientId: 'ngo-secret', partyId: crypto.randomUUID(), evidenceRef: '档案/1' };
    const register =
      'mutation ($input: RegisterPartnerClientInput!) { registerPartnerClient(input: $input) { client { clientId } } }';
    expect(codeOf(await ask('cheng-jing', register, { input: program }))).toBe('NOT_FOUND');
  });

  test('a suspension holds a second later, and ends when the department resumes', async () => {
    const { id } = await agreed();
    const change = async (mutation: string, type: string, more: object = {}) => {
      const { agreement } = good(await ask('jiang-nan', 'query ($id: ID!) { agreement(id: $id) { version } }', { id }));
      const input = { idempotencyKey: key(), agreementId: id, expectedVersion: agreement.version, ...more };
      return good(
        await ask('jiang-nan', `mutation ($input: ${type}!) { ${mutation}(input: $input) { agreement { status } } }`, { input }),
      );
    };
    await change('suspendSharingAgreement', 'SuspendSharingAgreementInput', { reason: 'a test' });
    await new Promise((resume) => setTimeout(resume, 1_000));
    expect(codeOf(await read(POINTS, 'MATCHING'))).toBe('PURPOSE_MISMATCH');
    await change('resumeSharingAgreement', 'ResumeSharingAgreementInput');
    await eventually(agreed);
  });

  test('its token without a purpose opens nothing of governance, and a member may not ask for agreements', async () => {
    expect(codeOf(await read('{ agreements { totalCount } }', 'MATCHING'))).toBe('FIELD_NOT_ALLOWED');
    // What is for internal staff is refused by the level of its field, before anything is read.
    expect(codeOf(await ask('li-jianguo', '{ agreements { totalCount } }'))).toBe('FORBIDDEN');
  });

  describe('4.2 each kind of partner / 各类合作组织', () => {
    const as = async (client: string, purpose: string, query: string, variables: object = {}) =>
      send(
        { query, variables },
        { authorization: `Bearer ${await tokenOfPartner(client)}`, 'x-test-now': TODAY, 'x-purpose': purpose },
      );

    test('a purchased project reads its instalments', async () => {
      const { myProjects } = good(await as('ngo-listening', 'DELIVERY', '{ myProjects { code kind status } }'));
      expect(myProjects).toEqual([{ code: 'PUR-2013-01', kind: 'PURCHASED', status: expect.any(String) }]);
      const money =
        '{ myProjects { agreement { totalFen instalments { amountFen status milestone { title acceptance } } } milestones { acceptance } } }';
      const { agreement } = good(await as('ngo-listening', 'DELIVERY', money)).myProjects[0];
      const paid = agreement.instalments.map(({ amountFen }: { amountFen: string }) => BigInt(amountFen));
      expect(paid.reduce((sum: bigint, one: bigint) => sum + one, 0n)).toBe(BigInt(agreement.totalFen));
      // Who is not paid for a project is told nothing of money.
      expect(codeOf(await as('ngo-women', 'DELIVERY', money))).toBe('FIELD_NOT_ALLOWED');
    });

    test('an institute reads whole quarters, rounded and without small counts', async () => {
      const stats = (from: string, to: string) =>
        as(
          'ngo-institute',
          'STATISTICS',
          `{ districts { code mediationStats(period: { from: "${from}", to: "${to}" }) { received suppressed }
          skillsStats(period: { from: "${from}", to: "${to}" }) { enrolled } venueStats(period: { from: "${from}", to: "${to}" }) { bookings }
          fundStats(period: { from: "${from}", to: "${to}" }) { aidPaidFen projects } } cityIndicators { code current { status } } }`,
        );
      const { districts, cityIndicators } = good(await stats('2013-01-01', '2013-12-31'));
      expect(districts).toHaveLength(17);
      expect(cityIndicators.length).toBeGreaterThanOrEqual(9);
      for (const { mediationStats, skillsStats, venueStats, fundStats } of districts)
        for (const count of [mediationStats.received, skillsStats.enrolled, venueStats.bookings, fundStats.projects])
          expect(count === null || (count >= 10 && count % 10 === 0)).toBe(true);
      expect(codeOf(await stats('2013-10-01', '2013-10-31'))).toBe('VALIDATION_FAILED');
    });

    test('a law firm reads the open cases of its lawyers, once the worker consents, and no longer than that', async () => {
      const read = (id: string) =>
        as(
          'law-jingzheng',
          'LEGAL_AID',
          'query ($id: ID!) { mediationCase(id: $id) { status org { nameZh } claims { kind amountFen } limitation { status } applicants { side nameZh phoneMasked } } }',
          { id },
        );
      const CASES =
        'query { mediationCases(first: 100) { nodes { id lawyer { nameZh firm { nameZh } } applicants { nameZh } } } }';
      const { mediationCases } = good(await ask('shen-ping', CASES));
      const withLawyer = mediationCases.nodes.filter(({ lawyer }: { lawyer: unknown }) => lawyer);
      const idOf = (lawyer: string, applicant: RegExp) =>
        withLawyer.find(
          (one: { lawyer: { nameZh: string }; applicants: { nameZh: string }[] }) =>
            one.lawyer.nameZh === lawyer && applicant.test(one.applicants[0]?.nameZh ?? ''),
        ).id;
      const own = idOf('周明', /张海燕/);
      expect(good(await read(own)).mediationCase).toMatchObject({
        status: 'ASSIGNED',
        applicants: [{ side: 'APPLICANT', nameZh: '张海燕', phoneMasked: '000****0000' }],
      });
      expect(codeOf(await read(idOf('周明', /陈丽娜/)))).toBe('CONSENT_REQUIRED');
      expect(codeOf(await read(idOf('韩冰', /杨文斌/)))).toBe('NOT_FOUND');

      const { me } = good(await ask('zhang-haiyan', '{ me { consents { id purpose version } } }'));
      const { id, version } = me.consents.find(({ purpose }: { purpose: string }) => purpose === 'LEGAL_AID');
      const withdraw = 'mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { consent { id } } }';
      good(await ask('zhang-haiyan', withdraw, { input: { idempotencyKey: key(), consentId: id, expectedVersion: version } }));
      // At once: whether an event of it has come to the cases yet does not matter.
      expect(codeOf(await read(own))).toBe('CONSENT_REQUIRED');
    });

    test.each(['ngo-safe-sites', 'ngo-night-school'])('%s, expired or suspended, reads nothing', async (client) => {
      expect(codeOf(await as(client, 'MATCHING', POINTS))).toBe('AGREEMENT_INACTIVE');
    });
  });

  describe('4.4 worked examples / 协议示例', () => {
    const OWN = `{ myProjects { nameZh milestones { title status } beneficiaries(period: { from: "2013-01-01", to: "2013-09-30" }) {
      direct suppressed byDistrict { district { code } count } byGroup { group count suppressed } } } }`;
    const as = async (client: string, purpose: string, query: string) =>
      send({ query }, { authorization: `Bearer ${await tokenOfPartner(client)}`, 'x-test-now': TODAY, 'x-purpose': purpose });

    test.each([
      ['ngo-teachers', '外来务工子女教师学习圈', 640],
      ['ngo-secret', '千千树儿童之家', 2310],
      ['ngo-women', '贫困老年妇女互助', 480],
      ['ngo-key', '家政女工艺术团', 260],
      ['ngo-workers-home', '北京工友之家社区工会', 3100],
    ])('%s sees its own project %s: %s people, and nobody by name', async (client, nameZh, direct) => {
      const { myProjects } = good(await as(client, 'DELIVERY', OWN));
      expect(myProjects).toHaveLength(1);
      expect(myProjects[0]).toMatchObject({ nameZh, beneficiaries: { direct } });
      const { byDistrict, byGroup } = myProjects[0].beneficiaries;
      if (client === 'ngo-teachers')
        expect(byDistrict).toEqual([
          { district: { code: '110105' }, count: 390 },
          { district: { code: '110106' }, count: 250 },
        ]);
      if (client === 'ngo-women') {
        const { myProjects: reported } = good(await as(client, 'DELIVERY', '{ myProjects { reports { kind text } } }'));
        expect(reported[0].reports.length).toBeGreaterThan(0);
      }
      if (client === 'ngo-secret')
        for (const group of ['天通苑社区', '苹果园社区'])
          expect(byGroup).toContainEqual({ group, count: null, suppressed: true });
      for (const query of [
        '{ me { nameZh } }',
        '{ myProjects { applications { id } } }',
        '{ union(id: "x") { members { nodes { nameZh } } } }',
        '{ hardshipFiles { nodes { id } } }',
        '{ artTroupes { members { id } } }',
        'mutation { requestOutreach(input: { idempotencyKey: "x" }) { request { id } } }',
        '{ myProjects { reports { beneficiaries { pseudonym } } } }',
      ])
        expect([query, codeOf(await as(client, 'DELIVERY', query))]).toEqual([query, 'FIELD_NOT_ALLOWED']);
    });

    test('the troupe and the community union read what is public besides, under another agreement, and not both in one operation', async () => {
      for (const client of ['ngo-key', 'ngo-workers-home']) {
        const { serviceItems } = good(await as(client, 'MATCHING', '{ serviceItems(first: 3) { nodes { nameZh } } }'));
        expect(serviceItems.nodes.length).toBeGreaterThan(0);
        expect(codeOf(await as(client, 'MATCHING', '{ serviceItems { nodes { nameZh } } myProjects { code } }'))).toBe(
          'FIELD_NOT_ALLOWED',
        );
      }
    });
  });
});
