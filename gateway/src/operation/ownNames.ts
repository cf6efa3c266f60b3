import { type DocumentNode, type FieldNode, type GraphQLSchema, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { responseKey } from './responseKey.ts';

/** The client's names, by the names that the gateway has given to the same things. */
export type ClientNames = ReadonlyMap<string, string>;

/** The names that fields of subgraphs have in data, whatever the client calls them. */
export interface FieldNames {
  /** The names of all fields of the graph, hidden ones and made-up ones among them. */
  readonly all: ReadonlySet<string>;
  /** Those that a plan may ask for itself: keys, required and provided fields. */
  readonly taken: ReadonlySet<string>;
}

export interface OwnNames {
  readonly document: DocumentNode;
  /** Response keys. */
  readonly keys: ClientNames;
  readonly variables: ClientNames;
}

/**
 * Names that planners, plans or objects of JavaScript have for things of their own: `_entities`, `__typename`, `_e0`, `id__alias_0`,
 * `$representations`, `constructor`. The client's names are none of these while its operation is planned and executed.
 */
const isReserved = (name: string): boolean => /^_|__|^representations/.test(name) || name in Object.prototype;

const MAX_STEM = 40;

/** Makes names that stand nowhere in a document and are no fields of the graph. */
export function createFreshNames(document: DocumentNode, fields: ReadonlySet<string>): (former: string) => string {
  const used = new Set<string>();
  visit(document, { Name: ({ value }) => void used.add(value) });
  let count = 0;
  return (former) => {
    const stem = former.slice(0, MAX_STEM).replace(/^_+/, '');
    for (;;) {
      const name = `as${count++}_${stem}`;
      if (!used.has(name) && !fields.has(name)) return name;
    }
  };
}

/**
 * Gives response keys and variables names of the gateway's own where the client's could meet others in plans or in data:
 *
 * 1. an alias that is the name of a field of the graph, or reserved;
 * 2. a field with arguments that a plan may ask for itself, with others;
 * 3. a key that means another field, or other arguments, elsewhere in the operation: one key means one field wherever it stands;
 * 4. a variable with a reserved name.
 */
export function withOwnNames(document: DocumentNode, schema: GraphQLSchema, { all, taken }: FieldNames): OwnNames {
  const fresh = createFreshNames(document, all);
  const keys = createRenaming(fresh);
  const variables = createRenaming(fresh);
  const meanings = new Map<string, string>();
  const info = new TypeInfo(schema);
  const renamed = visit(
    document,
    visitWithTypeInfo(info, {
      Field: (field): FieldNode | undefined => {
        const { name, arguments: given = [] } = field;
        if (name.value.startsWith('__') || info.getParentType()?.name.startsWith('__')) return undefined;
        const key = responseKey(field);
        const meaning = `${name.value}(${given.map(print).sort().join(',')})`;
        const takesArguments = (info.getFieldDef()?.args.length ?? 0) > 0;
        const mayMeet = key === name.value ? takesArguments && taken.has(key) : all.has(key) || isReserved(key);
        if (!mayMeet) {
          const first = meanings.get(key) ?? meaning;
          meanings.set(key, first);
          if (first === meaning) return undefined;
        }
        return { ...field, alias: { ...name, value: keys.nameFor(key, meaning) } };
      },
    }),
  );
  const withVariables = visit(renamed, {
    Variable: ({ name, ...variable }) =>
      isReserved(name.value) ? { ...variable, name: { ...name, value: variables.nameFor(name.value) } } : undefined,
  });
  return { document: withVariables, keys: keys.former, variables: variables.former };
}

/** Gives each name one new name for each of its meanings. */
function createRenaming(fresh: (former: string) => string) {
  const names = new Map<string, string>();
  const former = new Map<string, string>();
  const nameFor = (name: string, meaning = ''): string => {
    const identity = `${name}:${meaning}`;
    const own = names.get(identity) ?? fresh(name);
    names.set(identity, own);
    former.set(own, name);
    return own;
  };
  return { former: former as ClientNames, nameFor };
}
