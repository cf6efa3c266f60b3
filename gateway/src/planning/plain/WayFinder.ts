import { type FieldNode, isAbstractType, Kind, print, type SelectionSetNode } from 'graphql';
import type { Holdings } from '../holdings.ts';
import type { Required } from '../plan.ts';
import { toRequired } from '../representation.ts';
import { fieldsFor, keyOf } from '../selected.ts';
import { ask, missingBelow, pathBelow, sourceOf } from './ask.ts';
import type { Call, Selection } from './call.ts';
import { coveredAs, createPlace, givenBy, knownAs, type Obtained, type Place, type Wanted } from './place.ts';
import { isNobody, possibleTypes, tellsTypes } from './possibleTypes.ts';
import { isReachableAsObject, keySteps, stepsTo } from './steps.ts';

/** A field that no way leads to. */
export class NoWay extends Error {
  override name = 'NoWay';
}

/** How many fields are looked for in one operation. */
const MAX_LOOKS = 5_000;

const TYPE_NAME: Required = { kind: 'field', from: '__typename', name: '__typename', selections: null };

/** What a call has to wait for, and the selections of its place that give what it tells. */
interface Gathered {
  readonly after: Set<Call>;
  readonly from: Set<Selection>;
}

interface NewCall extends Pick<Call, 'service' | 'path' | 'told' | 'after'>, Pick<Selection, 'covers' | 'declared'> {
  readonly from: ReadonlySet<Selection>;
}

/** Finds for each field of an operation without conditions the call that brings it. */
export class WayFinder {
  private readonly calls: Call[] = [];
  /** The calls that bring something of what is selected. */
  private readonly bringing = new Set<Call>();
  private readonly root: Place;
  private readonly underWay = new Set<string>();
  private looks = 0;

  constructor(
    private readonly holdings: Holdings,
    private readonly kind: 'query' | 'mutation',
    private readonly rootName: string,
  ) {
    this.root = createPlace([], [rootName], [], null);
  }

  /** The calls for what is selected of the root, without those of ways that turned out to lead nowhere. Throws {@link NoWay}. */
  find(selectionSet: SelectionSetNode): readonly Call[] {
    this.fill(this.root, [selectionSet]);
    const needed = new Set<Call>();
    const add = (call: Call): void => {
      if (needed.has(call)) return;
      needed.add(call);
      for (const before of call.after) add(before);
    };
    for (const call of this.bringing) add(call);
    return this.calls.filter((call) => needed.has(call));
  }

  private fill(place: Place, sets: readonly SelectionSetNode[]): void {
    const { schema } = this.holdings;
    this.tell(place, sets);
    const declared = place.from[0]?.declared ?? '';
    if (place.types.length === 0 && isNobody(declared, schema)) throw new NoWay(`No object is known of the type "${declared}".`);
    if (place.resolvedBy) this.bringing.add(place.resolvedBy);
    this.obtainForAll(place, sets, declared);
    for (const selection of place.from) this.askForOthers(selection, place.types, sets);
    for (const typeName of place.types) {
      const below = new Map<Place, SelectionSetNode[]>();
      for (const field of fieldsFor(schema, sets, typeName)) {
        if (field.name.value === '__typename') continue;
        const { call, below: inner } = this.obtain(place, typeName, wantedOf(field));
        this.bringing.add(call);
        if (inner && field.selectionSet) below.set(inner, [...(below.get(inner) ?? []), field.selectionSet]);
      }
      for (const [inner, innerSets] of below) this.fill(inner, innerSets);
    }
  }

