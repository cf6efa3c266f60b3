import { ask, codeOf, good, key } from '../house/client.ts';

/** The last day to apply, a day after it, and a day at the end of the first period. */
const [CALL, AFTER, LATER] = ['2013-10-19T10:00:00+08:00', '2013-10-21T10:00:00+08:00', '2013-12-20T10:00:00+08:00'];

describe('购买服务项目 / a project is bought: call, three evaluators, award, agreement, instalments, report (S-22)', () => {
  let organisations: { id: string; nameZh: string }[];
  let [projectId, chosenId, otherId] = ['', '', ''];
  let staff: Record<string, string>;

  const mutate = (as: string, mutation: string, input: object, shown: string, now = AFTER) =>
    ask(
      as,
      `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${shown} } }`,
      { input: { idempotencyKey: key(), ...input } },
      now,
    );
  const codeFor = async (...call: Parameters<typeof mutate>) => codeOf(await mutate(...call));
  const versionOf = async () =>
    good(await ask('jiang-nan', 'query ($id: ID!) { serviceProject(id: $id) { version status } }', { id: projectId }, AFTER))
      .serviceProject as { version: number; status: string };
  const PROJECT = 'project { id status budgetFen version }';

  beforeAll(async () => {
    const { socialOrganisations } = good(await ask('jiang-nan', '{ socialOrganisations(first: 20) { nodes { id nameZh } } }'));
    organisations = socialOrganisations.nodes;
    // People of the applicants are members like others.
    const idOf = async (login: string) => good(await ask(login, '{ me { id } }')).me.id as string;
    staff = Object.fromEntries(
      await Promise.all(['liu-xiaojun', 'ma-qiang', 'wu-dayong'].map(async (login) => [login, await idOf(login)])),
    );
  });

  test('the Social Work Department calls, and three organisations apply, two of them together', async () => {
    const call = {
      code: `PUR-${key().slice(0, 8)}`,
      nameZh: '社区就业辅导',
      kind: 'PURCHASED',
      targetGroup: 'COMMUNITY_MIGRANTS',
      districtCodes: ['110105'],
      budgetFen: '9000000',
      applyBy: '2013-10-19',
    };
    expect(await codeFor('lin-fang', 'openProjectCall', call, PROJECT, CALL)).toBe('FORBIDDEN');
    const { openProjectCall } = good(await mutate('jiang-nan', 'openProjectCall', call, PROJECT, CALL));
    projectId = openProjectCall.project.id;
    const apply = async (at: number, login: string, more: object = {}) => {
      const input = { projectId, ngoId: organisations[at]?.id, staffIds: [staff[login]], proposal: '方案', ...more };
      const { applyForProject } = good(
        await mutate('yan-ru', 'applyForProject', { requestedFen: '8000000', ...input }, 'application { id }', CALL),
      );
      return applyForProject.application.id as string;
    };
    chosenId = await apply(0, 'liu-xiaojun', {
      partnerIds: [organisations[1]?.id],
      staffIds: [staff['liu-xiaojun'], staff['wu-dayong']],
    });
    otherId = await apply(2, 'ma-qiang');
  });

  test('FND-INV-6: nothing is awarded before each application has three evaluators, none of an applicant', async () => {
    const word = { score: 80, remarks: '可行' };
    const evaluate = (as: string, applicationId: string, more: object = word) =>
      codeFor(as, 'evaluateProject', { applicationId, ...more }, 'evaluation { id }');
    const award = async (more: object = {}, as = 'jiang-nan') =>
      mutate(
        as,
        'awardProject',
        { projectId, applicationId: chosenId, expectedVersion: (await versionOf()).version, ...more },
        PROJECT,
      );
    for (const as of ['yan-ru', 'cheng-jing'])
      for (const id of [chosenId, otherId]) expect([as, await evaluate(as, id)]).toEqual([as, null]);
    expect(await evaluate('cheng-jing', chosenId)).toBe('DUPLICATE');
    expect(await evaluate('lin-fang', chosenId)).toBe('FORBIDDEN');
    expect(codeOf(await award())).toBe('THRESHOLD_NOT_MET');
    for (const id of [chosenId, otherId]) expect(await evaluate('fan-lin', id)).toBeNull();
    expect((await versionOf()).status).toBe('EVALUATED');
    for (const as of ['yan-ru', 'fan-lin']) expect(codeOf(await award({}, as))).toBe('SEPARATION_OF_DUTIES');
    // FND-INV-8: no more than the call offers.
    expect(codeOf(await award({ awardedFen: '9000001' }))).toBe('BUDGET_EXCEEDED');
    expect(good(await award({ awardedFen: '8000000' })).awardProject.project).toMatchObject({
      status: 'AWARDED',
      budgetFen: '8000000',
    });
  });

  let instalments: { id: string; version: number; milestone: { id: string; version: number } }[];
  test('FND-INV-8: the instalments come to the agreement’s total, and that to no more than was awarded; both organisations sign', async () => {
    const { version: expectedVersion } = await versionOf();
    const signedByIds = [organisations[0]?.id, organisations[1]?.id];
    const milestones = [
      { title: '开班', dueAt: '2013-11-30', instalmentFen: '3000000' },
      { title: '结项', dueAt: '2013-12-31', instalmentFen: '5000000' },
    ];
    const terms = {
      projectId,
      from: '2013-11-01',
      to: '2013-12-31',
      totalFen: '8000000',
      milestones,
      signedByIds,
      expectedVersion,
    };
    const shown = 'agreement { totalFen instalments { id amountFen status version milestone { id version } } }';
    const sign = (more: object) => mutate('jiang-nan', 'signProjectAgreement', { ...terms, ...more }, shown);
    expect(codeOf(await sign({ totalFen: '7999999' }))).toBe('VALIDATION_FAILED');
    expect(codeOf(await sign({ signedByIds: signedByIds.slice(0, 1) }))).toBe('VALIDATION_FAILED');
    const more = milestones.map((one) => ({ ...one, instalmentFen: '4000001' }));
    expect(codeOf(await sign({ totalFen: '8000002', milestones: more }))).toMatch(/BUDGET_EXCEEDED|VALIDATION_FAILED/);
    const { agreement } = good(await sign({})).signProjectAgreement;
    expect(agreement.instalments.map(({ amountFen }: { amountFen: string }) => amountFen)).toEqual(['3000000', '5000000']);
    instalments = agreement.instalments;
  });

  const report = (as: string, beneficiaries: object[], more: object = {}) =>
    mutate(
      as,
      'reportProject',
      {
        projectId,
        kind: 'PROGRESS',
        period: { from: '2013-11-01', to: '2013-12-19' },
        directCumulative: beneficiaries.length,
        text: '进展',
        beneficiaries,
        ...more,
      },
      'report { id directCumulative }',
      LATER,
    );
  const people = (count: number, group: string) =>
    Array.from({ length: count }, (_, at) => ({ pseudonym: `${group}-${at}`, districtCode: '110105', group }));

  test('FND-INV-10: a person is counted once, small groups are told to nobody, and another organisation cannot report', async () => {
    const everybody = [...people(24, '甲社区'), ...people(31, '乙社区'), ...people(7, '丙社区')];
    good(await report('liu-xiaojun', everybody));
    // The same people again, under the same pseudonyms.
    good(await report('liu-xiaojun', everybody, { directCumulative: 62 }));
    expect(codeOf(await report('liu-xiaojun', [], { directCumulative: 61 }))).toBe('VALIDATION_FAILED');
    expect(codeOf(await report('ma-qiang', []))).toBe('NOT_FOUND');
    const { myProjects } = good(
      await ask(
        'liu-xiaojun',
        '{ myProjects { id beneficiaries(period: { from: "2013-10-01", to: "2013-12-31" }) { direct suppressed byGroup { group count suppressed } } } }',
        {},
        LATER,
      ),
    );
    const own = myProjects.find(({ id }: { id: string }) => id === projectId).beneficiaries;
    const cells = new Map(own.byGroup.map((one: { group: string; count: number | null }) => [one.group, one.count]));
    // Sixty-two, cut down to tens; and what is below ten cannot be had from the others.
    expect([own.direct, cells.get('丙社区') ?? null, cells.get('乙社区')]).toEqual([60, null, 30]);
    expect(cells.get('甲社区') ?? null).toBeNull();
  });

  test('an accepted milestone makes its instalment due, which the fund pays out once', async () => {
    const [first] = instalments as [(typeof instalments)[0]];
    const { acceptMilestone } = good(
      await mutate(
        'jiang-nan',
        'acceptMilestone',
        { milestoneId: first.milestone.id, acceptance: '已开班', expectedVersion: first.milestone.version },
        'milestone { status }',
        LATER,
      ),
    );
    expect(acceptMilestone.milestone.status).toBe('ACCEPTED');
    const { serviceProject } = good(
      await ask(
        'lin-fang',
        'query ($id: ID!) { serviceProject(id: $id) { agreement { instalments { id status version } } } }',
        { id: projectId },
        LATER,
      ),
    );
    const due = serviceProject.agreement.instalments.find(({ id }: { id: string }) => id === first.id);
    expect(due.status).toBe('DUE');
    const pay = { instalmentId: first.id, accountMasked: '****1234', expectedVersion: due.version };
    const shown = 'instalment { disbursement { id amountFen status version } }';
    const released = good(await mutate('lin-fang', 'releaseProjectInstalment', pay, shown, LATER)).releaseProjectInstalment;
    expect(released.instalment.disbursement.amountFen).toBe('3000000');
    expect(await codeFor('lin-fang', 'releaseProjectInstalment', pay, 'instalment { id }', LATER)).not.toBeNull();
    // Four people: who asked for it, who approves, who pays; and nobody ends the contract meanwhile.
    const ended = { projectId, reason: '机构停止服务', returnedFen: '0', expectedVersion: (await versionOf()).version };
    expect(await codeFor('jiang-nan', 'terminateProject', ended, PROJECT, LATER)).toBe('VALIDATION_FAILED');
    let payout = released.instalment.disbursement;
    for (const [as, mutation] of [
      ['guo-wei', 'approveDisbursement'],
      ['gao-jie', 'sendDisbursement'],
      ['gao-jie', 'settleDisbursement'],
    ] as const) {
      const input = { disbursementId: payout.id, expectedVersion: payout.version };
      payout = good(await mutate(as, mutation, input, 'disbursement { id status version }', LATER))[mutation].disbursement;
    }
    expect(payout.status).toBe('SETTLED');
  });

  test('4.4: a contract that is ended closes its organisation’s access the same day', async () => {
    const { version } = await versionOf();
    const mine = async (as = 'liu-xiaojun') =>
      good(await ask(as, '{ myProjects { id } }', {}, LATER)).myProjects.map(({ id }: { id: string }) => id) as string[];
    expect(await mine()).toContain(projectId);
    expect(await mine('wu-dayong')).toContain(projectId);
    expect(await mine('ma-qiang')).not.toContain(projectId);
    const input = { projectId, reason: '机构停止服务', returnedFen: '0', expectedVersion: version };
    good(await mutate('jiang-nan', 'terminateProject', input, PROJECT, LATER));
    expect(await mine()).not.toContain(projectId);
    expect(codeOf(await report('liu-xiaojun', [], { directCumulative: 62 }))).toBe('NOT_FOUND');
  });
});
