import { LEVELS } from '@union-graph/schema';
import { type ConstDirectiveNode, type DefinitionNode, Kind, parse } from 'graphql';

interface Described {
  readonly kind: string;
  readonly name: { readonly value: string };
  readonly description?: { readonly value: string } | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * What a subgraph's SDL lacks, as sentences: descriptions (everywhere), level tags (one on each output field), write scopes,
 * root fields that may be null.
 */
export function faultsOfSdl(sdl: string): string[] {
  return parse(sdl).definitions.flatMap((definition) => [
    ...undescribed(definition),
    ...untagged(definition),
    ...ungatedMutations(definition),
    ...unyieldingRoots(definition),
  ]);
}

/** An extension of a type that the shared part describes needs no description of its own; its members do. */
function undescribed(definition: DefinitionNode): string[] {
  if (!('name' in definition) || !definition.name) return [];
  const own = definition as Described;
  const type = own.name.value;
  const faults = definition.kind.endsWith('Extension') || isRoot(type) ? [] : [missing(own, type)];
  const members = [...membersOf(definition, 'fields'), ...membersOf(definition, 'values')];
  for (const member of members) {
    faults.push(missing(member, `${type}.${member.name.value}`));
    for (const argument of membersOf(member, 'arguments'))
      faults.push(missing(argument, `${type}.${member.name.value}(${argument.name.value}:)`));
  }
  return faults.filter((fault) => fault !== '');
}

function untagged(definition: DefinitionNode): string[] {
  if (!isOutput(definition)) return [];
  return membersOf(definition, 'fields').flatMap((field) => {
    const coordinate = `${definition.name.value}.${field.name.value}`;
    const levels = (field.directives ?? [])
      .filter(({ name }) => name.value === 'tag')
      .map(tagName)
      .filter((tag) => (LEVELS as readonly string[]).includes(tag));
    const external = field.directives?.some(({ name }) => name.value === 'external');
    return levels.length === 1 || external
      ? []
      : [`${coordinate} has ${levels.length} level tags; it needs one of ${LEVELS.join(', ')}.`];
  });
}

function ungatedMutations(definition: DefinitionNode): string[] {
  if (!isOutput(definition) || definition.name.value !== 'Mutation') return [];
  return membersOf(definition, 'fields')
    .filter((field) => !field.directives?.some(({ name }) => name.value === 'requiresScopes'))
    .map((field) => `Mutation.${field.name.value} lacks @requiresScopes(scopes: [["write"]]).`);
}

/** A root field that cannot be null takes the whole answer with it when its subgraph is away, or when one of several mutations is refused. */
function unyieldingRoots(definition: DefinitionNode): string[] {
  if (!isOutput(definition) || !isRoot(definition.name.value)) return [];
  return membersOf(definition, 'fields')
    .filter((field) => (field as { type?: { kind: string } }).type?.kind === Kind.NON_NULL_TYPE)
    .map(
      (field) =>
        `${definition.name.value}.${field.name.value} must be nullable, so that its refusal or outage costs this field alone.`,
    );
}

const isRoot = (type: string): boolean => ['Query', 'Mutation'].includes(type);

const isOutput = (definition: DefinitionNode): definition is DefinitionNode & Described =>
  [
    Kind.OBJECT_TYPE_DEFINITION,
    Kind.OBJECT_TYPE_EXTENSION,
    Kind.INTERFACE_TYPE_DEFINITION,
    Kind.INTERFACE_TYPE_EXTENSION,
  ].includes(definition.kind as Kind);

const missing = ({ description }: Described, what: string): string =>
  description?.value.trim() ? '' : `${what} has no description.`;

const membersOf = (holder: object, kind: string): readonly Described[] =>
  ((holder as Record<string, unknown>)[kind] ?? []) as readonly Described[];

function tagName(directive: ConstDirectiveNode): string {
  const value = directive.arguments?.find(({ name }) => name.value === 'name')?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}
