import { LEVELS } from '@union-graph/schema';
import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind, type StringValueNode, visit } from 'graphql';
import type { Candidate, OpenTypes, Problem, ProblemKind } from './checkResult.ts';
import {
  directiveName,
  isFederationDefinition,
  isTypeWithFields,
  NON_REFERENCABLE,
  ROOT_TYPES,
  type TypeWithFields,
  tagNames,
} from './documents.ts';
import { differenceFromShared, SHARED_TYPE_NAMES } from './sharedTypes.ts';

/** The directives that a registered subgraph may use. The others move or hide fields of other owners, or change the composition. */
export const ALLOWED_DIRECTIVES: ReadonlySet<string> = new Set([
  ...['key', 'external', 'requires', 'provides', 'shareable', 'inaccessible', 'tag', 'link'],
  ...['authenticated', 'requiresScopes', 'policy', 'cost', 'listSize', 'deprecated', 'specifiedBy', 'oneOf'],
]);

/** Checks the rules for registered subgraphs that need no composition: directives, prefixes, data levels and descriptions. */
export function checkRules(document: DocumentNode, { prefix }: Pick<Candidate, 'prefix'>, open: OpenTypes): Problem[] {
  return [
    ...directiveProblems(document),
    ...document.definitions.flatMap((definition) => definitionProblems(definition, prefix, open)),
  ];
}

interface LocatedNode {
  readonly loc?: { readonly startToken: { readonly line: number } } | undefined;
}

const problem = (kind: ProblemKind, coordinate: string | null, node: LocatedNode, message: string): Problem => ({
  kind,
  coordinate,
  line: node.loc?.startToken.line ?? null,
  message,
});

function directiveProblems(document: DocumentNode): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Directive: (node) => {
      const name = directiveName(node);
      if (!ALLOWED_DIRECTIVES.has(name))
        found.push(problem('DIRECTIVE', null, node, `"@${name}" cannot be used in a registered subgraph. Remove it.`));
      if (name === 'link' && JSON.stringify(node.arguments, withoutLocations).includes('"value":"as"'))
        found.push(problem('DIRECTIVE', null, node, 'Import directives under their own names, without "as".'));
      const isNegative = node.arguments?.some(({ value }) => 'value' in value && /^-/.test(String(value.value)));
      if ((name === 'cost' || name === 'listSize') && isNegative)
        found.push(
          problem(
            'DIRECTIVE',
            null,
            node,
            `"@${name}" has a negative number, which would make operations look cheaper than they are.`,
          ),
        );
    },
  });
  return found;
}

const withoutLocations = (key: string, value: unknown): unknown => (key === 'loc' ? undefined : value);

function definitionProblems(definition: DefinitionNode, prefix: string, open: OpenTypes): Problem[] {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION || !('name' in definition) || !definition.name) return [];
  const name = definition.name.value;
  if (isFederationDefinition(name)) return [];
  if (SHARED_TYPE_NAMES.has(name)) return sharedTypeProblems(definition, name);
  if (name === 'Subscription')
    return [problem('CLOSED_TYPE', name, definition, 'This graph has no subscriptions. Remove the type "Subscription".')];
  if (isTypeWithFields(definition)) {
    if (ROOT_TYPES.has(name)) return fieldProblems(definition, prefix, 'root');
    if (open.names.includes(name)) return [...extensionProblems(definition), ...fieldProblems(definition, prefix, 'extension')];
  }
  if (!name.startsWith(prefix)) return [prefixProblem(definition, name, { prefix, open })];
  return [
    ...descriptionProblems(definition, name),
    ...(isTypeWithFields(definition) ? fieldProblems(definition, prefix, 'own') : memberDescriptionProblems(definition, name)),
  ];
}

/** A definition that all subgraphs share may be repeated, and not made into another one. */
function sharedTypeProblems(definition: DefinitionNode, name: string): Problem[] {
  const difference = differenceFromShared(definition, name);
  if (difference === null) return [];
  const message = `All subgraphs share "${name}", and ${difference}. Repeat it as it is, or name your own with your prefix.`;
  return [problem('CHANGES_OTHERS', name, definition, message)];
}

function prefixProblem(
  definition: DefinitionNode,
  name: string,
  { prefix, open: { sentence: closed } }: { readonly prefix: string; readonly open: OpenTypes },
): Problem {
  const isEntity = 'directives' in definition && definition.directives?.some((one) => directiveName(one) === 'key');
  return isEntity
    ? problem(
        'CLOSED_TYPE',
        name,
        definition,
        `"${name}" does not begin with "${prefix}". If it is another owner's type, remove it: ${closed}. If it is yours, name it "${prefix}${name}".`,
      )
    : problem(
        'PREFIX',
        name,
        definition,
        `The type "${name}" must begin with "${prefix}", so that it collides with no other owner's. Name it "${prefix}${name}". ${closed}.`,
      );
}

