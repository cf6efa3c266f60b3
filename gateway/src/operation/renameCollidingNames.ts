import { type DocumentNode, type FieldNode, type GraphQLSchema, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { responseKey } from './responseKey.ts';

/** The client's names of response keys or variables, by the names that replace them in the plan. */
export type ClientNames = ReadonlyMap<string, string>;

/** Names of fields that a plan may use as response keys. */
export interface FieldNames {
  /** The names of all fields of the supergraph, inaccessible and generated ones included. */
  readonly all: ReadonlySet<string>;
  /** Fields that a plan may fetch as extra fields: keys, required and provided fields. */
  readonly usedInFieldSets: ReadonlySet<string>;
}

/** A document whose response keys and variables do not collide with those of plans. */
export interface RenamedOperation {
  readonly document: DocumentNode;
  /** The response keys of the client, by those of the document. */
  readonly keys: ClientNames;
  /** The variables of the client, by those of the document. */
  readonly variables: ClientNames;
}

/**
 * Whether a name is reserved for plans or JavaScript objects: `_entities`, `__typename`, `_e0`, `id__alias_0`, `$representations`,
 * `constructor`.
 */
const isReserved = (name: string): boolean => /^_|__|^representations/.test(name) || name in Object.prototype;

const MAX_STEM = 40;

/** Makes names that occur neither in the document nor among the fields of the supergraph. */
export function createUniqueNames(document: DocumentNode, fields: ReadonlySet<string>): (clientName: string) => string {
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
 * Renames the response keys and variables of the client that could collide with others in the plan or the data. The answer has the client's
 * names again:
 *
 * 1. an alias that is a reserved name or the name of a field of the supergraph;
 * 2. a field with arguments that a plan may also fetch as an extra field, with other arguments;
 * 3. a response key that stands for another field or other arguments elsewhere in the operation;
 * 4. a variable with a reserved name.
 */
export function renameCollidingNames(
  document: DocumentNode,
  schema: GraphQLSchema,
  { all, usedInFieldSets: taken }: FieldNames,
): RenamedOperation {
  const uniqueName = createUniqueNames(document, all);
  const keys = createRenaming(uniqueName);
  const variables = createRenaming(uniqueName);
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

/** Replaces a name by one new name for each of its meanings: field and arguments. */
function createRenaming(uniqueName: (clientName: string) => string) {
  const names = new Map<string, string>();
  const clientName = new Map<string, string>();
  const nameFor = (name: string, meaning = ''): string => {
    const identity = `${name}:${meaning}`;
    const newName = names.get(identity) ?? uniqueName(name);
    names.set(identity, newName);
    clientName.set(newName, name);
    return newName;
  };
  return { clientName: clientName as ClientNames, nameFor };
}
