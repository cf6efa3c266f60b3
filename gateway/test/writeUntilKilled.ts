import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { createAccessWriter } from '../src/accounts/accessWriter.ts';
import { accessRecord } from './accessRecord.ts';

// A process that writes access records, eight at a time, until it is killed. Prints the number and hash of each written record.
const [, , databaseUrl = '', name = ''] = process.argv;
const writer = createAccessWriter({ databaseUrl, log: pino({ level: 'silent' }), onWritten: () => undefined });
createInterface({ input: process.stdin }).on('close', () => process.exit());
await Promise.all(
  Array.from({ length: 8 }, async (_, lane) => {
    for (let at = 0; ; at++) {
      const { seq, hash } = await writer.writeRecord(accessRecord({ client: name, operationName: `lane${lane} ${at}` }));
      process.stdout.write(`${seq}:${hash}\n`);
    }
  }),
);
