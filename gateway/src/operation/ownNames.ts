import { type DocumentNode, type FieldNode, type GraphQLSchema, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { responseKey } from './responseKey.ts';

/** The client's names of response keys or variables, by the names that the gateway uses instead. */
export type ClientNames = ReadonlyMap<string, string>;

/** Field names that plans may use as response keys. */
export interface FieldNames {
  /** The names of all fields of the supergraph, inaccessible and generated ones included. */
  readonly all: ReadonlySet<string>;
  /** Fields that a plan may fetch as extra fields: keys, required and provided fields. */
  readonly taken: ReadonlySet<string>;
}

export interface OwnNames {
  readonly document: DocumentNode;
  /** Response keys. */
  readonly keys: ClientNames;
  readonly variables: ClientNames;
}

/**
 * Names that planners, plans or JavaScript objects use themselves: `_entities`, `__typename`, `_e0`, `id__alias_0`, `$representations`,
 * `constructor`. A client's name of this kind is replaced while its operation is planned and executed.
 */
const isReserved = (name: string): boolean => /^_|__|^representations/.test(name) || name in Object.prototype;

const MAX_STEM = 40;

/** Makes names that neither the document nor any field of the supergraph has. */
export function createFreshNames(document: DocumentNode, fields: ReadonlySet<string>): (clientName: string) => string {
  const used = new Set<string>();
  visit(document, { Name: ({ value }) => void used.add(value) });
  let count = 0;
  return (clientName) => {
    const stem = clientName.slice(0, MAX_STEM).replace(/^_+/, '');
    for (;;) {
      const name = `as${count++}_${stem}`;
      if (!used.has(name) && !fields.has(name)) return name;
    }
  };
}

/**
 * Replaces response keys and variables of the client that could collide with others in plans or data:
 *
 * 1. an alias that is a reserved name or the name of a field of the supergraph;
 * 2. a field with arguments that a plan may also fetch as an extra field, with other arguments;
 * 3. a response key that means another field or other arguments elsewhere in the operation;
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
        const mayCollide = key === name.value ? takesArguments && taken.has(key) : all.has(key) || isReserved(key);
        if (!mayCollide) {
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
  return { document: withVariables, keys: keys.clientName, variables: variables.clientName };
}

/** Gives a name one new name for each of its meanings. */
function createRenaming(fresh: (clientName: string) => string) {
  const names = new Map<string, string>();
  const clientName = new Map<string, string>();
  const nameFor = (name: string, meaning = ''): string => {
    const identity = `${name}:${meaning}`;
    const own = names.get(identity) ?? fresh(name);
    names.set(identity, own);
    clientName.set(own, name);
    return own;
  };
  return { clientName: clientName as ClientNames, nameFor };
}
