import type { OperationDefinitionNode } from 'graphql';
import { type FetchNode, fieldPathText, type PlanNode } from '../plan.ts';
import { mergeFetches } from './mergeFetches.ts';
import { fetchDepth, type PlannedFetch } from './plannedFetch.ts';
import { printFetch } from './printFetch.ts';

/** One fetch node of the plan, and those that it waits for. */
interface ScheduledFetch {
  readonly node: FetchNode;
  readonly after: Set<ScheduledFetch>;
  /** The field paths of the objects that it fetches, as text: two fetches with a path in common write into the same objects. */
  readonly objectPaths: ReadonlySet<string>;
}

/**
 * Arranges fetches as a plan. Entity fetches of one subgraph that wait for the same number of others become one. Fetches that do not depend on
 * each other run in parallel, and each sequence runs as early as it can.
 */
export function arrangeFetches(fetches: readonly PlannedFetch[], client: OperationDefinitionNode): PlanNode | null {
  const groups = new Map<PlannedFetch | string, PlannedFetch[]>();
  for (const [fetch, depth] of fetchDepths(fetches)) {
    const group = fetch.representation ? `${depth} ${fetch.subgraph}` : fetch;
    const members = groups.get(group) ?? [];
    members.push(fetch);
    groups.set(group, members);
  }
  const scheduledOf = new Map<PlannedFetch, ScheduledFetch>();
  for (const group of groups.values()) {
    const scheduled: ScheduledFetch = {
      node: mergeFetches(group.map((fetch) => printFetch(fetch, client))),
      after: new Set(),
      objectPaths: new Set(group.flatMap(objectPathsOf)),
    };
    for (const fetch of group) scheduledOf.set(fetch, scheduled);
  }
  for (const [fetch, scheduled] of scheduledOf)
    for (const before of fetch.after) {
      const needed = scheduledOf.get(before);
      if (needed && needed !== scheduled) scheduled.after.add(needed);
    }
  return arrange([...new Set(scheduledOf.values())]);
}

/**
 * The depth of each fetch. An entity fetch that no other waits for takes the depth of the next later entity fetch of its subgraph, so that
 * the two become one.
 */
function fetchDepths(fetches: readonly PlannedFetch[]): Map<PlannedFetch, number> {
  const depths = new Map<PlannedFetch, number>();
  for (const fetch of fetches) fetchDepth(fetch, depths);
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
    [...fields].flatMap(([key, field]) => (field.selection ? [`${fieldPathText(path)}.${key}`] : [])),
  );

/** Independent fetches in parallel; of dependent ones, first those that wait for no other. */
function arrange(fetches: readonly ScheduledFetch[]): PlanNode | null {
  const groups = dependentGroups(fetches);
  if (groups.length > 1) return { kind: 'parallel', nodes: groups.flatMap((group) => arrange(group) ?? []) };
  const [only] = fetches;
  if (!only || fetches.length === 1) return only?.node ?? null;
  const all = new Set(fetches);
  const isWaiting = ({ after }: ScheduledFetch): boolean => [...after].some((scheduled) => all.has(scheduled));
  const first = fetches.filter((scheduled) => !isWaiting(scheduled)).map(({ node }) => node);
  const [one] = first;
  const head: PlanNode = one && first.length === 1 ? one : { kind: 'parallel', nodes: first };
  const rest = arrange(fetches.filter(isWaiting));
  if (!rest) return head;
  return { kind: 'sequence', nodes: [head, ...(rest.kind === 'sequence' ? rest.nodes : [rest])] };
}

/** The fetches in groups; fetches of different groups neither wait for each other nor write into the same objects. */
function dependentGroups(fetches: readonly ScheduledFetch[]): ScheduledFetch[][] {
  const joinedTo = new Map(fetches.map((scheduled) => [scheduled, scheduled]));
  const headOf = (scheduled: ScheduledFetch): ScheduledFetch => {
    let head = scheduled;
    for (let next = joinedTo.get(head); next && next !== head; next = joinedTo.get(head)) head = next;
    joinedTo.set(scheduled, head);
    return head;
  };
  const join = (one: ScheduledFetch, other: ScheduledFetch): void => void joinedTo.set(headOf(one), headOf(other));
  const lastWriter = new Map<string, ScheduledFetch>();
  for (const scheduled of fetches) {
    for (const before of scheduled.after) if (joinedTo.has(before)) join(before, scheduled);
    for (const path of scheduled.objectPaths) {
      join(lastWriter.get(path) ?? scheduled, scheduled);
      lastWriter.set(path, scheduled);
    }
  }
  const groups = new Map<ScheduledFetch, ScheduledFetch[]>();
  for (const scheduled of fetches) {
    const group = groups.get(headOf(scheduled)) ?? [];
    group.push(scheduled);
    groups.set(headOf(scheduled), group);
  }
  return [...groups.values()];
}
