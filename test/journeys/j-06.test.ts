import { identityCheckDigit } from '@union-graph/identity';
import { personId } from '@union-graph/infra/demo';
import { identityNumberOf } from '@union-graph/infra/workers';
import { ask, codeOf, good, key } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

/** 10:00 in Beijing on a day of October or November 2013. */
const on = (day: string) => `2013-${day}T10:00:00+08:00`;
const FILE =
  'file { id version status category perCapitaMonthlyFen lineFen household { members { id } } notice { id to maskedName } }';
const APPLICATION =
  'application { id version status approvedFen eligibility { ok reasons } disbursement { id version status amountFen } }';

/** A made-up number of a person of this journey: the year of birth is nobody's. */
const identityNumber = (at: number): string => {
  const digits = `1101051900061590${at}`;
  return digits + identityCheckDigit(digits);
};

async function change(as: string, mutation: string, input: object, now: string, fields = FILE) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  return ask(
    as,
    `mutation ($input: ${type}) { ${mutation}(input: $input) { ${fields} } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );
}

/** Takes a step that must succeed; gives what it changed. */
async function step(...call: Parameters<typeof change>) {
  const payload = good(await change(...call))[call[1]] as Record<string, { id: string; version: number; status: string }>;
  return Object.values(payload)[0] as never;
}

interface File {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly household: { readonly members: readonly { readonly id: string }[] };
  readonly notice: { readonly id: string; readonly to: string; readonly maskedName: string };
}

describe('J-06 困难帮扶 / hardship and Warmth Fund aid', () => {
  const head = personId('li-jianguo');
  const visitors = [personId('chen-xiaomei'), personId('tian-yu')];
  let file: File;
  const stepOf = ({ id, version }: { id: string; version: number }) => ({ fileId: id, expectedVersion: version });
  const household = (causes: string[], extra = 0, ofHead = identityNumberOf('li-jianguo')) => ({
    headId: head,
    districtCode: '110105',
    members: [
      { memberId: head, relation: 'SELF', identityNumber: ofHead, monthlyIncomeFen: String(129_000 + extra) },
      { nameZh: '示例妻子', relation: 'SPOUSE', identityNumber: identityNumber(2), monthlyIncomeFen: '0' },
      {
        nameZh: '示例儿子',
        relation: 'CHILD',
        identityNumber: identityNumber(3),
        monthlyIncomeFen: '0',
        health: 'SERIOUS_ILLNESS',
      },
    ],
    causes,
  });
  const medicalCycle = async () => {
    const { aidCycles } = good(
      await ask('li-jianguo', '{ aidCycles(schemeCode: MEDICAL) { nodes { id version status } } }', {}, on('10-30')),
    );
    return aidCycles.nodes[0] as { id: string; version: number; status: string };
  };
  const wish = async () => ({ cycleId: (await medicalCycle()).id, requestedFen: '800000', reason: '孩子住院' });

  test('the child’s illness is kept with a consent of its own alone; 1 fen over the line of 580 yuan without a cause is no hardship', async () => {
    expect(codeOf(await change('chen-xiaomei', 'openHardshipFile', household(['ILLNESS']), on('10-19')))).toBe(
      'CONSENT_REQUIRED',
    );
    const falseNumber = await change('chen-xiaomei', 'openHardshipFile', household([], 0, identityNumber(1)), on('10-19'));
    expect([codeOf(falseNumber), falseNumber.errors?.[0]?.extensions.field]).toEqual([
      'VALIDATION_FAILED',
      'members.0.identityNumber',
    ]);
    const rich = {
      ...household(['UNEMPLOYMENT'], 45_003),
      members: household([], 45_003).members.map(({ health: _, ...person }: { health?: string }) => person),
    };
    expect(codeOf(await change('chen-xiaomei', 'openHardshipFile', rich, on('10-19')))).toBe('NOT_ELIGIBLE');
    const consent = {
      memberId: head,
      purpose: 'DELIVERY',
      scope: ['health'],
      separate: true,
      evidenceRef: 'evidence/j-06/consent',
    };
    good(await change('li-jianguo', 'giveConsent', consent, on('10-19'), 'consent { id }'));
  });

  test('the file is opened with 430 yuan a month for each person; aid has to wait until it is active', async () => {
    file = await eventually(async () => {
      const answer = await change('chen-xiaomei', 'openHardshipFile', household(['ILLNESS', 'UNEMPLOYMENT']), on('10-19'));
      return codeOf(answer) === 'CONSENT_REQUIRED' ? null : (good(answer).openHardshipFile.file as File);
    });
    expect(file).toMatchObject({ status: 'SUBMITTED', category: 'SUBSISTENCE', perCapitaMonthlyFen: '43000', lineFen: '58000' });
    expect(codeOf(await change('chen-xiaomei', 'openHardshipFile', household(['ILLNESS']), on('10-19')))).toBe(
      'HOUSEHOLD_FILE_EXISTS',
    );
    const early = await change('li-jianguo', 'applyForAid', await wish(), on('10-19'), APPLICATION);
    expect([codeOf(early), early.errors?.[0]?.message]).toEqual(['NOT_ELIGIBLE', expect.stringContaining('SUBMITTED')]);
  });

  test('two visit, the incomes are proven, the notice is masked and lasts five working days', async () => {
    const visit = { visitedAt: '2013-10-21', findings: '孩子住院，家中无其他收入' };
    expect(
      codeOf(
        await change(
          'chen-xiaomei',
          'recordHomeVisit',
          { ...stepOf(file), ...visit, visitorIds: visitors.slice(1) },
          on('10-21'),
        ),
      ),
    ).toBe('VALIDATION_FAILED');
    file = await step('chen-xiaomei', 'recordHomeVisit', { ...stepOf(file), ...visit, visitorIds: visitors }, on('10-21'));
    const incomes = file.household.members.map(({ id }, at) => ({
      householdMemberId: id,
      monthlyIncomeFen: at === 0 ? '129000' : '0',
      document: `evidence/j-06/${at}`,
    }));
    file = await step('chen-xiaomei', 'submitIncomeEvidence', { ...stepOf(file), incomes }, on('10-21'));
    expect(file.status).toBe('VERIFYING');
    const publish = (maskedName: string) => change('lin-fang', 'publishNotice', { ...stepOf(file), maskedName }, on('10-22'));
    expect(codeOf(await publish('李建国'))).toBe('VALIDATION_FAILED');
    file = good(await publish('李**')).publishNotice.file;
    expect(file.notice).toMatchObject({ maskedName: '李**', to: '2013-10-29' });
    expect(codeOf(await change('guo-wei', 'approveFile', stepOf(file), on('10-29')))).toBe('VALIDATION_FAILED');
    expect(codeOf(await change('chen-xiaomei', 'approveFile', stepOf(file), on('10-30')))).toBe('FORBIDDEN');
    file = await step('guo-wei', 'approveFile', stepOf(file), on('10-30'));
    expect(file.status).toBe('ACTIVE');
  });

  test('the file joins three subgraphs for the caseworker; the worker reads their own, others none', async () => {
    const query = `query ($id: ID!) { hardshipFile(id: $id) { status visits { visitors { nameZh } }
      household { head { nameZh union { nameZh } card { status } cases(first: 3) { nodes { status } } } } } }`;
    const { hardshipFile } = good(await ask('lin-fang', query, { id: file.id }, on('10-30')));
    expect(hardshipFile).toMatchObject({
      status: 'ACTIVE',
      visits: [{ visitors: expect.arrayContaining([{ nameZh: '陈晓梅' }, { nameZh: '田雨' }]) }],
      household: { head: { nameZh: '李建国', union: { nameZh: '潘家园社区联合工会' }, card: { status: 'ACTIVE' } } },
    });
    expect(good(await ask('li-jianguo', '{ myHardshipFile { id } me { hardshipFile { id } } }', {}, on('10-30')))).toEqual({
      myHardshipFile: { id: file.id },
      me: { hardshipFile: { id: file.id } },
    });
    expect(codeOf(await ask('zhao-zhiqiang', query, { id: file.id }, on('10-30')))).toBe('NOT_FOUND');
  });

  test('medical aid: applied for, checked, reviewed, approved by another person; three persons pay it', async () => {
    interface Application {
      readonly id: string;
      readonly version: number;
      readonly disbursement: { readonly id: string; readonly version: number };
    }
    const of = ({ id, version }: Application) => ({ applicationId: id, expectedVersion: version });
    let application: Application = await step('li-jianguo', 'applyForAid', await wish(), on('10-30'), APPLICATION);
    application = await step('chen-xiaomei', 'checkAid', of(application), on('10-30'), APPLICATION);
    application = await step(
      'lin-fang',
      'reviewAid',
      { ...of(application), opinion: '情况属实，建议全额救助' },
      on('10-30'),
      APPLICATION,
    );
    const cycle = await medicalCycle();
    await step(
      'lin-fang',
      'freezeCycle',
      { cycleId: cycle.id, expectedVersion: cycle.version },
      on('10-31'),
      'cycle { id status }',
    );
    expect(codeOf(await change('lin-fang', 'approveAid', of(application), on('10-31'), APPLICATION))).toBe('FORBIDDEN');
    application = await step('guo-wei', 'approveAid', of(application), on('10-31'), APPLICATION);
    expect(application).toMatchObject({
      status: 'PAYABLE',
      approvedFen: '800000',
      eligibility: { ok: true },
      disbursement: { status: 'RESERVED', amountFen: '800000' },
    });
    const PAYOUT = 'disbursement { id version status }';
    let payout = application.disbursement;
    for (const [as, mutation] of [
      ['guo-wei', 'approveDisbursement'],
      ['gao-jie', 'sendDisbursement'],
      ['gao-jie', 'settleDisbursement'],
    ] as const)
      payout = await step(as, mutation, { disbursementId: payout.id, expectedVersion: payout.version }, on('11-01'), PAYOUT);
    const { myAid } = good(
      await ask(
        'li-jianguo',
        '{ myAid(first: 1) { nodes { status approvedFen disbursement { status paidAt } } } }',
        {},
        on('11-01'),
      ),
    );
    expect(myAid.nodes).toEqual([
      { status: 'PAID', approvedFen: '800000', disbursement: { status: 'SETTLED', paidAt: expect.any(String) } },
    ]);
  });

  test('wages that a case brings back (J-04) bring the review of the file forward, and ask no aid back', async () => {
    const { tell } = story('J-04');
    const claims = [
      { kind: 'OVERTIME', amountFen: '864000', periodFrom: '2013-02-01', periodTo: '2013-03-31', ground: '拖欠加班费' },
    ];
    await tell(1, { variables: { input: { claims } } });
    for (let at = 2; at <= 12; at++) await tell(at);
    const status = () => ask('lin-fang', 'query ($id: ID!) { hardshipFile(id: $id) { status } }', { id: file.id }, on('11-06'));
    await eventually(async () => good(await status()).hardshipFile.status === 'REVIEW_DUE');
    const { myAid } = good(
      await ask('li-jianguo', '{ myAid(first: 1) { nodes { status disbursement { status } } } }', {}, on('11-06')),
    );
    expect(myAid.nodes).toEqual([{ status: 'PAID', disbursement: { status: 'SETTLED' } }]);
    const linked = '{ myCases(first: 1) { nodes { applicants { nameZh } linkedAid { status scheme { code } } } } }';
    const { myCases } = good(await ask('li-jianguo', linked, {}, on('11-06')));
    expect(myCases.nodes[0].linkedAid).toEqual([
      { status: 'PAID', scheme: { code: 'MEDICAL' } },
      { status: 'REJECTED', scheme: { code: 'EMERGENCY' } },
    ]);
  });

  test('the household earns above the line again, and the file ends', async () => {
    const { hardshipFile } = good(
      await ask('lin-fang', 'query ($id: ID!) { hardshipFile(id: $id) { id version } }', { id: file.id }, on('11-06')),
    );
    const ended = await step('lin-fang', 'exitFile', { ...stepOf(hardshipFile), reason: 'INCOME_ABOVE_LINE' }, on('11-06'));
    expect(ended).toMatchObject({ status: 'EXITED' });
  });
});
