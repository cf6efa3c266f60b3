import { Kind, parse, type TypeNode } from 'graphql';

/** How long the lists of the house are unless `first` says it; `page` in shared/subgraph keeps to the same. */
export const USUAL_FIRST = 20;

const LIST_SIZE = ` @listSize(assumedSize: ${USUAL_FIRST}, slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)`;

/**
 * Gives every field that returns a Relay connection and takes `first` its `@listSize`, so that the gateway can tell what an operation costs
 * before it runs. A field with a `@listSize` of its own keeps it.
 */
export function withListSizes(sdl: string): string {
  const places = parse(sdl).definitions.flatMap((definition) => {
    if (!('fields' in definition)) return [];
    return (definition.fields ?? []).flatMap((field) => {
      if (field.kind !== Kind.FIELD_DEFINITION || !nameOf(field.type).endsWith('Connection')) return [];
      const isSliced = field.arguments?.some(({ name }) => name.value === 'first');
      const isSized = field.directives?.some(({ name }) => name.value === 'listSize');
      return isSliced && !isSized && field.type.loc ? [field.type.loc.end] : [];
    });
  });
  return places.reduceRight((text, at) => text.slice(0, at) + LIST_SIZE + text.slice(at), sdl);
}

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));
