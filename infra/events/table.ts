import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as events from '@union-graph/events';
import { type SubgraphDefinition, typesTakenBy } from '@union-graph/subgraph';
import { DEFAULT_PORTS, SUBGRAPHS, type SubgraphName, subscribersTo } from '../local/launcher/services.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TYPES = path.join(ROOT, 'shared/events/src/types');

type EventType = events.EventType;

/** Which services take a type of event, when a service sends it: those that subscribe to it and have a handler for it. */
export interface Traffic {
  readonly publisher: string;
  readonly type: EventType;
  readonly consumers: readonly string[];
}

/** The five subgraphs' definitions, by name. */
export async function readDefinitions(): Promise<ReadonlyMap<SubgraphName, SubgraphDefinition>> {
  const read = async (name: SubgraphName): Promise<[SubgraphName, SubgraphDefinition]> => {
    const exported: object = await import(path.join(ROOT, 'subgraphs', name, 'src/subgraph.ts'));
    return [name, Object.values(exported)[0] as SubgraphDefinition];
  };
  return new Map(await Promise.all(SUBGRAPHS.map(read)));
}

/** Every type of event, from each service that sends it. */
export function trafficOf(definitions: ReadonlyMap<SubgraphName, SubgraphDefinition>): Traffic[] {
  const taken = [...definitions].map(([name, definition]) => ({ name, types: typesTakenBy(definition) }));
  return events.EVENT_TYPES.flatMap((type) =>
    (type.publisher === null ? SUBGRAPHS : [type.publisher as SubgraphName]).map((publisher) => {
      const listening = subscribersTo(publisher, DEFAULT_PORTS).filter((subscriber) =>
        isSubscribed(subscriber.type, `${publisher}.${type.name}`),
      );
      const consumers = taken.filter(({ name, types }) => types.includes(type) && listening.some((other) => other.name === name));
      return { publisher, type, consumers: consumers.map(({ name }) => name) };
    }),
  );
}

/** Whether a subscription, such as `organisation.card.*`, is for an event. */
export const isSubscribed = (pattern: string, wireType: string): boolean =>
  pattern.endsWith('*') ? wireType.startsWith(pattern.slice(0, -1)) : pattern === wireType;

/** The names under which the types of event are exported: `memberJoined`. */
export const exportedNames = (): ReadonlyMap<EventType, string> =>
  new Map(Object.entries(events).flatMap(([name, value]) => (isEventType(value) ? [[value, name] as const] : [])));

const isEventType = (value: unknown): value is EventType => events.EVENT_TYPES.includes(value as EventType);

/** The table of the events' README: what each tells, who takes it, what it holds. */
export function eventTable(definitions: ReadonlyMap<SubgraphName, SubgraphDefinition>): string {
  const names = exportedNames();
  const meanings = readMeanings();
  const traffic = trafficOf(definitions);
  const lines = events.EVENT_TYPES.map((type) => {
    const consumers = new Set(traffic.filter((one) => one.type === type).flatMap((one) => one.consumers));
    const cells = [
      `\`${type.publisher ?? '*'}.${type.name}\``,
      meanings.get(names.get(type) ?? '') ?? '',
      SUBGRAPHS.filter((name) => consumers.has(name)).join(', ') || '–',
      Object.entries(type.fields)
        .map(([name, schema]) => `${name} ${titleOf(schema)}`)
        .join(', '),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| Event | What it tells | Taken by | Data |', '|---|---|---|---|', ...lines].join('\n');
}

/** The comment above each exported type of event, on one line. */
function readMeanings(): ReadonlyMap<string, string> {
  const text = readdirSync(TYPES)
    .map((file) => readFileSync(path.join(TYPES, file), 'utf8'))
    .join('\n');
  const commented = text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const (\w+) =/g);
  return new Map(
    [...commented].map(([, comment = '', name = '']) => [
      name,
      comment
        .replaceAll(/\s*\n \* ?/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ]),
  );
}

type Schema = EventType['fields'][string];

/** How the table calls a member's type: `id`, `day or null`, `sentence, may be missing`. */
function titleOf(schema: Schema): string {
  const { type, wrapped } = schema as unknown as { type: string; wrapped?: Schema };
  if (wrapped && type === 'nullable') return `${titleOf(wrapped)} or null`;
  if (wrapped) return `${titleOf(wrapped)}?`;
  const actions = (schema as unknown as { pipe?: readonly { type: string; title?: string }[] }).pipe ?? [];
  return actions.find((action) => action.type === 'title')?.title ?? 'text';
}
