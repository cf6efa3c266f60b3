import { type Grant, STAFF_ROLES, type Viewer } from '@union-graph/identity';
import type { DataSource } from 'typeorm';
import { openProcessCopy, type ProcessCopy } from '../database/processCopy.ts';
import type { SubgraphDefinition } from '../define.ts';

/** A process's copy of where unions that have moved stand now and which unions have ended, so that a request need not ask for it. */
export interface PresentUnions extends Pick<ProcessCopy<unknown>, 'reload' | 'stop'> {
  /**
   * The viewer with the paths that a token told, which may be older than a union's move or its end, as they are today. A grant reaches what it reached
   * before: the union and all below it. One above the old place or the new one names no union that has moved, and stays. An office of a union that has
   * ended, or at a place below it, is over: its grant is left out, and no other union inherits it. What a member, a partner or an employer's
   * representative has does not come from the union, and stays.
   */
  readonly presentViewer: (viewer: Viewer) => Viewer;
  /** The ids of the unions that have ended. */
  readonly ended: () => readonly string[];
}

/** Until then another process than the one that heard of a move shows an officer of the union nothing, and of an end, still something. */
const UNIONS_RELOAD_MS = 3_000;

/** Which unions have moved, by their ids with the path above each, and which have ended. */
interface UnionChanges {
  readonly parents: ReadonlyMap<string, string>;
  readonly ended: ReadonlySet<string>;
}

/** Reads which unions have moved or ended, and again every few seconds. A service of which no row follows a move has no such tables, and nothing to read. */
export async function openPresentUnions(
  dataSource: DataSource,
  { paths, endedUnions }: Pick<SubgraphDefinition, 'paths' | 'endedUnions'>,
): Promise<PresentUnions> {
  const { value, reload, stop } = await openProcessCopy<UnionChanges>(async () => {
    const [moved, ended] = await Promise.all([
      paths?.follows.length ? dataSource.query<Moved[]>(MOVED) : [],
      endedUnions ? dataSource.query<Ended[]>(`select e.id as "endedUnion" from (${endedUnions}) e (id)`) : [],
    ]);
    return {
      parents: new Map(moved.map(({ unionId, parentPath }) => [unionId, parentPath])),
      ended: new Set(ended.map(({ endedUnion }) => endedUnion)),
    };
  }, UNIONS_RELOAD_MS);
  return { presentViewer: (viewer) => atPresent(viewer, value()), ended: () => [...value().ended], reload, stop };
}

interface Moved {
  readonly unionId: string;
  readonly parentPath: string;
}

interface Ended {
  readonly endedUnion: string;
}

const MOVED = 'select union_id as "unionId", parent_path as "parentPath" from moved_union';

function atPresent(viewer: Viewer, { parents, ended }: UnionChanges): Viewer {
  if (parents.size === 0 && ended.size === 0) return viewer;
  const unionPath = viewer.unionPath && presentPath(viewer.unionPath, parents);
  return {
    ...viewer,
    unionPath: unionPath && isBelowEnded(unionPath, ended) ? null : unionPath,
    grants: viewer.grants.map((grant) => presentGrant(grant, parents)).filter((grant) => !isOver(grant, ended)),
  };
}

/** Whether a grant is an office of a union that has ended, or at a place at or below one. */
const isOver = ({ role, unionId, scopePath }: Grant, ended: ReadonlySet<string>): boolean =>
  STAFF_ROLES.includes(role) && ((unionId !== undefined && ended.has(unionId)) || isBelowEnded(scopePath, ended));

const isBelowEnded = (path: string, ended: ReadonlySet<string>): boolean => path.split('/').some((name) => ended.has(name));

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
