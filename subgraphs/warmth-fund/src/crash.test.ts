import type { ServiceProcess } from '@union-graph/testing';
import { accountant, deposit, faultsOfBooks } from '../test/books.ts';
import { killable } from '../test/killable.ts';
import { type Payout, reserved, take, walk } from '../test/payouts.ts';

const PAYOUTS = 30;
const KILLS = 2;

describe('a process killed while it pays', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await killable();
  });
  afterAll(() => service.stop());

  /** Settles in parallel what was not acknowledged yet, each under its own key; a call that finds the process dead is no answer. */
  async function settleAll(
    sent: readonly Payout[],
    keys: readonly string[],
    acknowledged: Set<number>,
    then: () => void,
  ): Promise<void> {
    const settle = async (payout: Payout, at: number) => {
      const answer = await take(service.subgraph, 'settle', payout, { idempotencyKey: keys[at] as string }).catch(() => null);
      if (!answer?.data?.settleDisbursement) return;
      acknowledged.add(at);
      then();
    };
    await Promise.all(sent.map((payout, at) => (acknowledged.has(at) ? null : settle(payout, at))));
  }

  test(`${KILLS} kills among ${PAYOUTS} settlements: what was acknowledged is there, nothing is paid twice, the books balance`, async () => {
    await service.start();
    const { subgraph } = service;
    await deposit(subgraph, 1, 1_000_000);
    const sent: Payout[] = [];
    for (let at = 0; at < PAYOUTS; at++) sent.push(await walk(subgraph, await reserved(subgraph), 'approve', 'send'));
    const keys = sent.map(() => crypto.randomUUID());
    const acknowledged = new Set<number>();
    for (let kill = 1; kill <= KILLS; kill++) {
      await settleAll(sent, keys, acknowledged, () => {
        if (acknowledged.size >= kill * 5) service.kill();
      });
      expect(acknowledged.size).toBeLessThan(PAYOUTS);
      expect(await faultsOfBooks(subgraph)).toEqual([]);
      const settled = (await subgraph.sql<{ id: string }>("select id from disbursement where status = 'SETTLED'")).map(
        ({ id }) => id,
      );
      for (const at of acknowledged) expect(settled).toContain(sent[at]?.id);
      await service.restart();
    }
    await settleAll(sent, keys, acknowledged, () => undefined);
    expect(acknowledged.size).toBe(PAYOUTS);
    expect(await faultsOfBooks(subgraph)).toEqual([]);
    const trial = await subgraph.ask(
      accountant,
      '{ trialBalance(book: FOUNDATION) { debitFen creditFen rows { account { code } creditFen debitFen } } }',
    );
    expect(trial.data.trialBalance).toMatchObject({ debitFen: '1000000', creditFen: '1000000' });
    expect(trial.data.trialBalance.rows).toContainEqual({
      account: { code: '5101' },
      debitFen: String(PAYOUTS * 1000),
      creditFen: '0',
    });
  });
});