  /**
   * What is selected of an interface itself is selected of all its objects: one subgraph that leads to them must give it of all, by itself
   * or by keys that go on from there. Subgraphs that share a field are one as good as the other (the composer's rule for satisfiability), so
   * the objects of one type are not taken from one of them and those of another type from another.
   */
  private obtainForAll(place: Place, sets: readonly SelectionSetNode[], declared: string): void {
    if (place.types.length < 2) return;
    const { holdings } = this;
    for (const field of sets.flatMap(({ selections }) => selections)) {
      if (field.kind !== Kind.FIELD || field.name.value === '__typename') continue;
      const wanted = wantedOf(field);
      const ofAll = place.from.find((selection) =>
        place.types.every((type) => {
          const as = coveredAs(selection, type, holdings);
          return as !== null && givenBy(selection, as, wanted.name, holdings) !== null;
        }),
      );
      const bases = new Set(place.types.flatMap((type) => [...basesOf(this.obtain(place, type, wanted, ofAll ?? null).from)]));
      if (bases.size > 1) throw new NoWay(`No subgraph leads to "${declared}.${wanted.name}" of all objects.`);
    }
  }

  /**
   * Subgraphs that share a field may each know objects of its union or interface that the others do not. The plan counts on those that all
   * know; the subgraph that is asked may answer with others, and is asked of them for what it has itself.
   */
  private askForOthers(selection: Selection, types: readonly string[], sets: readonly SelectionSetNode[]): void {
    const { holdings } = this;
    const { service, declared } = selection;
    if (holdings.hasAsObject(service, declared)) return;
    for (const member of holdings.members(service, declared)) {
      if (types.includes(member)) continue;
      for (const field of fieldsFor(holdings.schema, sets, member)) {
        const held = givenBy(selection, member, field.name.value, holdings);
        const below = held && ask(selection, member, wantedOf(field), held, holdings);
        if (below && field.selectionSet) this.askForOthers(below, [], [field.selectionSet]);
      }
    }
  }

  /** Objects whose types matter are asked for them. */
  private tell(place: Place, sets: readonly SelectionSetNode[]): void {
    const { holdings } = this;
    if (place.unresolved !== null) {
      const name = place.unresolved;
      const isEnough =
        !sets.some((set) => tellsTypes(set, name)) &&
        fieldsFor(holdings.schema, sets, name).every(
          (field) =>
            sourceOf(place, name, wantedOf(field), holdings) || isReachableAsObject(place, name, field.name.value, holdings),
        );
      if (!isEnough) this.resolve(place, name);
    }
    for (const selection of place.from) if (isAbstractType(holdings.schema.getType(selection.declared))) selection.tells = true;
  }

  /** The call that brings a field of objects of a type; asks for it if none does yet. */
  private obtain(place: Place, typeName: string, wanted: Wanted, preferred: Selection | null = null): Obtained {
    this.looks += 1;
    if (this.looks > MAX_LOOKS) throw new NoWay('The operation is too large.');
    const known = place.obtained.get(`${typeName} ${wanted.key}`);
    if (known) return known;
    const selection =
      preferred ?? sourceOf(place, typeName, wanted, this.holdings) ?? this.furtherSource(place, typeName, wanted);
    // The way to a subgraph may have led past the field itself.
    const meanwhile = place.obtained.get(`${typeName} ${wanted.key}`);
    if (meanwhile) return meanwhile;
    const obtained = this.askFor(place, typeName, wanted, selection);
    place.obtained.set(`${typeName} ${wanted.key}`, obtained);
    return obtained;
  }

  private askFor(place: Place, typeName: string, wanted: Wanted, selection: Selection): Obtained {
    const { holdings } = this;
    const as = coveredAs(selection, typeName, holdings) ?? typeName;
    const held = holdings.field(selection.service, as, wanted.name);
    if (!held) throw new NoWay(`"${selection.service}" has no "${as}.${wanted.name}".`);
    const below = ask(selection, as, wanted, held, holdings);
    if (!below) return { call: selection.call(), from: selection, below: null };
    const types = possibleTypes(as, wanted.name, held, selection.service, holdings);
    const inner = createPlace(pathBelow(place, typeName, wanted, holdings), types, [below], { place, typeName, wanted });
    if (holdings.hasAsObject(selection.service, held.typeName)) inner.unresolved = held.typeName;
    return { call: selection.call(), from: selection, below: inner };
  }

