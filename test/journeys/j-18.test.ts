import pg from 'pg';
import { ask, codeOf, good, key, TODAY } from '../house/client.ts';
import { eventually, house } from '../house/house.ts';
import { story } from '../house/story.ts';

const OPEN = '{ earlyWarnings(districtCode: "110105", open: true) { nodes { id status } } }';
const SIX = ['COURT', 'ENTERPRISE_CONFED', 'HRSS', 'JUSTICE', 'PETITION', 'UNION'];
/** How many incidents of Chaoyang organisation has heard of, by channel; the graph withholds counts as small as these. */
async function incidents(): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: house.databases.organisation });
  await client.connect();
  const { rows } = await client.query(
    `select source, count(*)::int as count from sentiment_item where topic = '群体性苗头' and district_code = '110105' group by source`,
  );
  await client.end();
  return Object.fromEntries(rows.map(({ source, count }) => [source, count]));
}

describe('J-18 工厂欠薪群体事件 / an incident at a factory, by the calendar of October 2013', () => {
  const { tell, attempt, given } = story('J-18');
  let before: Record<string, number>;
  beforeAll(async () => {
    before = await incidents();
  });
  const isOpen = async (now: string) =>
    good(await ask('feng-jing', OPEN, {}, now)).earlyWarnings.nodes.some(({ id }: { id: string }) => id === given.warningId);

  test('46 workers unpaid: the station reports it; verified within 24 hours, and told to the six parties', async () => {
    const { warning } = (await tell(1)).reportEarlyWarning;
    expect(warning).toMatchObject({ status: 'REPORTED', source: 'STATION', headcountAffected: 46 });
    expect(Date.parse(warning.dueAt) - Date.parse(warning.reportedAt)).toBe(24 * 3_600_000);
    // Told again, by the hotline, it is the same one.
    const again = await attempt(1, { as: 'xu-min', variables: { input: { source: 'HOTLINE', headcountAffected: 40 } } });
    expect(good(again).reportEarlyWarning.warning.status).toBe('MERGED');
    const merge = 'mutation ($i: MergeWarningInput!) { mergeWarning(input: $i) { warning { id } } }';
    const itself = { idempotencyKey: key(), warningId: given.warningId, expectedVersion: 1, intoId: given.warningId };
    const refused = await ask('feng-jing', merge, { i: itself }, '2013-10-22T08:00:00+08:00');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'S-28', field: 'intoId' });
    expect(codeOf(await attempt(2, { as: 'tian-yu' }))).toBe('FORBIDDEN');
    expect(codeOf(await attempt(2, { as: 'pan-hui' }))).toBe('NOT_FOUND');
    const { verifyWarning } = await tell(2);
    expect(verifyWarning.warning.notices.map(({ party }: { party: string }) => party)).toEqual(SIX);
  });

  test('it becomes a collective case with 4 representatives; not with two, and not with nine workers', async () => {
    const applicants = (count: number, elected: number) =>
      Array.from({ length: count }, (_, n) => ({ nameZh: `${'甲乙丙丁戊己庚辛壬癸'[n]}师傅`, representative: n < elected }));
    const refused = async (given: object) => {
      const answer = await attempt(3, { variables: { input: { headcountAffected: 46, ...given } } });
      return [codeOf(answer), answer.errors?.[0]?.extensions.field];
    };
    expect(await refused({ applicants: applicants(9, 0) })).toEqual(['THRESHOLD_NOT_MET', 'applicants']);
    expect((await refused({ applicants: applicants(10, 2) }))[0]).toBe('VALIDATION_FAILED');
    const { case: made } = (await tell(3)).applyForMediation;
    expect(made).toMatchObject({ isCollective: true, warning: { status: 'INTERVENING' } });
    expect(made.representatives).toHaveLength(4);
  });

  test('referred to the labour bureau, not to its own party; acknowledged within three working days, and answered', async () => {
    expect(codeOf(await attempt(4, { variables: { input: { to: 'UNION' } } }))).toBe('VALIDATION_FAILED');
    const read = (as: string) => ask(as, `{ mediationCase(id: "${given.caseId}") { caseNo } }`);
    expect(codeOf(await read('fan-yong'))).toBe('NOT_FOUND');
    const { referral } = (await tell(4)).referToParty;
    // Three working days after Tuesday the 22nd.
    expect(referral).toMatchObject({ from: 'UNION', to: 'HRSS', ackDueAt: '2013-10-25T15:59:59.000Z' });
    expect(codeOf(await attempt(5, { as: 'feng-jing' }))).toBe('FORBIDDEN');
    expect(codeOf(await attempt(5, { as: 'yu-fei' }))).toBe('NOT_FOUND');
    expect((await tell(5)).acknowledgeReferral.referral.status).toBe('ACKNOWLEDGED');
    expect(codeOf(await read('fan-yong'))).toBeNull();
    expect(codeOf(await read('yu-fei'))).toBe('NOT_FOUND');
  });

  test('what the city sees of the district in one operation', async () => {
    const { earlyWarnings } = await tell(6);
    expect(
      earlyWarnings.nodes.find(({ enterprise }: { enterprise: { nameZh: string } }) => enterprise?.nameZh === '丰台精密机械厂'),
    ).toEqual({
      status: 'INTERVENING',
      headcountAffected: 46,
      enterprise: { nameZh: '丰台精密机械厂', union: { nameZh: expect.any(String) }, headcount: 100 },
      case: {
        caseNo: expect.stringMatching(/^京劳调〔2013〕\d+号$/),
        isCollective: true,
        referrals: [{ to: 'HRSS', ackDueAt: '2013-10-25T15:59:59.000Z', ackAt: '2013-10-23T01:00:00.000Z' }],
      },
    });
    expect((await tell(7)).answerReferral.referral.status).toBe('ANSWERED');
  });

  test('agreed, paid, and with the end of the case the warning is resolved', async () => {
    for (const step of [8, 9, 10, 11, 12, 13, 14, 15]) await tell(step);
    const stranger = `mutation ($i: ResolveWarningInput!) { resolveWarning(input: $i) { warning { id } } }`;
    const early = { idempotencyKey: key(), warningId: given.warningId, expectedVersion: 3, result: '已解决' };
    expect(codeOf(await ask('feng-jing', stranger, { i: early }, '2013-11-04T10:00:00+08:00'))).toBe('VALIDATION_FAILED');
    expect(await isOpen('2013-11-05T15:00:00+08:00')).toBe(true);
    expect((await tell(16)).recordPerformance.case).toMatchObject({ status: 'PERFORMED', recoveredFen: '41400000' });
    expect(await isOpen('2013-11-05T17:00:00+08:00')).toBe(false);
    const { earlyWarning } = await tell(17);
    expect(earlyWarning).toMatchObject({
      status: 'RESOLVED',
      case: {
        status: 'PERFORMED',
        recoveredFen: '41400000',
        referrals: [{ to: 'HRSS', result: expect.stringContaining('属实') }],
      },
    });
    const told = (kind: string) => earlyWarning.notices.filter((one: { kind: string }) => one.kind === kind);
    expect([told('VERIFIED').length, told('RESOLVED').length]).toEqual([6, 6]);
  });

  test('organisation heard of the incident, once and by its channel (S-76)', async () => {
    await eventually(async () => (await incidents()).STATION === (before.STATION ?? 0) + 1);
    expect((await incidents()).HOTLINE ?? 0).toBe(before.HOTLINE ?? 0);
  });

  test('what the demo data tells: the collective case of Tongzhou, and a referral of which nobody took note', async () => {
    const { referrals } = good(
      await ask('shen-ping', '{ referrals(to: PETITION, first: 5) { nodes { status overdue remindedAt } } }', {}, TODAY),
    );
    expect(referrals.nodes).toContainEqual({
      status: 'SENT',
      overdue: true,
      remindedAt: ['2013-10-12', '2013-10-15', '2013-10-17'],
    });
    const { earlyWarnings } = good(
      await ask(
        'shen-ping',
        '{ earlyWarnings(districtCode: "110112", open: true) { nodes { status headcountAffected duplicates { source } case { isCollective representatives { nameZh member { nameZh } } } } } }',
        {},
        TODAY,
      ),
    );
    const [warning] = earlyWarnings.nodes;
    expect(warning).toMatchObject({ status: 'INTERVENING', headcountAffected: 46, duplicates: [{ source: 'HOTLINE' }] });
    const { representatives } = warning.case;
    expect(representatives).toHaveLength(4);
    for (const { nameZh, member } of representatives) expect(member.nameZh).toBe(nameZh);
  });
});
