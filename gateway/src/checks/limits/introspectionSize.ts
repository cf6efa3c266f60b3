import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../../operation/fragments.ts';

/** Assumed list lengths of introspection, for a schema several times as large as ours. */
const ASSUMED_LENGTHS: Readonly<Record<string, number>> = {
  types: 1_000,
  directives: 40,
  fields: 12,
  args: 4,
  inputFields: 8,
  enumValues: 8,
  interfaces: 3,
  possibleTypes: 8,
};

/**
 * Estimates how many values the introspection of an operation (`__schema`, `__type`) has; lengths of nested lists are multiplied. 0 without
 * introspection. Each fragment is measured once; a fragment within itself counts as empty there.
 */
export function introspectionSize(document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const ofFragment = (name: string, isInside: boolean): number => {
    const key = `${name} ${isInside}`;
    const size = known.get(key);
    if (size !== undefined) return size;
    known.set(key, 0);
    const fragment = fragments.get(name);
    const measured = fragment ? ofSelections(fragment.selectionSet, isInside) : 0;
    known.set(key, measured);
    return measured;
  };
  const ofSelections = ({ selections }: SelectionSetNode, isInside: boolean): number => {
    let total = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) total += ofFragment(selection.name.value, isInside);
      else if (selection.kind === Kind.INLINE_FRAGMENT) total += ofSelections(selection.selectionSet, isInside);
      else total += ofField(selection, isInside);
    }
    return total;
  };
  const ofField = ({ name, selectionSet }: FieldNode, isInside: boolean): number => {
    const isRoot = name.value === '__schema' || name.value === '__type';
    const inner = selectionSet ? ofSelections(selectionSet, isInside || isRoot) : 0;
    if (isInside) return (ASSUMED_LENGTHS[name.value] ?? 1) * (1 + inner);
    return isRoot ? 1 + inner : inner;
  };
  const sizes = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? ofSelections(definition.selectionSet, false) : 0,
  );
  return Math.max(0, ...sizes);
}
