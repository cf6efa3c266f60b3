import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { parseSupergraph } from '../parseSupergraph.ts';
import { argument, linksOf } from './links.ts';

/** How long a list is, by `@listSize` (IBM's cost specification, 3.2). */
export interface ListSize {
  /** Unless an argument says it; null when nothing does. */
  readonly assumedSize: number | null;
  /** Arguments that say it, as `first`. */
  readonly slicingArguments: readonly string[];
  /** The fields below that are the list; empty when the field itself is. */
  readonly sizedFields: readonly string[];
  /** Whether a client must give exactly one of the slicing arguments. */
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph says of costs, by schema coordinate: `Member`, `Member.card`, `Query.members(first:)`, `MemberFilter.name`. */
export interface CostRules {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const SPEC = /^https:\/\/specs\.apollo\.dev\/cost\/v\d+\.\d+$/;

/** Reads `@cost` and `@listSize` of a supergraph, whatever they are called there. */
export function readCostRules(supergraphSdl: string): CostRules {
  const document = parseSupergraph(supergraphSdl);
  const names = directiveNames(document);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void => {
    for (const directive of directives ?? []) {
      const kind = names.get(directive.name.value);
      if (kind === 'cost') weights.set(coordinate, Number(readValue(argument(directive, 'weight')) ?? 1));
      if (kind === 'listSize') listSizes.set(coordinate, readListSize(directive));
    }
  };
  const readFields = (type: string, fields: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] = []): void => {
    for (const { kind, name, directives, ...field } of fields) {
      read(`${type}.${name.value}`, directives);
      if (kind !== Kind.FIELD_DEFINITION || !('arguments' in field)) continue;
      for (const given of field.arguments ?? []) read(`${type}.${name.value}(${given.name.value}:)`, given.directives);
    }
  };
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    read(definition.name.value, definition.directives as readonly ConstDirectiveNode[]);
    if ('fields' in definition) readFields(definition.name.value, definition.fields);
  }
  return { weights, listSizes };
}

/** Under which names the two directives stand: imported, renamed, or by the specification's own name. */
function directiveNames(document: DocumentNode): ReadonlyMap<string, 'cost' | 'listSize'> {
  const names = new Map<string, 'cost' | 'listSize'>([
    ['cost', 'cost'],
    ['listSize', 'listSize'],
  ]);
  for (const { url, as = 'cost', imports } of linksOf(document)) {
    if (!SPEC.test(url)) continue;
    names.set(as, 'cost').set(`${as}__listSize`, 'listSize');
    for (const [name, here] of imports) if (name === 'cost' || name === 'listSize') names.set(here, name);
  }
  return names;
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  const assumed = readValue(argument(directive, 'assumedSize'));
  const names = (name: string): string[] => {
    const value = readValue(argument(directive, name));
    return Array.isArray(value) ? value.map(String) : [];
  };
  return {
    assumedSize: typeof assumed === 'number' ? assumed : null,
    slicingArguments: names('slicingArguments'),
    sizedFields: names('sizedFields'),
    requireOneSlicingArgument: readValue(argument(directive, 'requireOneSlicingArgument')) !== false,
  };
}

const readValue = (value: ValueNode | undefined): unknown => (value ? valueFromASTUntyped(value) : undefined);
