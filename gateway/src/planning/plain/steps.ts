import type { SelectionSetNode } from 'graphql';
import type { Holdings } from '../holdings.ts';
import { coveredAs, givesAll, knownAs, type Place } from './place.ts';

/** How many calls away each subgraph is that can be asked for objects of a type, by the keys that others have. */
export function stepsTo(place: Place, typeName: string, holdings: Holdings): Map<string, number> {
  const steps = new Map<string, number>();
  for (const selection of place.from) if (coveredAs(selection, typeName, holdings) !== null) steps.set(selection.service, 0);
  for (let step = 1, found = true; found; step += 1) {
    found = false;
    for (const service of holdings.services) {
      const as = steps.has(service) ? null : knownAs(holdings, service, typeName);
      const isNear = as !== null && holdings.keys(service, as).some((key) => keySteps(key, typeName, steps, holdings) < step);
      if (!isNear) continue;
      steps.set(service, step);
      found = true;
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