  /** One more call that brings the field; where no key leads on, the same objects from another subgraph that leads to them. */
  private furtherSource(place: Place, typeName: string, wanted: Wanted): Selection {
    const { holdings } = this;
    const { name } = wanted;
    const steps = stepsTo(place, typeName, this.holdings);
    const able = holdings.services
      .flatMap((service) => {
        const as = knownAs(holdings, service, typeName);
        const held = as === null ? null : holdings.field(service, as, name);
        if (as === null || !held || held.isExternal) return [];
        const missing = missingBelow({ service, provided: [] }, as, wanted, holdings);
        return [{ service, as, requires: held.requires, missing, steps: steps.get(service) ?? 99 }];
      })
      .sort((one, other) => one.steps - other.steps || one.missing - other.missing);
    let reason = `No subgraph has "${typeName}.${name}".`;
    for (const { service, as, requires } of able) {
      const way = attempt(() => this.further(place, typeName, service, as, requires));
      if (way instanceof NoWay) reason = way.message;
      else return way;
    }
    for (const { service, requires } of able) {
      const way = requires ? null : attempt(() => this.fromParent(place, service));
      if (way && !(way instanceof NoWay)) return way;
    }
    throw new NoWay(reason);
  }

  /** A call of a subgraph for objects of a type, by one of its keys, which carries what is required. */
  private further(place: Place, typeName: string, service: string, as: string, requires: SelectionSetNode | null): Selection {
    if (typeName === this.rootName || typeName === this.holdings.schema.getQueryType()?.name)
      return this.rootCall(place, typeName, service);
    const identity = `${typeName} ${service} ${requires ? print(requires) : ''}`;
    const known = place.further.get(identity);
    if (known) return known;
    const turn = `${place.path.map((step) => JSON.stringify(step)).join()} ${identity}`;
    if (this.underWay.has(turn)) throw new NoWay(`"${service}" needs for "${typeName}" what leads back to it.`);
    this.underWay.add(turn);
    try {
      const selection = this.entityCall(place, typeName, service, as, requires);
      place.further.set(identity, selection);
      if (!requires) place.from.push(selection);
      return selection;
    } finally {
      this.underWay.delete(turn);
    }
  }

  private entityCall(place: Place, typeName: string, service: string, as: string, requires: SelectionSetNode | null): Selection {
    const after = new Set<Call>(place.resolvedBy ? [place.resolvedBy] : []);
    const from = new Set<Selection>();
    const key = this.obtainKey(place, typeName, service, as, { after, from });
    if (requires) this.obtainAll(place, typeName, requires, { after, from });
    const teller = [...from, ...place.from].find((one) => coveredAs(one, typeName, this.holdings) !== null);
    if (!teller) throw new NoWay(`Nobody tells the type "${typeName}".`);
    teller.tells = true;
    after.add(teller.call());
    const selections = [TYPE_NAME, ...toRequired(key), ...(requires ? toRequired(requires) : [])];
    const told: Required[] = [{ kind: 'type', name: typeName, selections }];
    const covers = place.unresolved === typeName ? null : new Set([typeName]);
    if (from.size === 0) from.add(teller);
    const declared = place.unresolved === typeName ? as : '_Entity';
    return this.addCall({ service, path: place.path, told, after, covers, declared, from });
  }

  /** Obtains the first of a subgraph's keys that can be had. */
  private obtainKey(place: Place, typeName: string, service: string, as: string, gathered: Gathered): SelectionSetNode {
    const steps = stepsTo(place, typeName, this.holdings);
    const cost = (key: SelectionSetNode): number => keySteps(key, typeName, steps, this.holdings);
    const keys = [...this.holdings.keys(service, as)].sort((one, other) => cost(one) - cost(other));
    for (const key of keys) {
      const needed: Gathered = { after: new Set(), from: new Set() };
      const result = attempt(() => this.obtainAll(place, typeName, key, needed));
      if (result instanceof NoWay) continue;
      for (const call of needed.after) gathered.after.add(call);
      for (const selection of needed.from) gathered.from.add(selection);
      return key;
    }
    throw new NoWay(`No key of "${typeName}" leads to "${service}".`);
  }

