import { inScope, READERS, type Viewer } from '@union-graph/identity';
import { isId, published, SMALLEST } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import type { CollectiveContract } from './CollectiveContract.ts';
import { type Coverage, districtsOfUnion } from './coverage.ts';
import { pathOfSpeaker } from './policy.ts';

/** What is told of firms only to those who read their headcount and size (C-19); null is withheld. */
export interface Figures {
  readonly aboveScale: number | null;
  readonly aboveScaleWithWages: number | null;
  readonly workers: number | null;
  readonly workersCovered: number | null;
  readonly workersWithWages: number | null;
}

/** Whether the viewer reads the headcount of every firm under a path. */
const readsUnder = (viewer: Viewer, path: string): boolean => inScope(viewer, path, ...READERS.enterpriseFigures.inScope);

/** Whether the viewer reads the headcount of every firm of a scope: the city, a district, or a union by itself or by its firms' districts. */
export async function readsFiguresOf({ viewer, db }: Context, scope: string | null | undefined): Promise<boolean> {
  if (readsUnder(viewer, '/city/')) return true;
  if (scope == null) return false;
  if (!isId(scope)) return readsUnder(viewer, `/city/${scope}/`);
  if (pathOfSpeaker(viewer, scope) !== null) return true;
  const districts = await districtsOfUnion(db, scope);
  return districts.length > 0 && districts.every((code) => readsUnder(viewer, `/city/${code}/`));
}

/**
 * The figures of a scope as those get them who do not read the firms' headcount (C-20). Below the city nothing is told: a union's figures are
 * a part of its districts', so that any two scopes that are told could give back a third, down to one firm. The city's are rounded down to
 * tens, and null of fewer than ten firms.
 */
export function withheldFigures({ employers, ...counted }: Coverage, scope: string | null | undefined): Figures {
  const isTold = scope == null && employers >= SMALLEST;
  return {
    aboveScale: isTold ? counted.aboveScale : null,
    aboveScaleWithWages: isTold ? counted.aboveScaleWithWages : null,
    workers: isTold ? published(counted.workers) : null,
    workersCovered: isTold ? published(counted.workersCovered) : null,
    workersWithWages: isTold ? published(counted.workersWithWages) : null,
  };
}

/** How many workers a contract covers, to a viewer: of few firms only to those who read their headcount or took part; to others by tens. */
export async function workersTold(ctx: Context, contract: CollectiveContract): Promise<number | null> {
  const { id, scopePath, workersSideId, workersCovered, roundId } = contract;
  if (readsUnder(ctx.viewer, scopePath) || pathOfSpeaker(ctx.viewer, workersSideId) !== null) return workersCovered;
  if (roundId !== null && (await ctx.loaders.bargainingRound.load(roundId))) return workersCovered;
  const employers = await ctx.loaders.employersOfContract.load(id);
  return employers.length < SMALLEST ? null : published(workersCovered);
}
