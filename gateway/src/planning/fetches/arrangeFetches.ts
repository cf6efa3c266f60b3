import type { OperationDefinitionNode } from 'graphql';
import { type FetchNode, type PlanNode, placeOf } from '../plan.ts';
import { mergeFetches } from './mergeFetches.ts';
import { depthOf, type PlannedFetch } from './plannedFetch.ts';
import { printFetch } from './printFetch.ts';

/** One fetch node of the plan, and those that it waits for. */
interface Step {
  readonly node: FetchNode;
  readonly after: Set<Step>;
  /** The response paths of the objects that it fetches: two steps with a path in common write into the same objects. */
  readonly objectPaths: ReadonlySet<string>;
}

/**
 * Arranges fetches as a plan. Entity fetches of one subgraph that wait for the same number of others become one. Steps that do not depend on
 * each other run in parallel, and each sequence runs as early as it can.
 */
export function arrangeFetches(fetches: readonly PlannedFetch[], client: OperationDefinitionNode): PlanNode | null {
  const groups = new Map<PlannedFetch | string, PlannedFetch[]>();
  for (const [fetch, depth] of depthsOf(fetches)) {
    const group = fetch.representation ? `${depth} ${fetch.subgraph}` : fetch;
    groups.set(group, [...(groups.get(group) ?? []), fetch]);
  }
  const stepOf = new Map<PlannedFetch, Step>();
  for (const group of groups.values()) {
    const step: Step = {
      node: mergeFetches(group.map((fetch) => printFetch(fetch, client))),
      after: new Set(),
      objectPaths: new Set(group.flatMap(objectPathsOf)),
    };
    for (const fetch of group) stepOf.set(fetch, step);
  }
  for (const [fetch, step] of stepOf)
    for (const before of fetch.after) {
      const needed = stepOf.get(before);
      if (needed && needed !== step) step.after.add(needed);
    }
  return arrange([...new Set(stepOf.values())]);
}

/**
 * The depth of each fetch. An entity fetch that no other waits for takes the depth of the next later entity fetch of its subgraph, so that
 * the two become one.
 */
function depthsOf(fetches: readonly PlannedFetch[]): Map<PlannedFetch, number> {
  const depths = new Map<PlannedFetch, number>();
  for (const fetch of fetches) depthOf(fetch, depths);
  const needed = new Set(fetches.flatMap((fetch) => [...fetch.after]));
  for (const fetch of fetches) {
    if (!fetch.representation || needed.has(fetch)) continue;
    const own = depths.get(fetch) ?? 0;
    const later = fetches.flatMap((other) =>
      other.representation && other.subgraph === fetch.subgraph ? (depths.get(other) ?? 0) : [],
    );
    const next = Math.min(...later.filter((depth) => depth > own));
    if (next < Number.POSITIVE_INFINITY) depths.set(fetch, next);
  }
  return depths;
}

const objectPathsOf = ({ path, selection }: PlannedFetch): string[] =>
  [...selection.byType.values()].flatMap((fields) =>
    [...fields].flatMap(([key, field]) => (field.selection ? [`${placeOf(path)}.${key}`] : [])),
  );

/** Independent steps in parallel; of dependent ones, first those that wait for no other. */
function arrange(steps: readonly Step[]): PlanNode | null {
  const groups = dependentGroups(steps);
  if (groups.length > 1) return { kind: 'parallel', nodes: groups.flatMap((group) => arrange(group) ?? []) };
  const [only] = steps;
  if (!only || steps.length === 1) return only?.node ?? null;
  const waiting = steps.filter(({ after }) => steps.some((step) => after.has(step)));
  const first = steps.filter((step) => !waiting.includes(step)).map(({ node }) => node);
  const [one] = first;
  const head: PlanNode = one && first.length === 1 ? one : { kind: 'parallel', nodes: first };
  const rest = arrange(waiting);
  if (!rest) return head;
  return { kind: 'sequence', nodes: [head, ...(rest.kind === 'sequence' ? rest.nodes : [rest])] };
}

/** The steps in groups; steps of different groups neither wait for each other nor write into the same objects. */
function dependentGroups(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const near = groups.filter((group) => group.some((other) => isDependent(step, other)));
    const joined = [...near.flat(), step];
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups;
}

const isDependent = (one: Step, other: Step): boolean =>
  one.after.has(other) || other.after.has(one) || [...one.objectPaths].some((path) => other.objectPaths.has(path));
