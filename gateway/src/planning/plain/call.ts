import {
  type ArgumentNode,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type { FetchNode, Path, Required } from '../plan.ts';
import { type ResponseKeys, responseKeys } from './responseKeys.ts';

/** A call while it is being put together. */
export interface Call {
  readonly service: string;
  readonly kind: 'query' | 'mutation';
  /** Of entities, or of a root. */
  readonly told: readonly Required[] | null;
  /** Where the entities, or the root, stand. */
  readonly path: Path;
  /** The calls that bring what this one must know. */
  readonly after: ReadonlySet<Call>;
  readonly asks: Selection;
}

/** What a call asks of the objects of one place, by the types as which its subgraph knows them. */
export interface Selection {
  readonly service: string;
  /** The type that the place has in the subgraph. */
  readonly declared: string;
  /** The types, in the data, of the objects that it is asked of; null for all. */
  readonly covers: ReadonlySet<string> | null;
  /** What is given of the objects here beyond what the subgraph has. */
  readonly provided: readonly SelectionSetNode[];
  readonly byType: Map<string, Map<string, AskedField>>;
  /** Whether the objects tell their types. */
  tells: boolean;
  /**
   * For a call that goes on by a key from objects which others give: those selections of the same place that give the key. Empty for one
   * that comes from the place above.
   */
  readonly goesOnFrom: ReadonlySet<Selection>;
  readonly call: () => Call;
}

export interface AskedField {
  readonly name: string;
  /** Its type in the subgraph, as in SDL. */
  readonly type: string;
  readonly args: readonly ArgumentNode[];
  readonly below: Selection | null;
}

/** The steps that a call has to wait for. */
export function levelOf(call: Call, known: Map<Call, number> = new Map()): number {
  const level = known.get(call) ?? Math.max(-1, ...[...call.after].map((one) => levelOf(one, known))) + 1;
  known.set(call, level);
  return level;
}

/** The call as a step of a plan. `client` has the definitions of the variables. */
export function toFetch(call: Call, client: OperationDefinitionNode): FetchNode {
  const keys = responseKeys(call.asks);
  const asked = printSelection(call.asks, keys, call.told !== null);
  const body = call.told ? `{_entities(representations:$representations)${asked}}` : asked;
  const used = new Set<string>();
  for (const argument of argumentsOf(call.asks)) visit(argument, { Variable: ({ name }) => void used.add(name.value) });
  const definitions = (client.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  const declared = [...(call.told ? ['$representations:[_Any!]!'] : []), ...definitions.map(print)].join(' ');
  const text = `${call.kind}${declared && `(${declared})`}${body}`;
  return {
    kind: 'fetch',
    service: call.service,
    operationKind: call.kind,
    operation: stripIgnoredCharacters(text),
    operationName: undefined,
    variables: definitions.map(({ variable }) => variable.name.value),
    entities: call.told
      ? [
          {
            responseKey: '_entities',
            variable: 'representations',
            paths: [call.path],
            requires: call.told,
            renames: keys.renames,
          },
        ]
      : [],
    at: call.told ? [] : call.path,
    renames: call.told ? [] : keys.renames,
  };
}

const argumentsOf = ({ byType }: Selection): ArgumentNode[] =>
  [...byType.values()].flatMap((fields) =>
    [...fields.values()].flatMap(({ args, below }) => [...args, ...(below ? argumentsOf(below) : [])]),
  );

function printSelection({ declared, byType, tells }: Selection, keys: ResponseKeys, isOfEntities = false): string {
  const parts = tells ? ['__typename'] : [];
  for (const [type, fields] of byType) {
    const printed = [...fields].map(([key, field]) => printField(keys.of.get(field) ?? key, field, keys)).join(' ');
    if (printed) parts.push(type === declared && !isOfEntities ? printed : `...on ${type}{${printed}}`);
  }
  return `{${parts.join(' ') || '__typename'}}`;
}

function printField(key: string, { name, args, below }: AskedField, keys: ResponseKeys): string {
  const given = args.length > 0 ? `(${args.map(print).join(' ')})` : '';
  return `${key === name ? '' : `${key}:`}${name}${given}${below ? printSelection(below, keys) : ''}`;
}
