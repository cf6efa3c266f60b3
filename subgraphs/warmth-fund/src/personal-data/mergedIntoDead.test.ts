import { newId } from '@union-graph/subgraph';
import { knownMember, listenerTo, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import * as aid from '../../test/aid.ts';
import { approver, caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import { buildPlan, claimStep, covered, fireInput, paper, tellDeath } from '../../test/claims.ts';
import * as files from '../../test/hardship.ts';
import { type Payout, take, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const DIED_ON = '2013-10-18';

interface Merge {
  readonly mergeId: string;
  readonly survivorId: string;
  readonly duplicateId: string;
}

describe('what comes in the fund to the record of somebody who has died by a merge (C-16)', () => {
  let subgraph: TestSubgraph;
  let cycle: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
    for (const fund of [1, 3]) await deposit(subgraph, fund, 100_000_000);
    await aid.allocateAid(subgraph, '90000000');
    await buildPlan(subgraph);
    cycle = await aid.insertCycle(subgraph, { code: 'MEDICAL' });
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const dies = async (id: string, version = 2) => expect(await tellDeath(subgraph, id, DIED_ON, version)).toBe(204);
  const lives = async (subject: string, aggregateversion: number) =>
    expect(
      await subgraph.send({
        type: 'organisation.member.listed',
        subject,
        aggregateversion,
        data: { unionId: null, scopePath: '/city/110105/', nameHash: 'a'.repeat(64), hasDied: false, diedOn: null },
      }),
    ).toBe(204);
  const hear = async (type: string, ids: Merge, diedOn: string | null) =>
    expect(await subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: { ...ids, diedOn } })).toBe(
      204,
    );
  const other = async (): Promise<string> => {
    const id = newId();
    await knownMember(subgraph.sql, id);
    return id;
  };
  const pairOf = (survivorId: string, duplicateId: string): Merge => ({ mergeId: newId(), survivorId, duplicateId });

  type Word = (memberId: string, survivorId?: string) => Promise<Merge>;
  const deathThenMerge: Word = async (memberId, survivorId) => {
    const ids = pairOf(survivorId ?? (await other()), memberId);
    await dies(ids.survivorId);
    await hear('merged', ids, DIED_ON);
    return ids;
  };
  const mergeThenDeath: Word = async (memberId, survivorId) => {
    const ids = pairOf(survivorId ?? (await other()), memberId);
    await hear('merged', ids, null);
    await dies(ids.survivorId);
    return ids;
  };

  const rowOf = async (table: string, id: string) =>
    (await subgraph.sql<Record<string, unknown>>(`select * from ${table} where id = $1`, [id]))[0];
  const payoutOf = async (sourceId: string) =>
    (
      await subgraph.sql<Payout & { waits_for_heirs: boolean; member_id: string }>(
        'select id, status, version, waits_for_heirs, member_id from disbursement where source_id = $1 order by created_at desc, id desc limit 1',
        [sourceId],
      )
    )[0] as Payout & { waits_for_heirs: boolean; member_id: string };
  const approvedClaim = async (person: string) => {
    const claim = await claimStep(subgraph, caseworker, 'submitClaim', null, { ...fireInput(), memberId: person });
    const assessed = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'ACCEPT' });
    return claimStep(subgraph, approver, 'approveClaim', assessed, { decision: 'ACCEPT' });
  };

  describe.each([
    ['the death is told first', deathThenMerge],
    ['the merge is told first', mergeThenDeath],
  ])('%s', (_, tell) => {
    test('a file of which they are the head ends', async () => {
      const head = newId();
      const id = await files.insertFile(subgraph, { head, status: 'ACTIVE' });
      await tell(head);
      expect(await rowOf('hardship_file', id)).toMatchObject({ status: 'EXITED', exit_reason: 'DEATH' });
    });

    test('a file of each record ends', async () => {
      const [head, survivor] = [newId(), await other()];
      const ids = [head, survivor].map((one) => files.insertFile(subgraph, { head: one, status: 'ACTIVE' }));
      await Promise.all(ids);
      await tell(head, survivor);
      for (const id of ids) expect((await rowOf('hardship_file', await id))?.status).toBe('EXITED');
    });

    test('a file of a household in which they live is due for review', async () => {
      const [member, id] = [newId(), await files.insertFile(subgraph, { head: newId(), status: 'ACTIVE' })];
      await subgraph.sql(
        `insert into household_member (id, household_id, member_id, relation, identity_hash, birth_date, monthly_income_fen)
         select $1::uuid, household_id, $2::uuid, 'PARENT', encode(sha256($2::uuid::text::bytea), 'hex'), '1950-01-01', 0 from hardship_file where id = $3`,
        [newId(), member, id],
      );
      const due = async () =>
        (await subgraph.sql('select review_due_on::text as due from hardship_file where id = $1', [id]))[0]?.due;
      const before = await due();
      await tell(member);
      expect(String(await due()) < String(before)).toBe(true);
    });

    test('aid that nobody has decided is cancelled, and what was approved is paid to nobody', async () => {
      await aid.setCycle(subgraph, cycle, 'OPEN');
      const [head, granted] = [newId(), newId()];
      const { id } = await aid.reviewed(subgraph, cycle, { head });
      await tell(head);
      expect(await rowOf('aid_application', id)).toMatchObject({ status: 'CANCELLED', note: '申请人已去世' });
      const approved = await aid.approved(subgraph, cycle, { head: granted });
      await tell(granted);
      const now = await payoutOf(approved.id);
      expect(await subgraph.code(take(subgraph, 'approve', now))).toBe('SOURCE_NOT_APPROVED');
      await walk(subgraph, now, 'void');
      expect(await rowOf('aid_application', approved.id)).toMatchObject({ status: 'CANCELLED', note: '申请人已去世' });
    });

    test.each(['lives', 'unmerged'])(
      'a payout into their account waits for heirs, and goes to the living when the merge is taken back; first %s is told',
      async (first) => {
        const { person } = await covered(subgraph);
        const { id } = await approvedClaim(person);
        const ids = await tell(person);
        expect(await payoutOf(id)).toMatchObject({ waits_for_heirs: true, member_id: ids.survivorId });
        const refused = await take(subgraph, 'approve', await payoutOf(id));
        expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'disbursementId' });
        if (first === 'lives') await lives(person, 3);
        await hear('unmerged', ids, null);
        if (first === 'unmerged') await lives(person, 3);
        expect(await payoutOf(id)).toMatchObject({ waits_for_heirs: false, member_id: person });
        await walk(subgraph, await payoutOf(id), 'approve', 'send', 'settle');
      },
    );
  });

  test('covers end with the day of the death, as cards tell of who has them', async () => {
    const who = await covered(subgraph);
    const ids = await deathThenMerge(who.person);
    await subgraph.send({
      type: 'organisation.card.moved',
      subject: who.card,
      aggregateversion: 2,
      time: '2013-10-19T04:00:00.000Z',
      data: { memberId: ids.survivorId, scopePath: '/city/110105/', validTo: null, status: 'ACTIVE' },
    });
    const open = `select from coverage where card_id = $1 and status <> 'VOID' and to_day > '2013-10-19'`;
    expect(await subgraph.sql(open, [who.card])).toEqual([]);
  });

  test('a claim for the death goes on when the record that told it is merged, and when it is given back', async () => {
    const { person } = await covered(subgraph);
    await dies(person);
    const { id } = await claimStep(subgraph, caseworker, 'submitClaim', null, {
      ...{ ...fireInput(), memberId: person, event: 'DEATH', eventAt: DIED_ON, lossFen: null },
      ...{ documents: [paper('DEATH_CERTIFICATE')], accountMasked: '6222 **** **** 7777' },
    });
    const ids = pairOf(await other(), person);
    const before = await rowOf('mutual_aid_claim', id);
    await dies(ids.survivorId);
    await hear('merged', ids, DIED_ON);
    expect(await rowOf('mutual_aid_claim', id)).toEqual({ ...before, member_id: ids.survivorId });
    await hear('unmerged', ids, DIED_ON);
    await lives(ids.survivorId, 3);
    expect(await rowOf('mutual_aid_claim', id)).toEqual(before);
  });
});
