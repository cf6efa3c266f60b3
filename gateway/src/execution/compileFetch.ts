import { type Data, isData } from '../calls/data.ts';
import type { EntityBatch, FetchNode, FieldPath } from '../planning/plan.ts';
import { addCausesOfAbsentFields } from './absentFields.ts';
import { type CallResult, type CompileDependencies, createCaller } from './caller.ts';
import { type CallReader, createCallReader, entityFields, responseKeysIn } from './callSelection.ts';
import { addCause, addCauseAtKeys, addCauseAtPath, causeOf } from './causes.ts';
import { type CollectedEntities, createEntityCollector } from './collectEntities.ts';
import { currentTargets as entityTargets, renameKeys } from './fetchErrors.ts';
import { copyOf, merge } from './merge.ts';
import { mergeEntities } from './mergeEntities.ts';
import { compileRenames, renamedKeys } from './renames.ts';
import type { CallFields } from './representations.ts';
import type { CompiledNode, Run } from './run.ts';
import { currentObject } from './sharedObjects.ts';
import type { TypeLookup } from './typeLookup.ts';
import { compilePath, createPathVisitor } from './visitPath.ts';

/** Compiles a fetch node: collects the entities, calls the subgraph, and merges the answer. */
export function compileFetch(node: FetchNode, dependencies: CompileDependencies): CompiledNode {
  return node.entities.length > 0 ? compileEntityFetch(node, dependencies) : compileRootFetch(node, dependencies);
}

function compileRootFetch(node: FetchNode, dependencies: CompileDependencies): CompiledNode {
  const { types } = dependencies;
  const reader = createCallReader(node, types);
  const caller = createCaller(node, reader, dependencies);
  const rename = node.renames.length > 0 ? compileRenames(node.renames, types) : null;
  const targetsOf = compileTargets(node.parentPath, types);
  return (run) => {
    const targets = targetsOf(run);
    if (targets.length === 0) return undefined;
    run.sharedObjects.pendingPaths += 1;
    return caller(run, []).then((answer) => {
      run.sharedObjects.pendingPaths -= 1;
      const { data } = answer;
      if (data) {
        rename?.(data);
        for (const [at, target] of targets.entries())
          merge(currentObject(run.sharedObjects, target), at === 0 ? data : copyOf(data), types);
        run.answered.add(() => checkRoot(node, reader, targets, run));
      }
      if (answer.nulls.length + answer.omitted.length > 0) addRootCauses(node, reader, answer, targets, run);
    });
  };
}

/** Compiles the search for the objects that the answer of a root call is merged into: usually the root object. */
function compileTargets(at: FieldPath, types: TypeLookup): (run: Run) => readonly Data[] {
  if (at.length === 0) return ({ data }) => [data];
  const visitTargets = compilePath(at, types);
  return ({ data, sharedObjects }) => {
    const targets: Data[] = [];
    const visit = (target: Data): Data => {
      targets.push(target);
      return target;
    };
    visitTargets(data, createPathVisitor(visit, sharedObjects.objects));
    return targets;
  };
}

function compileEntityFetch(node: FetchNode, dependencies: CompileDependencies): CompiledNode {
  const { types } = dependencies;
  const reader = createCallReader(node, types);
  const caller = createCaller(node, reader, dependencies);
  const fieldsOf = node.entities.map((batch) => entityFields(batch, node.subgraph, reader, types));
  const collectors = node.entities.map((batch, at) =>
    createEntityCollector(batch, node.subgraph, fieldsOf[at] as CallFields, types),
  );
  const renames = node.entities.map((batch) => (batch.renames.length > 0 ? compileRenames(batch.renames, types) : null));
  const pathCount = node.entities.reduce((count, { paths }) => count + paths.length, 0);
  return (run) => {
    const collected = collectors.map((batch) => batch(run));
    if (collected.every(({ representations }) => representations.length === 0)) {
      run.sharedObjects.pendingPaths -= pathCount;
      return undefined;
    }
    return caller(run, collected).then((answer) => {
      const { data } = answer;
      run.sharedObjects.pendingPaths -= pathCount;
      if (data)
        node.entities.forEach(({ responseKey }, at) => {
          const list = data[responseKey];
          const batch = collected[at];
          if (!Array.isArray(list) || !batch) return;
          mergeEntities(list, batch, { rename: renames[at] ?? null, fieldsOf: fieldsOf[at] as CallFields, types }, run);
          run.answered.add(() => checkEntities(node, at, reader, { list, batch }, run));
        });
      if (answer.nulls.length + answer.omitted.length > 0) addEntityCauses(node, reader, answer, collected, run);
      for (const batch of collected) discardUnreliable(batch, run);
    });
  };
}

