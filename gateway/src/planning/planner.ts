import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';
import type { Logger } from 'pino';
import type { FieldNames } from '../operation/ownNames.ts';
import { allFieldNames } from '../supergraph/reading/fieldSets.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import { createApolloThreadPlan } from './apolloThread.ts';
import { asksForAll } from './asksForAll.ts';
import { createHivePlan } from './hivePlanner.ts';
import { mergeSiblings } from './mergeSiblings.ts';
import { NativeUnavailable } from './nativeProcess.ts';
import { planPlainly } from './plain/plainPlan.ts';
import type { PlanNode } from './plan.ts';
import { type NamedPlanner, PLAIN, type PlanOperation, provenPlan } from './provenPlan.ts';
import { makePlannable } from './requiredFields.ts';
import { planSerially } from './serialMutations.ts';

export type PlannerName = 'hive' | 'apollo' | 'plain';

/**
 * Finds out which calls to which subgraphs answer an operation over one supergraph: the one operation of a valid document, which
 * asks for no introspection. Rejects when there is no way.
 */
export interface Planner {
  /** The names of fields as its plans have them. No other field of an operation may be called so. */
  readonly names: FieldNames;
  /** The real names of fields that plans know under made-up ones. */
  readonly realNames: ReadonlyMap<string, string>;
  plan(document: DocumentNode): Promise<PlanNode | null>;
}

interface PlannerOptions {
  readonly wanted: PlannerName;
  readonly supergraph: Supergraph;
  readonly log: Logger;
}

/**
 * The wanted planner for a supergraph. Each plan is looked through before it is used. A faulty one is made anew by the next planner: our
 * own plain one, and after it Apollo's. An operation for which the wanted planner has no plan is Apollo's first, whose word that there is
 * none holds: see {@link provenPlan}.
 */
export async function createPlanner({ wanted, supergraph: given, log }: PlannerOptions): Promise<Planner> {
  const supergraph = makePlannable(given);
  const names = fieldNames(supergraph.renamed);
  // The native one leaves arguments that are taken from a context out.
  const hasContexts = hasContextArguments(given);
  const native = wanted === 'hive' && !hasContexts ? await createHivePlan(supergraph.renamed.sdl) : null;
  // Its thread reads the graph for some time: where others plan, it waits until it is needed.
  let thread: PlanOperation | null = null;
  const apollo: NamedPlanner = {
    name: 'apollo',
    plan: async (document) => {
      thread ??= createApolloThreadPlan(given.sdl);
      return asksForAll(mergeSiblings(await thread(document)), document);
    },
  };
  const plain: NamedPlanner = {
    name: PLAIN,
    plan: async (document) => mergeSiblings(planPlainly(document, supergraph.holdings)),
  };
  // The first operation is not to wait for the thread to read the graph. What is wrong with it, the first will tell.
  if (!native && wanted !== 'plain') await apollo.plan(parse('{ __typename }')).catch(() => null);
  const others = native || wanted === 'plain' ? [plain, apollo] : [apollo, plain];
  let planners = others;
  if (native) {
    const plan: PlanOperation = async (document) => {
      try {
        return asksForAll(await native(document), document);
      } catch (error) {
        if (error instanceof NativeUnavailable && planners !== others) {
          planners = others;
          log.warn({ reason: String(error) }, 'the native planner cannot be used: the plain one plans from now on');
        }
        throw error;
      }
    };
    planners = [{ name: 'hive', plan }, ...others];
  }
  const realNames = new Map([...supergraph.fields].map(([madeUp, { name }]) => [madeUp, name]));
  return {
    names,
    realNames,
    plan: (document) => planSerially(document, supergraph.schema, (part) => provenPlan(planners, part, { supergraph, log })),
  };
}

const hasContextArguments = ({ types }: Supergraph): boolean =>
  [...types.values()].some(({ fields }) =>
    [...fields.values()].some(({ joins }) => joins.some(({ contextArguments }) => contextArguments.length > 0)),
  );

/** The names of all fields of a supergraph, and of those that stand in its keys, requirements and provisions. */
function fieldNames({ types }: Supergraph): FieldNames {
  const [all, taken] = [new Set<string>(), new Set<string>()];
  const take = (fieldSet: SelectionSetNode | null): void => {
    for (const name of fieldSet ? allFieldNames(fieldSet) : []) taken.add(name);
  };
  for (const { node, joins, fields } of types.values()) {
    if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    for (const { key } of joins) take(key);
    for (const { name, joins: own } of fields.values()) {
      all.add(name);
      for (const { requires, provides } of own) [requires, provides].forEach(take);
    }
  }
  return { all, taken };
}
