import { newId } from '@union-graph/subgraph';
import { listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { approver, caseworker } from '../../test/books.ts';
import { act, done, householdInput, identityNumber, onNotice, payload, stepOf, verified } from '../../test/hardship.ts';
import { warmthFund } from '../subgraph.ts';

const beijing = (day: string) => `${day}T10:00:00+08:00`;

describe('a hardship file on public notice (S-34)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
  });
  afterAll(() => subgraph.stop());
  const code = (...call: [Parameters<typeof act>[1], string, object, string?]) =>
    subgraph.code(act(subgraph, call[0], call[1], call[2], call[3]));

  test('the notice lasts five working days of the real calendar: over the National Day holiday of 2013 with its make-up days', async () => {
    const publish = async (day: string) => {
      const file = await verified(subgraph);
      const { notice } = await payload(
        subgraph,
        caseworker,
        'publishNotice',
        { ...stepOf(file), maskedName: '王**' },
        beijing(day),
      );
      return notice.to;
    };
    // 29 September, a Sunday, was worked, 1 to 7 October were off, and 12 October, a Saturday, was worked.
    expect(await publish('2013-09-26')).toBe('2013-10-09');
    expect(await publish('2013-09-30')).toBe('2013-10-12');
    const file = await verified(subgraph);
    expect(await code(caseworker, 'publishNotice', { ...stepOf(file), maskedName: '李建国' })).toBe('VALIDATION_FAILED');
    const shown = await done(
      subgraph,
      caseworker,
      'publishNotice',
      { ...stepOf(file), maskedName: '李**' },
      beijing('2013-09-26'),
    );
    for (const tooEarly of ['2013-10-03', '2013-10-08', '2013-10-09'])
      expect(await code(approver, 'approveFile', stepOf(shown), beijing(tooEarly))).toBe('VALIDATION_FAILED');
    expect(await code(approver, 'approveFile', stepOf(shown), beijing('2013-10-10'))).toBeNull();
  });

  test('objections: once a person, by the last day; the file is suspended until each is decided', async () => {
    const shown = await onNotice(subgraph);
    const [first, second] = [member(newId()), member(newId())];
    const object = (who: typeof first, day = '2013-09-09') =>
      act(subgraph, who, 'objectToNotice', { noticeId: shown.notice.id, reason: '家里有两套房' }, beijing(day));
    expect(await subgraph.code(object(first, '2013-09-10'))).toBe('DEADLINE_PASSED');
    const one = (await object(first)).data.objectToNotice.objection;
    expect(await subgraph.code(object(first))).toBe('DUPLICATE');
    const two = (await object(second)).data.objectToNotice.objection;
    const suspended = { fileId: shown.id, expectedVersion: shown.version + 1 };
    expect(await code(approver, 'approveFile', suspended, beijing('2013-09-10'))).toBe('INVALID_TRANSITION');
    const decide = (objection: { id: string; version: number }, outcome: string, who = approver) =>
      act(subgraph, who, 'decideObjection', {
        objectionId: objection.id,
        expectedVersion: objection.version,
        outcome,
        decision: '经核实',
      });
    expect((await decide(one, 'DISMISSED')).data.decideObjection.file.status).toBe('SUSPENDED');
    expect(await subgraph.code(decide({ ...one, version: 2 }, 'UPHELD'))).toBe('INVALID_TRANSITION');
    const { file } = (await decide(two, 'DISMISSED')).data.decideObjection;
    expect(file.status).toBe('PUBLIC_NOTICE');
    expect(await code(approver, 'approveFile', stepOf(file), beijing('2013-09-10'))).toBeNull();
    const other = await onNotice(subgraph);
    const bad = (await act(subgraph, first, 'objectToNotice', { noticeId: other.notice.id, reason: '不住此地' })).data
      .objectToNotice.objection;
    expect((await decide(bad, 'UPHELD')).data.decideObjection.file.status).toBe('REJECTED');
  });

  test('duties apart (FND-INV-6): neither the opener, nor the household, nor who objected decides', async () => {
    const both = {
      ...staff(newId(), 'FUND_CASEWORKER'),
      grants: (['FUND_CASEWORKER', 'FUND_APPROVER'] as const).map((role) => ({ role, scopePath: '/city/' })),
    };
    const file = await done(subgraph, both, 'openHardshipFile', householdInput());
    await subgraph.sql(`update hardship_file set status = 'PUBLIC_NOTICE' where id = $1`, [file.id]);
    await subgraph.sql(`insert into public_notice values ($1, $2, '2013-08-01', '2013-08-08', '测**', 'SUBSISTENCE')`, [
      newId(),
      file.id,
    ]);
    expect(await code(both, 'approveFile', stepOf(file))).toBe('SEPARATION_OF_DUTIES');
    expect(await code(approver, 'approveFile', stepOf(file))).toBeNull();
    const input = householdInput();
    const spouse = newId();
    const [head, , child] = input.members;
    const members = [
      head,
      { memberId: spouse, relation: 'SPOUSE', identityNumber: identityNumber(), monthlyIncomeFen: '0' },
      child,
    ];
    const shown = await onNotice(subgraph, { ...input, members });
    expect(await code(staff(spouse, 'FUND_APPROVER'), 'approveFile', stepOf(shown), beijing('2013-09-10'))).toBe(
      'SEPARATION_OF_DUTIES',
    );
    expect(await code(staff(input.headId, 'FUND_APPROVER'), 'approveFile', stepOf(shown), beijing('2013-09-10'))).toBe(
      'SEPARATION_OF_DUTIES',
    );
    const own = householdInput();
    expect(await code(staff(own.headId, 'FUND_CASEWORKER'), 'openHardshipFile', own)).toBe('SEPARATION_OF_DUTIES');
    await expect(
      subgraph.sql('update hardship_file set approved_by = opened_by::text where id = $1', [shown.id]),
    ).rejects.toMatchObject({ constraint: 'hardship_file_approved' });
  });
});
