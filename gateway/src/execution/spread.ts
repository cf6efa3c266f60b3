import { type Data, isData } from '../calls/data.ts';
import type { Gathering } from './gather.ts';
import { copyOf, merge } from './merge.ts';
import type { Run } from './run.ts';
import { standing } from './sharing.ts';
import type { Types } from './types.ts';

/** Puts each entity of an answer to every place that waits for it. */
export function spread(
  list: readonly unknown[],
  { targets, indices, ways }: Gathering,
  rename: ((entity: Data) => void) | null,
  types: Types,
  run: Run,
): void {
  if (rename) for (const entity of list) if (isData(entity)) rename(entity);
  const copies = ways && createCopies();
  for (let at = 0; at < targets.length; at++) {
    const index = indices[at] as number;
    const entity = list[index];
    if (!isData(entity)) continue;
    merge(standing(run.sharing, targets[at] as Data), copies ? copies(entity, ways[at] as number) : entity, types);
  }
}

/** Gives each way a copy of an entity for itself; the first one gets the entity. */
function createCopies(): (entity: Data, way: number) => Data {
  const byEntity = new Map<Data, Map<number, Data>>();
  return (entity, way) => {
    const known = byEntity.get(entity);
    if (!known) {
      byEntity.set(entity, new Map([[way, entity]]));
      return entity;
    }
    const copy = known.get(way) ?? copyOf(entity);
    known.set(way, copy);
    return copy;
  };
}
