import { print, type SelectionSetNode } from 'graphql';
import type { EntityBatch, FieldPath, RepresentationSelection } from '../plan.ts';

/** One `_entities` batch, with what is selected of its entities. */
export interface BatchSelection {
  readonly batch: EntityBatch;
  readonly selectionSets: readonly SelectionSetNode[];
}

/** A batch, and its parts as texts: batches are compared by these texts. */
interface IndexedBatch {
  readonly representation: readonly RepresentationSelection[];
  readonly representationText: string;
  readonly renamesText: string;
  readonly selectionText: string;
  /** The three texts joined. Batches with equal identities have the same representations and select the same fields. */
  readonly identity: string;
  readonly selectionSets: readonly SelectionSetNode[];
  readonly paths: Map<string, FieldPath>;
  readonly batch: EntityBatch;
}

/**
 * Merges batches of one subgraph. A batch is merged with the first batch that has the same representations and selects the same fields, or that
 * has the same entities. Batches are found by index, so that the time grows with their number and not with its square.
 */
export function mergeBatches(added: readonly BatchSelection[]): BatchSelection[] {
  const merged: IndexedBatch[] = [];
  const byIdentity = new Map<string, number>();
  const byEntities = new Map<string, Set<number>>();
  /** The indices of the batches that one batch may be merged with, in order. */
  const candidatesFor = (one: IndexedBatch): number[] => {
    const [path = ''] = one.paths.keys();
    const equal = byIdentity.get(one.identity);
    const found = new Set(equal === undefined ? [] : [equal]);
    for (const name of typeNamesOf(one)) for (const at of byEntities.get(`${name} ${path}`) ?? []) found.add(at);
    return [...found].sort((x, y) => x - y);
  };
  const put = (at: number, one: IndexedBatch, paths: Iterable<string>): void => {
    merged[at] = one;
    const former = merged[byIdentity.get(one.identity) ?? at] ?? one;
    if (former === one || former.identity !== one.identity) byIdentity.set(one.identity, at);
    for (const path of paths)
      for (const name of typeNamesOf(one)) {
        const key = `${name} ${path}`;
        byEntities.set(key, (byEntities.get(key) ?? new Set()).add(at));
      }
  };
  for (const one of added.map(toIndexedBatch)) {
    const found = candidatesFor(one).find((at) => {
      const other = merged[at];
      const both = other && (withEqualSelection(other, one) ?? withEqualEntities(other, one));
      if (both) put(at, both, one.paths.keys());
      return both;
    });
    if (found === undefined) put(merged.length, one, one.paths.keys());
  }
  return merged.map(({ batch, representation, paths, selectionSets }) => ({
    batch: { ...batch, representation, paths: [...paths.values()] },
    selectionSets,
  }));
}

const toIndexedBatch = ({ batch, selectionSets }: BatchSelection): IndexedBatch => {
  const texts = {
    representationText: JSON.stringify(batch.representation),
    renamesText: JSON.stringify(batch.renames),
    selectionText: selectionSets.map(print).join(),
  };
  const paths = new Map(batch.paths.map((path) => [JSON.stringify(path), path]));
  return { batch, selectionSets, representation: batch.representation, ...texts, identity: identityOf(texts), paths };
};

const identityOf = ({
  representationText,
  renamesText,
  selectionText,
}: Pick<IndexedBatch, 'representationText' | 'renamesText' | 'selectionText'>): string =>
  `${representationText} ${renamesText} ${selectionText}`;

/** The types of the representations. Batches of the same entities have one in common. */
const typeNamesOf = ({ representation }: IndexedBatch): ReadonlySet<string> =>
  new Set(representation.map(({ name }) => name ?? ''));

/** One batch for the entities of both, when both have the same representations and select the same fields. */
function withEqualSelection(one: IndexedBatch, other: IndexedBatch): IndexedBatch | null {
  if (one.identity !== other.identity) return null;
  for (const [key, path] of other.paths) one.paths.set(key, path);
  return one;
}

/**
 * One batch that selects the fields of both, when both have the same entities and the representation of one has all that the other's has.
 * If a field of the larger representation is missing, only the fields that require it are lost: see `compileRepresentations`.
 */
function withEqualEntities(one: IndexedBatch, other: IndexedBatch): IndexedBatch | null {
  if (one.paths.size !== other.paths.size || one.renamesText !== other.renamesText) return null;
  if (![...other.paths.keys()].every((path) => one.paths.has(path))) return null;
  const larger = [one, other].find(({ representation }) =>
    [one, other].every((each) => includesAll(representation, each.representation)),
  );
  if (!larger) return null;
  const { representation, representationText } = larger;
  const texts = {
    representationText,
    renamesText: one.renamesText,
    selectionText: `${one.selectionText},${other.selectionText}`,
  };
  return {
    ...one,
    representation,
    ...texts,
    identity: identityOf(texts),
    selectionSets: [...one.selectionSets, ...other.selectionSets],
  };
}

/** Whether a representation has all fields of another one, under the same types and from the same values. */
const includesAll = (larger: readonly RepresentationSelection[], smaller: readonly RepresentationSelection[]): boolean =>
  smaller.every((part) =>
    larger.some((candidate) => {
      if (candidate.kind !== part.kind || candidate.name !== part.name) return false;
      if (candidate.kind === 'field' && part.kind === 'field' && candidate.from !== part.from) return false;
      return includesAll(candidate.selections ?? [], part.selections ?? []);
    }),
  );
