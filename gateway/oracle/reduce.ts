import { type DocumentNode, parse, print, type SelectionSetNode, visit } from 'graphql';
import { type Case, findFault, type Stage, setStage } from './check.ts';
import type { BuildContender } from './contenders.ts';
import type { World } from './world.ts';

export interface Found extends Case {
  readonly fault: string;
}

const MAX_MS = 15_000;

/** Reduces a case while it still has the fault and the time limit is not reached: first its operation, then its graph. */
export async function reduce(found: Found, build: BuildContender): Promise<Found> {
  const end = performance.now() + MAX_MS;
  const faultOf = createFaultFinder(build);
  let smallest = found;
  for (let progress = true; progress; ) {
    progress = false;
    let list = [...candidates(smallest)];
    for (let at = 0; at < list.length; ) {
      if (performance.now() > end) return smallest;
      const candidate = list[at] as Case;
      const fault = sizeOf(candidate) < sizeOf(smallest) ? await faultOf(candidate) : null;
      if (fault && isLike(fault, smallest.fault)) {
        smallest = { ...candidate, fault };
        list = [...candidates(smallest)];
        progress = true;
      } else at += 1;
    }
  }
  return smallest;
}

/** Whether a fault is of the same kind. A reduced graph that lacks a type of its data has another fault. */
const isLike = (fault: string, former: string): boolean =>
  fault.startsWith('It threw') === former.startsWith('It threw') && !fault.includes('does not exist inside the schema');

const sizeOf = ({ world, operation }: Case): number =>
  JSON.stringify(world).length + operation.text.replaceAll(/\s+/g, ' ').length;

/** Finds the fault of a case; null when the case is not valid or its graph does not compose. Cases of one graph share a stage. */
function createFaultFinder(build: BuildContender) {
  let stage: Stage | null = null;
  return async ({ world, operation }: Case): Promise<string | null> => {
    try {
      if (stage?.world !== world) stage = await setStage(world, build);
      return await findFault(stage, operation);
    } catch {
      return null;
    }
  };
}

function* candidates({ world, operation }: Case): Generator<Case> {
  for (const text of smallerTexts(operation.text)) yield { world, operation: { ...operation, text } };
  for (const name of Object.keys(operation.variables)) {
    const { [name]: _, ...variables } = operation.variables;
    yield { world, operation: { ...operation, variables } };
  }
  for (const smaller of smallerWorlds(world)) yield { world: smaller, operation };
}

/** All operations with one selection, directive, alias, argument or variable less, or one fragment inlined. */
function* smallerTexts(text: string): Generator<string> {
  const document = parse(text, { noLocation: true });
  const count = countOf(document);
  for (let at = 0; at < count; at += 1) yield print(without(document, at));
  for (let at = 0; at < count; at += 1) yield print(unwrapped(document, at));
}

const REMOVABLE = [
  'Field',
  'InlineFragment',
  'FragmentSpread',
  'Directive',
  'Argument',
  'VariableDefinition',
  'FragmentDefinition',
];

function countOf(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    enter: (node) => {
      if (REMOVABLE.includes(node.kind)) count += 1;
    },
  });
  return count;
}

function without(document: DocumentNode, wanted: number): DocumentNode {
  let at = -1;
  return visit(document, {
    enter: (node) => {
      if (!REMOVABLE.includes(node.kind)) return undefined;
      at += 1;
      return at === wanted ? null : undefined;
    },
  });
}

/** Replaces an inline fragment by its selections, or removes an alias. */
function unwrapped(document: DocumentNode, wanted: number): DocumentNode {
  let at = -1;
  const flatten = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection) => {
      at += 1;
      if (at !== wanted) return [selection];
      if (selection.kind === 'InlineFragment') return selection.selectionSet.selections;
      return selection.kind === 'Field' ? [{ ...selection, alias: undefined }] : [selection];
    }),
  });
  return visit(document, { SelectionSet: { enter: flatten } });
}

