import { identityCheckDigit } from '@union-graph/identity';
import { personId } from '@union-graph/infra/demo';
import { identityNumberOf } from '@union-graph/infra/workers';
import { ask, good, key } from '../house/client.ts';
import { changed, refusalOf } from '../house/fund.ts';

const on = (day: string) => `2013-${day}T10:00:00+08:00`;
const FILE = 'file { id version status household { members { id } } notice { id to } }';
const PROJECT = 'project { id version status }';

/** A made-up number of a person of this journey: the year of birth is nobody's. */
const identityNumber = (at: number): string => {
  const digits = `1101011901061591${at}`;
  return digits + identityCheckDigit(digits);
};

interface File {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly household: { readonly members: readonly { readonly id: string }[] };
  readonly notice: { readonly id: string; readonly to: string };
}

describe('2.5.7 困难职工档案 / what hardship files refuse', () => {
  // Somebody about whom the approver decides in no other story: here they live together.
  const head = personId('wang-xiulan');
  const spouse = { memberId: personId('guo-wei'), relation: 'SPOUSE', identityNumber: identityNumber(2), monthlyIncomeFen: '0' };
  const household = (income: string, more: object = {}) => ({
    headId: head,
    districtCode: '110101',
    causes: ['UNEMPLOYMENT'],
    members: [
      { memberId: head, relation: 'SELF', identityNumber: identityNumberOf('wang-xiulan'), monthlyIncomeFen: income },
      spouse,
    ],
    ...more,
  });
  // The caseworker, who reads the records of both, whatever their district.
  const open = (input: object, as = 'lin-fang', day = '09-25') => refusalOf(as, 'openHardshipFile', input, FILE, on(day));
  let file: File;
  const step = () => ({ fileId: file.id, expectedVersion: file.version });

  test('one fen over the line, no incomes, another place, the own household, and a person in two open files', async () => {
    // 580 yuan for each of two, and one fen for each above it.
    expect(await open(household('116002'))).toBe('NOT_ELIGIBLE');
    for (const income of ['-1', 1.5, '9223372036854775808'])
      expect([income, await open(household(income as string))]).toEqual([income, 'BAD_USER_INPUT']);
    expect(await open(household('100000'), 'chen-xiaomei')).toBe('FORBIDDEN');
    expect(await open(household('100000'), 'guo-wei')).toBe('FORBIDDEN');
    expect(await open(household('100000', { causes: ['ILLNESS'] }))).toBe('CONSENT_REQUIRED');
    // What the division leaves over is not counted: 580 yuan and half a fen are 580 yuan.
    file = await changed('lin-fang', 'openHardshipFile', household('116001'), FILE, on('09-25'));
    expect(await open(household('100000'))).toBe('HOUSEHOLD_FILE_EXISTS');
    const other = personId('qian-jin');
    const second = {
      headId: other,
      members: [
        { memberId: other, relation: 'SELF', identityNumber: identityNumberOf('qian-jin'), monthlyIncomeFen: '0' },
        spouse,
      ],
    };
    expect(await open(household('0', second))).toBe('HOUSEHOLD_FILE_EXISTS');
    // The head of the open file by the number alone, and by the record with a false number.
    const headAgain = { relation: 'OTHER', identityNumber: identityNumberOf('wang-xiulan'), monthlyIncomeFen: '0' };
    const withHead = (more: object) => ({ ...second, members: [second.members[0], { ...headAgain, ...more }] });
    expect(await open(household('0', withHead({ nameZh: '示例亲戚' })))).toBe('HOUSEHOLD_FILE_EXISTS');
    expect(await open(household('0', withHead({ memberId: head, identityNumber: identityNumber(3) })))).toBe('VALIDATION_FAILED');
  });

  test('a visit by one person, by one twice, by who lives there, on another day', async () => {
    const visitors = [personId('he-tao'), personId('dong-lei')];
    const visit = (visitorIds: string[], visitedAt = '2013-09-26') =>
      refusalOf('lin-fang', 'recordHomeVisit', { ...step(), visitorIds, visitedAt, findings: '属实' }, FILE, on('09-26'));
    expect(await visit(visitors.slice(1))).toBe('VALIDATION_FAILED');
    expect(await visit([visitors[0] as string, visitors[0] as string])).toBe('VALIDATION_FAILED');
    expect(await visit([...visitors, personId('guo-wei')])).toBe('CONFLICT_OF_INTEREST');
    expect(await visit(visitors, '2013-09-24')).toBe('BAD_USER_INPUT');
    expect(await visit(visitors, '2013-09-27')).toBe('BAD_USER_INPUT');
    const fine = { ...step(), visitorIds: visitors, visitedAt: '2013-09-26', findings: '属实' };
    file = await changed('lin-fang', 'recordHomeVisit', fine, FILE, on('09-26'));
    const proof = (income: string) => ({
      ...step(),
      incomes: file.household.members.map(({ id }, at) => ({
        householdMemberId: id,
        monthlyIncomeFen: at === 0 ? income : '0',
        document: 'evidence/refusals',
      })),
    });
    expect(await refusalOf('lin-fang', 'submitIncomeEvidence', proof('116002'), FILE, on('09-26'))).toBe('NOT_ELIGIBLE');
    file = await changed('lin-fang', 'submitIncomeEvidence', proof('116001'), FILE, on('09-26'));
    expect(file.status).toBe('VERIFYING');
  });

  test('a notice without a mask; five working days over the National Day of 2013 with its working Sunday; a second objection', async () => {
    const publish = (maskedName: string) => refusalOf('lin-fang', 'publishNotice', { ...step(), maskedName }, FILE, on('09-27'));
    for (const name of ['王秀兰', '王*兰', '王', ''])
      expect([name, await publish(name)]).toEqual([name, expect.stringMatching(/^(VALIDATION_FAILED|BAD_USER_INPUT)$/)]);
    file = await changed('lin-fang', 'publishNotice', { ...step(), maskedName: '王**' }, FILE, on('09-27'));
    // 29 September is a Sunday on which people work, 1 to 7 October are free: 29, 30, 8, 9, 10.
    expect(file.notice.to).toBe('2013-10-10');
    const object = (as: string, day: string) =>
      refusalOf(as, 'objectToNotice', { noticeId: file.notice.id, reason: '有出租房屋' }, 'objection { id }', on(day));
    expect(await object('zheng-hong', '10-09')).toBe('done');
    expect(await object('zheng-hong', '10-09')).toBe('DUPLICATE');
    const { hardshipFile } = good(
      await ask(
        'song-hui',
        'query ($id: ID!) { hardshipFile(id: $id) { version status notice { objections { id version } } } }',
        file,
        on('10-09'),
      ),
    );
    expect(hardshipFile.status).toBe('SUSPENDED');
    const [objection] = hardshipFile.notice.objections;
    const decision = {
      objectionId: objection.id,
      expectedVersion: objection.version,
      outcome: 'DISMISSED',
      decision: '房屋非其所有',
    };
    const decide = (as: string) => refusalOf(as, 'decideObjection', decision, 'file { id version }', on('10-09'));
    expect(await decide('lin-fang')).toBe('FORBIDDEN');
    expect(await decide('guo-wei')).toBe('SEPARATION_OF_DUTIES');
    expect(await decide('song-hui')).toBe('done');
    expect(await object('ma-qiang', '10-11')).toBe('DEADLINE_PASSED');
  });

  test('approved before the notice is over, by who lives in the household, by whom it is not', async () => {
    const { hardshipFile } = good(
      await ask('song-hui', 'query ($id: ID!) { hardshipFile(id: $id) { version status } }', file, on('10-11')),
    );
    file = { ...file, version: hardshipFile.version };
    const approve = (as: string, day: string) => refusalOf(as, 'approveFile', step(), FILE, on(day));
    expect(await approve('song-hui', '10-08')).toBe('VALIDATION_FAILED');
    expect(await approve('song-hui', '10-10')).toBe('VALIDATION_FAILED');
    expect(await approve('guo-wei', '10-11')).toBe('SEPARATION_OF_DUTIES');
    for (const who of ['lin-fang', 'he-tao', 'yao-xin']) expect([who, await approve(who, '10-11')]).toEqual([who, 'FORBIDDEN']);
    expect(await approve('song-hui', '10-11')).toBe('done');
  });
});

