import type { GraphQLFormattedError } from 'graphql';
import { type SubgraphAnswer, SubgraphFault } from '../calls/answer.ts';
import { isData } from '../calls/data.ts';
import type { LostCall } from '../calls/lostFields.ts';
import type { SubgraphCall, SubgraphSource } from '../calls/source.ts';
import type { FetchNode } from '../planning/plan.ts';
import { type CallReader, keysIn, withoutFields } from './callFields.ts';
import { addErrors, lostBy, type Placing, placeFinder } from './fetchErrors.ts';
import type { Gathering } from './gather.ts';
import type { HiddenFields } from './hiddenFields.ts';
import type { Place } from './places.ts';
import type { Run } from './run.ts';
import type { Types } from './types.ts';

/** What the steps of a plan share. */
export interface Compilation {
  readonly types: Types;
  readonly sourceOf: (service: string) => SubgraphSource;
  /** The client's names for fields that the plan knows under others. */
  readonly clientKeys: ReadonlyMap<string, string>;
  readonly hidden: HiddenFields;
}

/** The answer that a call has in the end. */
export interface Called extends SubgraphAnswer {
  /** Hidden fields without which the call was made again, as response keys that lead to each other, and whose error it was. */
  readonly without: readonly FailedField[];
  /** Where in the answer the null of each error stands: at its field, or where it has risen to. */
  readonly nulls: readonly { readonly nullAt: Place; readonly error: GraphQLFormattedError }[];
}

export interface FailedField {
  readonly keys: readonly string[];
  readonly error: GraphQLFormattedError;
}

/** How often a call is made again without fields that failed: others may fail then that had no chance before. */
const MOST_AGAIN = 2;

/**
 * Prepares a call: its body is written but for the values of variables. Where a hidden field fails and its null takes something with it
 * that the client selected, a read is made again without that field.
 */
export function createCaller(
  node: FetchNode,
  reader: CallReader,
  { types, sourceOf, clientKeys, hidden }: Compilation,
): (run: Run, gathered: readonly Gathering[]) => Promise<Called> {
  const source = sourceOf(node.service);
  const placing: Placing = {
    service: node.service,
    batches: node.entities,
    at: node.at,
    renames: node.renames,
    types,
    clientKeys,
    isAsked: reader.isAsked,
  };
  const once = createCall(node, source, types);
  return (run, gathered) => {
    const end = (answer: SubgraphAnswer, without: readonly FailedField[]): Called => {
      if (answer.errors) addErrors(placing, answer, gathered, run);
      return { ...answer, without, nulls: nullsOf(answer) };
    };
    const again = (answer: SubgraphAnswer, without: readonly FailedField[], left: number): Called | Promise<Called> => {
      const failed = answer.errors && left > 0 ? failedHidden(answer, { node, placing, gathered, hidden, run }) : [];
      const all = [...without, ...failed];
      const less =
        failed.length > 0
          ? withoutFields(
              node,
              reader.operation(),
              all.map(({ keys }) => keys),
            )
          : null;
      if (!less) return end(answer, without);
      return createCall(less, source, types)(run, gathered).then((next) => again(next, all, left - 1));
    };
    return once(run, gathered).then((answer) =>
      answer.errors ? again(answer, [], MOST_AGAIN) : { ...answer, without: [], nulls: [] },
    );
  };
}

function nullsOf({ data, errors = [] }: SubgraphAnswer): Called['nulls'] {
  return errors.flatMap((error) => {
    if (!error.path) return [];
    let [at, length]: [unknown, number] = [data, 0];
    for (const step of error.path) {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) break;
      at = (at as Record<string | number, unknown>)[step];
      length += 1;
    }
    // A field that is not there at all stands at the next step; beside a value an error costs nothing.
    if (at !== null && at !== undefined) length += 1;
    return length > error.path.length ? [] : [{ nullAt: error.path.slice(0, length), error }];
  });
}

/** Makes a call once. */
function createCall(
  node: FetchNode,
  source: SubgraphSource,
  types: Types,
): (run: Run, gathered: readonly Gathering[]) => Promise<SubgraphAnswer> {
  const writeBody = compileBody(node);
  const isRead = node.operationKind === 'query';
  const isExact = types.asksForScalars(node.operation);
  return (run, gathered) => {
    const body = writeBody(run, gathered);
    let count = 0;
    for (const { representations } of gathered) count += representations.length;
    const note = run.context.explanation?.call(node, count, body);
    const call: SubgraphCall = {
      isRead,
      isExact,
      body,
      lost() {
        return lostCall(node, gathered);
      },
      note,
    };
    const answer = source.call(call, run.context);
    return node.entities.length === 0
      ? answer
      : answer.then((received) => withEntities(received, { node, gathered, call, source, run }));
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
  if (entities.length === 0) return { query: operation };
  const variables = entities.map(({ variable }, at) => [
    variable,
    gathered[at]?.representations.map((text) => JSON.parse(text) as unknown) ?? [],
  ]);
  return { query: operation, variables: Object.fromEntries(variables) as Record<string, unknown> };
}

interface Failing {
  readonly node: FetchNode;
  readonly placing: Placing;
  readonly gathered: readonly Gathering[];
  readonly hidden: HiddenFields;
  readonly run: Run;
}

/** The hidden fields of a read whose nulls took more with them. What is hidden altogether takes nothing of the client's. */
function failedHidden({ data, errors = [] }: SubgraphAnswer, { node, placing, gathered, hidden, run }: Failing): FailedField[] {
  if (node.operationKind !== 'query') return [];
  const whole = placing.batches.length === 0 ? 0 : 2;
  const placesOf = placeFinder(placing, gathered, run);
  return errors.flatMap((error): FailedField[] => {
    const { path } = error;
    if (!path || !placing.isAsked(path) || !lostBy(path, data, whole)) return [];
    const [place] = placesOf(path);
    const at = place ? hidden(place, run.data, run.variables) : -1;
    const own = place ? at - (place.length - path.length) : -1;
    return at >= 0 && own >= whole && place ? [{ keys: keysIn(path.slice(0, own + 1)), error }] : [];
  });
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
