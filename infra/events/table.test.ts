import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EVENT_TYPES } from '@union-graph/events';
import { typesTakenBy } from '@union-graph/subgraph';
import { DEFAULT_PORTS, SUBGRAPHS, subscribersTo } from '../local/launcher/services.ts';
import { eventSchemas, eventSchemasText } from './jsonSchemas.ts';
import { eventTable, exportedNames, isSubscribed, readDefinitions, trafficOf } from './table.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

// @reads subgraphs/*/src gateway/src/governance shared/subgraph/src shared/events
describe('events between services', () => {
  let definitions: Awaited<ReturnType<typeof readDefinitions>>;
  beforeAll(async () => {
    definitions = await readDefinitions();
  });

  test('stand in the README; write it anew by: node --import tsx infra/events/writeTable.ts', () => {
    const readme = readFileSync(path.join(ROOT, 'shared/events/README.md'), 'utf8');
    expect(readme.slice(readme.indexOf('| Event |')).trimEnd()).toBe(eventTable(definitions));
  });

  // @reads shared/cli/specification
  test('have JSON Schemas beside the specification of subgraphs; write them anew by: node --import tsx infra/events/writeTable.ts', () => {
    expect(readFileSync(path.join(ROOT, 'shared/cli/specification/events.json'), 'utf8')).toBe(eventSchemasText());
  });

  test('the JSON Schemas name the members that must be there, and the forms of texts', () => {
    const { data, subject, version } = eventSchemas().events['organisation.card.activated'] ?? {};
    const uuid = { type: 'string', pattern: expect.stringContaining('[0-9a-f]{8}-') };
    expect({ version, subject }).toEqual({ version: 1, subject: expect.objectContaining(uuid) });
    expect(data).toMatchObject({
      type: 'object',
      required: ['memberId', 'scopePath', 'validTo', 'status'],
      properties: { memberId: uuid, status: { enum: expect.arrayContaining(['ACTIVE']) } },
    });
  });

  test('each has a name of its own and says what it tells', () => {
    const names = EVENT_TYPES.map(({ publisher, name }) => `${publisher}.${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(eventTable(definitions)).not.toContain('|  |');
  });

  test('each is sent by its publisher', () => {
    const own = new Map<string, string>(SUBGRAPHS.map((name) => [name, sourceIn(`subgraphs/${name}/src`)]));
    const sources = new Map([
      ...own,
      ['governance', sourceIn('gateway/src/governance')],
      ['null', [...own.values(), sourceIn('shared/subgraph/src')].join('\n')],
    ]);
    const names = exportedNames();
    const unsent = EVENT_TYPES.filter(
      (type) => !new RegExp(`\\b${names.get(type)}\\b`).test(sources.get(String(type.publisher)) ?? ''),
    );
    expect(unsent.map((type) => names.get(type))).toEqual([]);
  });

  test('what a subgraph has a handler for, it subscribes to, and the other way round', () => {
    const traffic = trafficOf(definitions);
    const unsubscribed = [...definitions].flatMap(([name, definition]) =>
      typesTakenBy(definition)
        .filter((type) => type.publisher !== name)
        .filter((type) => !traffic.some((one) => one.type === type && one.consumers.includes(name)))
        .map((type) => `${name}: ${type.publisher}.${type.name}`),
    );
    expect(unsubscribed).toEqual([]);
    const unhandled = [...SUBGRAPHS, 'governance' as const]
      .flatMap((publisher) => subscribersTo(publisher, DEFAULT_PORTS).map((subscriber) => ({ publisher, ...subscriber })))
      .filter(
        ({ publisher, type, name }) =>
          !traffic.some(
            (one) =>
              one.publisher === publisher && isSubscribed(type, `${publisher}.${one.type.name}`) && one.consumers.includes(name),
          ),
      );
    expect(unhandled.map(({ name, type }) => `${name}: ${type}`)).toEqual([]);
  });
});

const sourceIn = (dir: string): string =>
  (readdirSync(path.join(ROOT, dir), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => readFileSync(path.join(ROOT, dir, file), 'utf8'))
    .join('\n');
