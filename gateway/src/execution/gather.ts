import type { EntityBatch } from '../planning/plan.ts';
import { compilePath } from './places.ts';
import { compileRepresentations } from './representations.ts';
import type { Run } from './run.ts';
import type { Data, Types } from './types.ts';

/** The entities that one `_entities` field continues. */
export interface Gathering {
  /** As JSON; each one once, known by its whole text. */
  readonly representations: readonly string[];
  /** The places that wait, and for each the index of its representation. */
  readonly targets: readonly Data[];
  readonly indices: readonly number[];
  /** Whether places that wait for the same entity go the same way through the rest of the plan. */
  readonly areAlike: boolean;
}

/** Compiles the walk that finds the entities of a batch and tells each one. */
export function createGathering(batch: EntityBatch, service: string, types: Types): (run: Run) => Gathering {
  const collects = batch.paths.map((path) => compilePath(path, types));
  const writesOf = compileRepresentations(batch, service, types);
  const areAlike = batch.paths.length === 1;
  return (run) => {
    const representations: string[] = [];
    const targets: Data[] = [];
    const indices: number[] = [];
    const known = new Map<string, number>();
    const visit = (entity: Data): void => {
      const typeName = entity.__typename;
      if (typeof typeName !== 'string') return;
      for (const write of writesOf(typeName)) {
        const text = write(entity, run);
        if (text === undefined) continue;
        let index = known.get(text);
        if (index === undefined) {
          index = representations.push(text) - 1;
          known.set(text, index);
        }
        targets.push(entity);
        indices.push(index);
      }
    };
    for (const collect of collects) collect(run.data, visit);
    return { representations, targets, indices, areAlike };
  };
}
