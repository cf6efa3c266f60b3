import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildDelegate, buildLawyer, buildMediator, buildOrg, PATH, placeFirms } from '../test/build.ts';
import { mediation } from './subgraph.ts';

const APPLY = `mutation ($input: ApplyForMediationInput!) { applyForMediation(input: $input) {
  case { id version caseNo org { nameZh } statutoryDueAt limitation { status until } status } } }`;
const FILE = `query ($id: ID!) { mediationCase(id: $id) { status version applicants { member { id } } mediator { nameZh } lawyer { firm { nameZh } }
  claims { id } agreement { totalFen effectiveAt } confirmation { route dueBy result } performance { id dueAt amountFen paidFen } recoveredFen } }`;
const STATS = `query ($d: [_Any!]!) { _entities(representations: $d) { ... on District {
  mediationStats(period: { from: "2013-10-01", to: "2013-12-31" }) { received accepted agreed failed recoveredFen suppressed } } } }`;

describe('J-04: unpaid wages, a lawyer, and the money recovered', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  test('from the application at the street room to 864,000 fen in two parts', async () => {
    const [worker, servicePointId, enterpriseId] = [newId(), newId(), newId()];
    const orgId = await buildOrg(subgraph, { name_zh: '潘家园街道调解室', service_point_id: servicePointId });
    const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
    const mediator = await buildMediator(subgraph, orgId, { person_id: lawyer.personId, lawyer_id: lawyer.id, kind: 'LAWYER' });
    const zhou = staff(lawyer.personId, 'MEDIATOR', PATH);
    const court = await buildDelegate(subgraph, 'COURT');
    const admin = staff(newId(), 'DISTRICT_ADMIN', PATH);
    const on = (n: number) => new Date(Date.parse('2013-10-19T02:00:00Z') + n * 86_400_000).toISOString();
    const stats = async () =>
      (await subgraph.ask(admin, STATS, { d: [{ __typename: 'District', code: '110105' }] }, on(60))).data._entities[0]
        .mediationStats;
    const before = await stats();

    await placeFirms(subgraph, enterpriseId);
    const applied = await subgraph.ask(member(worker), APPLY, {
      input: {
        idempotencyKey: key(),
        servicePointId,
        applicants: [{ memberId: worker, nameZh: '李建国', phone: '00012345678', idLast4: '012X' }],
        respondents: [{ enterpriseId, nameZh: '某商贸有限公司' }],
        ownership: 'PRIVATE',
        knewOn: '2013-06-30',
        terminatedOn: '2013-07-19',
        claims: [{ kind: 'WAGES', amountFen: '864000', periodFrom: '2013-05-01', periodTo: '2013-07-19', ground: '拖欠工资' }],
      },
    });
    expect(applied.errors).toBeUndefined();
    const { id, ...opened } = applied.data.applyForMediation.case;
    // 3 November is a Sunday; a year after 19 July 2013 is a Saturday: both move to the Monday.
    expect(opened).toMatchObject({
      version: 1,
      status: 'RECEIVED',
      org: { nameZh: '潘家园街道调解室' },
      statutoryDueAt: '2013-11-04T15:59:59.000Z',
      limitation: { status: 'OPEN', until: '2014-07-21' },
    });

    let version = 1;
    const step = async (viewer: Parameters<typeof act>[1], mutation: string, input: object, n: number) => {
      const answer = await act(subgraph, viewer, mutation, { caseId: id, expectedVersion: version, ...input }, on(n));
      expect([mutation, answer.errors]).toEqual([mutation, undefined]);
      version = answer.data[mutation].case.version;
      return answer.data[mutation].case.status;
    };
    const file = async () => (await subgraph.ask(member(worker), FILE, { id }, on(30))).data.mediationCase;
    expect(await step(zhou, 'decideAcceptance', { accept: true, respondentConsents: true }, 2)).toBe('ACCEPTED');
    expect(await step(zhou, 'assignMediator', { mediatorId: mediator.id }, 2)).toBe('ASSIGNED');
    expect(
      await step(
        zhou,
        'openSession',
        { heldAt: on(5), applicantNotifiedAt: on(3), respondentNotifiedAt: on(3), attendees: ['李建国', '某商贸有限公司'] },
        5,
      ),
    ).toBe('IN_MEDIATION');
    const claimId = (await file()).claims[0].id;
    const terms = [
      { claimId, amountFen: '432000', dueAt: '2013-11-15', text: '第一期' },
      { claimId, amountFen: '432000', dueAt: '2013-12-15', text: '第二期' },
    ];
    expect(await step(zhou, 'recordAgreement', { totalFen: '864000', terms }, 9)).toBe('AGREED');
    await step(member(worker), 'signAgreement', { as: 'APPLICANT' }, 9);
    await step(zhou, 'signAgreement', { as: 'RESPONDENT', paperRef: '协议书第3页' }, 9);
    await step(zhou, 'signAgreement', { as: 'MEDIATOR' }, 9);
    expect(await step(zhou, 'sealAgreement', {}, 9)).toBe('EFFECTIVE');
    expect(await step(zhou, 'applyConfirmation', { route: 'JUDICIAL', applicantAgrees: true, respondentAgrees: true }, 12)).toBe(
      'CONFIRMING',
    );
    expect(await step(court, 'recordConfirmation', { result: 'CONFIRMED', documentNo: '(2013)朝民确字第1号' }, 15)).toBe(
      'CONFIRMED',
    );
    const { performance } = await file();
    expect(
      await step(zhou, 'recordPerformance', { itemId: performance[0].id, paidFen: '432000', paidAt: '2013-11-10' }, 25),
    ).toBe('CONFIRMED');
    expect(
      await step(
        member(worker),
        'recordPerformance',
        { itemId: performance[1].id, paidFen: '432000', paidAt: '2013-11-12', proofRef: '银行回单' },
        27,
      ),
    ).toBe('PERFORMED');

    expect(await file()).toMatchObject({
      status: 'PERFORMED',
      applicants: [{ member: { id: worker } }],
      lawyer: { firm: { nameZh: '律师事务所' } },
      agreement: { totalFen: '864000', effectiveAt: on(9) },
      confirmation: { route: 'JUDICIAL', dueBy: '2013-11-27', result: 'CONFIRMED' },
      recoveredFen: '864000',
      performance: [
        { amountFen: '432000', paidFen: '432000' },
        { amountFen: '432000', paidFen: '432000' },
      ],
    });
    expect(before).toMatchObject({ received: 0, accepted: 0, agreed: 0, failed: 0, recoveredFen: '0' });
    expect(await stats()).toEqual({ received: 1, accepted: 1, agreed: 1, failed: 0, recoveredFen: '864000', suppressed: false });
  });
});
