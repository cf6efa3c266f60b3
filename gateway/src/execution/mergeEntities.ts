import { type Data, isData } from '../calls/data.ts';
import type { CollectedEntities } from './collectEntities.ts';
import { copyOf, merge } from './merge.ts';
import type { CallFields } from './representations.ts';
import type { Run } from './run.ts';
import { currentObject } from './sharedObjects.ts';
import type { TypeLookup } from './typeLookup.ts';

interface MergeContext {
  readonly rename: ((entity: Data) => void) | null;
  readonly fieldsOf: CallFields;
  readonly types: TypeLookup;
}

/** Merges each entity of an answer into all objects that stand for it. */
export function mergeEntities(
  list: readonly unknown[],
  { targets, indices, pathIndices }: CollectedEntities,
  { rename, fieldsOf, types }: MergeContext,
  run: Run,
): void {
  if (rename) for (const entity of list) if (isData(entity)) rename(entity);
  const copies = pathIndices && createCopies();
  for (let at = 0; at < targets.length; at++) {
    const index = indices[at] as number;
    const entity = list[index];
    const target = currentObject(run.sharedObjects, targets[at] as Data);
    if (isData(entity)) merge(target, copies ? copies(entity, pathIndices[at] as number) : entity, types);
    else if (entity === null) run.answered.addUnknownEntity(target, fieldsOf);
  }
}

/** Gives each path a copy of an entity of its own; the first path gets the entity itself. */
function createCopies(): (entity: Data, pathIndex: number) => Data {
  const byEntity = new Map<Data, Map<number, Data>>();
  return (entity, pathIndex) => {
    const known = byEntity.get(entity);
    if (!known) {
      byEntity.set(entity, new Map([[pathIndex, entity]]));
      return entity;
    }
    const copy = known.get(pathIndex) ?? copyOf(entity);
    known.set(pathIndex, copy);
    return copy;
  };
}
