import type { Path } from '../planning/plan.ts';
import { type Data, isData, type Types } from './types.ts';

type Visit = (object: Data) => void;
export type Collect = (root: Data, visit: Visit) => void;

/** Compiles a path into a walk over the data that visits every object it leads to. Lists are gone through wherever they stand. */
export function compilePath(path: Path, types: Types): Collect {
  const [step, ...rest] = path;
  if (!step) return (object, visit) => visit(object);
  const next = eachObject(compilePath(rest, types));
  switch (step.kind) {
    case 'field':
      return (object, visit) => next(object[step.name], visit);
    case 'items':
      return next;
    case 'type': {
      const applies = typeTest(step.names, types);
      return (object, visit) => {
        if (applies(object.__typename)) next(object, visit);
      };
    }
  }
}

function eachObject(collect: Collect): (value: unknown, visit: Visit) => void {
  const each = (value: unknown, visit: Visit): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const item of value) each(item, visit);
    else collect(value as Data, visit);
  };
  return each;
}

/** Whether an object stands under one of some type conditions. One that does not tell its type was asked for by them alone. */
export function typeTest(names: readonly string[], types: Types): (typeName: unknown) => boolean {
  const known = new Map<unknown, boolean>([[undefined, true]]);
  return (typeName) => {
    const answer = known.get(typeName);
    if (answer !== undefined) return answer;
    const applies = names.some((name) => types.satisfies(String(typeName), name));
    if (known.size < 1_000) known.set(typeName, applies);
    return applies;
  };
}

export type Place = readonly (string | number)[];

/** Where each of the wanted objects (null: each) stands, by the names of the plan. Walks again: only for errors, so that a call without one is fast. */
export function locate(root: Data, paths: readonly Path[], wanted: ReadonlySet<Data> | null, types: Types): Map<Data, Place[]> {
  const places = new Map<Data, Place[]>();
  const walk = (value: unknown, place: Place, [step, ...rest]: Path): void => {
    if (Array.isArray(value)) {
      const after = step?.kind === 'items' ? rest : step ? [step, ...rest] : [];
      for (const [at, item] of value.entries()) walk(item, [...place, at], after);
    } else if (isData(value)) {
      if (step?.kind === 'field') walk(value[step.name], [...place, step.name], rest);
      else if (step?.kind === 'items') walk(value, place, rest);
      else if (step) {
        if (typeTest(step.names, types)(value.__typename)) walk(value, place, rest);
      } else if (!wanted || wanted.has(value)) places.set(value, [...(places.get(value) ?? []), place]);
    }
  };
  for (const path of paths) walk(root, [], path);
  return places;
}