  private obtainAll(place: Place, typeName: string, set: SelectionSetNode, { after, from }: Gathered): void {
    for (const field of fieldsFor(this.holdings.schema, [set], typeName)) {
      if (field.name.value === '__typename') continue;
      const { call, from: source, below } = this.obtain(place, typeName, wantedOf(field));
      after.add(call);
      from.add(source);
      if (!below || !field.selectionSet) continue;
      this.tell(below, [field.selectionSet]);
      if (below.resolvedBy) after.add(below.resolvedBy);
      for (const type of below.types) this.obtainAll(below, type, field.selectionSet, { after, from: new Set() });
    }
  }

  /** Finds out the types of objects of which only an interface is known. */
  private resolve(place: Place, name: string): void {
    const { holdings } = this;
    for (const service of holdings.services) {
      if (!holdings.has(service, name) || holdings.hasAsObject(service, name) || holdings.keys(service, name).length === 0)
        continue;
      const selection = attempt(() => this.further(place, name, service, name, null));
      if (selection instanceof NoWay) continue;
      selection.tells = true;
      place.resolvedBy = selection.call();
      place.unresolved = null;
      place.types = holdings.members(service, name);
      return;
    }
    throw new NoWay(`Nobody tells the types of "${name}".`);
  }

  private rootCall(place: Place, typeName: string, service: string): Selection {
    const after = new Set(place.from.slice(0, 1).map((selection) => selection.call()));
    const isRoot = place === this.root;
    const selection = this.addCall({
      service,
      path: place.path,
      told: null,
      after: isRoot ? new Set() : after,
      covers: null,
      declared: typeName,
      from: new Set(),
    });
    place.from.push(selection);
    return selection;
  }

  private addCall({ service, path, told, after, covers, declared, from }: NewCall): Selection {
    const asks: Selection = {
      service,
      declared,
      covers,
      provided: [],
      byType: new Map(),
      tells: false,
      goesOnFrom: from,
      call: () => call,
    };
    const call: Call = { service, kind: declared === this.rootName ? this.kind : 'query', told, path, after, asks };
    this.calls.push(call);
    return asks;
  }

  /** The same objects, asked of another subgraph that has the field that leads to them. */
  private fromParent(place: Place, service: string): Selection {
    const { holdings } = this;
    const { parent } = place;
    if (!parent) throw new NoWay('There is nothing above the root.');
    const { typeName, wanted } = parent;
    const as = knownAs(holdings, service, typeName);
    const held = as === null ? null : holdings.field(service, as, wanted.name);
    if (as === null || !held || held.isExternal) throw new NoWay(`"${service}" does not lead there.`);
    const own = parent.place.from.find((one) => {
      const covered = coveredAs(one, typeName, holdings);
      return one.service === service && covered !== null && givenBy(one, covered, wanted.name, holdings);
    });
    const selection =
      own ??
      attemptOr(
        () => this.further(parent.place, typeName, service, as, held.requires),
        () => this.fromParent(parent.place, service),
      );
    const below = ask(selection, coveredAs(selection, typeName, holdings) ?? as, wanted, held, holdings);
    if (!below) throw new NoWay(`"${wanted.name}" is a leaf.`);
    if (!place.from.includes(below)) place.from.push(below);
    return below;
  }
}

const wantedOf = (field: FieldNode): Wanted => ({
  key: keyOf(field),
  name: field.name.value,
  args: field.arguments ?? [],
  sets: field.selectionSet ? [field.selectionSet] : [],
});

/** The selections that lead to the objects of a place, from which others go on by keys. */
function basesOf(selection: Selection): ReadonlySet<Selection> {
  if (selection.goesOnFrom.size === 0) return new Set([selection]);
  return new Set([...selection.goesOnFrom].flatMap((one) => [...basesOf(one)]));
}

function attempt<T>(find: () => T): T | NoWay {
  try {
    return find();
  } catch (error) {
    if (error instanceof NoWay) return error;
    throw error;
  }
}

function attemptOr<T>(find: () => T, otherwise: () => T): T {
  const found = attempt(find);
  return found instanceof NoWay ? otherwise() : found;
}
