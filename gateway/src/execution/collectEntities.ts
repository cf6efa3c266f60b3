import type { Data } from '../calls/data.ts';
import type { EntityBatch } from '../planning/plan.ts';
import { addCause, type Cause, UNEXPLAINED } from './causes.ts';
import { type CallFields, compileRepresentations, type Representation } from './representations.ts';
import type { Run } from './run.ts';
import { replaceIfEqual } from './sharedObjects.ts';
import type { TypeLookup } from './typeLookup.ts';
import { compilePath, type PathVisitor, type VisitPath } from './visitPath.ts';

/** The entities that one `_entities` field continues. */
export interface CollectedEntities {
  /** As JSON; each one once, known by its whole text. */
  readonly representations: readonly string[];
  /** The objects that wait, and for each the index of its representation. */
  readonly targets: readonly Data[];
  readonly indices: readonly number[];
  /**
   * For each object the path that led to it; null when there is but one path. Objects on one path go the same way through the rest
   * of the plan, so those that wait for the same entity may share what lies below it.
   */
  readonly pathIndices: readonly number[] | null;
  /** Fields of which the call computes a value from something that failed. */
  readonly doubtful: readonly { readonly target: Data; readonly key: string; readonly cause: Cause }[];
}

/** Compiles the walks that find the entities of a batch and tell each one. Each walk counts as waiting until its answer is in place. */
export function createEntityCollector(
  batch: EntityBatch,
  service: string,
  fieldsOf: CallFields,
  types: TypeLookup,
): (run: Run) => CollectedEntities {
  // From the root outwards: what is found to be the same there need not be gone into.
  const paths = [...batch.paths].sort((one, other) => one.length - other.length);
  const visits = paths.map((path) => compilePath(path, types));
  const representationsOf = compileRepresentations(batch, { service, fieldsOf, types });
  const asked = new Set(
    batch.requires.flatMap((part) =>
      part.kind === 'type' && part.name !== null ? fieldsOf(part.name).map(({ key }) => key) : [],
    ),
  );
  return (run) => {
    const collector = new EntityCollector(run, representationsOf, asked, visits.length > 1 ? [] : null);
    for (let pathIndex = 0; pathIndex < visits.length; pathIndex++) collector.visitAll(visits[pathIndex] as VisitPath, pathIndex);
    return collector;
  };
}

// A class, and not closures: it is made for each call.
class EntityCollector implements CollectedEntities, PathVisitor {
  readonly representations: string[] = [];
  readonly targets: Data[] = [];
  readonly indices: number[] = [];
  readonly doubtful: { target: Data; key: string; cause: Cause }[] = [];
  readonly shared: ReadonlySet<Data>;
  seen: Set<Data> | null = null;
  /** For each representation the first object on the present way. */
  private twins: Data[] = [];
  private readonly byKey = new Map<Representation, Map<string, number>>();
  private byText: Map<string, number> | null = null;

  constructor(
    private readonly run: Run,
    private readonly representationsOf: (typeName: string) => readonly Representation[],
    /** What the call asks of entities of any type, by the keys in the data. */
    private readonly asked: ReadonlySet<string>,
    readonly pathIndices: number[] | null,
  ) {
    this.shared = run.sharedObjects.objects;
  }

  visitAll(visitPath: VisitPath, pathIndex: number): void {
    const { pathIndices, targets, run } = this;
    this.twins = [];
    this.seen = null;
    visitPath(run.data, this);
    run.sharedObjects.pendingPaths += 1;
    if (pathIndices) while (pathIndices.length < targets.length) pathIndices.push(pathIndex);
  }

  visit(entity: Data): Data {
    const typeName = entity.__typename;
    if (typeof typeName !== 'string') {
      // A subgraph did not tell the type that it was asked for, without which nobody can be asked for the rest.
      for (const key of this.asked) if (entity[key] === undefined) addCause(this.run.causes, entity, key, UNEXPLAINED);
      return entity;
    }
    for (const representation of this.representationsOf(typeName)) {
      const index = this.indexOf(entity, representation);
      if (index === undefined) continue;
      const twin = this.isComplete ? this.twins[index] : undefined;
      if (twin && replaceIfEqual(entity, twin, this.run.sharedObjects)) return twin;
      this.twins[index] = entity;
      this.targets.push(entity);
      this.indices.push(index);
    }
    return entity;
  }

  /** Whether nothing has failed so far: then what is missing is missing for no reason but its own. */
  private get isComplete(): boolean {
    return this.run.causes.size === 0 && !this.run.hasUnlocatedError;
  }

  private indexOf(entity: Data, representation: Representation): number | undefined {
    const index = this.isComplete ? this.indexOfComplete(entity, representation) : undefined;
    if (index !== undefined) return index;
    const { text, lost } = representation.writePartial(entity, this.run);
    for (const [key, cause] of lost) {
      if (text === null) addCause(this.run.causes, entity, key, cause);
      else this.doubtful.push({ target: entity, key, cause });
    }
    return text === null ? undefined : this.indexByText(text);
  }

  /** Gives each representation one index. It is looked for by one short string in it before its whole text is compared. */
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