/** Refuses directives on another owner's type, because they apply to all of its fields. */
function extensionProblems(definition: TypeWithFields): Problem[] {
  const name = definition.name.value;
  return (definition.directives ?? [])
    .filter((directive) => directiveName(directive) !== 'key')
    .map((directive) =>
      problem(
        'CHANGES_OTHERS',
        name,
        directive,
        `"@${directiveName(directive)}" on "${name}" would hold for the fields of its owner, too. Put it on your own fields.`,
      ),
    );
}

type FieldOwner = 'root' | 'extension' | 'own';

function fieldProblems(definition: TypeWithFields, prefix: string, of: FieldOwner): Problem[] {
  const type = definition.name.value;
  const keys = of === 'extension' ? keyFields(definition) : new Set<string>();
  return (definition.fields ?? []).flatMap((field) => {
    const name = field.name.value;
    if (of === 'root' && /^_(entities|service)$/.test(name)) return [];
    const coordinate = `${type}.${name}`;
    const isExternal = field.directives?.some((directive) => directiveName(directive) === 'external') || keys.has(name);
    if (of === 'extension' && isExternal) return [];
    const lower = `${prefix[0]?.toLowerCase()}${prefix.slice(1)}`;
    const wrong = of !== 'own' && !name.startsWith(lower);
    const better = `${lower}${name[0]?.toUpperCase()}${name.slice(1)}`;
    return [
      ...(wrong
        ? [
            problem(
              'PREFIX',
              coordinate,
              field,
              `"${coordinate}" must begin with "${lower}", so that it collides with no other owner's field. Name it "${better}".`,
            ),
          ]
        : []),
      ...levelProblems(field, coordinate),
      ...descriptionProblems(field, coordinate),
      ...(field.arguments ?? []).flatMap((argument) => descriptionProblems(argument, `${coordinate}(${argument.name.value}:)`)),
    ];
  });
}

const keyFields = ({ directives = [] }: TypeWithFields): Set<string> =>
  new Set(
    directives.flatMap(
      (directive) =>
        (directiveName(directive) === 'key' ? JSON.stringify(directive.arguments, withoutLocations).match(/\w+/g) : null) ?? [],
    ),
  );

/** Enum values and input fields need a description, and have no data level. */
function memberDescriptionProblems(definition: DefinitionNode, name: string): Problem[] {
  const members = 'values' in definition ? definition.values : 'fields' in definition ? definition.fields : undefined;
  return (members ?? []).flatMap((member) => descriptionProblems(member, `${name}.${member.name.value}`));
}

function levelProblems(
  field: LocatedNode & { readonly directives?: readonly ConstDirectiveNode[] },
  coordinate: string,
): Problem[] {
  const tags = tagNames(field.directives).filter((tag) => tag !== NON_REFERENCABLE);
  const levels = tags.filter((tag) => (LEVELS as readonly string[]).includes(tag));
  const foreign = tags.find((tag) => !levels.includes(tag));
  if (foreign !== undefined)
    return [
      problem(
        'LEVEL',
        coordinate,
        field,
        `"${coordinate}" has the tag "${foreign}". Only levels are tags here: ${LEVELS.join(', ')}; and "${NON_REFERENCABLE}".`,
      ),
    ];
  if (levels.length === 1) return [];
  const found = levels.length === 0 ? 'no level' : `${levels.length} levels`;
  return [
    problem(
      'LEVEL',
      coordinate,
      field,
      `"${coordinate}" has ${found}. Say who may read it, by one tag: @tag(name: "pub") for everybody, "par" for partners under an agreement, "int" for staff, "per" or "per-sensitive" for personal data.`,
    ),
  ];
}

function descriptionProblems(
  node: LocatedNode & { readonly description?: StringValueNode | undefined },
  coordinate: string,
): Problem[] {
  if (node.description && node.description.value.trim() !== '') return [];
  // An extension cannot have a description.
  if ('kind' in node && String(node.kind).endsWith('Extension')) return [];
  return [
    problem(
      'DESCRIPTION',
      coordinate,
      node,
      `"${coordinate}" has no description. Say in a sentence above it what it means, and when it is null.`,
    ),
  ];
}
