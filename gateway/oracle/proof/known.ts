import type { FetchNode, Path } from '../../src/planning/plan.ts';

/** What calls of a plan will have brought of one field of one type. */
export interface Brought {
  /** The field's own name. */
  readonly name: string;
  readonly by: Set<FetchNode>;
  /** Null for leaves. */
  readonly below: Spot | null;
  /** Whether a subgraph is told it, as a key or because it requires it. */
  isTold: boolean;
}

/** Objects that stand in one place of the data, by the types that they may be of. */
export interface Spot {
  readonly byType: Map<string, Map<string, Brought>>;
  /** An interface whose objects cannot tell their own types, until a call (`by`) has found them out. */
  unresolved: { readonly name: string; readonly types: Set<string>; readonly by: Set<FetchNode> } | null;
}

export const createSpot = (): Spot => ({ byType: new Map(), unresolved: null });

/** Tells whether what some calls bring is there; at the end of a plan, all is. */
export type Visible = (by: ReadonlySet<FetchNode>) => boolean;

/** The types that objects of a spot may tell of themselves. */
export function typesAt({ byType, unresolved }: Spot, visible: Visible): string[] {
  if (!unresolved) return [...byType.keys()];
  const { name, types, by } = unresolved;
  const isResolved = visible(by);
  return [...byType.keys()].filter((type) => (type === name ? !isResolved : !types.has(type) || isResolved));
}

/** What is there under a key of objects of a type; of those that could not tell their types, what was known before they could. */
export function broughtAt({ byType, unresolved }: Spot, typeName: string, key: string, visible: Visible): Brought | null {
  const own = byType.get(typeName)?.get(key);
  if (own && visible(own.by)) return own;
  const before = unresolved?.types.has(typeName) ? byType.get(unresolved.name)?.get(key) : undefined;
  return before && visible(before.by) ? before : null;
}

/** Notes that a call brings a field. Null when the key already means another field. */
export function bring(spot: Spot, typeName: string, key: string, name: string, isLeaf: boolean, by: FetchNode): Brought | null {
  const fields = spot.byType.get(typeName) ?? new Map<string, Brought>();
  spot.byType.set(typeName, fields);
  const before = spot.unresolved?.types.has(typeName) ? spot.byType.get(spot.unresolved.name)?.get(key) : undefined;
  const known = fields.get(key);
  const brought: Brought = known ?? {
    name,
    by: new Set(),
    below: isLeaf ? null : (before?.below ?? createSpot()),
    isTold: false,
  };
  if (brought.name !== name) return null;
  brought.by.add(by);
  fields.set(key, brought);
  return brought;
}

/** Objects of one type in one spot. */
export interface Standing {
  readonly spot: Spot;
  readonly typeName: string;
}

type Satisfies = (typeName: string, condition: string) => boolean;

/** The objects to which a path leads, as far as they are there. */
export function standingAt(root: Standing, path: Path, visible: Visible, satisfies: Satisfies): Standing[] {
  let found: Standing[] = [root];
  for (const step of path) {
    if (step.kind === 'items') continue;
    found = found.flatMap(({ spot, typeName }): Standing[] => {
      if (step.kind === 'type') return step.names.some((name) => satisfies(typeName, name)) ? [{ spot, typeName }] : [];
      const below = broughtAt(spot, typeName, step.name, visible)?.below;
      return below ? typesAt(below, visible).map((type) => ({ spot: below, typeName: type })) : [];
    });
  }
  return found;
}
