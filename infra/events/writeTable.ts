import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventTable, readDefinitions } from './table.ts';

// Writes the table of events into shared/events/README.md: `node --import tsx infra/events/writeTable.ts`.
const README = path.resolve(import.meta.dirname, '../../shared/events/README.md');

const before = readFileSync(README, 'utf8').split('\n| Event |')[0] as string;
writeFileSync(README, `${before}\n${eventTable(await readDefinitions())}\n`);
