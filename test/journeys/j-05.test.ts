import { ask, codeOf, good } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

/** Refers the worker of a request to a vacancy that is open; gives the referral's version. */
async function referred({ id, version }: { id: string; version: number }): Promise<number> {
  const { jobVacancies } = good(await ask('li-jianguo', '{ jobVacancies(first: 1) { nodes { id } } }'));
  const input = {
    idempotencyKey: crypto.randomUUID(),
    referralId: id,
    expectedVersion: version,
    vacancyId: jobVacancies.nodes[0].id,
  };
  const mutation = 'mutation ($input: ReferToJobInput!) { referToJob(input: $input) { referral { version } } }';
  return good(await ask('feng-jing', mutation, { input })).referToJob.referral.version;
}

describe('J-05 12351来电成为案件 / a call to 12351 becomes a case', () => {
  const { tell, attempt, given } = story('J-05');

  test('the agent takes the call, triages it and hands it on', async () => {
    expect((await tell(1)).submitServiceRequest.request.status).toBe('RECEIVED');
    expect((await tell(2)).triageServiceRequest.request).toMatchObject({ status: 'TRIAGED', difficulty: 'COMMON' });
    expect(codeOf(await attempt(3, { as: 'li-jianguo' }))).toBe('FORBIDDEN');
    expect((await tell(3)).dispatchServiceRequest.request).toMatchObject({ status: 'DISPATCHED', target: 'MEDIATION' });
  });

  test('mediation opens the draft of a case, and the request says which', async () => {
    expect((await tell(4)).serviceRequest).toMatchObject({
      handledBy: { __typename: 'MediationCase', caseNo: expect.stringMatching(/^京劳调/), caseStatus: 'DRAFT' },
    });
    expect(codeOf(await attempt(4, { as: 'zhao-zhiqiang' }))).toBe('NOT_FOUND');
  });

  test('filed, withdrawn, and so answered', async () => {
    const { case: filed } = (await tell(5)).applyForMediation;
    expect(filed).toMatchObject({ id: given.draftId, status: 'RECEIVED' });
    expect((await tell(4)).serviceRequest.handledBy).toMatchObject({ caseNo: filed.caseNo, caseStatus: 'RECEIVED' });
    expect((await tell(6)).withdrawCase.case.status).toBe('WITHDRAWN');
    expect((await tell(7)).serviceRequest).toMatchObject({ answer: expect.any(String), satisfaction: null });
  });

  test('opened again once; the second draft is closed by the centre, and the requester confirms', async () => {
    expect((await tell(8)).reopenServiceRequest.request.status).toBe('REOPENED');
    expect((await tell(9)).dispatchServiceRequest.request.status).toBe('DISPATCHED');
    expect((await tell(10)).serviceRequest.handledBy.id).not.toBe(given.draftId);
    expect((await tell(11)).withdrawCase.case.status).toBe('WITHDRAWN');
    expect((await tell(12)).serviceRequest.status).toBe('RESOLVED');
    expect(codeOf(await attempt(8))).toBe('INVALID_TRANSITION');
    expect((await tell(13)).confirmClosure.request).toMatchObject({ status: 'CLOSED', satisfaction: 5 });
  });

  test('who offers work or houses a studio is public; its union is not', async () => {
    const { jobVacancies, innovationStudios } = good(
      await ask(
        null,
        `{ jobVacancies(first: 3) { nodes { enterprise { nameZh district { nameZh } } } }
          innovationStudios(first: 3) { nodes { enterprise { nameZh } } } }`,
      ),
    );
    const named = [...jobVacancies.nodes, ...innovationStudios.nodes].map(({ enterprise }) => enterprise);
    expect(named.length).toBeGreaterThan(1);
    for (const enterprise of named) expect(enterprise.nameZh).toEqual(expect.any(String));
    expect(codeOf(await ask(null, '{ jobVacancies { nodes { enterprise { union { id } } } } }'))).toBe('UNAUTHENTICATED');
  });

  const CLOSERS = [
    [
      'TRAINING',
      'JobReferral',
      'feng-jing',
      'mutation ($input: RecordReferralOutcomeInput!) { recordReferralOutcome(input: $input) { referral { status } } }',
      'id',
      { outcome: 'HIRED', note: '已在餐馆上岗' },
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
      if (target === 'TRAINING') handledBy.version = await referred(handledBy);
      const input = { idempotencyKey: crypto.randomUUID(), [idField]: handledBy.id, expectedVersion: handledBy.version, ...how };
      good(await ask(closer, mutation, { input }));
      await tell(7);
      expect((await tell(13)).confirmClosure.request.status).toBe('CLOSED');
    },
  );
});
