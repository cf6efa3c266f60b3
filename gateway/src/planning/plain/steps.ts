import type { SelectionSetNode } from 'graphql';
import type { Holdings } from '../holdings.ts';
import { coveredAs, givesAll, knownAs, type Place } from './place.ts';

/** What was found before, by the type and the subgraphs to start from: it depends on the supergraph alone. */
const known = new WeakMap<Holdings, Map<string, ReadonlyMap<string, number>>>();

const MAX_KNOWN = 10_000;

/** How many calls away each subgraph is that can be asked for objects of a type, by the keys that others have. */
export function stepsTo(place: Place, typeName: string, holdings: Holdings): ReadonlyMap<string, number> {
  const starts = new Set<string>();
  for (const selection of place.from) if (coveredAs(selection, typeName, holdings) !== null) starts.add(selection.service);
  const found = known.get(holdings) ?? new Map<string, ReadonlyMap<string, number>>();
  known.set(holdings, found);
  const identity = [typeName, ...[...starts].sort()].join(' ');
  const steps = found.get(identity) ?? stepsFrom(starts, typeName, holdings);
  if (found.size < MAX_KNOWN) found.set(identity, steps);
  return steps;
}

function stepsFrom(starts: ReadonlySet<string>, typeName: string, holdings: Holdings): Map<string, number> {
  const steps = new Map([...starts].map((service) => [service, 0]));
  for (let step = 1, isFound = true; isFound; step += 1) {
    isFound = false;
    for (const service of holdings.services) {
      const as = steps.has(service) ? null : knownAs(holdings, service, typeName);
      const isNear = as !== null && holdings.keys(service, as).some((key) => keySteps(key, typeName, steps, holdings) < step);
      if (!isNear) continue;
      steps.set(service, step);
      isFound = true;
    }
  }
  return steps;
}

/** How many calls away a key is; infinitely many when it cannot be had. */
export function keySteps(
  { selections, ...set }: SelectionSetNode,
  typeName: string,
  steps: ReadonlyMap<string, number>,
  holdings: Holdings,
): number {
  const each = selections.map((selection) =>
    Math.min(
      Number.POSITIVE_INFINITY,
      ...[...steps].flatMap(([service, step]) =>
        givesAll(service, typeName, { ...set, selections: [selection] }, holdings) ? [step] : [],
      ),
    ),
  );
  return Math.max(0, ...each);
}

/** Whether another subgraph that has an interface as an object gives a field of it, and is asked by a key that can be had. */
export function isReachableAsObject(place: Place, name: string, fieldName: string, holdings: Holdings): boolean {
  const steps = stepsTo(place, name, holdings);
  return holdings.services.some((service) => {
    const held = holdings.hasAsObject(service, name) ? holdings.field(service, name, fieldName) : null;
    const isGiven = held !== null && !held.isExternal && !held.requires;
    return isGiven && holdings.keys(service, name).some((key) => keySteps(key, name, steps, holdings) < Number.POSITIVE_INFINITY);
  });
}
