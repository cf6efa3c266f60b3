import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Holdings } from '../../src/planning/holdings.ts';
import type { EntityBatch, FetchNode, PlanNode, Rename, Required } from '../../src/planning/plan.ts';
import { readCall } from '../../src/planning/readCall.ts';
import { carries } from '../../src/planning/representation.ts';
import { keyOf, type Selected } from '../../src/planning/selected.ts';
import { mustBeThere } from './answered.ts';
import { type Asking, ask, PlanFault } from './askings.ts';
import { broughtAt, createSpot, type Spot, type Standing, standingAt, typesAt, type Visible } from './known.ts';

/** How many selections are looked at of one plan. A larger one is believed. */
const MAX_LOOKS = 50_000;

class TooLarge extends Error {}

export interface Fault {
  readonly text: string;
  /** One that is not brings all that is wanted, and asks for more: where that fails and may not be null, what is wanted goes with it. */
  readonly isGrave: boolean;
}

/**
 * Goes through a plan as if it were run, with no data, and tells what is wrong with it: a subgraph is asked for what it does not give there,
 * a key or a required field is not told, something that the client selects is fetched by nobody, or something is fetched that it selects under
 * other conditions or of other types. Null when nothing is.
 */
export function faultOf(plan: PlanNode | null, document: DocumentNode, holdings: Holdings): Fault | null {
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!operation) return null;
  let looks = 0;
  const count = (): void => {
    looks += 1;
    if (looks > MAX_LOOKS) throw new TooLarge();
  };
  const inVain: string[] = [];
  try {
    new Proof(holdings, count, inVain).prove(plan, operation);
  } catch (error) {
    if (error instanceof PlanFault) return { text: error.message, isGrave: true };
    if (!(error instanceof TooLarge)) throw error;
  }
  const [first] = inVain;
  return first === undefined ? null : { text: `"${first}" is asked for in vain.`, isGrave: false };
}

class Proof {
  private readonly root: Spot = createSpot();
  private readonly before = new Map<FetchNode, ReadonlySet<FetchNode>>();

  constructor(
    private readonly holdings: Holdings,
    private readonly count: () => void,
    private readonly inVain: string[],
  ) {}

  prove(plan: PlanNode | null, operation: OperationDefinitionNode): void {
    const { schema } = this.holdings;
    const typeName = schema.getRootType(operation.operation)?.name ?? '';
    this.root.byType.set(typeName, new Map());
    const root: Standing = { spot: this.root, typeName };
    if (plan) this.go(plan, new Set(), root);
    const wanted: Selected = { typeName, selectionSets: [operation.selectionSet] };
    const { count, inVain } = this;
    mustBeThere(wanted, wanted, this.root, { schema, count, inVain });
  }

  /** Goes through a node of the plan; returns the calls that are answered after it. */
  private go(node: PlanNode, done: ReadonlySet<FetchNode>, root: Standing): ReadonlySet<FetchNode> {
    switch (node.kind) {
      case 'sequence':
        return node.nodes.reduce((before, inner) => this.go(inner, before, root), done);
      case 'parallel':
        return new Set([...done, ...node.nodes.flatMap((inner) => [...this.go(inner, done, root)])]);
      case 'fetch':
        this.before.set(node, done);
        this.call(node, root);
        return new Set([...done, node]);
    }
  }

  private call(call: FetchNode, root: Standing): void {
    const before = this.before.get(call) ?? new Set();
    const visible: Visible = (by) => {
      for (const one of by) if (before.has(one)) return true;
      return false;
    };
    const operation = readCall(call);
    if (call.entities.length === 0) {
      const asking = this.asking(call, call.renames);
      for (const { spot, typeName } of standingAt(root, call.at, visible, this.satisfies))
        ask(operation.selectionSet, typeName, { spot, typeName, as: typeName, provided: [], told: null }, asking);
    }
    for (const batch of call.entities) {
      const field = operation.selectionSet.selections.find((one) => one.kind === Kind.FIELD && keyOf(one) === batch.responseKey);
      const set = field?.kind === Kind.FIELD ? field.selectionSet : undefined;
      const asking = this.asking(call, batch.renames);
      for (const path of batch.paths)
        for (const standing of standingAt(root, path, visible, this.satisfies))
          if (set) this.continueFrom(standing, batch, set, visible, asking);
    }
  }

