import type { FetchNode, Path } from '../planning/plan.ts';
import { type Called, type Compilation, createCaller } from './caller.ts';
import { type CallReader, createCallReader, entityFields, keysIn } from './callFields.ts';
import { addCause, addCauseAlong, addCauseEverywhere, causeOf } from './causes.ts';
import { targetsOf as entityTargets, translate } from './fetchErrors.ts';
import { createGathering, type Gathering } from './gather.ts';
import { copyOf, merge } from './merge.ts';
import { compilePath, walkWith } from './places.ts';
import { compileRenames, renamedKeys } from './renames.ts';
import type { CallFields } from './representations.ts';
import type { Run, Step } from './run.ts';
import { standing } from './sharing.ts';
import { spread } from './spread.ts';
import type { Data, Types } from './types.ts';

/**
 * Compiles a call: its body is written but for the values of variables, its entities are gathered by prepared walks.
 */
export function compileFetch(node: FetchNode, compilation: Compilation): Step {
  return node.entities.length > 0 ? compileEntityFetch(node, compilation) : compileRootFetch(node, compilation);
}

function compileRootFetch(node: FetchNode, compilation: Compilation): Step {
  const { types } = compilation;
  const reader = createCallReader(node, types);
  const caller = createCaller(node, reader, compilation);
  const rename = node.renames.length > 0 ? compileRenames(node.renames, types) : null;
  const targetsOf = compileTargets(node.at, types);
  return (run) => {
    const targets = targetsOf(run);
    if (targets.length === 0) return undefined;
    run.sharing.waiting += 1;
    return caller(run, []).then((answer) => {
      run.sharing.waiting -= 1;
      const { data } = answer;
      if (data) {
        rename?.(data);
        for (const [at, target] of targets.entries()) merge(standing(run.sharing, target), at === 0 ? data : copyOf(data), types);
      }
      if (answer.nulls.length + answer.without.length > 0) noteRootCauses(node, reader, answer, targets, run);
    });
  };
}

/** The objects under which a call for root fields puts its answer: as a rule the root itself. */
function compileTargets(at: Path, types: Types): (run: Run) => readonly Data[] {
  if (at.length === 0) return ({ data }) => [data];
  const collect = compilePath(at, types);
  return ({ data, sharing }) => {
    const targets: Data[] = [];
    const visit = (target: Data): Data => {
      targets.push(target);
      return target;
    };
    collect(data, walkWith(visit, sharing.shared));
    return targets;
  };
}

function compileEntityFetch(node: FetchNode, compilation: Compilation): Step {
  const { types } = compilation;
  const reader = createCallReader(node, types);
  const caller = createCaller(node, reader, compilation);
  const fieldsOf = node.entities.map((batch) => entityFields(batch, node.service, reader, types));
  const gather = node.entities.map((batch, at) => createGathering(batch, node.service, fieldsOf[at] as CallFields, types));
  const renames = node.entities.map((batch) => (batch.renames.length > 0 ? compileRenames(batch.renames, types) : null));
  const walks = node.entities.reduce((count, { paths }) => count + paths.length, 0);
  return (run) => {
    const gathered = gather.map((batch) => batch(run));
    if (gathered.every(({ representations }) => representations.length === 0)) {
      run.sharing.waiting -= walks;
      return undefined;
    }
    return caller(run, gathered).then((answer) => {
      const { data } = answer;
      run.sharing.waiting -= walks;
      if (data)
        node.entities.forEach(({ responseKey }, at) => {
          const list = data[responseKey];
          const batch = gathered[at];
          if (Array.isArray(list) && batch) spread(list, batch, renames[at] ?? null, types, run);
        });
      if (answer.nulls.length + answer.without.length > 0) noteEntityCauses(node, reader, answer, gathered, run);
      for (const batch of gathered) forgetDoubtful(batch, run);
    });
  };
}

/** What was computed from something that failed is no value, whatever the subgraph made of it. */
function forgetDoubtful({ doubtful }: Gathering, run: Run): void {
  for (const { target, key, cause } of doubtful) {
    const entity = standing(run.sharing, target);
    entity[key] = null;
    addCause(run.causes, entity, key, cause);
  }
}

/** Notes where values are missing because of the errors of a call, so that the client is told where its answer lacks them. */
function noteRootCauses(node: FetchNode, reader: CallReader, answer: Called, targets: readonly Data[], run: Run): void {
  const keys = renamedKeys(node.renames);
  for (const target of targets.map((one) => standing(run.sharing, one))) {
    for (const { nullAt, error } of answer.nulls) {
      const asked = reader.askedAt(keysIn(nullAt), node.renames);
      const cause = causeOf(node.service, error, node.operationKind === 'mutation');
      addCauseAlong(run.causes, target, translate(nullAt, keys), { cause, asked });
    }
    for (const { keys: path, error } of answer.without)
      addCauseEverywhere(run.causes, target, translate(path, keys) as string[], causeOf(node.service, error, false));
  }
}

/** As {@link noteRootCauses}, of entities. */
function noteEntityCauses(node: FetchNode, reader: CallReader, answer: Called, gathered: readonly Gathering[], run: Run): void {
  node.entities.forEach(({ responseKey, renames }, at) => {
    const batch = gathered[at];
    if (!batch) return;
    const keys = renamedKeys(renames);
    const targets = entityTargets(batch, run);
    for (const { nullAt, error } of answer.nulls) {
      const [key = responseKey, index, ...rest] = nullAt;
      if (key !== responseKey) continue;
      const asked = reader.askedAt([responseKey, ...keysIn(rest)], renames);
      const cause = causeOf(node.service, error, false);
      const meant = typeof index === 'number' ? (targets.byIndex.get(index) ?? []) : targets.all;
      for (const target of meant) addCauseAlong(run.causes, target, translate(rest, keys), { cause, asked });
    }
    for (const { keys: path, error } of answer.without) {
      if (path[0] !== responseKey) continue;
      const cause = causeOf(node.service, error, false);
      const inner = translate(path.slice(1), keys) as string[];
      for (const target of targets.all) addCauseEverywhere(run.causes, target, inner, cause);
    }
  });
}
