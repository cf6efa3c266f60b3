import type { Data } from '../calls/data.ts';
import type { AliasRename } from '../planning/plan.ts';
import type { TypeLookup } from './typeLookup.ts';
import { compilePath, createPathVisitor } from './visitPath.ts';

/** Compiles the renaming of response keys in an answer to the keys of the plan. Changes the answer in place. */
export function compileRenames(renames: readonly AliasRename[], types: TypeLookup): (object: Data) => void {
  const compiled = renames.map(({ path, from, to }) => {
    const visitTargets = compilePath(path, types);
    const rename = (object: Data): Data => {
      if (!Object.hasOwn(object, from)) return object;
      object[to] = object[from];
      delete object[from];
      return object;
    };
    return (object: Data) => visitTargets(object, createPathVisitor(rename));
  });
  return (object) => {
    for (const rename of compiled) rename(object);
  };
}

/** The keys of the plan, by the planner's aliases in the call. Used for the paths of errors. */
export const renamedKeys = (renames: readonly AliasRename[]): ReadonlyMap<string, string> =>
  new Map(renames.map(({ from, to }) => [from, to]));
