import { WORKERS } from './organisation-workers.ts';
import { unionPath } from './unions.ts';

const unions = new Map(WORKERS.map(({ key, union }) => [key, union]));

/** The path of a worker's union in the tree; for a worker in no union the city's. */
export function pathOf(worker: string): string {
  const union = unions.get(worker);
  return union ? unionPath(union) : '/city/';
}

/** Every member of a union, by login or filler's name. */
export const MEMBERS: readonly string[] = WORKERS.flatMap(({ key, union }) => (union ? [key] : []));
