import { type SubgraphAnswer, SubgraphFault } from '../calls/answer.ts';
import type { LostCall } from '../calls/lostFields.ts';
import type { SubgraphCall, SubgraphSource } from '../calls/source.ts';
import type { FetchNode, Path } from '../planning/plan.ts';
import { addErrors, type Placing } from './fetchErrors.ts';
import { createGathering, type Gathering } from './gather.ts';
import { copyOf, merge } from './merge.ts';
import { compilePath, walkWith } from './places.ts';
import { compileRenames } from './renames.ts';
import type { Run, Step } from './run.ts';
import { standing } from './sharing.ts';
import { spread } from './spread.ts';
import { type Data, isData, type Types } from './types.ts';

/** What the steps of a plan share. */
export interface Compilation {
  readonly types: Types;
  readonly sourceOf: (service: string) => SubgraphSource;
  /** The client's names for fields that the plan knows under others. */
  readonly clientKeys: ReadonlyMap<string, string>;
}

/**
 * Compiles a call: its body is written but for the values of variables, its entities are gathered by prepared walks. What runs for each
 * request makes no functions that have a name: tsx tells each its name anew, which costs more than the function does.
 */
export function compileFetch(node: FetchNode, compilation: Compilation): Step {
  return node.entities.length > 0 ? compileEntityFetch(node, compilation) : compileRootFetch(node, compilation);
}

function compileRootFetch(node: FetchNode, compilation: Compilation): Step {
  const { types, sourceOf, clientKeys } = compilation;
  const source = sourceOf(node.service);
  const writeBody = compileBody(node);
  const rename = node.renames.length > 0 ? compileRenames(node.renames, types) : null;
  const targetsOf = compileTargets(node.at, types);
  const isRead = node.operationKind === 'query';
  const isExact = types.asksForScalars(node.operation);
  const placing: Placing = { service: node.service, batches: [], at: node.at, renames: node.renames, types, clientKeys };
  return (run) => {
    const targets = targetsOf(run);
    if (targets.length === 0) return undefined;
    run.sharing.waiting += 1;
    const body = writeBody(run, []);
    const note = run.context.explanation?.call(node, 0, body);
    const call: SubgraphCall = {
      isRead,
      isExact,
      body,
      lost() {
        return { query: node.operation };
      },
      note,
    };
    return source.call(call, run.context).then((answer) => {
      run.sharing.waiting -= 1;
      const { data } = answer;
      if (answer.errors) addErrors(placing, answer, [], run);
      if (!data) return;
      rename?.(data);
      for (const [at, target] of targets.entries()) merge(standing(run.sharing, target), at === 0 ? data : copyOf(data), types);
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
  const { types, sourceOf, clientKeys } = compilation;
  const source = sourceOf(node.service);
  const writeBody = compileBody(node);
  const gather = node.entities.map((batch) => createGathering(batch, node.service, types));
  const renames = node.entities.map((batch) => (batch.renames.length > 0 ? compileRenames(batch.renames, types) : null));
  const isExact = types.asksForScalars(node.operation);
  const walks = node.entities.reduce((count, { paths }) => count + paths.length, 0);
  const placing: Placing = { service: node.service, batches: node.entities, at: [], renames: [], types, clientKeys };
  return (run) => {
    const gathered = gather.map((batch) => batch(run));
    if (gathered.every(({ representations }) => representations.length === 0)) {
      run.sharing.waiting -= walks;
      return undefined;
    }
    const body = writeBody(run, gathered);
    const note = run.context.explanation?.call(
      node,
      gathered.reduce((count, batch) => count + batch.representations.length, 0),
      body,
    );
    const call: SubgraphCall = {
      isRead: true,
      isExact,
      body,
      lost() {
        return lostCall(node, gathered);
      },
      note,
    };
    return source.call(call, run.context).then((received) => {
      run.sharing.waiting -= walks;
      const answer = withEntities(received, { node, gathered, call, source, run });
      const { data } = answer;
      if (answer.errors) addErrors(placing, answer, gathered, run);
      if (!data) return;
      node.entities.forEach(({ responseKey }, at) => {
        const list = data[responseKey];
        const batch = gathered[at];
        if (Array.isArray(list) && batch) spread(list, batch, renames[at] ?? null, types, run);
      });
    });
  };
}

interface Received {
  readonly node: FetchNode;
  readonly gathered: readonly Gathering[];
  readonly call: SubgraphCall;
  readonly source: SubgraphSource;
  readonly run: Run;
}

/**
 * The answer with an error for each entity that it owes: one that is not in the list, or is no object. Null is an answer: nobody of that key
 * is known. An answer whose entities are no list is as good as none.
 */
function withEntities(answer: SubgraphAnswer, { node, gathered, call, source, run }: Received): SubgraphAnswer {
  const { data, errors = [] } = answer;
  if (!data) return answer;
  const owed = new Set<string>();
  node.entities.forEach(({ responseKey }, at) => {
    const list = data[responseKey];
    const count = gathered[at]?.representations.length ?? 0;
    // A list that is missing because of an error has been told.
    if (!Array.isArray(list) && errors.length > 0) return;
    for (let index = 0; index < count; index++) {
      const entity: unknown = Array.isArray(list) ? list[index] : undefined;
      if (entity !== null && !isData(entity)) owed.add(`${responseKey} ${index}`);
    }
  });
  if (owed.size === 0) return answer;
  const fault = new SubgraphFault('garbage', `${owed.size} entities are missing or no objects`);
  const lost = source.failed(fault, call.lost(), run.context).filter(({ path }) => !path || owed.has(`${path[0]} ${path[1]}`));
  return { data, errors: [...errors, ...lost] };
}

function lostCall({ operation, entities }: FetchNode, gathered: readonly Gathering[]): LostCall {
  const variables = entities.map(({ variable }, at) => [
    variable,
    gathered[at]?.representations.map((text) => JSON.parse(text) as unknown) ?? [],
  ]);
  return { query: operation, variables: Object.fromEntries(variables) as Record<string, unknown> };
}

/** The JSON body of a call, of which all but the values of variables is known beforehand. */
function compileBody({
  operation,
  operationName,
  variables,
  entities,
}: FetchNode): (run: Run, gathered: readonly Gathering[]) => string {
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const head = `{"query":${JSON.stringify(operation)}${name}`;
  const entityHeads = entities.map(({ variable }) => `${JSON.stringify(variable)}:[`);
  if (variables.length === 0 && entities.length === 0) return () => `${head}}`;
  return (run, gathered) => {
    let text = '';
    entityHeads.forEach((entityHead, at) => {
      text += `${at > 0 ? ',' : ''}${entityHead}${gathered[at]?.representations.join(',') ?? ''}]`;
    });
    for (const variable of variables) {
      const value = run.variableText(variable);
      if (value !== undefined) text += text === '' ? value : `,${value}`;
    }
    return `${head},"variables":{${text}}}`;
  };
}
