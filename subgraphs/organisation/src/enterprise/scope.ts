import { READERS, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';

/** Which firms a union covers is told to whoever signed in; they are no persons, so no part of the tree is asked for. A condition in SQL. */
export const signedIn = (viewer: Viewer): Sql => sql`${viewer.kind !== 'anonymous'}::boolean`;

/** Whoever works in one unit of a district keeps the register of its whole district (2.1.5). */
const DISTRICT_OF = /^\/city\/\d{6}\//;

/**
 * Whether the viewer reads the figures of an employer (C-19): it lies in their part of the tree, by its district or by its union, or in the
 * district of their station or joint union. A condition in SQL on the table `enterprise` under an alias.
 */
export function figuresScope(viewer: Viewer, alias: string): Sql {
  const paths = scopePaths(viewer, ...READERS.enterpriseFigures.inScope);
  const districts = scopePaths(viewer, 'STATION_STAFF', 'JOINT_UNION_OFFICER').flatMap((path) => DISTRICT_OF.exec(path) ?? []);
  return sql`(${underPaths(raw(`('/city/' || ${alias}.district_code || '/')`), [...paths, ...districts])}
    or exists (select from enterprise_affiliation held join trade_union u on u.id = held.union_id
      where held.enterprise_id = ${raw(alias)}.id and held.to_day is null and ${underPaths(raw('u.scope_path'), paths)}))`;
}
