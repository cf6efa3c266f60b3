import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { caseworker, cashier, deposit, faultsOfBooks } from '../../test/books.ts';
import * as files from '../../test/hardship.ts';
import { approve, ask, type Payout, requestInput, reserved, type Step, take, walk } from '../../test/payouts.ts';
import { accept, allocate, releaseInstalment, signed } from '../../test/projects.ts';
import { handIn, hashOf, makeBatch, statementFile } from '../../test/statements.ts';
import { warmthFund } from '../subgraph.ts';

const PATH = '/city/110105/u/';
const LEFT = '2013-10-19T10:00:00+08:00';

/** FND-INV-6 beside the three duties: who is close to the payee has no part in a payout. */
describe('who is close to a payee', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, 1, 1_000_000);
    await allocate(subgraph, '90000000');
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  /** A household of which one person works for the fund in every role. */
  async function home() {
    const [head, person] = [newId(), newId()];
    const fileId = await files.insertFile(subgraph, { head, path: PATH });
    await subgraph.sql(
      `insert into household_member (id, household_id, member_id, relation, identity_hash, birth_date, monthly_income_fen)
        select gen_random_uuid(), household_id, $2::uuid, 'SPOUSE', repeat(replace($2::uuid::text, '-', ''), 2), '1980-01-01', 0
        from hardship_file where id = $1`,
      [fileId, person],
    );
    const leave = (reason: string) => files.done(subgraph, caseworker, 'exitFile', { fileId, expectedVersion: 1, reason }, LEFT);
    return { head, person, leave };
  }
  const close = (person: string): Viewer => ({
    ...staff(person, 'FUND_CASEWORKER'),
    grants: (['FUND_CASEWORKER', 'FUND_APPROVER', 'FUND_CASHIER'] as const).map((role) => ({ role, scopePath: '/city/' })),
  });
  const code = (step: Step, payout: Payout, person: string) =>
    subgraph.code(take(subgraph, step, payout, { viewer: close(person) }));
  const WAYS: [Step, Step[]][] = [
    ['approve', []],
    ['send', ['approve']],
    ['settle', ['approve', 'send']],
    ['fail', ['approve', 'send']],
    ['return', ['approve', 'send', 'settle']],
  ];

  test.each(WAYS)(
    'who lives with the payee does not %s a payout, also once that household has ended its file',
    async (step, before) => {
      const { head, person, leave } = await home();
      const payout = await walk(subgraph, await reserved(subgraph, { memberId: head }), ...before);
      expect(await code(step, payout, person)).toBe('SEPARATION_OF_DUTIES');
      await leave('HOUSEHOLD_CHANGED');
      expect(await code(step, payout, person)).toBe('SEPARATION_OF_DUTIES');
      expect(await code(step, payout, newId())).toBeNull();
    },
  );

  test('they may where the household had ended its file before the payout was asked for', async () => {
    const { head, person, leave } = await home();
    await leave('WITHDRAWN');
    await subgraph.sql("update hardship_file set active_to = '2013-10-18' where head_member_id = $1", [head]);
    expect(await code('approve', await reserved(subgraph, { memberId: head }), person)).toBeNull();
  });

  test('they do not ask for it either', async () => {
    const { head, person } = await home();
    const input = requestInput({ memberId: head });
    await approve(subgraph, input);
    expect(await subgraph.code(ask(subgraph, input, close(person)))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(ask(subgraph, input))).toBeNull();
  });

  test('the bank’s files: a batch of theirs leaves the payout out, a statement of theirs lists it', async () => {
    const { head, person } = await home();
    const payout = await walk(subgraph, await reserved(subgraph, { memberId: head }), 'approve');
    const other = await walk(subgraph, await reserved(subgraph), 'approve');
    const viewer = staff(person, 'FUND_CASHIER');
    const { batch } = (await makeBatch(subgraph, { viewer })).data.makePaymentBatch;
    const sent = batch.disbursements.map(({ id }: Payout) => id);
    expect([sent.includes(payout.id), sent.includes(other.id)]).toEqual([false, true]);
    await walk(subgraph, payout, 'send');
    const file = statementFile([`${newId()},${payout.id},10.00,成功,`, `${newId()},${other.id},10.00,成功,`], '20.00');
    const { statement } = (await handIn(subgraph, { file, sha256: hashOf(file) }, { viewer })).data.importBankStatement;
    const lines = await eventually(async () => {
      const read = 'query ($id: ID!) { bankStatement(id: $id) { finishedAt lines { nodes { outcome } } } }';
      const { bankStatement } = (await subgraph.ask(cashier, read, { id: statement.id })).data;
      return bankStatement.finishedAt && bankStatement.lines.nodes;
    });
    expect(lines).toEqual([{ outcome: 'DUTIES' }, { outcome: 'SETTLED' }]);
  });

  test('the people of an applicant neither approve nor pay an instalment of the project', async () => {
    const { id, staffId: person } = await signed(subgraph);
    await accept(subgraph, id, 0);
    const disbursement = await releaseInstalment(subgraph, id, 0);
    expect(await code('approve', disbursement, person)).toBe('CONFLICT_OF_INTEREST');
    const approved = await walk(subgraph, disbursement, 'approve');
    expect(await code('send', approved, person)).toBe('CONFLICT_OF_INTEREST');
  });

  test.each(['approved_by', 'paid_by'])('the database holds it, too: %s', async (duty) => {
    const { head, person } = await home();
    const payout = await walk(subgraph, await reserved(subgraph, { memberId: head }), 'approve');
    await expect(subgraph.sql(`update disbursement set ${duty} = $2 where id = $1`, [payout.id, person])).rejects.toMatchObject({
      constraint: 'payout_kept_apart',
    });
  });
});
