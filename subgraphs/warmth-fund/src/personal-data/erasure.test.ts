import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { allocateAid, approved, clerk, done, insertCycle, setCycle } from '../../test/aid.ts';
import { caseworker, deposit, faultsOfBooks } from '../../test/books.ts';
import { buildPlan, claimAct, covered, fireInput } from '../../test/claims.ts';
import { receive } from '../../test/donations.ts';
import * as files from '../../test/hardship.ts';
import { walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

const FILE = 'query ($id: ID!) { hardshipFile(id: $id) { household { members { relation health } } } }';

/** What is told of a person in words, wherever it lies: made up here, so that no other row has it. */
const WORDS = '孩子患白血病住院';

describe('data about health, and erasure (J-17, ORG-INV-8)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await buildPlan(subgraph);
    for (const fund of [1, 3]) await deposit(subgraph, fund, 100_000_000);
    await allocateAid(subgraph, '90000000');
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const withIllness = (headId: string) => {
    const input = files.householdInput();
    const [head, spouse, child] = input.members;
    return { ...input, headId, members: [{ ...head, memberId: headId }, { ...spouse, health: 'SERIOUS_ILLNESS' }, child] };
  };
  const erase = (memberId: string) =>
    subgraph.send({ type: 'organisation.dataRequest.opened', subject: newId(), data: { kind: 'ERASURE', memberId } });
  const consent = (memberId: string, aggregateversion: number, subject: string, withdrawnAt: string | null) =>
    subgraph.send({
      type: `organisation.consent.${withdrawnAt ? 'withdrawn' : 'given'}`,
      subject,
      aggregateversion,
      data: { memberId, purpose: 'DELIVERY', scope: ['health'], separate: true, givenAt: '2013-09-01T00:00:00Z', withdrawnAt },
    });

  test('health is read while the separate consent stands; after it only by the head', async () => {
    const [head, given] = [newId(), newId()];
    await consent(head, 1, given, null);
    const { id } = await files.opened(subgraph, withIllness(head));
    const healthFor = async (viewer: typeof caseworker) =>
      (await subgraph.ask(viewer, FILE, { id })).data.hardshipFile.household.members[1].health;
    const own = { ...caseworker, personId: head, grants: [] };
    expect([await healthFor(caseworker), await healthFor(own)]).toEqual(['SERIOUS_ILLNESS', 'SERIOUS_ILLNESS']);
    await consent(head, 2, given, '2013-09-03T00:00:00Z');
    expect([await healthFor(caseworker), await healthFor(own)]).toEqual([null, 'SERIOUS_ILLNESS']);
  });

  test('an open file ends, its persons are free; what is undecided is withdrawn, what is paid stays paid, and no words stay', async () => {
    const { person, viewer } = await covered(subgraph);
    await consent(person, 1, newId(), null);
    const wish = withIllness(person);
    const file = await files.active(subgraph, wish);
    const cycle = await insertCycle(subgraph, { code: 'MEDICAL' });
    const paid = await approved(subgraph, cycle, { head: newId() });
    await setCycle(subgraph, cycle, 'OPEN');
    const apply = () =>
      done(subgraph, clerk, 'applyForAid', { cycleId: cycle, memberId: person, requestedFen: '100', reason: WORDS });
    const undecided = await apply();
    await walk(subgraph, paid.disbursement, 'approve', 'send', 'settle');
    await subgraph.sql('update aid_application set member_id = $2, reason = $3 where id = $1', [paid.id, person, WORDS]);
    await claimAct(subgraph, viewer, 'submitClaim', fireInput());
    await receive(subgraph, { donorKind: 'MEMBER', memberId: person, purpose: WORDS });

    await subgraph.sql("update household_member set birth_date = '1975-04-12' where household_id = $1", [file.household.id]);
    expect(await erase(person)).toBe(204);
    expect(await subgraph.sql('select status, exit_reason, note from hardship_file where id = $1', [file.id])).toEqual([
      { status: 'EXITED', exit_reason: 'WITHDRAWN', note: null },
    ]);
    const aid = await subgraph.sql<{ id: string; status: string; note: string | null }>(
      'select id, status, reason, note from aid_application where member_id = $1',
      [person],
    );
    expect(aid.find(({ id }) => id === undecided.id)).toMatchObject({ status: 'CANCELLED', reason: '已删除', note: null });
    expect(aid.find(({ id }) => id === paid.id)).toMatchObject({
      reason: '已删除',
      status: expect.stringMatching(/PAID|CLOSED/),
    });
    const household = await subgraph.sql(
      `select m.relation, m.name_zh, m.health, m.school_name, m.birth_date::text as born, m.held from household_member m
       join household h on h.id = m.household_id where h.head_member_id = $1 order by m.relation`,
      [person],
    );
    expect(household).toEqual([
      { relation: 'CHILD', name_zh: '已删除', health: null, school_name: null, born: '1975-01-01', held: false },
      { relation: 'SELF', name_zh: null, health: null, school_name: null, born: '1975-01-01', held: false },
      { relation: 'SPOUSE', name_zh: '已删除', health: null, school_name: null, born: '1975-01-01', held: false },
    ]);
    for (const [table, count] of [
      ['donation', 1],
      ['mutual_aid_claim', 1],
      ['coverage', 1],
    ] as const)
      expect(await subgraph.sql(`select count(*)::int as count from ${table} where member_id = $1`, [person])).toEqual([
        { count },
      ]);
    const answer = await subgraph.sql<{ outcome: string }>('select outcome from data_request where member_id = $1', [person]);
    expect(answer).toEqual([{ outcome: 'KEPT_BY_LAW' }]);
    // The same persons may be in another household's file now.
    const again = wish.members.map((one) => ({ ...one, health: null }));
    expect(await files.opened(subgraph, { ...wish, members: again })).toMatchObject({ status: 'SUBMITTED' });
  });

  test('a file that is being verified is rejected, and twice changes nothing', async () => {
    const head = newId();
    const { id } = await files.opened(subgraph, { ...files.householdInput(), ...headed(head) });
    for (let twice = 0; twice < 2; twice++) expect(await erase(head)).toBe(204);
    expect(await subgraph.sql('select status, note from hardship_file where id = $1', [id])).toEqual([
      { status: 'REJECTED', note: null },
    ]);
  });

  /** The head of a household by a record that a test knows. */
  function headed(headId: string) {
    const { members } = files.householdInput();
    return { headId, members: [{ ...members[0], memberId: headId }, ...members.slice(1)] };
  }
});