function* smallerWorlds(world: World): Generator<World> {
  for (const subgraph of world.subgraphs) yield withoutSubgraph(world, subgraph);
  const change = (edit: (copy: World) => void): World => {
    const copy = structuredClone(world);
    edit(copy);
    return copy;
  };
  for (const list of ['entities', 'values', 'interfaces', 'unions', 'queries', 'mutations'] as const)
    for (let at = 0; at < world[list].length; at += 1) yield change((copy) => copy[list].splice(at, 1));
  for (const list of ['entities', 'values', 'interfaces'] as const)
    for (const [at, { fields }] of world[list].entries())
      for (let field = 0; field < fields.length; field += 1) yield change((copy) => copy[list][at]?.fields.splice(field, 1));
  for (const [at, { keys }] of world.entities.entries())
    for (const [subgraph, texts] of Object.entries(keys))
      for (let key = 0; key < texts.length; key += 1) yield change((copy) => copy.entities[at]?.keys[subgraph]?.splice(key, 1));
  for (let at = 0; at < world.interfaces.length; at += 1)
    if (world.interfaces[at]?.asObject) yield change((copy) => Object.assign(copy.interfaces[at] ?? {}, { asObject: null }));
  yield* smallerPlacements(world);
  if (world.data.missing.length > 0) yield change((copy) => copy.data.missing.pop());
  for (const figure of ['nulls', 'failures', 'breaches'] as const)
    if (world.data[figure] > 0) yield change((copy) => Object.assign(copy.data, { [figure]: 0 }));
  if (world.data.count > 1) yield change((copy) => Object.assign(copy.data, { count: copy.data.count - 1 }));
}

const withoutSubgraph = (world: World, subgraph: string): World => {
  const copy = structuredClone(world);
  copy.subgraphs = copy.subgraphs.filter((name) => name !== subgraph);
  for (const { keys } of copy.entities) delete keys[subgraph];
  const owners = [...copy.entities, ...copy.interfaces];
  const trim = (fields: World['queries']) => {
    for (const field of fields) field.in = field.in.filter((placement) => placement.subgraph !== subgraph);
    return fields.filter((field) => field.identity || field.in.length > 0);
  };
  for (const owner of owners) owner.fields = trim(owner.fields);
  copy.queries = trim(copy.queries);
  copy.mutations = trim(copy.mutations);
  copy.interfaces = copy.interfaces.filter(({ home }) => home !== subgraph);
  for (const one of copy.interfaces) if (one.asObject?.subgraph === subgraph) one.asObject = null;
  return copy;
};

function* smallerPlacements(world: World): Generator<World> {
  const all = (copy: World) => [
    ...copy.queries,
    ...copy.mutations,
    ...[...copy.entities, ...copy.interfaces].flatMap(({ fields }) => fields),
    ...copy.interfaces.flatMap(({ asObject }) => asObject?.fields ?? []),
  ];
  for (const [at, field] of all(world).entries()) {
    const change = (edit: (field: World['queries'][number]) => void): World => {
      const copy = structuredClone(world);
      const found = all(copy)[at];
      if (found) edit(found);
      return copy;
    };
    if (field.args.length > 0) yield change((one) => one.args.splice(0));
    for (let place = 0; place < field.in.length; place += 1) {
      if (field.in.length > 1) yield change((one) => one.in.splice(place, 1));
      const { requires, provides } = field.in[place] ?? {};
      if (requires) yield change((one) => delete one.in[place]?.requires);
      if (provides) yield change((one) => delete one.in[place]?.provides);
    }
    if (!field.identity && /[![]/.test(field.type))
      yield change((one) => Object.assign(one, { type: one.type.replace(/!$|!(?=\])/, '') }));
    if (!field.identity && field.type.startsWith('['))
      yield change((one) => Object.assign(one, { type: one.type.replace(/^\[(.*)\]!?$/, '$1') }));
  }
}
