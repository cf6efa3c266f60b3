import { ask, codeOf, good } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

const PAYOUTS = '{ disbursements(status: RESERVED, first: 100) { nodes { id amountFen source { id } } } }';
const CONSENT = 'mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { id } } }';
const WINNERS = '{ competitions(year: 2013) { nodes { events { results { rank winner { nameZh } } } } } }';

describe('J-09 大赛冠军成为高级技师 / a champion becomes a senior technician', () => {
  const { tell, attempt, given } = story('J-09');
  const winners = async () =>
    good(await ask(null, WINNERS)).competitions.nodes[0].events[1].results.map(
      ({ winner }: { winner: { nameZh: string } | null }) => winner?.nameZh ?? null,
    );

  test('no results while two are equal; then ranks for everybody, and names of those alone who agree', async () => {
    expect(codeOf(await attempt(2))).toBe('VALIDATION_FAILED');
    expect((await tell(1)).recordCompetitionScores.event.entries.nodes).toHaveLength(4);
    const { competition } = (await tell(2)).publishResults;
    // The seventh day, 2013-10-26, is a Saturday.
    expect(competition).toMatchObject({ status: 'RESULTS', appealsUntil: '2013-10-28' });
    expect(await winners()).toEqual([null, null, null]);
    const { me } = good(await ask('ma-qiang', '{ me { id } }'));
    const consent = { memberId: me.id, purpose: 'REPORTING', scope: ['name'], evidenceRef: 'online' };
    good(await ask('ma-qiang', CONSENT, { input: { idempotencyKey: crypto.randomUUID(), ...consent } }));
    await eventually(async () => (await winners())[0] === '马强');
    expect((await winners()).slice(1)).toEqual([null, null]);
  });

  test('an appeal stands in the way of the certificate until it is decided and the days are over', async () => {
    expect((await tell(3)).fileAppeal.appeal.status).toBe('OPEN');
    expect(codeOf(await attempt(6))).toBe('INVALID_TRANSITION');
    expect(codeOf(await attempt(5))).toBe('INVALID_TRANSITION');
    expect(codeOf(await attempt(4, { as: 'shen-ping' }))).toBe('SEPARATION_OF_DUTIES');
    expect((await tell(4)).decideAppeal.appeal.status).toBe('DISMISSED');
    expect(codeOf(await attempt(5, { now: '2013-10-28T23:59:00+08:00' }))).toBe('INVALID_TRANSITION');
    expect((await tell(5)).advanceCompetition.competition.status).toBe('APPEAL_CLOSED');
    expect(codeOf(await attempt(3, { as: 'zheng-hong', now: '2013-10-29T10:00:00+08:00' }))).toBe('DEADLINE_PASSED');
  });

  test('the labour authority alone issues the certificate, and it brings 2,000 yuan', async () => {
    for (const as of ['yu-fei', 'ren-kai', 'shen-ping']) expect(codeOf(await attempt(6, { as }))).toBe('FORBIDDEN');
    expect((await tell(6)).issueChampionCertificate.award).toMatchObject({
      rank: 1,
      certificate: { level: 1, issuedBy: '北京市人力资源和社会保障局', source: 'COMPETITION', status: 'VALID' },
    });
    expect((await tell(7)).applyForSubsidy.application).toMatchObject({ amountFen: '200000', status: 'SUBMITTED' });
    expect((await tell(8)).decideSubsidy.application.status).toBe('VERIFIED');
    expect((await tell(9)).decideSubsidy.application.status).toBe('PAYMENT_REQUESTED');
    const payout = await eventually(async () =>
      good(await ask('lin-fang', PAYOUTS)).disbursements.nodes.find(
        ({ source }: { source: { id: string } }) => source.id === given.subsidyId,
      ),
    );
    expect(payout.amountFen).toBe('200000');
    const told = await tell(10);
    expect(told.competitions.nodes[0].status).toBe('CERTIFIED');
    expect(told.me.certificates).toContainEqual({ level: 1, source: 'COMPETITION', issuedBy: '北京市人力资源和社会保障局' });
    expect(told.me.competitionEntries).toContainEqual({ status: 'QUALIFIED', finalScore: 96 });
  });
});
