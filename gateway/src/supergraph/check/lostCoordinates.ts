import type { Change } from '@graphql-inspector/core';
import { type DocumentNode, Kind, type TypeNode } from 'graphql';
import { PAGING_ARGUMENTS } from '../reading/filters.ts';

/** The names that the details of a change may have. */
interface ChangeDetails {
  readonly typeName?: string;
  readonly fieldName?: string;
  readonly inputName?: string;
  readonly enumName?: string;
}

/** The coordinate of a change: `Query.constructionSites(first:)` for an argument, `ConstructionSite.floors` for a field. */
export function coordinateOf(change: Change): string {
  const [argument, { typeName, fieldName }] = [argumentOf(change), detailsOf(change)];
  if (argument !== null) return `${typeName}.${fieldName}(${argument}:)`;
  return (change.path ?? '').replace(/\.@\w+$/, '');
}

/**
 * What a breaking change takes away, as coordinates that agreements and the access log have: a field whose argument becomes required is lost as a whole, and
 * of an enum or union the fields, arguments and input fields that have it. A type's name stands for all of its fields.
 */
export function lostCoordinates(change: Change, before: DocumentNode): string[] {
  const coordinate = coordinateOf(change);
  const { typeName, fieldName, inputName, enumName } = detailsOf(change);
  const argument = argumentOf(change);
  if (argument !== null)
    return isNeeded(change) || PAGING_ARGUMENTS.includes(argument) ? [coordinate, `${typeName}.${fieldName}`] : [coordinate];
  if (inputName !== undefined && isNeeded(change)) return [coordinate, inputName];
  const type = enumName ?? (coordinate.includes('.') ? null : coordinate);
  return type === null ? [coordinate] : [coordinate, ...coordinatesOfType(type, before)];
}

const detailsOf = ({ meta }: Change): ChangeDetails => (meta ?? {}) as ChangeDetails;

const text = (details: object, name: string): string | null => {
  const value = (details as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
};

const argumentOf = ({ meta }: Change): string | null =>
  ['argumentName', 'addedArgumentName', 'removedFieldArgumentName'].map((name) => text(meta ?? {}, name)).find(Boolean) ?? null;

/** Whether an operation must give the argument or input field after the change, or gave it surely before. */
const isNeeded = ({ meta }: Change): boolean =>
  [
    ...['addedArgumentType', 'oldArgumentType', 'newArgumentType', 'removedFieldType'],
    ...['addedInputFieldType', 'oldInputFieldType', 'newInputFieldType'],
  ].some((name) => text(meta ?? {}, name)?.endsWith('!'));

/** The fields, arguments and input fields that have a type. */
function coordinatesOfType(type: string, { definitions }: DocumentNode): string[] {
  const named = (node: TypeNode): string => (node.kind === Kind.NAMED_TYPE ? node.name.value : named(node.type));
  return definitions.flatMap((definition) => {
    if (!('fields' in definition)) return [];
    return (definition.fields ?? []).flatMap((field) => {
      const coordinate = `${definition.name.value}.${field.name.value}`;
      const given = 'arguments' in field ? (field.arguments ?? []) : [];
      return [
        ...(named(field.type) === type ? [coordinate] : []),
        ...given.filter((one) => named(one.type) === type).map((one) => `${coordinate}(${one.name.value}:)`),
      ];
    });
  });
}
