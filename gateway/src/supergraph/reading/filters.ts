import type { CatalogueField } from './catalogue.ts';
import { namedType } from './typeReferences.ts';

/** What an argument or an input's field tells of by what it lets through: the fields that it filters or orders by. */
export interface Filter {
  readonly reads: ReadonlySet<string>;
  /** Whether those are named. Else it may read any field of what is returned (`near`, `search`), and these are all of them. */
  readonly isKnown: boolean;
  /** Nothing can be asked without it. */
  readonly isRequired: boolean;
}

type Fields = ReadonlyMap<string, CatalogueField>;

/** Arguments that cut a window out of a list, or figures out of time, and filter by no field. */
export const WINDOWS: readonly string[] = ['first', 'after', 'period'];
const ROWS = ['nodes', 'edges', 'node'];
/** `districtCode` filters by `district`, and so by its `code`. */
const KEYS = /^(\w+?)(Id|Code)s?$/;

/**
 * Reads from a graph by which fields its arguments filter and order (domain rule 4.3 no. 4): those whose enumeration or whose name they
 * bear, of the rows that come back. An input's field reads for every list that takes the input; a word of an order is a field's name.
 */
export function readFilters(fields: Fields, enums: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, Filter> {
  const found = new Map<string, Filter>();
  const byHolder = new Map<string, CatalogueField[]>();
  for (const field of fields.values()) {
    const holder = field.coordinate.slice(0, field.coordinate.indexOf('.'));
    const held = byHolder.get(holder);
    if (held) held.push(field);
    else byHolder.set(holder, [field]);
  }
  const rowsOf = (type: string): string[] => {
    const inner = ROWS.map((name) => fields.get(`${type}.${name}`)?.type).find((inside) => inside !== undefined);
    return inner === undefined ? [type] : rowsOf(namedType(inner));
  };
  const note = ({ coordinate, type }: CatalogueField, { rows, isRequired }: Way): void => {
    const own = rows.flatMap((row) => (byHolder.get(row) ?? []).filter(({ kind }) => kind === 'field'));
    const read = readBy(own, nameOf(coordinate), namedType(type), { fields, enums });
    const before = found.get(coordinate);
    found.set(coordinate, {
      reads: new Set([...(before?.reads ?? []), ...(read ?? own.map((field) => field.coordinate))]),
      isKnown: read !== null && before?.isKnown !== false,
      isRequired: isRequired && before?.isRequired !== false,
    });
  };
  const visit = (field: CatalogueField, { rows, above, ...way }: Way): void => {
    const type = namedType(field.type);
    const inner = (byHolder.get(type) ?? []).filter(({ kind }) => kind === 'input');
    if (WINDOWS.includes(nameOf(field.coordinate)) || above.includes(type)) return;
    const here: Way = { rows, above: [...above, type], isRequired: way.isRequired && field.type.endsWith('!') };
    if (inner.length === 0) note(field, here);
    for (const one of inner) visit(one, here);
  };
  for (const field of fields.values()) {
    if (field.kind !== 'argument' || field.coordinate.startsWith('Mutation.')) continue;
    const of = fields.get(field.coordinate.replace(/\(.*$/, ''));
    if (of) visit(field, { rows: rowsOf(namedType(of.type)), above: [], isRequired: true });
  }
  return found;
}

/** From an argument into the inputs that it takes. */
interface Way {
  /** The types of the rows that come back. */
  readonly rows: readonly string[];
  readonly above: readonly string[];
  readonly isRequired: boolean;
}

interface RowFields {
  readonly fields: Fields;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** The fields of the rows that one argument reads; null when nothing says which. */
function readBy(own: readonly CatalogueField[], name: string, type: string, { fields, enums }: RowFields): string[] | null {
  const values = enums.get(type);
  const of = (isRead: (field: CatalogueField) => boolean): string[] => own.filter(isRead).map(({ coordinate }) => coordinate);
  if (values) {
    const same = of((field) => namedType(field.type) === type);
    const ordered = of(({ coordinate }) => values.some((value) => startsWithWord(value, nameOf(coordinate))));
    if (same.length > 0 || ordered.length > 0) return same.length > 0 ? same : ordered;
  }
  const exact = of(({ coordinate }) => [name, `${name}s`].includes(nameOf(coordinate)));
  if (exact.length > 0) return exact;
  const [, holder, key = ''] = KEYS.exec(name) ?? [];
  const held = own.filter(({ coordinate }) => nameOf(coordinate) === holder);
  if (held.length === 0) return null;
  const keys = held
    .map((field) => `${namedType(field.type)}.${key.toLowerCase()}`)
    .filter((coordinate) => fields.has(coordinate));
  return [...held.map(({ coordinate }) => coordinate), ...keys];
}

/** `NAME_ZH_DESC` begins with `nameZh`. */
function startsWithWord(value: string, name: string): boolean {
  const words = name.replace(/[A-Z]/g, '_$&').toUpperCase();
  return value === words || value.startsWith(`${words}_`);
}

const nameOf = (coordinate: string): string =>
  /\((\w+):\)$/.exec(coordinate)?.[1] ?? coordinate.slice(coordinate.indexOf('.') + 1);

/**
 * Arguments and input fields that would tell what their reader may not know: what a mask makes less exact, or what is not the reader's at
 * all. One that cannot be left out names a row (`mediationCase(id:)`): it closes with a mask only. Gives each with the field that it would tell.
 */
export function disclosingFilters(
  filters: ReadonlyMap<string, Filter>,
  isMasked: (coordinate: string) => boolean,
  mayRead: (coordinate: string) => boolean,
): ReadonlyMap<string, string> {
  const closed = new Map<string, string>();
  for (const [coordinate, { reads, isKnown, isRequired }] of filters) {
    if (isRequired && !isKnown) continue;
    const told = [...reads].find((read) => isMasked(read) || (isKnown && !isRequired && !mayRead(read)));
    if (told !== undefined) closed.set(coordinate, told);
  }
  return closed;
}
