import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { caseworker } from '../../test/books.ts';
import { act, insertFile, withIncome } from '../../test/hardship.ts';
import { warmthFund } from '../subgraph.ts';

const REJECT = `mutation ($input: RejectHardshipDraftInput!) { rejectHardshipDraft(input: $input) { file { id status note head { id } request { id } } } }`;

describe('requests to 12351 open hardship files (J-05)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, {
      subscribers: listenerTo('warmth-fund'),
    });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const clerk = (path = '/city/110105/') => staff(newId(), 'STATION_STAFF', path);
  const dispatch = (requestId: string, version: number, memberId: string | null, more: object = {}) =>
    subgraph.send({
      type: 'organisation.request.dispatched',
      subject: requestId,
      aggregateversion: version,
      data: {
        target: 'WARMTH_FUND',
        category: 'RIGHTS',
        channel: 'PHONE',
        memberId,
        districtCode: '110105',
        scopePath: '/city/110105/',
        dueAt: '2013-10-30T16:00:00Z',
        ...more,
      },
    });
  const filesOf = (memberId: string) =>
    subgraph.sql<{ id: string; status: string; version: number }>(
      'select id, status, version, file_no, service_request_id as request from hardship_file where head_member_id = $1 order by id',
      [memberId],
    );
  const toldOf = async (requestId: string) =>
    (await eventsAbout(subgraph.sql, requestId)).map(({ type, data }) => [type, data.id ?? data.status]);
  const reject = (viewer: Viewer, fileId: string | undefined, expectedVersion = 2, more: object = {}) =>
    subgraph.ask(viewer, REJECT, { input: { idempotencyKey: key(), expectedVersion, fileId, note: '收入高于标准', ...more } });
  const sees = async (viewer: Viewer, id?: string) =>
    (await subgraph.ask(viewer, '{ hardshipFiles(first: 100) { nodes { id } } }')).data.hardshipFiles.nodes.some(
      (file: { id: string }) => file.id === id,
    );

  test('a draft, once; rejected by the station, and organisation hears of both', async () => {
    const [requestId, worker] = [newId(), newId()];
    expect(await dispatch(requestId, 3, worker)).toBe(204);
    await dispatch(requestId, 3, worker);
    const [draft, ...more] = await filesOf(worker);
    expect([draft, more]).toEqual([
      expect.objectContaining({ status: 'DRAFT', file_no: expect.stringMatching(/^KN2013-\d{6}$/) }),
      [],
    ]);
    expect(await toldOf(requestId)).toEqual([['warmth-fund.request.accepted', draft?.id]]);
    expect([await sees(member(worker), draft?.id), await sees(clerk(), draft?.id)]).toEqual([true, true]);
    expect([await sees(member(newId()), draft?.id), await sees(clerk('/city/110101/'), draft?.id)]).toEqual([false, false]);
    expect(await subgraph.code(reject(member(worker), draft?.id))).toBe('FORBIDDEN');
    expect(await subgraph.code(reject(clerk('/city/110101/'), draft?.id))).toBe('NOT_FOUND');
    expect(await subgraph.code(reject(clerk(), draft?.id, 1))).toBe('VERSION_CONFLICT');
    expect(await subgraph.code(reject(clerk(), draft?.id, 2, { note: '' }))).toBe('BAD_USER_INPUT');
    expect((await reject(clerk(), draft?.id)).data.rejectHardshipDraft.file).toMatchObject({
      status: 'REJECTED',
      head: { id: worker },
      request: { id: requestId },
    });
    expect(await subgraph.code(reject(clerk(), draft?.id, 3))).toBe('INVALID_TRANSITION');
    expect((await toldOf(requestId)).at(-1)).toEqual(['warmth-fund.request.resolved', 'REJECTED']);
  });

  test('a household that has an open file gets no second one; nobody without a record gets any', async () => {
    const [first, second, anonymous, worker] = [newId(), newId(), newId(), newId()];
    await dispatch(first, 1, worker);
    await dispatch(second, 1, worker);
    const [file, ...more] = await filesOf(worker);
    expect(more).toEqual([]);
    // The first waits for what is decided; the second is answered with the file and its state.
    expect(await toldOf(first)).toEqual([['warmth-fund.request.accepted', file?.id]]);
    expect(file).toMatchObject({ request: first });
    expect(await toldOf(second)).toEqual([
      ['warmth-fund.request.accepted', file?.id],
      ['warmth-fund.request.resolved', 'DRAFT'],
    ]);
    expect(await dispatch(anonymous, 1, null)).toBe(204);
    expect(await toldOf(anonymous)).toEqual([]);
  });

  test('a file that holds answers a request at once; one that is being decided answers it then', async () => {
    const [asks, waits, worker, other] = [newId(), newId(), newId(), newId()];
    const active = await insertFile(subgraph, { head: worker });
    await dispatch(asks, 1, worker);
    expect(await toldOf(asks)).toEqual([
      ['warmth-fund.request.accepted', active],
      ['warmth-fund.request.resolved', 'ACTIVE'],
    ]);
    const verified = await insertFile(subgraph, { head: other, status: 'VERIFYING', from: null });
    await dispatch(waits, 1, other);
    expect(await toldOf(waits)).toEqual([['warmth-fund.request.accepted', verified]]);
    expect(await filesOf(other)).toMatchObject([{ id: verified, status: 'VERIFYING', request: waits }]);
  });

  test('a draft is opened where the household lives: the keeper of another district has no part in it, the fund moves it', async () => {
    const worker = newId();
    await dispatch(newId(), 1, worker);
    const home = (headId: string) => ({ ...withIncome('0', { headId, districtCode: '110101' }) });
    const input = home(worker);
    const members = input.members.map((one, at) => (at === 0 ? { ...one, memberId: worker } : one));
    const open = (viewer: Viewer) =>
      act(subgraph, viewer, 'openHardshipFile', { ...input, members }, '2013-10-19T10:00:00+08:00');
    expect(await subgraph.code(open(clerk()))).toBe('FORBIDDEN');
    expect(await subgraph.code(open(clerk('/city/110101/')))).toBe('NOT_FOUND');
    const { file } = (await open(caseworker)).data.openHardshipFile;
    expect(file).toMatchObject({ status: 'SUBMITTED', household: { district: { code: '110101' } } });
    expect([await sees(clerk('/city/110101/'), file.id), await sees(clerk(), file.id)]).toEqual([true, false]);
  });

  test('handed elsewhere after all, the draft is taken back', async () => {
    const [requestId, worker] = [newId(), newId()];
    await dispatch(requestId, 1, worker);
    await dispatch(requestId, 2, worker, { target: 'MEDIATION' });
    expect((await filesOf(worker)).map(({ status }) => status)).toEqual(['REJECTED']);
    expect(await toldOf(requestId)).toHaveLength(1);
    expect(await dispatch(newId(), 1, 'x')).toBe(400);
  });
});
