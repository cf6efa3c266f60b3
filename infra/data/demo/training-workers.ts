import { PERSONS } from './persons.ts';
import { unionPath } from './unions.ts';

/** The workers who fill the lists; they cannot sign in. */
const fillers = Array.from({ length: 30 }, (_, at) => `filler-${at + 1}`);

const FILLER_UNIONS = ['joint-panjiayuan', 'joint-donghuamen', 'ent-precision'] as const;

const members = new Map(PERSONS.flatMap(({ login, memberOf }) => (memberOf ? [[login, memberOf] as const] : [])));

/** Every member of a union, by login or filler's name. */
export const WORKERS: readonly string[] = [...members.keys(), ...fillers];

/** The union tree's path of a member's union. */
export function pathOf(worker: string): string {
  const union = members.get(worker) ?? FILLER_UNIONS[Number(worker.slice('filler-'.length)) % FILLER_UNIONS.length];
  return unionPath(union as string);
}
