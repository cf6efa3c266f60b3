import { LEVELS } from '@union-graph/schema';
import { type ConstDirectiveNode, type DocumentNode, Kind, print, valueFromASTUntyped } from 'graphql';
import { type AccessRule, readAccessDirectives } from '../reading/accessDirectives.ts';
import type { AccessDirective, DirectiveNames } from '../reading/links.ts';
import type { SchemaDifference } from './checkResult.ts';
import { directiveName, isTypeWithFields, tagNames } from './documents.ts';

/** What decides who may read a field. */
interface FieldAccess {
  readonly level: string | null;
  readonly rules: readonly AccessRule[];
  /** The access directives as they are written, of the field and its type. */
  readonly text: string;
  /** Whether an operation must give one of the arguments that limit a list (`@listSize`). */
  readonly needsLimit: boolean;
}

/**
 * Finds changes of who may read a field, and how: of its data level, of access directives (its own and its type's), and whether a list must be limited. A
 * stricter one breaks operations; a less strict one is dangerous.
 */
export function accessChanges(before: DocumentNode, after: DocumentNode): SchemaDifference[] {
  const [old, now] = [accessOf(before), accessOf(after)];
  return [...old].flatMap(([coordinate, was]) => {
    const is = now.get(coordinate);
    return is
      ? [...levelChange(coordinate, was, is), ...ruleChange(coordinate, was, is), ...limitChange(coordinate, was, is)]
      : [];
  });
}

const change = (criticality: 'BREAKING' | 'DANGEROUS', coordinate: string, message: string): SchemaDifference => ({
  criticality,
  coordinate,
  message,
});

const LEVEL_NAMES = LEVELS as readonly string[];

function levelChange(coordinate: string, { level: was }: FieldAccess, { level: is }: FieldAccess): SchemaDifference[] {
  if (was === null || is === null || was === is) return [];
  const isStricter = LEVEL_NAMES.indexOf(is) > LEVEL_NAMES.indexOf(was);
  return [
    change(
      isStricter ? 'BREAKING' : 'DANGEROUS',
      coordinate,
      `The level of "${coordinate}" changes from "${was}" to "${is}". ${isStricter ? FEWER : MORE}`,
    ),
  ];
}

const FEWER = 'Fewer viewers may read it.';
const MORE = 'More viewers may read it.';

function ruleChange(coordinate: string, was: FieldAccess, is: FieldAccess): SchemaDifference[] {
  const isStricter = !admitsAllOf(is.rules, was.rules);
  if (!isStricter && admitsAllOf(was.rules, is.rules)) return [];
  const told = ({ text }: FieldAccess): string => text || 'none';
  return [
    change(
      isStricter ? 'BREAKING' : 'DANGEROUS',
      coordinate,
      `The access rules of "${coordinate}" change from ${told(was)} to ${told(is)}. ${isStricter ? FEWER : MORE}`,
    ),
  ];
}

/** Whether whoever satisfies the one rules satisfies the other ones: each asks for no more than one of the same kind. */
const admitsAllOf = (rules: readonly AccessRule[], others: readonly AccessRule[]): boolean =>
  rules.every(({ kind, anyOf }) =>
    others.some(
      (other) =>
        other.kind === kind && other.anyOf.every((held) => anyOf.some((asked) => asked.every((name) => held.includes(name)))),
    ),
  );

function limitChange(
  coordinate: string,
  { needsLimit: did }: FieldAccess,
  { needsLimit: does }: FieldAccess,
): SchemaDifference[] {
  if (did || !does) return [];
  const message = `"${coordinate}" must be limited: "@listSize" asks for exactly one of its slicing arguments.`;
  return [change('BREAKING', coordinate, message)];
}

/** The directives keep their own names in registered subgraphs. */
const ACCESS_NAMES: DirectiveNames<AccessDirective> = new Map(
  (['authenticated', 'requiresScopes', 'policy'] as const).flatMap((name) => [
    [name, name],
    [`federation__${name}`, name],
  ]),
);

function accessOf({ definitions }: DocumentNode): Map<string, FieldAccess> {
  const withFields = definitions.filter(isTypeWithFields);
  const ofType = (name: string): ConstDirectiveNode[] =>
    withFields.flatMap((definition) => (definition.name.value === name ? [...(definition.directives ?? [])] : []));
  return new Map(
    withFields.flatMap(({ name: { value: type }, fields = [] }) =>
      fields.map((field) => [`${type}.${field.name.value}`, fieldAccess(field.directives ?? [], ofType(type))] as const),
    ),
  );
}

function fieldAccess(own: readonly ConstDirectiveNode[], ofType: readonly ConstDirectiveNode[]): FieldAccess {
  const all = [...ofType, ...own];
  const access = all.filter(({ name }) => ACCESS_NAMES.has(name.value));
  return {
    level: tagNames(own).find((tag) => LEVEL_NAMES.includes(tag)) ?? null,
    rules: readAccessDirectives(all, ACCESS_NAMES),
    text: access.map(print).join(' '),
    needsLimit: own.some((directive) => directiveName(directive) === 'listSize' && asksForLimit(directive)),
  };
}

/** Whether `@listSize` names slicing arguments, and does not say that an operation may do without them. */
function asksForLimit({ arguments: given = [] }: ConstDirectiveNode): boolean {
  const value = (name: string): unknown => {
    const argument = given.find((one) => one.name.value === name);
    return argument && valueFromASTUntyped(argument.value);
  };
  const slicing = given.find(({ name }) => name.value === 'slicingArguments')?.value;
  const isNamed = slicing?.kind === Kind.LIST ? slicing.values.length > 0 : slicing?.kind === Kind.STRING;
  return isNamed === true && value('requireOneSlicingArgument') !== false;
}
