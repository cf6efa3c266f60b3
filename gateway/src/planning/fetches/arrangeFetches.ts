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
    const members = groups.get(group) ?? [];
    members.push(fetch);
    groups.set(group, members);
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
  const counts = new Map<string, Map<number, number>>();
  const count = ({ subgraph }: PlannedFetch, depth: number, change: number): void => {
    const ofSubgraph = counts.get(subgraph) ?? new Map<number, number>();
    counts.set(subgraph, ofSubgraph.set(depth, (ofSubgraph.get(depth) ?? 0) + change));
  };
  for (const [fetch, depth] of depths) if (fetch.representation) count(fetch, depth, 1);
  for (const fetch of fetches) {
    if (!fetch.representation || needed.has(fetch)) continue;
    const own = depths.get(fetch) ?? 0;
    const ofSubgraph = [...(counts.get(fetch.subgraph) ?? [])];
    const next = Math.min(...ofSubgraph.flatMap(([depth, fetchCount]) => (depth > own && fetchCount > 0 ? depth : [])));
    if (next === Number.POSITIVE_INFINITY) continue;
    count(fetch, own, -1);
    count(fetch, next, 1);
    depths.set(fetch, next);
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
  const all = new Set(steps);
  const isWaiting = ({ after }: Step): boolean => [...after].some((step) => all.has(step));
  const first = steps.filter((step) => !isWaiting(step)).map(({ node }) => node);
  const [one] = first;
  const head: PlanNode = one && first.length === 1 ? one : { kind: 'parallel', nodes: first };
  const rest = arrange(steps.filter(isWaiting));
  if (!rest) return head;
  return { kind: 'sequence', nodes: [head, ...(rest.kind === 'sequence' ? rest.nodes : [rest])] };
}

/** The steps in groups; steps of different groups neither wait for each other nor write into the same objects. */
function dependentGroups(steps: readonly Step[]): Step[][] {
  const joinedTo = new Map(steps.map((step) => [step, step]));
  const headOf = (step: Step): Step => {
    let head = step;
    for (let next = joinedTo.get(head); next && next !== head; next = joinedTo.get(head)) head = next;
    joinedTo.set(step, head);
    return head;
  };
  const join = (one: Step, other: Step): void => void joinedTo.set(headOf(one), headOf(other));
  const lastWriter = new Map<string, Step>();
  for (const step of steps) {
    for (const before of step.after) if (joinedTo.has(before)) join(before, step);
    for (const path of step.objectPaths) {
      join(lastWriter.get(path) ?? step, step);
      lastWriter.set(path, step);
    }
  }
  const groups = new Map<Step, Step[]>();
  for (const step of steps) {
    const group = groups.get(headOf(step)) ?? [];
    group.push(step);
    groups.set(headOf(step), group);
  }
  return [...groups.values()];
}
