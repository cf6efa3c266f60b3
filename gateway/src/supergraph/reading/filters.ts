import type { CatalogueField } from './catalogue.ts';
import { namedType } from './typeReferences.ts';

/** The fields that an argument or input field filters or orders by. Its results disclose values of these fields. */
export interface Filter {
  readonly coordinates: ReadonlySet<string>;
  /** Whether the fields are known. Otherwise it may read any field of the rows (`near`, `search`), and `coordinates` has all of them. */
  readonly isKnown: boolean;
  /** Whether the field cannot be selected without it. */
  readonly isRequired: boolean;
}

type Fields = ReadonlyMap<string, CatalogueField>;

/** Arguments that select a page or a period, and filter by no field. */
export const PAGING_ARGUMENTS: readonly string[] = ['first', 'after', 'period'];
const ROW_FIELDS = ['nodes', 'edges', 'node'];
/** `districtCode` filters by `district`, and so by its `code`. */
const KEYS = /^(\w+?)(Id|Code)s?$/;

/**
 * Finds the fields that arguments filter and order by (domain rule 4.3 no. 4): fields of the returned rows with the enum type or the name of the
 * argument; for an enum of orders, fields whose names its values begin with. An input field reads the rows of all lists that take its input type.
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
    const inner = ROW_FIELDS.map((name) => fields.get(`${type}.${name}`)?.type).find((inside) => inside !== undefined);
    return inner === undefined ? [type] : rowsOf(namedType(inner));
  };
  const note = ({ coordinate, type }: CatalogueField, { rows, isRequired }: InputPath): void => {
    const own = rows.flatMap((row) => (byHolder.get(row) ?? []).filter(({ kind }) => kind === 'field'));
    const read = fieldsReadBy(own, nameOf(coordinate), namedType(type), { fields, enums });
    const before = found.get(coordinate);
    found.set(coordinate, {
      coordinates: new Set([...(before?.coordinates ?? []), ...(read ?? own.map((field) => field.coordinate))]),
      isKnown: read !== null && before?.isKnown !== false,
      isRequired: isRequired && before?.isRequired !== false,
    });
  };
  const visit = (field: CatalogueField, { rows, above, ...path }: InputPath): void => {
    const type = namedType(field.type);
    const inner = (byHolder.get(type) ?? []).filter(({ kind }) => kind === 'input');
    if (PAGING_ARGUMENTS.includes(nameOf(field.coordinate)) || above.includes(type)) return;
    const here: InputPath = { rows, above: [...above, type], isRequired: path.isRequired && field.type.endsWith('!') };
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

/** The path from an argument to one of its input fields. */
interface InputPath {
  /** The types of the returned rows. */
  readonly rows: readonly string[];
  /** The input types on the path, which may be recursive. */
  readonly above: readonly string[];
  readonly isRequired: boolean;
}

interface RowFields {
  readonly fields: Fields;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** The fields of the rows that one argument reads; null when they are unknown. */
function fieldsReadBy(own: readonly CatalogueField[], name: string, type: string, { fields, enums }: RowFields): string[] | null {
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
 * The arguments and input fields whose results would disclose a field that the viewer may not read, or may read only masked; each with that field.
 * A required argument identifies a row (`mediationCase(id:)`), so only masked fields count for it.
 */
export function disclosingFilters(
  filters: ReadonlyMap<string, Filter>,
  isMasked: (coordinate: string) => boolean,
  mayRead: (coordinate: string) => boolean,
): ReadonlyMap<string, string> {
  const disclosing = new Map<string, string>();
  for (const [argument, { coordinates, isKnown, isRequired }] of filters) {
    if (isRequired && !isKnown) continue;
    const disclosed = [...coordinates].find((field) => isMasked(field) || (isKnown && !isRequired && !mayRead(field)));
    if (disclosed !== undefined) disclosing.set(argument, disclosed);
  }
  return disclosing;
}
