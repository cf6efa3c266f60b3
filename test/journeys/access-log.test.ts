import { ask, codeOf, good, send, TODAY, tokenOf, tokenOfPartner } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

describe('谁看过我的信息 / a worker sees who read their data, and everyone can prove it', () => {
  const { tell, attempt, given } = story('G-01');

  test('an officer reads a worker’s data, and the worker sees it; what they read themselves is not there', async () => {
    await tell(1);
    expect((await tell(2)).member.nameZh).toBe('李建国');
    const { nodes } = (await tell(3)).me.accessedBy;
    expect(nodes[0]).toMatchObject({
      client: 'local-tools',
      operationName: 'OfficerReads',
      coordinates: expect.arrayContaining(['Member.nameZh', 'Query.member']),
    });
    expect(nodes.map(({ operationName }: { operationName: string }) => operationName)).not.toContain('Myself');
  });

  test('the worker sees by which role, and for what in the officer’s words', async () => {
    const headers = {
      authorization: `Bearer ${await tokenOf('chen-xiaomei')}`,
      'x-test-now': TODAY,
      'x-purpose': Buffer.from('核对入会材料').toString('latin1'),
    };
    good(await send({ query: 'query ($id: ID!) { member(id: $id) { nameZh } }', variables: { id: given.workerId } }, headers));
    const { me } = good(await ask('li-jianguo', '{ me { accessedBy(first: 1) { nodes { roles purpose statedPurpose } } } }'));
    expect(me.accessedBy.nodes).toEqual([
      {
        roles: expect.arrayContaining([expect.stringMatching(/^JOINT_UNION_OFFICER \/city\/110105\//)]),
        purpose: null,
        statedPurpose: '核对入会材料',
      },
    ]);
  });

  test('the privacy officer finds it in the log, which is whole; others do not read the log', async () => {
    const { accessLog, verifyAccessLog } = await tell(4);
    expect(accessLog.nodes.map(({ operationName }: { operationName: string }) => operationName)).toContain('OfficerReads');
    // A job verifies it, and the first answer may come before its result.
    const verified = await eventually(async () => {
      const answer = await ask('luo-qing', 'query ($id: ID!) { accessLogVerification(id: $id) { isWhole firstBadSeq } }', {
        id: verifyAccessLog.id,
      });
      const { accessLogVerification } = good(answer);
      return accessLogVerification.isWhole !== null && accessLogVerification;
    });
    expect(verified).toEqual({ isWhole: true, firstBadSeq: null });
    expect(codeOf(await attempt(4, { as: 'li-jianguo' }))).toBe('FORBIDDEN');
  });

  test('somebody else’s reads are not for a member to know', async () => {
    const answer = await attempt(3, { as: 'chen-xiaomei' });
    expect(answer.data?.me?.accessedBy ?? null).toBeNull();
    expect(given.workerId).toBeDefined();
  });

  test('a partner reads the log of its own agreement', async () => {
    const token = await tokenOfPartner('ngo-secret');
    const headers = { authorization: `Bearer ${token}`, 'x-test-now': TODAY, 'x-purpose': 'MATCHING' };
    const read = (query: string) => send({ query }, headers);
    await eventually(async () => (await read('{ servicePoints(first: 1) { nodes { nameZh } } }')).data?.servicePoints);
    const log = '{ myAgreement { accessLog(first: 3) { nodes { client purpose coordinates decision rows } } } }';
    const { myAgreement } = good(await read(log));
    expect(myAgreement.accessLog.nodes[0]).toMatchObject({ client: 'ngo-secret', purpose: 'MATCHING', decision: 'ALLOWED' });
    expect(codeOf(await read('{ accessLog(first: 1) { nodes { subjects } } }'))).toBe('FIELD_NOT_ALLOWED');
  });
});
