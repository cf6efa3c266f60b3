import type { GraphQLFormattedError } from 'graphql';
import { type Data, isData } from '../calls/data.ts';
import type { FailedCallRequest } from '../calls/errorsOfFailedCall.ts';
import type { SubgraphAnswer } from '../calls/subgraphAnswer.ts';
import type { SubgraphCall, SubgraphClient } from '../calls/subgraphClient.ts';
import { SubgraphFault } from '../calls/subgraphFault.ts';
import { type ByteString, toByteString } from '../operation/byteString.ts';
import type { FetchNode } from '../planning/plan.ts';
import { type CallReader, responseKeysIn, withoutFields } from './callSelection.ts';
import type { CollectedEntities } from './collectEntities.ts';
import type { FindExtraField } from './extraFields.ts';
import { addErrors, type CallErrorContext, createResponsePathFinder, nullAt, propagatedNullPath } from './fetchErrors.ts';
import type { Run } from './run.ts';
import type { TypeLookup } from './typeLookup.ts';
import type { ResponsePath } from './visitPath.ts';

/** The dependencies of compiling a plan. They are the same for all its nodes. */
export interface CompileDependencies {
  readonly types: TypeLookup;
  readonly clientFor: (subgraph: string) => SubgraphClient;
  /** The client's response keys, by the keys that the plan uses instead. */
  readonly clientKeys: ReadonlyMap<string, string>;
  readonly findExtraField: FindExtraField;
}

/** The answer of a call. If the call was repeated, that of the last repetition. */
export interface CallResult extends SubgraphAnswer {
  /** The extra fields that the repeated call did not select, with the error of each. */
  readonly omitted: readonly FailedField[];
  /** The path of each error's null in the answer: the field that failed, or the parent to which the null propagated. */
  readonly nulls: readonly { readonly nullAt: ResponsePath; readonly error: GraphQLFormattedError }[];
}

export interface FailedField {
  /** The response keys from the root of the answer to the field. */
  readonly keys: readonly string[];
  readonly error: GraphQLFormattedError;
}

/** How often a call is repeated without failed extra fields. More than once, because further extra fields may fail in a repetition. */
const MAX_REPEATS = 2;

/**
 * Compiles the call of a fetch node; only the values of variables are added for each request. When an extra field fails and null
 * propagation would lose selected fields, the read is repeated without the extra field.
 */
export function createCaller(
  node: FetchNode,
  reader: CallReader,
  { types, clientFor, clientKeys, findExtraField }: CompileDependencies,
): (run: Run, collected: readonly CollectedEntities[]) => Promise<CallResult> {
  const client = clientFor(node.subgraph);
  const errorContext: CallErrorContext = {
    subgraph: node.subgraph,
    batches: node.entities,
    parentPath: node.parentPath,
    renames: node.renames,
    types,
    clientKeys,
    isSelected: reader.isSelected,
  };
  const call = createCall(node, client, types);
  return (run, collected) => {
    const finish = (answer: SubgraphAnswer, omitted: readonly FailedField[]): CallResult => {
      if (answer.errors) addErrors(errorContext, answer, collected, run);
      return { ...answer, omitted, nulls: nullsOf(answer) };
    };
    const repeat = (answer: SubgraphAnswer, omitted: readonly FailedField[], left: number): CallResult | Promise<CallResult> => {
      const failed =
        answer.errors && left > 0 ? findFailedExtraFields(answer, { node, errorContext, collected, findExtraField, run }) : [];
      const all = [...omitted, ...failed];
      const reduced =
        failed.length > 0
          ? withoutFields(
              node,
              reader.operation(),
              all.map(({ keys }) => keys),
            )
          : null;
      if (!reduced) return finish(answer, omitted);
      return createCall(reduced, client, types)(run, collected).then((next) => repeat(next, all, left - 1));
    };
    return call(run, collected).then((answer) =>
      answer.errors ? repeat(answer, [], MAX_REPEATS) : { ...answer, omitted: [], nulls: [] },
    );
  };
}

