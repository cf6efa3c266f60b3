import { newId } from '@union-graph/subgraph';
import { eventually, key, type ServiceProcess } from '@union-graph/testing';
import { bank, deposit, faultsOfBooks } from '../../test/books.ts';
import { killable } from '../../test/killable.ts';
import { type Payout, reserved, walk } from '../../test/payouts.ts';
import { handIn, hashOf, statementFile } from '../../test/statements.ts';

// @slow

const PAYOUTS = 50;
/** Lines of the file; every tenth pays, and they are compared a hundred at once. */
const LINES = PAYOUTS * 10;

describe('a process killed while it reads a bank statement', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await killable();
    await service.start();
    await deposit(service.subgraph, 1, 10_000_000);
  });
  afterAll(() => service.stop());

  const count = async (what: string): Promise<number> => {
    const [row] = await service.subgraph.sql<{ n: number }>(`select count(*)::int as n from ${what}`);
    return row?.n ?? -1;
  };
  const compared = () => count('bank_statement_line where outcome is not null');

  test('every line is compared once, what is paid is paid once, and the file is one statement', async () => {
    const { subgraph } = service;
    const sent: Payout[] = [];
    for (let at = 0; at < PAYOUTS; at++) sent.push(await walk(subgraph, await reserved(subgraph), 'approve', 'send'));
    const before = await bank(subgraph, 1);
    const lines = Array.from({ length: LINES }, (_, at) => {
      const id = at % 10 === 0 ? sent[at / 10]?.id : newId();
      return `K${at},${id},10.00,成功,`;
    });
    const file = statementFile(lines, `${LINES * 10}.00`);
    const input = { idempotencyKey: key(), file, sha256: hashOf(file) };
    // Killed while the file is taken: the cashier hears nothing, and hands it in again.
    setTimeout(() => service.kill(), 40);
    await handIn(subgraph, input).catch(() => null);
    await service.restart();
    const { id } = (await handIn(subgraph, input)).data.importBankStatement.statement;
    // And killed after each part that was compared.
    for (let kills = 0; kills < 3; kills++) {
      const seen = await compared();
      await eventually(async () => (await compared()) > seen || (await compared()) === LINES);
      service.kill();
      expect(await faultsOfBooks(subgraph)).toEqual([]);
      await service.restart();
    }
    await eventually(async () => (await count('bank_statement where finished_at is not null')) === 1);
    expect((await handIn(subgraph, { ...input, idempotencyKey: key() })).data.importBankStatement.statement.id).toBe(id);
    expect(await count('bank_statement')).toBe(1);
    expect(await compared()).toBe(LINES);
    expect(await count("bank_statement_line where outcome = 'SETTLED'")).toBe(PAYOUTS);
    expect(await count("bank_statement_line where outcome = 'UNKNOWN'")).toBe(LINES - PAYOUTS);
    expect(await count("disbursement where status = 'SETTLED'")).toBe(PAYOUTS);
    const paid = BigInt(PAYOUTS) * 1_000n;
    expect(await bank(subgraph, 1)).toEqual({ posted: before.posted - paid, pending: before.pending - paid });
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });
});