  private asking(call: FetchNode, renames: readonly Rename[]): Asking {
    const { holdings, satisfies, count } = this;
    const renamed = new Map(renames.map(({ from, to }) => [from, to]));
    return { call, holdings, satisfies, renamed, count };
  }

  /** Asks a subgraph for more of objects that are there, where all that it must be told of them is there too. */
  private continueFrom(standing: Standing, batch: EntityBatch, set: SelectionSetNode, visible: Visible, asking: Asking): void {
    const { spot, typeName } = standing;
    const { service } = asking.call;
    if (!broughtAt(spot, typeName, '__typename', visible)) return;
    const byName = new Map<string, Required[]>();
    for (const part of batch.requires) {
      const condition = part.kind === 'type' ? part.name : null;
      if (condition !== null && !this.satisfies(typeName, condition)) continue;
      const name = this.nameIn(service, typeName, condition);
      byName.set(name, [...(byName.get(name) ?? []), part]);
    }
    for (const [as, parts] of byName) {
      const told = this.told(parts, standing, visible);
      if (!told) continue;
      if (!this.holdings.keys(service, as).some((key) => carries(told, key)))
        throw new PlanFault(`"${service}" is told no key of "${as}".`);
      for (const one of this.found(standing, as, asking)) ask(set, '_Entity', { ...one, provided: [], told }, asking);
    }
  }

  /** Whom a subgraph finds: one that has the interface whose name alone is known finds out the objects' own types. */
  private found({ spot, typeName }: Standing, as: string, { call }: Asking): (Standing & { as: string })[] {
    const { holdings } = this;
    const { unresolved } = spot;
    if (unresolved?.name !== typeName || holdings.hasAsObject(call.service, as)) return [{ spot, typeName, as }];
    unresolved.by.add(call);
    return holdings.members(call.service, as).map((member) => {
      unresolved.types.add(member);
      if (!spot.byType.has(member)) spot.byType.set(member, new Map());
      return { spot, typeName: member, as: member };
    });
  }

  /** The parts of a representation that apply; null when something of it is not there. */
  private told(parts: readonly Required[], { spot, typeName }: Standing, visible: Visible): readonly Required[] | null {
    const told: Required[] = [];
    for (const part of parts) {
      this.count();
      if (part.kind === 'type') {
        const { name, selections } = part;
        if (name !== null && !this.satisfies(typeName, name)) continue;
        const inner = this.told(selections, { spot, typeName }, visible);
        if (!inner) return null;
        told.push(...inner);
        continue;
      }
      const { from, name, selections } = part;
      if (name === '__typename') continue;
      const brought = broughtAt(spot, typeName, from, visible);
      if (!brought) return null;
      if (brought.name !== name) throw new PlanFault(`"${brought.name}" is told as "${name}".`);
      brought.isTold = true;
      const { below } = brought;
      const isWhole =
        !selections ||
        !below ||
        typesAt(below, visible).every((type) => this.told(selections, { spot: below, typeName: type }, visible));
      if (!isWhole) return null;
      told.push(part);
    }
    return told;
  }

  private readonly satisfies = (typeName: string, condition: string): boolean =>
    condition === '_Entity' || typeName === condition || this.holdings.belongs(typeName, condition);

  /** As the execution names them: {@link Types.nameIn}. */
  private nameIn(service: string, typeName: string, condition: string | null): string {
    const { holdings } = this;
    if (condition !== null && holdings.hasAsObject(service, condition)) return condition;
    if (holdings.has(service, typeName)) return typeName;
    return holdings.namesOf(typeName).find((name) => holdings.hasAsObject(service, name)) ?? typeName;
  }
}
