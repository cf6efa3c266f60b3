import type { Grant, Viewer } from '@union-graph/identity';
import type { DataSource } from 'typeorm';
import { openProcessCopy, type ProcessCopy } from '../database/processCopy.ts';

/** A process's copy of where unions that have moved stand now, so that a request need not ask for it. */
export interface UnionMoves extends Pick<ProcessCopy<unknown>, 'reload' | 'stop'> {
  /**
   * The viewer with the paths that a token told, which may be older than a union's move, as they are today. A grant reaches what it reached before:
   * the union and all below it. One above the old place or the new one names no union that has moved, and stays.
   */
  readonly presentViewer: (viewer: Viewer) => Viewer;
}

/** Until then another process than the one that heard of a move shows an officer of the union nothing. */
const MOVES_RELOAD_MS = 3_000;

/** Reads which unions have moved, and again every few seconds. A service of which no row follows a move has no such table, and nothing to read. */
export async function openUnionMoves(dataSource: DataSource, followsMoves: boolean): Promise<UnionMoves> {
  if (!followsMoves) return { presentViewer: (viewer) => viewer, reload: async () => undefined, stop: () => undefined };
  const { value, reload, stop } = await openProcessCopy(async () => {
    const found: { unionId: string; parentPath: string }[] = await dataSource.query(
      'select union_id as "unionId", parent_path as "parentPath" from moved_union',
    );
    return new Map(found.map(({ unionId, parentPath }) => [unionId, parentPath]));
  }, MOVES_RELOAD_MS);
  return { presentViewer: (viewer) => atPresent(viewer, value()), reload, stop };
}

function atPresent(viewer: Viewer, parents: ReadonlyMap<string, string>): Viewer {
  if (parents.size === 0) return viewer;
  return {
    ...viewer,
    unionPath: viewer.unionPath && presentPath(viewer.unionPath, parents),
    grants: viewer.grants.map((grant) => presentGrant(grant, parents)),
  };
}

function presentGrant(grant: Grant, parents: ReadonlyMap<string, string>): Grant {
  const scopePath = presentPath(grant.scopePath, parents);
  if (scopePath === grant.scopePath) return grant;
  const district = /^\/city\/(\d{6})\//.exec(scopePath)?.[1];
  return { ...grant, scopePath, ...(grant.districtCode && district && { districtCode: district }) };
}

/** Where a path leads today, by the rule of the database's `present_path`: a test holds the two together. */
export function presentPath(told: string, parents: ReadonlyMap<string, string>): string {
  let above = told.split('/').slice(1, -1);
  let below: string[] = [];
  for (;;) {
    const at = above.findLastIndex((name) => parents.has(name));
    const moved = above[at];
    if (moved === undefined) return `/${[...above, ...below].map((name) => `${name}/`).join('')}`;
    if (below.includes(moved)) return told;
    below = [...above.slice(at), ...below];
    above = (parents.get(moved) as string).split('/').slice(1, -1);
  }
}
