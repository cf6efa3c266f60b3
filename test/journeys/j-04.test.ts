import { ask, codeOf, good } from '../house/client.ts';
import { story } from '../house/story.ts';

const BOARD = `query ($p: PeriodInput!) { district(code: "110105") { mediationStats(period: $p) { received agreed recoveredFen } } }`;
const LATER = '2013-12-01T10:00:00+08:00';

describe('J-04 欠薪调解到追回 / unpaid wages: mediation, lawyer, recovery', () => {
  const { tell, attempt, given } = story('J-04');
  const stats = async () =>
    good(await ask('feng-jing', BOARD, { p: { from: '2013-01-01', to: '2013-12-31' } }, LATER)).district.mediationStats as {
      received: number;
      agreed: number;
      recoveredFen: string;
    };
  let before: Awaited<ReturnType<typeof stats>>;

  test('the worker applies at the street room and sees until when the claim stands', async () => {
    before = await stats();
    const { applyForMediation } = await tell(1);
    expect(applyForMediation.case).toMatchObject({
      status: 'RECEIVED',
      claims: [{ kind: 'WAGES', amountFen: '864000' }],
      // A year after the employment ended is Saturday 19 July 2014; the last day moves to the Monday (Civil Code 203).
      limitation: { status: 'OPEN', until: '2014-07-21' },
    });
    expect(codeOf(await attempt(1))).toBe('DUPLICATE');
  });

  test('accepted, assigned to the lawyer on duty, heard, agreed, signed by three and sealed', async () => {
    expect((await tell(2)).decideAcceptance.case.status).toBe('ACCEPTED');
    expect((await tell(3)).assignMediator.case.status).toBe('ASSIGNED');
    expect((await tell(4)).openSession.case.status).toBe('IN_MEDIATION');
    expect((await tell(5)).recordAgreement.case.status).toBe('AGREED');
    for (const step of [6, 7, 8]) expect((await tell(step)).signAgreement.case.status).toBe('AGREED');
    expect((await tell(9)).sealAgreement.case.status).toBe('EFFECTIVE');
  });

  test('the court confirms, both parts are paid, and 8,640 yuan are recovered', async () => {
    expect((await tell(10)).applyConfirmation.case.status).toBe('CONFIRMING');
    expect((await tell(11)).recordConfirmation.case.status).toBe('CONFIRMED');
    expect((await tell(12)).recordPerformance.case).toMatchObject({ status: 'CONFIRMED', recoveredFen: '432000' });
    expect((await tell(13)).recordPerformance.case).toMatchObject({ status: 'PERFORMED', recoveredFen: '864000' });
  });

  test('the case file joins three subgraphs, for the worker; nobody else learns of it', async () => {
    const { mediationCase } = await tell(14, { as: 'li-jianguo' });
    expect(mediationCase).toMatchObject({
      status: 'PERFORMED',
      applicants: [{ member: { nameZh: '李建国', union: { nameZh: '潘家园社区联合工会' }, card: { status: 'ACTIVE' } } }],
      mediator: { nameZh: '周明' },
      lawyer: { firm: { nameZh: expect.any(String) } },
      agreement: { totalFen: '864000' },
      confirmation: { route: 'JUDICIAL', result: 'CONFIRMED' },
      recoveredFen: '864000',
    });
    for (const as of ['zhao-zhiqiang', 'dong-lei', 'tang-jun'])
      expect([as, codeOf(await attempt(14, { as }))]).toEqual([as, 'NOT_FOUND']);
    expect(given.caseId).toEqual(expect.any(String));
  });

  test("the district's figures rise by exactly one case and that sum", async () => {
    const after = await stats();
    expect([
      after.received - before.received,
      after.agreed - before.agreed,
      BigInt(after.recoveredFen) - BigInt(before.recoveredFen),
    ]).toEqual([1, 1, 864_000n]);
  });
});
