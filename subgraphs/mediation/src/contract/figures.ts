import { hasRole, inScope, READERS, type Viewer } from '@union-graph/identity';
import { isId, published, SMALLEST } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { KnownUnion } from '../union/KnownUnion.ts';
import type { CollectiveContract } from './CollectiveContract.ts';
import { districtsOfUnion } from './coverage.ts';
import { pathOfSpeaker } from './policy.ts';

const LEADING = ['INDUSTRY_ADMIN', 'BUREAU_ADMIN'] as const;

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
  if (pathOfSpeaker(viewer, scope) !== null || (await leadsUnion({ viewer, db }, scope))) return true;
  const districts = await districtsOfUnion(db, scope);
  return districts.length > 0 && districts.every((code) => readsUnder(viewer, `/city/${code}/`));
}

/** Whether the viewer leads the unions of an industry or a bureau among which a union lies today: the figures of all together are theirs already. */
async function leadsUnion({ viewer, db }: Pick<Context, 'viewer' | 'db'>, unionId: string): Promise<boolean> {
  const known = hasRole(viewer, ...LEADING) ? await db.findOneBy(KnownUnion, { unionId }) : null;
  return known !== null && inScope(viewer, known.scopePath, ...LEADING);
}

/**
 * The figures of a scope as those get them who do not read the firms' headcount: none (C-20). Contracts come into force on days that everybody
 * knows, and firms join a union one by one, so that the difference of two days or of two scopes would be one firm, however many are counted.
 */
export const WITHHELD: Figures = {
  aboveScale: null,
  aboveScaleWithWages: null,
  workers: null,
  workersCovered: null,
  workersWithWages: null,
};

/** How many workers a contract covers, to a viewer: of few firms only to those who read their headcount or took part; to others by tens. */
export async function workersTold(ctx: Context, contract: CollectiveContract): Promise<number | null> {
  const { id, scopePath, workersSideId, workersCovered, roundId } = contract;
  if (readsUnder(ctx.viewer, scopePath) || pathOfSpeaker(ctx.viewer, workersSideId) !== null) return workersCovered;
  if (roundId !== null && (await ctx.loaders.bargainingRound.load(roundId))) return workersCovered;
  const employers = await ctx.loaders.employersOfContract.load(id);
  return employers.length < SMALLEST ? null : published(workersCovered);
}
