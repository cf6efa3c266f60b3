import { WORKERS } from './organisation-workers.ts';
import { unionPath } from './unions.ts';

/** The scope path of what belongs to a worker: that of the worker's union. `key` is a login, or `filler-<n>`. */
export function scopeOf(key: string): string {
  const worker = WORKERS.find((known) => known.key === key);
  if (!worker) throw new Error(`The demo data has no worker "${key}".`);
  return worker.union ? unionPath(worker.union) : `/city/${worker.districtCode}/`;
}