/** The nulls that the errors of an answer explain, each once, with its first error: several errors may have the same null. */
function nullsOf({ data, errors = [], unread }: SubgraphAnswer): CallResult['nulls'] {
  const byPath = new Map<string, CallResult['nulls'][number]>();
  const add = (path: ResponsePath | undefined, error: GraphQLFormattedError): void => {
    const at = path ? nullAt(path, data) : null;
    if (!at) return;
    const key = JSON.stringify(at);
    if (!byPath.has(key)) byPath.set(key, { nullAt: at, error });
  };
  for (const error of errors) add(error.path, error);
  if (unread) for (const path of unread.paths) add(path, unread.first);
  return [...byPath.values()];
}

/** Compiles one call, without repetitions. */
function createCall(
  node: FetchNode,
  client: SubgraphClient,
  types: TypeLookup,
): (run: Run, collected: readonly CollectedEntities[]) => Promise<SubgraphAnswer> {
  const writeBody = compileBody(node);
  const isRead = node.operationType === 'query';
  const isExact = types.selectsExactNumbers(node.operationText);
  return (run, collected) => {
    const body = writeBody(run, collected);
    let count = 0;
    for (const { representations } of collected) count += representations.length;
    const note = run.context.explanation?.call(node, count, body);
    const call: SubgraphCall = {
      isRead,
      isExact,
      body,
      failedRequest() {
        return failedRequestOf(node, collected, run);
      },
      note,
    };
    const answer = client.call(call, run.context);
    return node.entities.length === 0
      ? answer
      : answer.then((received) => withEntities(received, { node, collected, call, client, run, types }));
  };
}

interface ReceivedCall {
  readonly node: FetchNode;
  readonly collected: readonly CollectedEntities[];
  readonly call: SubgraphCall;
  readonly client: SubgraphClient;
  readonly run: Run;
  readonly types: TypeLookup;
}

/**
 * Adds an error for each entity that is missing in the answer: its item is not an object, or an object of another type than that of the
 * representation. A null in the list is valid: the subgraph knows no entity with that key. When `_entities` is not a list, or has
 * another length than the representations, all its entities are missing: nothing says which item belongs to which representation.
 */
function withEntities(answer: SubgraphAnswer, { node, collected, call, client, run, types }: ReceivedCall): SubgraphAnswer {
  const { data, errors = [], unread } = answer;
  if (!data) return answer;
  const missing = new Map<string, ResponsePath>();
  node.entities.forEach(({ responseKey }, at) => {
    const { representations = [] } = collected[at] ?? {};
    const count = representations.length;
    const given = data[responseKey];
    const list = Array.isArray(given) && given.length !== count ? undefined : given;
    // An error of this list, or one without a path, already explains why the list is null.
    const isExplained = (path: ResponsePath | undefined): boolean => !path || path[0] === responseKey;
    if (
      (given === null || given === undefined) &&
      (unread?.count || [...errors.map(({ path }) => path), ...(unread?.paths ?? [])].some(isExplained))
    )
      return;
    if (!Array.isArray(list)) data[responseKey] = null;
    for (let index = 0; index < count; index++) {
      const entity: unknown = Array.isArray(list) ? list[index] : undefined;
      if (entity === null || (isData(entity) && isOfType(entity, representations[index] as string, types))) continue;
      if (Array.isArray(list)) list[index] = null;
      missing.set(`${responseKey} ${index}`, [responseKey, index]);
    }
  });
  if (missing.size === 0) return answer;
  const fault = new SubgraphFault('malformed', `${missing.size} entities are missing, are not objects, or are of another type`);
  const lost = client
    .reportFailure(fault, call.failedRequest(), run.context)
    .filter(({ path }) => !path || missing.has(`${path[0]} ${path[1]}`));
  for (const { path } of lost) missing.delete(`${path?.[0]} ${path?.[1]}`);
  const first = unread?.first ?? lost[0] ?? errors[0];
  const paths = [...(unread?.paths ?? []), ...missing.values()];
  return {
    data,
    errors: [...errors, ...lost],
    ...(first && paths.length > 0 && { unread: { first, paths, count: unread?.count ?? 0 } }),
  };
}

