import path from 'node:path';
import { createServiceProcess, eventually, key, member, type ServiceProcess } from '@union-graph/testing';
import { UNION } from '../../test/builders.ts';
import { creditActs, type Worker } from '../../test/credits.ts';
import { training } from '../subgraph.ts';

const WORKERS = 8;
/** Credits of each worker's entries: together less than a programme asks for. */
const SIZES = [10, 20, 30];
const KILLS = 2;

describe('a process killed while credits are stored, asked for, converted and given back (SKL-INV-2)', () => {
  let service: ServiceProcess;
  let acts: ReturnType<typeof creditActs>;
  beforeAll(async () => {
    service = await createServiceProcess(training, path.join(import.meta.dirname, '../main.ts'));
    await service.start();
    acts = creditActs(service.subgraph);
  });
  afterAll(() => service.stop());

  /** What was stored, and by state; and conversions that are worth something else than their entries. */
  const sums = async () => {
    const [row] = await service.subgraph.sql<{ earned: number; open: number; held: number; spent: number; wrong: number }>(
      `select coalesce(sum(credits), 0)::int as earned, coalesce(sum(credits) filter (where status = 'AVAILABLE'), 0)::int as open,
        coalesce(sum(credits) filter (where status = 'RESERVED'), 0)::int as held, coalesce(sum(credits) filter (where status = 'SPENT'), 0)::int as spent,
        (select count(*)::int from credit_conversion v where case when v.status = 'RELEASED' then 0 else v.credits end
          <> (select coalesce(sum(e.credits), 0) from credit_entry e where e.conversion_id = v.id
            and e.status = case v.status when 'REQUESTED' then 'RESERVED' else 'SPENT' end)) as wrong
      from credit_entry`,
    );
    return row as NonNullable<typeof row>;
  };

  /** One worker's way: asked for, given back, asked for again and spent. Each call is sent with its own key until it is answered. */
  async function convert(of: Worker): Promise<void> {
    /** The conversion that a call answers with. A dead process is asked again; what a live one refuses fails the test. */
    const answered = (send: () => ReturnType<typeof acts.request>): Promise<{ id: string; version: number }> =>
      eventually(async () => {
        const answer = await send().catch(() => null);
        const code = answer?.errors?.[0]?.extensions.code;
        if (code !== undefined && code !== 'DEPENDENCY_UNAVAILABLE') throw new Error(JSON.stringify(answer?.errors));
        return (
          (Object.values(answer?.data ?? {})[0] as { conversion: { id: string; version: number } } | null)?.conversion ?? null
        );
      });
    const ask = () => {
      const idempotencyKey = key();
      return answered(() => acts.request(of, { idempotencyKey }));
    };
    const decide = (asked: { id: string; version: number }, decision: string, reason?: string) => {
      const given = { idempotencyKey: key(), decision, ...(reason ? { reason } : {}) };
      return answered(() => acts.decide(asked, given));
    };
    await decide(await ask(), 'RELEASE', '材料不全');
    await decide(await ask(), 'COMMIT');
  }

  test('what was answered holds, the sums agree after each kill, and in the end each credit is spent once', async () => {
    const workers: Worker[] = [];
    for (let at = 0; at < WORKERS; at++) {
      const of = await acts.worker();
      for (const credits of SIZES) await acts.stored(of, { credits });
      workers.push(of);
    }
    const total = WORKERS * SIZES.reduce((sum, one) => sum + one, 0);
    let isOver = false;
    const work = Promise.all(workers.map(convert)).finally(() => {
      isOver = true;
    });
    let kills = 0;
    let spent = 0;
    for (; kills < KILLS && !isOver; kills++) {
      await eventually(async () => (await sums()).spent > spent || isOver);
      service.kill();
      const told = await sums();
      expect([told.earned, told.open + told.held + told.spent, told.wrong]).toEqual([total, total, 0]);
      spent = told.spent;
      await service.restart();
    }
    await work;
    expect(kills).toBeGreaterThan(1);
    expect(await sums()).toEqual({ earned: total, open: 0, held: 0, spent: total, wrong: 0 });
    for (const { memberId } of workers) {
      const { balance, conversions } = await acts.account(memberId, member(memberId, UNION));
      expect([balance, conversions.map(({ status }: { status: string }) => status)]).toEqual([0, ['COMMITTED', 'RELEASED']]);
    }
  });
});
