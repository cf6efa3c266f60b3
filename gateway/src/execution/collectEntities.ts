import type { Data } from '../calls/data.ts';
import type { EntityBatch } from '../planning/plan.ts';
import { causeOfMissing } from './absentFields.ts';
import { addCause, type Cause, unexplained } from './causes.ts';
import { type CallFields, compileRepresentations, type Representation } from './representations.ts';
import type { Run } from './run.ts';
import { replaceIfEqual } from './sharedObjects.ts';
import type { TypeLookup } from './typeLookup.ts';
import { compilePath, type PathVisitor, type VisitPath } from './visitPath.ts';

/** The entities that one `_entities` field fetches, collected from the data. */
export interface CollectedEntities {
  /** Representations as JSON, without duplicates. */
  readonly representations: readonly string[];
  /** The objects in the data that the answer is merged into; `indices` has the index of each one's representation. */
  readonly targets: readonly Data[];
  readonly indices: readonly number[];
  /**
   * For each target the index of the path on which it was found; null when the batch has one path. The rest of the plan treats all
   * objects of one path alike, so equal entities on it may share their nested objects.
   */
  readonly pathIndices: readonly number[] | null;
  /** Fields that the subgraph computes from a required field that failed. */
  readonly unreliable: readonly { readonly target: Data; readonly key: string; readonly cause: Cause }[];
}

/**
 * Compiles the collection of a batch: visits its paths and writes a representation for each entity. Each path counts as pending until
 * the answer is merged.
 */
export function createEntityCollector(
  batch: EntityBatch,
  subgraph: string,
  fieldsOf: CallFields,
  types: TypeLookup,
): (run: Run) => CollectedEntities {
  // The shortest paths come first: when two objects are found equal, longer paths visit only one of them.
  const paths = [...batch.paths].sort((one, other) => one.length - other.length);
  const visits = paths.map((path) => compilePath(path, types));
  const representationsOf = compileRepresentations(batch, { subgraph, fieldsOf, types });
  const selectedKeys = new Set(
    batch.representation.flatMap((part) =>
      part.kind === 'type' && part.name !== null ? fieldsOf(part.name).map(({ key }) => key) : [],
    ),
  );
  return (run) => {
    const collector = new EntityCollector(run, { representationsOf, fieldsOf, selectedKeys }, visits.length > 1 ? [] : null);
    for (let pathIndex = 0; pathIndex < visits.length; pathIndex++) collector.visitAll(visits[pathIndex] as VisitPath, pathIndex);
    return collector;
  };
}

interface CollectionContext {
  readonly representationsOf: (typeName: string) => readonly Representation[];
  readonly fieldsOf: CallFields;
  /** The keys in the data of all fields that the call selects. */
  readonly selectedKeys: ReadonlySet<string>;
}

// A class instead of closures: one is created for each call.
class EntityCollector implements CollectedEntities, PathVisitor {
  readonly representations: string[] = [];
  readonly targets: Data[] = [];
  readonly indices: number[] = [];
  readonly unreliable: { target: Data; key: string; cause: Cause }[] = [];
  readonly shared: ReadonlySet<Data>;
  seen: Set<Data> | null = null;
  /** For each representation, the first object on the current path. */
  private firstTargets: Data[] = [];
  private readonly byKey = new Map<Representation, Map<string, number>>();
  private byText: Map<string, number> | null = null;

  constructor(
    private readonly run: Run,
    private readonly collection: CollectionContext,
    readonly pathIndices: number[] | null,
  ) {
    this.shared = run.sharedObjects.objects;
  }

  visitAll(visitPath: VisitPath, pathIndex: number): void {
    const { pathIndices, targets, run } = this;
    this.firstTargets = [];
    this.seen = null;
    visitPath(run.data, this);
    run.sharedObjects.pendingPaths += 1;
    if (pathIndices) while (pathIndices.length < targets.length) pathIndices.push(pathIndex);
  }

  visit(entity: Data): Data {
    const typeName = entity.__typename;
    if (typeof typeName !== 'string') {
      // Without `__typename` no representation can be written, so all fields of the call are lost.
      const cause = causeOfMissing(this.run, entity, '__typename', typeName) ?? unexplained(this.run);
      for (const key of this.collection.selectedKeys)
        if (!Object.hasOwn(entity, key)) addCause(this.run.causes, entity, key, cause);
      return entity;
    }
    for (const representation of this.collection.representationsOf(typeName)) {
      const index = this.indexOf(entity, representation);
      if (index === undefined) continue;
      const first = this.isComplete ? this.firstTargets[index] : undefined;
      if (first && replaceIfEqual(entity, first, this.run.sharedObjects)) return first;
      this.firstTargets[index] = entity;
      this.targets.push(entity);
      this.indices.push(index);
    }
    return entity;
  }

  /** Whether no call of this run has failed so far. */
  private get isComplete(): boolean {
    return this.run.causes.size === 0 && !this.run.hasUnlocatedError;
  }

  private indexOf(entity: Data, representation: Representation): number | undefined {
    const index = this.isComplete ? this.indexOfComplete(entity, representation) : undefined;
    if (index !== undefined) return index;
    const { text, lostFields } = representation.writePartial(entity, this.run);
    if (text === null && lostFields.length === 0) this.run.answered.addUnknownEntity(entity, this.collection.fieldsOf);
    for (const [key, cause] of lostFields) {
      if (text === null) addCause(this.run.causes, entity, key, cause);
      else this.unreliable.push({ target: entity, key, cause });
    }
    return text === null ? undefined : this.indexByText(text);
  }

  /** The index of an entity's representation. Looks it up by one key field before it compares whole texts: that is faster. */
  private indexOfComplete(entity: Data, representation: Representation): number | undefined {
    const key = representation.key === null ? undefined : entity[representation.key];
    if (typeof key !== 'string') return this.indexByText(representation.write(entity, this.run));
    let byKey = this.byKey.get(representation);
    if (!byKey) {
      byKey = new Map();
      this.byKey.set(representation, byKey);
    }
    const known = byKey.get(key);
    if (known !== undefined && representation.isOnlyField) return known;
    const text = representation.write(entity, this.run);
    if (text === undefined || known === undefined) return text === undefined ? undefined : this.add(byKey, key, text);
    return this.representations[known] === text ? known : this.indexByText(text);
  }

  private indexByText(text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    this.byText ??= new Map();
    return this.byText.get(text) ?? this.add(this.byText, text, text);
  }

  private add(known: Map<string, number>, key: string, text: string): number {
    const index = this.representations.push(text) - 1;
    known.set(key, index);
    return index;
  }
}
