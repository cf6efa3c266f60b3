import { hasRole, type Viewer } from '@union-graph/identity';
import { forbidden, raw, rows, type Sql, sql } from '@union-graph/subgraph';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import type { Context } from '../context.ts';

/** What a viewer sees of the access log, as SQL over records named `r`. */
export interface LogScope {
  readonly where: Sql;
  /** Their coordinates, or those of them that the viewer answers for. */
  readonly coordinates: Sql;
  readonly subjects: Sql;
}

const EVERYTHING: LogScope = { where: raw('true'), coordinates: raw('r.coordinates'), subjects: raw('r.subjects') };

/** Beside them, the stewards of a subgraph see what was read of it, and a partner its own. */
const READERS = { kind: 'role', anyOf: ['PRIVACY_OFFICER', 'AUDITOR', 'SOCIAL_DEPT'], persons: ['steward'] } as const;

/** Who sees everything, persons too. */
export const seesEverything = (viewer: Viewer): boolean => hasRole(viewer, 'PRIVACY_OFFICER', 'AUDITOR', 'SYSTEM');

/** What the viewer sees of the log (domain rules 2.7 and 4.3 no. 9); `owned` are the fields that a steward answers for. */
export function logScope(viewer: Viewer, owned: readonly string[]): LogScope {
  if (seesEverything(viewer)) return EVERYTHING;
  const withoutPersons = { ...EVERYTHING, subjects: sql`'{}'::text[]` };
  if (viewer.agreement) return { ...withoutPersons, where: sql`r.agreement_id = ${viewer.agreement.id}` };
  if (hasRole(viewer, 'SOCIAL_DEPT')) return { ...withoutPersons, where: raw('r.agreement_id is not null') };
  if (owned.length === 0) throw forbidden(viewer, 'The access log is for those who answer for it.', READERS);
  return {
    ...withoutPersons,
    where: sql`r.coordinates && ${owned}::text[]`,
    coordinates: sql`array(select c from unnest(r.coordinates) as c where c = any(${owned}::text[]))`,
  };
}

/** The fields and arguments that the viewer answers for as a steward; none for others, and for those who see more than that. */
export async function ownedCoordinates({ db, viewer }: Context, catalogue: () => Catalogue): Promise<string[]> {
  if (viewer.agreement || viewer.personId === null || seesEverything(viewer) || hasRole(viewer, 'SOCIAL_DEPT')) return [];
  const found = await rows<{ subgraph: string }>(db, sql`select subgraph from steward where person_id = ${viewer.personId}`);
  if (found.length === 0) return [];
  const own = new Set(found.map(({ subgraph }) => subgraph));
  return [...catalogue().fields.values()].filter(({ owner }) => own.has(owner)).map(({ coordinate }) => coordinate);
}
