import { createTestDatabase } from '@union-graph/testing';
import { pino } from 'pino';
import { governance } from '../governance/builders.ts';
import { watchAgreementState } from './agreementState.ts';

test('agreements are looked up by a process that was busy for longer than the query may take', async () => {
  const database = await createTestDatabase(governance);
  const source = watchAgreementState(database.appUrl, pino({ level: 'silent' }));
  try {
    await source.current();
    await new Promise((resolve) => setTimeout(resolve, 700));
    const reading = source.current();
    // The query is sent before the process is busy.
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + 3_500;
    while (performance.now() < until);
    expect((await reading).agreements).toEqual([]);
  } finally {
    await source.stop();
    await database.drop();
  }
});
