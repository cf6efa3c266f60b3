import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { type Fragments, fragmentsOf } from './fragments.ts';

/** The size of a document: of its largest operation, with the fragments counted at each spread. */
export interface Measures {
  /** The number of nested fields. */
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
  readonly aliases: number;
  readonly directives: number;
  /** The most rows that the lists of the operation can have: nested lists are multiplied (Relay's `first`). */
  readonly rows: number;
}

const EMPTY_MEASURES: Measures = { depth: 0, fields: 0, rootFields: 0, aliases: 0, directives: 0, rows: 0 };

/**
 * Measures a document. Each fragment is measured once and its figures are added at each spread, so fragments that multiply each other take
 * no more time. A fragment within itself counts as empty; validation refuses it later.
 */
export function measure(document: DocumentNode): Measures {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, Measures>();
  const ofFragment = (name: string): Measures => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, EMPTY_MEASURES);
    const fragment = fragments.get(name);
    const result = fragment ? withDirectives(ofSelections(fragment.selectionSet), fragment.directives?.length) : EMPTY_MEASURES;
    measured.set(name, result);
    return result;
  };
  const ofSelections = ({ selections }: SelectionSetNode): Measures => {
    let total = EMPTY_MEASURES;
    for (const selection of selections) {
      let part: Measures;
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet ? ofSelections(selection.selectionSet) : EMPTY_MEASURES;
        const alias = selection.alias ? 1 : 0;
        const pageSize = pageSizeOf(selection, fragments);
        const rows = pageSize === null ? inner.rows : pageSize * (1 + inner.rows);
        part = {
          depth: inner.depth + 1,
          fields: inner.fields + 1,
          rootFields: 1,
          aliases: inner.aliases + alias,
          directives: inner.directives,
          rows,
        };
      } else {
        part = selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : ofSelections(selection.selectionSet);
      }
      total = add(total, withDirectives(part, selection.directives?.length));
    }
    return total;
  };
  return document.definitions.reduce(
    (largest, definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? larger(largest, withDirectives(ofSelections(definition.selectionSet), definition.directives?.length))
        : largest,
    EMPTY_MEASURES,
  );
}

/** The default and the largest page size; subgraphs enforce both. */
const PAGE = { usual: 20, largest: 100 };

/** The most rows of a field: its `first` (a variable counts as the largest page), or the default page if it selects rows; null for others. */
function pageSizeOf(field: FieldNode, fragments: Fragments): number | null {
  const first = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (first?.kind === Kind.INT) return Math.max(0, Number(first.value));
  if (first?.kind === Kind.VARIABLE) return PAGE.largest;
  return field.selectionSet && selectsRows(field.selectionSet, fragments, new Set()) ? PAGE.usual : null;
}

const selectsRows = ({ selections }: SelectionSetNode, fragments: Fragments, seen: Set<string>): boolean =>
  selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === 'nodes' || selection.name.value === 'edges';
    if (selection.kind === Kind.INLINE_FRAGMENT) return selectsRows(selection.selectionSet, fragments, seen);
    const fragment = fragments.get(selection.name.value);
    if (!fragment || seen.has(selection.name.value)) return false;
    seen.add(selection.name.value);
    return selectsRows(fragment.selectionSet, fragments, seen);
  });

const withDirectives = (measures: Measures, count = 0): Measures =>
  count === 0 ? measures : { ...measures, directives: measures.directives + count };

const add = (one: Measures, other: Measures): Measures => ({
  depth: Math.max(one.depth, other.depth),
  fields: one.fields + other.fields,
  rootFields: one.rootFields + other.rootFields,
  aliases: one.aliases + other.aliases,
  directives: one.directives + other.directives,
  rows: one.rows + other.rows,
});

const larger = (one: Measures, other: Measures): Measures => ({
  depth: Math.max(one.depth, other.depth),
  fields: Math.max(one.fields, other.fields),
  rootFields: Math.max(one.rootFields, other.rootFields),
  aliases: Math.max(one.aliases, other.aliases),
  directives: Math.max(one.directives, other.directives),
  rows: Math.max(one.rows, other.rows),
});
