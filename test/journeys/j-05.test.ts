import { ask, codeOf, good } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

const DROP = `mutation ($input: WithdrawCaseInput!) { withdrawCase(input: $input) { case { status } } }`;
const VERSION = 'query ($id: ID!) { mediationCase(id: $id) { version } }';

interface Seen {
  readonly status: string;
  readonly handledBy: { readonly id: string } | null;
}

describe('J-05 12351来电成为案件 / a call to 12351 becomes a case', () => {
  const { tell, attempt, given } = story('J-05');
  /** Waits until the requester sees the request so; events travel meanwhile. */
  const seen = (isSo: (request: Seen) => boolean) =>
    eventually(async () => {
      const { serviceRequest } = await tell(4);
      return isSo(serviceRequest) && serviceRequest;
    });

  test('the agent takes the call, triages it and hands it on', async () => {
    expect((await tell(1)).submitServiceRequest.request.status).toBe('RECEIVED');
    expect((await tell(2)).triageServiceRequest.request).toMatchObject({ status: 'TRIAGED', difficulty: 'COMMON' });
    expect(codeOf(await attempt(3, { as: 'li-jianguo' }))).toBe('FORBIDDEN');
    expect((await tell(3)).dispatchServiceRequest.request).toMatchObject({ status: 'DISPATCHED', target: 'MEDIATION' });
  });

  test('mediation opens the draft of a case, and the request says which', async () => {
    const request = await seen(({ status, handledBy }) => status === 'IN_PROGRESS' && handledBy !== null);
    expect(request).toMatchObject({
      handledBy: { __typename: 'MediationCase', caseNo: expect.stringMatching(/^京劳调/), caseStatus: 'DRAFT' },
    });
    const other = await attempt(4, { as: 'zhao-zhiqiang' });
    expect(codeOf(other)).toBe('NOT_FOUND');
  });

  test('filed, withdrawn, and so answered', async () => {
    const { case: filed } = (await tell(5)).applyForMediation;
    expect(filed).toMatchObject({ id: given.draftId, status: 'RECEIVED' });
    expect((await seen(() => true)).handledBy).toMatchObject({ caseNo: filed.caseNo, caseStatus: 'RECEIVED' });
    expect((await tell(6)).withdrawCase.case.status).toBe('WITHDRAWN');
    expect(await seen(({ status }) => status === 'RESOLVED')).toMatchObject({ answer: expect.any(String), satisfaction: null });
  });

  test('opened again once; the second draft is closed by the centre, and the requester confirms', async () => {
    expect((await tell(7)).reopenServiceRequest.request.status).toBe('REOPENED');
    expect((await tell(3)).dispatchServiceRequest.request.status).toBe('DISPATCHED');
    const before = given.draftId;
    await seen(({ status, handledBy }) => status === 'IN_PROGRESS' && handledBy?.id !== before);
    const { mediationCase } = good(await ask('sun-li', VERSION, { id: given.draftId }));
    const input = { idempotencyKey: crypto.randomUUID(), caseId: given.draftId, expectedVersion: mediationCase.version };
    expect(good(await ask('sun-li', DROP, { input })).withdrawCase.case.status).toBe('WITHDRAWN');
    await seen(({ status }) => status === 'RESOLVED');
    expect(codeOf(await attempt(7))).toBe('INVALID_TRANSITION');
    expect((await tell(8)).confirmClosure.request).toMatchObject({ status: 'CLOSED', satisfaction: 5 });
  });

  const CLOSERS = [
    [
      'TRAINING',
      'JobReferral',
      'feng-jing',
      'mutation ($input: RecordReferralOutcomeInput!) { recordReferralOutcome(input: $input) { referral { status } } }',
      'id',
      { hired: true, note: '已推荐到新工地' },
    ],
    [
      'VENUES',
      'OutreachRequest',
      'ding-hao',
      'mutation ($input: CloseOutreachInput!) { closeOutreach(input: $input) { request { status } } }',
      'id',
      { delivered: true, note: '下周送电影到工地' },
    ],
    [
      'WARMTH_FUND',
      'HardshipFile',
      'lin-fang',
      'mutation ($input: RejectHardshipDraftInput!) { rejectHardshipDraft(input: $input) { file { status } } }',
      'fileId',
      { note: '人均收入高于标准' },
    ],
  ] as const;

  test.each(CLOSERS)(
    'handed to %s it becomes a %s, and what becomes of that answers it',
    async (target, typeName, closer, mutation, idField, how) => {
      await tell(1, { variables: { input: { topic: '其他诉求' } } });
      await tell(2);
      await tell(3, { variables: { input: { target } } });
      const { handledBy } = await eventually(async () => {
        const { serviceRequest } = good(
          await ask(
            'li-jianguo',
            `query ($id: ID!) { serviceRequest(id: $id) { status handledBy { __typename ... on ${typeName} { id version } } } }`,
            { id: given.requestId },
          ),
        );
        return serviceRequest.status === 'IN_PROGRESS' && serviceRequest;
      });
      expect(handledBy.__typename).toBe(typeName);
      const input = { idempotencyKey: crypto.randomUUID(), [idField]: handledBy.id, expectedVersion: handledBy.version, ...how };
      good(await ask(closer, mutation, { input }));
      await seen(({ status }) => status === 'RESOLVED');
      expect((await tell(8)).confirmClosure.request.status).toBe('CLOSED');
    },
  );
});