/** Where the name of the type begins in the text of a representation. */
const TYPE_AT = '{"__typename":"'.length;

/**
 * Whether an entity is of the type that its representation names: that type or, for an interface, one that implements it. An entity that does not
 * tell its type is taken as it is: calls select `__typename` only where it is needed.
 */
function isOfType(entity: Data, representation: string, types: TypeLookup): boolean {
  if (!Object.hasOwn(entity, '__typename')) return true;
  const { __typename: answered } = entity;
  // Most entities are of the very type, which stands first in the text of a representation; no text is made to find that.
  if (
    typeof answered === 'string' &&
    representation.startsWith(answered, TYPE_AT) &&
    representation[TYPE_AT + answered.length] === '"'
  )
    return true;
  const asked = (JSON.parse(representation) as Data).__typename;
  return typeof answered === 'string' && typeof asked === 'string' && types.satisfies(answered, asked);
}

/** Describes the request of a call for the errors of its fields, when the call has failed. */
function failedRequestOf(
  { operationText, entities }: FetchNode,
  collected: readonly CollectedEntities[],
  { isMutation }: Run,
): FailedCallRequest {
  if (entities.length === 0) return { query: operationText };
  const variables = entities.map(({ representationsVariable }, at) => [
    representationsVariable,
    collected[at]?.representations.map((text) => JSON.parse(text) as unknown) ?? [],
  ]);
  return { query: operationText, variables: Object.fromEntries(variables) as Record<string, unknown>, isOfMutation: isMutation };
}

interface FailedCall {
  readonly node: FetchNode;
  readonly errorContext: CallErrorContext;
  readonly collected: readonly CollectedEntities[];
  readonly findExtraField: FindExtraField;
  readonly run: Run;
}

/**
 * The extra fields of a read that failed and whose null propagated. No selected field is lost when the entities of the call stand in an extra field:
 * the call is not repeated then.
 */
function findFailedExtraFields(
  { data, errors = [] }: SubgraphAnswer,
  { node, errorContext, collected, findExtraField, run }: FailedCall,
): FailedField[] {
  if (node.operationType !== 'query') return [];
  const entityPathLength = errorContext.batches.length === 0 ? 0 : 2;
  const pathsOf = createResponsePathFinder(errorContext, collected, run);
  return errors.flatMap((error): FailedField[] => {
    const { path } = error;
    if (!path || !errorContext.isSelected(path) || !propagatedNullPath(path, data, entityPathLength)) return [];
    const [responsePath] = pathsOf(path);
    const position = responsePath ? findExtraField(responsePath, run.data, run.variables) : -1;
    // The response path starts at the root of the data, the error's path at the root of the call's answer.
    const positionInCall = responsePath ? position - (responsePath.length - path.length) : -1;
    if (!responsePath || position < 0 || positionInCall < entityPathLength) return [];
    return [{ keys: responseKeysIn(path.slice(0, positionInCall + 1)), error }];
  });
}

/** Compiles the JSON body of a call. Only the values of variables are written for each request. */
function compileBody({
  operationText,
  operationName,
  variables,
  entities,
}: FetchNode): (run: Run, collected: readonly CollectedEntities[]) => ByteString {
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const head = toByteString(`{"query":${JSON.stringify(operationText)}${name}`);
  const entityHeads = entities.map(({ representationsVariable }) => `${JSON.stringify(representationsVariable)}:[`);
  if (variables.length === 0 && entities.length === 0) return () => `${head}}`;
  return (run, collected) => {
    let text = '';
    entityHeads.forEach((entityHead, at) => {
      text += `${at > 0 ? ',' : ''}${entityHead}${collected[at]?.representations.join(',') ?? ''}]`;
    });
    for (const variable of variables) {
      const value = run.variableText(variable);
      if (value !== undefined) text += text === '' ? value : `,${value}`;
    }
    return `${head},"variables":{${text}}}`;
  };
}
