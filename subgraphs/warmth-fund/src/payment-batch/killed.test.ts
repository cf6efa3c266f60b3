import { key, type ServiceProcess } from '@union-graph/testing';
import { deposit, faultsOfBooks } from '../../test/books.ts';
import { killable } from '../../test/killable.ts';
import { type Payout, reserved, walk } from '../../test/payouts.ts';
import { makeBatch } from '../../test/statements.ts';

// @slow

/** Rounds of one kill each, and what is approved and asked for in a round. */
const ROUNDS = 4;
const PAYOUTS = 12;
const CASHIERS = 6;

interface Batch {
  readonly id: string;
  readonly sha256: string;
  readonly payoutCount: number;
}

describe('a process killed while it makes payment batches', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await killable();
    await service.start();
    await deposit(service.subgraph, 1, 10_000_000);
  });
  afterAll(() => service.stop());

  const approved = async (): Promise<Payout> => walk(service.subgraph, await reserved(service.subgraph), 'approve');
  /** The batch that a call made; null where there was none to make, or the process was dead. */
  const make = async (idempotencyKey: string): Promise<Batch | null> => {
    const answer = await makeBatch(service.subgraph, { idempotencyKey }).catch(() => null);
    return answer?.data?.makePaymentBatch?.batch ?? null;
  };
  const told = () =>
    service.subgraph.sql<{ payout: string; batches: number; status: string }>(
      `select d.id as payout, d.status, count(l.batch_id)::int as batches from disbursement d
       left join payment_batch_line l on l.disbursement_id = d.id group by d.id`,
    );

  test('each payout goes to the bank in one file, and a file that was given once is given again', async () => {
    const acknowledged: [key: string, batch: Batch][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (let at = 0; at < PAYOUTS; at++) await approved();
      const keys = Array.from({ length: CASHIERS }, key);
      // Killed with the first answer, while others wait for it, or after a moment, while one writes or none has begun.
      const timer = round % 2 === 1 && setTimeout(() => service.kill(), 30 * round);
      const made = await Promise.all(
        keys.map((one) =>
          make(one).then((batch) => {
            if (batch && !timer) service.kill();
            return batch;
          }),
        ),
      );
      if (timer) clearTimeout(timer);
      for (const [at, batch] of made.entries()) if (batch) acknowledged.push([keys[at] as string, batch]);
      await service.restart();
      for (const { batches, status } of await told())
        expect([status, batches]).toEqual(batches === 0 ? ['APPROVED', 0] : ['SENT', 1]);
      for (const idempotencyKey of keys) await make(idempotencyKey);
      expect((await told()).filter(({ status, batches }) => status !== 'SENT' || batches !== 1)).toEqual([]);
      expect(await faultsOfBooks(service.subgraph)).toEqual([]);
    }
    for (const [idempotencyKey, batch] of acknowledged) expect(await make(idempotencyKey)).toEqual(batch);
    const [{ sum } = {}] = await service.subgraph.sql<{ sum?: number }>(
      'select sum(payout_count)::int as sum from payment_batch',
    );
    expect(sum).toBe(ROUNDS * PAYOUTS);
  });
});
