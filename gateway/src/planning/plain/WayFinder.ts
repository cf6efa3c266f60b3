import {
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { Holdings } from '../holdings.ts';
import type { Required } from '../plan.ts';
import { toRequired } from '../representation.ts';
import { fieldsFor, keyOf } from '../selected.ts';
import { ask, missingBelow, pathBelow, sourceOf } from './ask.ts';
import type { Call, Selection } from './call.ts';
import { coveredAs, createPlace, givenBy, knownAs, type Obtained, type Place, type RequestedField } from './place.ts';
import { isNobody, possibleTypes, tellsTypes } from './possibleTypes.ts';
import { isReachableAsObject, keySteps, stepsTo } from './steps.ts';

/** A field that no way leads to. */
export class NoWay extends Error {
  override name = 'NoWay';
}

/** How many fields are looked for in one operation: each for each type of objects that it is selected of. */
const MAX_LOOKS = 5_000;

const tooLarge = (): GraphQLError =>
  new GraphQLError(
    `Planning the operation takes more than ${MAX_LOOKS} steps: fields of interfaces and unions count for each of their types. Ask for less, or split it.`,
    { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
  );

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
    /** Whether a field of an interface that one subgraph gives of all its objects is asked of the interface as such. */
    private readonly asksInterfaces: boolean,
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
    if (place.types.length === 0 && isNobody(declared, schema)) this.askWithoutObjects(place, declared, sets);
    if (place.resolvedBy) this.bringing.add(place.resolvedBy);
    for (const { selections } of sets)
      for (const one of selections) if (one.kind === Kind.FIELD) place.selectedOfAll.add(keyOf(one));
    const shared = this.obtainForAll(place, sets, declared);
    for (const selection of place.from) this.askForOthers(selection, place.types, sets);
    for (const typeName of place.types) {
      const below = new Map<Place, SelectionSetNode[]>();
      for (const field of this.inOrder(place, typeName, fieldsFor(schema, sets, typeName))) {
        if (field.name.value === '__typename' || shared.has(keyOf(field))) continue;
        const { call, below: inner } = this.obtain(place, typeName, wantedOf(field));
        this.bringing.add(call);
        if (inner && field.selectionSet) below.set(inner, [...(below.get(inner) ?? []), field.selectionSet]);
      }
      for (const [inner, innerSets] of below) this.fill(inner, innerSets);
    }
  }

  /**
   * No subgraph has an object type of the interface, so no plan can go on from its objects. The subgraph that leads there is asked for the
   * interface's own fields all the same: it answers null, or an error.
   */
  private askWithoutObjects(place: Place, declared: string, sets: readonly SelectionSetNode[]): void {
    const { holdings } = this;
    for (const field of fieldsFor(holdings.schema, sets, declared)) {
      if (field.name.value === '__typename') continue;
      const given = place.from.flatMap((selection) => {
        const held = givenBy(selection, declared, field.name.value, holdings);
        return held ? [{ selection, held }] : [];
      });
      const [first] = given;
      if (!first) throw new NoWay(`No object is known of the type "${declared}".`);
      ask(first.selection, declared, wantedOf(field), first.held, holdings);
    }
  }

  /**
   * What is selected of an interface itself is selected of all its objects: one subgraph that leads to them must give it of all, by itself
   * or by keys that go on from there. Subgraphs that share a field are one as good as the other (the composer's rule for satisfiability), so
   * the objects of one type are not taken from one of them and those of another type from another. Gives the response keys of the fields
   * that are asked of the interface as such, once for all types: with them, and what is selected below, all is done.
   */
  private obtainForAll(place: Place, sets: readonly SelectionSetNode[], declared: string): ReadonlySet<string> {
    const shared = new Set<string>();
    if (place.types.length < 2) return shared;
    const { holdings } = this;
    const keysOfSome = keysInFragments(sets);
    for (const field of sets.flatMap(({ selections }) => selections)) {
      if (field.kind !== Kind.FIELD || field.name.value === '__typename') continue;
      const wanted = wantedOf(field);
      const ofAll = place.from.find((selection) =>
        place.types.every((type) => {
          const as = coveredAs(selection, type, holdings);
          return as !== null && givenBy(selection, as, wanted.name, holdings) !== null;
        }),
      );
      if (ofAll && !keysOfSome.has(wanted.key) && this.askInterface(place, wanted, ofAll)) {
        shared.add(wanted.key);
        continue;
      }
      const bases = new Set(place.types.flatMap((type) => [...basesOf(this.obtain(place, type, wanted, ofAll ?? null).from)]));
      if (bases.size > 1) throw new NoWay(`No subgraph leads to "${declared}.${wanted.name}" of all objects.`);
    }
    return shared;
  }

  /** Asks an interface for a field, and all that is selected below it; false where the subgraph has no such field of the interface. */
  private askInterface(place: Place, wanted: RequestedField, selection: Selection): boolean {
    const { holdings } = this;
    const { declared, service } = selection;
    const held = holdings.field(service, declared, wanted.name);
    const isInterface = isInterfaceType(holdings.schema.getType(declared));
    if (!this.asksInterfaces || !isInterface || !held || held.isExternal || held.requires) return false;
    const obtained = this.askFor(place, declared, wanted, selection, place.types);
    for (const type of place.types) place.obtained.set(`${type} ${wanted.key}`, obtained);
    this.bringing.add(obtained.call);
    if (obtained.below) this.fill(obtained.below, wanted.sets);
    return true;
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
    const isAbstract = isAbstractType(holdings.schema.getType(typeOf(place.parent, holdings.schema)));
    for (const selection of place.from)
      if (isAbstract || isAbstractType(holdings.schema.getType(selection.declared))) selection.tells = true;
  }

  /** The call that brings a field of objects of a type; asks for it if none does yet. */
  private obtain(place: Place, typeName: string, wanted: RequestedField, preferred: Selection | null = null): Obtained {
    this.looks += 1;
    if (this.looks > MAX_LOOKS) throw tooLarge();
    const known = place.obtained.get(`${typeName} ${wanted.key}`);
    if (known) return known;
    const selection = preferred ?? this.presentSource(place, typeName, wanted) ?? this.furtherSource(place, typeName, wanted);
    // The way to a subgraph may have led past the field itself.
    const meanwhile = place.obtained.get(`${typeName} ${wanted.key}`);
    if (meanwhile) return meanwhile;
    const obtained = this.askFor(place, typeName, wanted, selection);
    place.obtained.set(`${typeName} ${wanted.key}`, obtained);
    return obtained;
  }

  /** Asks a selection for a field of objects of a type, or of an interface with objects of several types. */
  private askFor(
    place: Place,
    typeName: string,
    wanted: RequestedField,
    selection: Selection,
    owners: readonly string[] = [typeName],
  ): Obtained {
    const { holdings } = this;
    const as = coveredAs(selection, typeName, holdings) ?? typeName;
    const held = holdings.field(selection.service, as, wanted.name);
    if (!held) throw new NoWay(`"${selection.service}" has no "${as}.${wanted.name}".`);
    const below = ask(selection, as, wanted, held, holdings);
    if (!below) return { call: selection.call(), from: selection, below: null };
    const types =
      owners.length > 1
        ? this.typesBelow(owners, wanted, selection)
        : possibleTypes(as, wanted.name, held, selection.service, holdings);
    const inner = createPlace(pathBelow(place, typeName, wanted, holdings), types, [below], { place, typeName, wanted });
    if (holdings.hasAsObject(selection.service, held.typeName)) inner.unresolved = held.typeName;
    return { call: selection.call(), from: selection, below: inner };
  }

  /**
   * A subgraph that is asked for the objects anyway. Of a query's root another one comes first that gives all that is selected below, where
   * the one that is asked does not: both calls begin at once.
   */
  private presentSource(place: Place, typeName: string, wanted: RequestedField): Selection | null {
    const { holdings } = this;
    const source = sourceOf(place, typeName, wanted, holdings);
    if (!source || place !== this.root || this.kind === 'mutation' || wanted.sets.length === 0) return source;
    const missing = (service: string): number => missingBelow({ service, provided: [] }, typeName, wanted, holdings);
    if (missing(source.service) === 0) return source;
    const better = holdings.services.find((service) => {
      const held = holdings.field(service, typeName, wanted.name);
      return held && !held.isExternal && !held.requires && missing(service) === 0;
    });
    return better === undefined ? source : this.rootCall(place, typeName, better);
  }

  /** The types of the objects to which a field leads from objects of several types. */
  private typesBelow(owners: readonly string[], { name }: RequestedField, { service }: Selection): string[] {
    const { holdings } = this;
    const types = owners.flatMap((owner) => {
      const held = holdings.field(service, owner, name);
      return held ? possibleTypes(owner, name, held, service, holdings) : [];
    });
    return [...new Set(types)];
  }

  /** Root fields that few subgraphs have come first: what others have too is then asked of a subgraph that is asked anyway. */
  private inOrder(place: Place, typeName: string, fields: readonly FieldNode[]): readonly FieldNode[] {
    if (place !== this.root || this.kind === 'mutation') return fields;
    const { holdings } = this;
    const owners = ({ name }: FieldNode): number =>
      holdings.services.filter((service) => holdings.field(service, typeName, name.value)?.isExternal === false).length;
    return fields
      .map((field) => ({ field, count: owners(field) }))
      .sort((one, other) => one.count - other.count)
      .map(({ field }) => field);
  }

  /** One more call that brings the field; where no key leads on, the same objects from another subgraph that leads to them. */
  private furtherSource(place: Place, typeName: string, wanted: RequestedField): Selection {
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

const wantedOf = (field: FieldNode): RequestedField => ({
  key: keyOf(field),
  name: field.name.value,
  args: field.arguments ?? [],
  sets: field.selectionSet ? [field.selectionSet] : [],
});

/** The type that a field has in the supergraph; a subgraph may declare an object type where this is its interface or union. */
function typeOf(parent: Place['parent'], schema: GraphQLSchema): string {
  const type = parent && schema.getType(parent.typeName);
  const field = type && 'getFields' in type ? type.getFields()[parent.wanted.name] : undefined;
  return field ? getNamedType(field.type).name : '';
}

/** The response keys of the fields that are selected of some types alone. */
function keysInFragments(sets: readonly SelectionSetNode[], isFragment = false): Set<string> {
  return new Set(
    sets.flatMap(({ selections }) =>
      selections.flatMap((one): string[] => {
        if (one.kind === Kind.INLINE_FRAGMENT) return [...keysInFragments([one.selectionSet], true)];
        return one.kind === Kind.FIELD && isFragment ? [keyOf(one)] : [];
      }),
    ),
  );
}

/** The selections that lead to the objects of a place, from which others go on by keys. */
function basesOf(selection: Selection): ReadonlySet<Selection> {
  if (selection.goesOnFrom.size === 0) return new Set([selection]);
  return new Set([...selection.goesOnFrom].flatMap((one) => [...basesOf(one)]));
}

export function attempt<T>(find: () => T): T | NoWay {
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
