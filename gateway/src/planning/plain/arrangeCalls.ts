import type { OperationDefinitionNode } from 'graphql';
import { type FetchNode, type PlanNode, placeOf } from '../plan.ts';
import { type Call, levelOf, toFetch } from './call.ts';
import { mergeCalls } from './mergeCalls.ts';

/** One fetch of a plan, and those that it waits for. */
interface Step {
  readonly fetch: FetchNode;
  readonly after: Set<Step>;
  /** The objects that it brings: other steps that bring the same write into the same data. */
  readonly objects: ReadonlySet<string>;
}

/**
 * Arranges calls as a plan. Calls for entities of one subgraph that wait for the same number of others become one. Steps that have nothing to
 * do with each other go on in parallel, each sequence as soon as it can.
 */
export function arrangeCalls(calls: readonly Call[], client: OperationDefinitionNode): PlanNode | null {
  const groups = new Map<Call | string, Call[]>();
  for (const [call, level] of levelsOf(calls)) {
    const group = call.told ? `${level} ${call.service}` : call;
    groups.set(group, [...(groups.get(group) ?? []), call]);
  }
  const stepOf = new Map<Call, Step>();
  for (const group of groups.values()) {
    const step: Step = {
      fetch: mergeCalls(group.map((call) => toFetch(call, client))),
      after: new Set(),
      objects: new Set(group.flatMap(objectsOf)),
    };
    for (const call of group) stepOf.set(call, step);
  }
  for (const [call, step] of stepOf)
    for (const before of call.after) {
      const needed = stepOf.get(before);
      if (needed && needed !== step) step.after.add(needed);
    }
  return arrange([...new Set(stepOf.values())]);
}

/** How many others each call waits for. One that no other waits for may wait for a later call of its subgraph, and become one with it. */
function levelsOf(calls: readonly Call[]): Map<Call, number> {
  const levels = new Map<Call, number>();
  for (const call of calls) levelOf(call, levels);
  const needed = new Set(calls.flatMap((call) => [...call.after]));
  for (const call of calls) {
    if (!call.told || needed.has(call)) continue;
    const own = levels.get(call) ?? 0;
    const later = calls.flatMap((other) => (other.told && other.service === call.service ? (levels.get(other) ?? 0) : []));
    const next = Math.min(...later.filter((level) => level > own));
    if (next < Number.POSITIVE_INFINITY) levels.set(call, next);
  }
  return levels;
}

const objectsOf = ({ path, asks }: Call): string[] =>
  [...asks.byType.values()].flatMap((fields) =>
    [...fields].flatMap(([key, { below }]) => (below ? [`${placeOf(path)}.${key}`] : [])),
  );

/** In parallel what is not connected; of what is, first the steps that wait for none of the others. */
function arrange(steps: readonly Step[]): PlanNode | null {
  const parts = connected(steps);
  if (parts.length > 1) return { kind: 'parallel', nodes: parts.flatMap((part) => arrange(part) ?? []) };
  const [only] = steps;
  if (!only || steps.length === 1) return only?.fetch ?? null;
  const waiting = steps.filter(({ after }) => steps.some((step) => after.has(step)));
  const first = steps.filter((step) => !waiting.includes(step)).map(({ fetch }) => fetch);
  const [one] = first;
  const head: PlanNode = one && first.length === 1 ? one : { kind: 'parallel', nodes: first };
  const rest = arrange(waiting);
  if (!rest) return head;
  return { kind: 'sequence', nodes: [head, ...(rest.kind === 'sequence' ? rest.nodes : [rest])] };
}

/** The steps in groups that neither wait for each other nor bring the same objects. */
function connected(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const near = groups.filter((group) => group.some((other) => isConnected(step, other)));
    const joined = [...near.flat(), step];
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups;
}

const isConnected = (one: Step, other: Step): boolean =>
  one.after.has(other) || other.after.has(one) || [...one.objects].some((place) => other.objects.has(place));
