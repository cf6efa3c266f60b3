import type { EntityBatch } from '../planning/plan.ts';
import { compilePath } from './places.ts';
import { compileRepresentations, type Representation } from './representations.ts';
import type { Run } from './run.ts';
import type { Data, Types } from './types.ts';

/** The entities that one `_entities` field continues. */
export interface Gathering {
  /** As JSON; each one once, known by its whole text. */
  readonly representations: readonly string[];
  /** The places that wait, and for each the index of its representation. */
  readonly targets: readonly Data[];
  readonly indices: readonly number[];
  /**
   * For each place the path that led to it; null when there is but one path. Places on one path go the same way through the rest of
   * the plan, so those that wait for the same entity may share what lies below it.
   */
  readonly ways: readonly number[] | null;
}

/** Compiles the walk that finds the entities of a batch and tells each one. */
export function createGathering(batch: EntityBatch, service: string, types: Types): (run: Run) => Gathering {
  const collects = batch.paths.map((path) => compilePath(path, types));
  const representationsOf = compileRepresentations(batch, service, types);
  return (run) => {
    const targets: Data[] = [];
    const indices: number[] = [];
    const { texts, indexOf } = createIndex(run);
    const visit = (entity: Data): void => {
      const typeName = entity.__typename;
      if (typeof typeName !== 'string') return;
      for (const representation of representationsOf(typeName)) {
        const index = indexOf(entity, representation);
        if (index === undefined) continue;
        targets.push(entity);
        indices.push(index);
      }
    };
    if (collects.length === 1) {
      collects[0]?.(run.data, visit);
      return { representations: texts, targets, indices, ways: null };
    }
    const ways: number[] = [];
    for (const [way, collect] of collects.entries()) {
      collect(run.data, visit);
      while (ways.length < targets.length) ways.push(way);
    }
    return { representations: texts, targets, indices, ways };
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
