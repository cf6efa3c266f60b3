import { newId } from '@union-graph/subgraph';
import { member, testSubgraph } from '@union-graph/testing';
import { buildEmployer } from '../../test/bargaining.ts';
import { act } from '../../test/build.ts';
import { buildWorld, refusalOf, WARNING, type World, warn } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

describe('requests to 12351 that touch many (S-28, J-05)', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld(await testSubgraph(mediation));
  });
  afterAll(() => world.subgraph.stop());

  const dispatch = (requestId: string, version: number, more: object = {}) =>
    world.subgraph.send({
      type: 'organisation.request.dispatched',
      subject: requestId,
      aggregateversion: version,
      data: {
        target: 'MEDIATION',
        category: 'RIGHTS',
        channel: 'HOTLINE',
        memberId: null,
        districtCode: '110105',
        scopePath: '/city/110105/',
        dueAt: '2013-10-30T16:00:00Z',
        ...more,
      },
    });
  const idsOf = (requestId: string) =>
    world.subgraph.sql<{ id: string }>('select id from early_warning where service_request_id = $1', [requestId]);
  const warningOf = async (requestId: string) => {
    const [row] = await idsOf(requestId);
    const { data } = await world.subgraph.ask(world.admin, `{ earlyWarning(id: "${row?.id}") { ${WARNING} claimKind } }`);
    return data.earlyWarning;
  };
  const draftOf = async (requestId: string) =>
    (await world.subgraph.sql<{ id: string }>('select id from mediation_case where service_request_id = $1', [requestId]))[0]?.id;

  test.each([
    [null, false],
    [9, false],
    [10, true],
    [46, true],
  ])('one that touches %s workers raises a warning: %s; once, however often it is heard of', async (affectedCount, raises) => {
    const id = newId();
    expect(await dispatch(id, 1, { affectedCount })).toBe(204);
    await dispatch(id, 1, { affectedCount });
    await dispatch(id, 2, { affectedCount });
    expect(await idsOf(id)).toHaveLength(raises ? 1 : 0);
  });

  test.each([
    ['HOTLINE', 'HOTLINE'],
    ['WEB', 'HOTLINE'],
    ['SMS', 'SMS'],
    ['GRID', 'GRID'],
    ['STATION', 'STATION'],
    ['VISIT', 'VISIT'],
    ['CADRE', 'VISIT'],
  ])('by the channel %s it is told of by %s', async (channel, source) => {
    const id = newId();
    await dispatch(id, 1, { affectedCount: 30, channel });
    expect(await warningOf(id)).toMatchObject({
      source,
      status: 'REPORTED',
      headcountAffected: 30,
      enterprise: null,
      claimKind: null,
    });
  });

  test('who the employer is and what it is about is said when it is verified', async () => {
    const [id, { id: enterpriseId }] = [newId(), await buildEmployer(world.subgraph)];
    await dispatch(id, 1, { affectedCount: 46 });
    const { id: warningId } = await warningOf(id);
    const verify = { warningId, expectedVersion: 1, finding: 'CONFIRMED', enterpriseId };
    expect(await refusalOf(world, 'verifyWarning', verify, world.admin)).toEqual(['BAD_USER_INPUT', undefined, 'claimKind']);
    const verified = await warn(world, 'verifyWarning', { ...verify, claimKind: 'WAGES' }, world.admin);
    expect(verified).toMatchObject({ status: 'VERIFIED', enterprise: { id: enterpriseId } });
    expect(verified.notices).toHaveLength(6);
    expect((await warningOf(id)).claimKind).toBe('WAGES');
  });

  test('the draft that the request made becomes its case', async () => {
    const [id, worker, { id: enterpriseId }] = [newId(), newId(), await buildEmployer(world.subgraph)];
    await dispatch(id, 1, { affectedCount: 46, memberId: worker });
    const draftId = await draftOf(id);
    const filed = await act(world.subgraph, member(worker), 'applyForMediation', {
      orgId: world.orgId,
      draftId,
      ownership: 'PRIVATE',
      knewOn: '2013-09-01',
      applicants: [{ memberId: worker, nameZh: '李建国' }],
      respondents: [{ enterpriseId, nameZh: '某公司' }],
      claims: [{ kind: 'OVERTIME', amountFen: '100000', ground: '加班费' }],
    });
    expect(filed.errors).toBeUndefined();
    expect(await warningOf(id)).toMatchObject({
      status: 'INTERVENING',
      case: { id: draftId },
      enterprise: { id: enterpriseId },
      claimKind: 'OVERTIME',
      headcountAffected: 46,
    });
    await act(world.subgraph, member(worker), 'withdrawCase', { caseId: draftId, expectedVersion: 2 });
    expect((await warningOf(id)).status).toBe('RESOLVED');
  });

  test('one that is handed elsewhere after all ends, unless somebody has verified it', async () => {
    const [id, kept] = [newId(), newId()];
    await dispatch(id, 1, { affectedCount: 46 });
    await dispatch(id, 2, { target: 'TRAINING' });
    expect(await warningOf(id)).toMatchObject({ status: 'DISMISSED', result: '已转其他部门办理' });
    await dispatch(kept, 1, { affectedCount: 46 });
    const { id: warningId } = await warningOf(kept);
    await warn(world, 'verifyWarning', { warningId, expectedVersion: 1, finding: 'CONFIRMED', claimKind: 'WAGES' }, world.admin);
    await dispatch(kept, 2, { target: 'TRAINING' });
    expect((await warningOf(kept)).status).toBe('VERIFIED');
  });
});