/** Adds a cause for each absent field in the answer of a root call; returns their number. */
function checkRoot(node: FetchNode, reader: CallReader, targets: readonly Data[], { sharedObjects, causes }: Run): number {
  const selection = reader.selectionAt([], node.renames);
  const cause = causeOf(node.subgraph, NO_ERROR, node.operationType === 'mutation');
  return targets.reduce(
    (count, target) => count + addCausesOfAbsentFields(causes, currentObject(sharedObjects, target), selection, cause),
    0,
  );
}

/** Like {@link checkRoot}, for the entities of a batch. */
function checkEntities(
  { subgraph, entities }: FetchNode,
  at: number,
  reader: CallReader,
  { list, batch }: { readonly list: readonly unknown[]; readonly batch: CollectedEntities },
  { sharedObjects, causes }: Run,
): number {
  const { responseKey, renames } = entities[at] as EntityBatch;
  const selection = reader.selectionAt([responseKey], renames);
  const cause = causeOf(subgraph, NO_ERROR, false);
  // The subgraph does not know an entity that is null. An entity that is no object has an error already.
  const known = batch.targets.filter((_, index) => isData(list[batch.indices[index] as number]));
  return known.reduce(
    (count, target) => count + addCausesOfAbsentFields(causes, currentObject(sharedObjects, target), selection, cause),
    0,
  );
}

const NO_ERROR = {};

/** Sets the fields to null that a subgraph computed from a required field that had failed. */
function discardUnreliable({ unreliable }: CollectedEntities, run: Run): void {
  for (const { target, key, cause } of unreliable) {
    const entity = currentObject(run.sharedObjects, target);
    entity[key] = null;
    addCause(run.causes, entity, key, cause);
  }
}

/** Records the errors of a root call as causes of the values that are missing because of them. */
function addRootCauses(node: FetchNode, reader: CallReader, answer: CallResult, targets: readonly Data[], run: Run): void {
  const keys = renamedKeys(node.renames);
  for (const target of targets.map((one) => currentObject(run.sharedObjects, one))) {
    for (const { nullAt, error } of answer.nulls) {
      const selection = reader.selectionAt(responseKeysIn(nullAt), node.renames);
      const cause = causeOf(node.subgraph, error, node.operationType === 'mutation');
      addCauseAtPath(run.causes, target, renameKeys(nullAt, keys), { cause, selection });
    }
    for (const { keys: path, error } of answer.omitted)
      addCauseAtKeys(run.causes, target, renameKeys(path, keys) as string[], causeOf(node.subgraph, error, false));
  }
}

/** Like {@link addRootCauses}, for a call that fetches entities. */
function addEntityCauses(
  node: FetchNode,
  reader: CallReader,
  answer: CallResult,
  collected: readonly CollectedEntities[],
  run: Run,
): void {
  node.entities.forEach(({ responseKey, renames }, at) => {
    const batch = collected[at];
    if (!batch) return;
    const keys = renamedKeys(renames);
    const targets = entityTargets(batch, run);
    for (const { nullAt, error } of answer.nulls) {
      const [key = responseKey, index, ...rest] = nullAt;
      if (key !== responseKey) continue;
      const selection = reader.selectionAt([responseKey, ...responseKeysIn(rest)], renames);
      const cause = causeOf(node.subgraph, error, false);
      const affected = typeof index === 'number' ? (targets.byIndex.get(index) ?? []) : targets.all;
      for (const target of affected) addCauseAtPath(run.causes, target, renameKeys(rest, keys), { cause, selection });
    }
    for (const { keys: path, error } of answer.omitted) {
      if (path[0] !== responseKey) continue;
      const cause = causeOf(node.subgraph, error, false);
      const inner = renameKeys(path.slice(1), keys) as string[];
      for (const target of targets.all) addCauseAtKeys(run.causes, target, inner, cause);
    }
  });
}
