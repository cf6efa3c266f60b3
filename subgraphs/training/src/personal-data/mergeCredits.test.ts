import { newId } from '@union-graph/subgraph';
import { key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, freshCertNo, UNION } from '../../test/builders.ts';
import { creditActs } from '../../test/credits.ts';
import { training } from '../subgraph.ts';

describe('credits and certificates of records that are merged (C-16, SKL-INV-2)', () => {
  let subgraph: TestSubgraph;
  let acts: ReturnType<typeof creditActs>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    acts = creditActs(subgraph);
  });
  afterAll(() => subgraph.stop());

  const hear = (type: string, ids: { survivorId: string }) =>
    subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids });
  const pair = async () => {
    const [survivor, double] = [await acts.worker(), await acts.worker()];
    const ids = { mergeId: newId(), survivorId: survivor.memberId, duplicateId: double.memberId };
    return { survivor, double: { ...double, programmeId: survivor.programmeId }, ids };
  };
  const states = async (memberId: string) => {
    const { balance, entries } = await acts.account(memberId);
    return [balance, entries.map(({ status }: { status: string }) => status).toSorted()];
  };

  test('credits follow in whatever state, with their conversions, and go back when the merge is taken back', async () => {
    const { survivor, double, ids } = await pair();
    await acts.stored(survivor);
    await acts.stored(double, { credits: 20 });
    const spent = await acts.requested(double);
    await acts.decide(spent);
    await acts.stored(double, { credits: 30 });
    await acts.requested(double);
    await acts.stored(double, { credits: 5 });
    expect(await states(survivor.memberId)).toEqual([10, ['AVAILABLE']]);
    expect(await hear('merged', ids)).toBe(204);
    expect(await states(survivor.memberId)).toEqual([15, ['AVAILABLE', 'AVAILABLE', 'RESERVED', 'SPENT']]);
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await states(survivor.memberId)).toEqual([10, ['AVAILABLE']]);
    expect(await states(double.memberId)).toEqual([5, ['AVAILABLE', 'RESERVED', 'SPENT']]);
  });

  test('both asked for what the programme needs: only so much is converted, and the rest can be given back', async () => {
    const { survivor, double, ids } = await pair();
    const asked = [];
    for (const worker of [survivor, double]) {
      await acts.stored(worker, { credits: 40 });
      asked.push(await acts.requested(worker));
    }
    const [first, second] = asked;
    await hear('merged', ids);
    const [{ version }] = (await subgraph.sql<{ version: number }>('select version from credit_conversion where id = $1', [
      second.id,
    ])) as [{ version: number }];
    expect(await subgraph.code(acts.decide(first))).toBeNull();
    expect(await subgraph.code(acts.decide({ id: second.id, version }))).toBe('QUOTA_EXCEEDED');
    expect(await subgraph.code(acts.decide({ id: second.id, version }, { decision: 'RELEASE', reason: '超出所需' }))).toBeNull();
    expect(await states(survivor.memberId)).toEqual([40, ['AVAILABLE', 'SPENT']]);
  });

  test('one certificate that both recorded stays with each, and the survivor withdraws the second', async () => {
    const { survivor, double, ids } = await pair();
    const build = builders(subgraph);
    const cert_no = freshCertNo();
    const kept = await build.certificate({ cert_no, member_id: survivor.memberId });
    const second = await build.certificate({ cert_no, member_id: double.memberId });
    const owner = async (id: unknown) =>
      (await subgraph.sql<{ of: string }>('select member_id as of from certificate where id = $1', [id]))[0]?.of;
    expect(await hear('merged', ids)).toBe(204);
    expect([await owner(kept.id), await owner(second.id)]).toEqual([survivor.memberId, double.memberId]);
    const withdraw = (personId: string) =>
      subgraph.code(
        subgraph.ask(
          member(personId, UNION),
          'mutation ($input: WithdrawCertificateInput!) { withdrawCertificate(input: $input) { certificate { status } } }',
          { input: { idempotencyKey: key(), certificateId: second.id, expectedVersion: 1, reason: '重复登记' } },
        ),
      );
    expect(await withdraw(newId())).toBe('NOT_FOUND');
    expect(await withdraw(survivor.memberId)).toBeNull();
    expect(await hear('unmerged', ids)).toBe(204);
    expect([await owner(kept.id), await owner(second.id)]).toEqual([survivor.memberId, double.memberId]);
  });
});
