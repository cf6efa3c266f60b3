import type { EntityBatch } from '../planning/plan.ts';
import { compilePath, walkWith } from './places.ts';
import { compileRepresentations, type Representation } from './representations.ts';
import type { Run } from './run.ts';
import { replace } from './sharing.ts';
import type { Data, Types } from './types.ts';

/** The entities that one `_entities` field continues. */
export interface Gathering {
  /** As JSON; each one once, known by its whole text. */
  readonly representations: readonly string[];
  /** The objects that wait, and for each the index of its representation. */
  readonly targets: readonly Data[];
  readonly indices: readonly number[];
  /**
   * For each object the path that led to it; null when there is but one path. Objects on one path go the same way through the rest
   * of the plan, so those that wait for the same entity may share what lies below it.
   */
  readonly ways: readonly number[] | null;
}

/** Compiles the walks that find the entities of a batch and tell each one. Each walk counts as waiting until its answer is in place. */
export function createGathering(batch: EntityBatch, service: string, types: Types): (run: Run) => Gathering {
  // From the root outwards: what is found to be the same there need not be gone into.
  const paths = [...batch.paths].sort((one, other) => one.length - other.length);
  const collects = paths.map((path) => compilePath(path, types));
  const representationsOf = compileRepresentations(batch, service, types);
  return (run) => {
    const targets: Data[] = [];
    const indices: number[] = [];
    const { texts, indexOf } = createIndex(run);
    let twins: Data[] = [];
    const visit = (entity: Data): Data => {
      const typeName = entity.__typename;
      if (typeof typeName !== 'string') return entity;
      for (const representation of representationsOf(typeName)) {
        const index = indexOf(entity, representation);
        if (index === undefined) continue;
        const twin = twins[index];
        if (twin && replace(entity, twin, run.sharing)) return twin;
        twins[index] = entity;
        targets.push(entity);
        indices.push(index);
      }
      return entity;
    };
    const ways: number[] = [];
    for (const [way, collect] of collects.entries()) {
      twins = [];
      collect(run.data, walkWith(visit, run.sharing.shared));
      run.sharing.waiting += 1;
      if (collects.length > 1) while (ways.length < targets.length) ways.push(way);
    }
    return { representations: texts, targets, indices, ways: collects.length > 1 ? ways : null };
  };
}

/** Gives each representation one index. Where one string tells entities apart, the text is written for new ones only. */
function createIndex(run: Run) {
  const texts: string[] = [];
  const byText = new Map<string, number>();
  const byKey = new Map<Representation, Map<unknown, number>>();
  const write = (entity: Data, representation: Representation): number | undefined => {
    const text = representation.write(entity, run);
    if (text === undefined) return undefined;
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, texts.length);
    return texts.push(text) - 1;
  };
  const indexOf = (entity: Data, representation: Representation): number | undefined => {
    const key = representation.key === null ? undefined : entity[representation.key];
    if (typeof key !== 'string') return write(entity, representation);
    let known = byKey.get(representation);
    if (!known) {
      known = new Map();
      byKey.set(representation, known);
    }
    let index = known.get(key);
    if (index === undefined) {
      index = write(entity, representation);
      if (index !== undefined) known.set(key, index);
    }
    return index;
  };
  return { texts, indexOf };
}
