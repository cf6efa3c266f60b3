import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventSchemasText } from './jsonSchemas.ts';
import { eventTable, readDefinitions } from './table.ts';

// Writes the table of events into shared/events/README.md, and their JSON Schemas beside the specification of subgraphs:
// `node --import tsx infra/events/writeTable.ts`.
const README = path.resolve(import.meta.dirname, '../../shared/events/README.md');

const before = readFileSync(README, 'utf8').split('\n| Event |')[0] as string;
writeFileSync(README, `${before}\n${eventTable(await readDefinitions())}\n`);
writeFileSync(path.resolve(import.meta.dirname, '../../shared/cli/specification/events.json'), eventSchemasText());