describe('2.5.7 服务项目 / what projects refuse', () => {
  test('FND-INV-6: an evaluator whom the applicant employs, and one who is none', async () => {
    const call = {
      code: `REF-${key().slice(0, 8)}`,
      nameZh: '社区关爱',
      kind: 'PURCHASED',
      targetGroup: 'COMMUNITY_MIGRANTS',
      districtCodes: ['110105'],
      budgetFen: '1000000',
      applyBy: '2013-10-19',
    };
    for (const budgetFen of [1.5, '-1', '9223372036854775808'])
      expect([budgetFen, await refusalOf('jiang-nan', 'openProjectCall', { ...call, budgetFen }, PROJECT)]).toEqual([
        budgetFen,
        'BAD_USER_INPUT',
      ]);
    const { id: projectId } = await changed('jiang-nan', 'openProjectCall', call, PROJECT);
    const { socialOrganisations } = good(await ask('jiang-nan', '{ socialOrganisations(first: 1) { nodes { id } } }'));
    const wish = {
      projectId,
      ngoId: socialOrganisations.nodes[0].id,
      requestedFen: '900000',
      proposal: '方案',
      staffIds: [personId('cheng-jing')],
    };
    const APPLICATION = 'application { id }';
    const { id: applicationId } = await changed('jiang-nan', 'applyForProject', wish, APPLICATION);
    expect(await refusalOf('jiang-nan', 'applyForProject', wish, APPLICATION)).toBe('DUPLICATE');
    const late = on('10-21');
    expect(await refusalOf('jiang-nan', 'applyForProject', wish, APPLICATION, late)).toBe('DEADLINE_PASSED');
    const evaluate = (as: string) =>
      refusalOf(as, 'evaluateProject', { applicationId, score: 90, remarks: '好' }, 'evaluation { id }', late);
    expect(await evaluate('cheng-jing')).toBe('CONFLICT_OF_INTEREST');
    expect(await evaluate('lin-fang')).toBe('FORBIDDEN');
    expect(await evaluate('jiang-nan')).toBe('done');
  });
});
