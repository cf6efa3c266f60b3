import { inScope, type Viewer } from '@union-graph/identity';
import { forbidden, raw, rows, type Sql, sql } from '@union-graph/subgraph';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import type { Context } from '../context.ts';

/** The part of the access log that a viewer may read, as SQL on the table of records with the alias `r`. */
export interface LogScope {
  readonly where: Sql;
  /** The coordinates of a record that the viewer may see. */
  readonly coordinates: Sql;
  /** The data subjects of a record that the viewer may see. */
  readonly subjects: Sql;
}

const EVERYTHING: LogScope = { where: raw('true'), coordinates: raw('r.coordinates'), subjects: raw('r.subjects') };

/** Who may read the log, for the refusal: these roles, and stewards for their subgraphs. Partners may read the records of their agreement. */
const LOG_READERS = { kind: 'role', anyOf: ['PRIVACY_OFFICER', 'AUDITOR', 'SOCIAL_DEPT'], persons: ['steward'] } as const;

/** Whether the viewer sees all records with their data subjects. Records have no place in the union tree, so a role of a part of the city gives none. */
export const seesEverything = (viewer: Viewer): boolean => inScope(viewer, '/city/', 'PRIVACY_OFFICER', 'AUDITOR', 'SYSTEM');

/** The viewer's scope (domain rules 2.7 and 4.3 no. 9). `owned` are the coordinates that the viewer is a steward of. */
export function logScope(viewer: Viewer, owned: readonly string[]): LogScope {
  if (seesEverything(viewer)) return EVERYTHING;
  const withoutPersons = { ...EVERYTHING, subjects: sql`'{}'::text[]` };
  if (viewer.agreement) return { ...withoutPersons, where: sql`r.agreement_id = ${viewer.agreement.id}` };
  if (inScope(viewer, '/city/', 'SOCIAL_DEPT')) return { ...withoutPersons, where: raw('r.agreement_id is not null') };
  if (owned.length === 0)
    throw forbidden(
      viewer,
      'The access log is for the stewards of a domain, the Social Work Department, the privacy officer and auditors.',
      LOG_READERS,
    );
  return {
    ...withoutPersons,
    where: sql`r.coordinates && ${owned}::text[]`,
    coordinates: sql`array(select c from unnest(r.coordinates) as c where c = any(${owned}::text[]))`,
  };
}

/** The coordinates that the viewer is a steward of; none for viewers with a wider scope. */
export async function ownedCoordinates({ db, viewer }: Context, catalogue: () => Catalogue): Promise<string[]> {
  if (viewer.agreement || viewer.personId === null || seesEverything(viewer) || inScope(viewer, '/city/', 'SOCIAL_DEPT'))
    return [];
  const found = await rows<{ subgraph: string }>(db, sql`select subgraph from steward where person_id = ${viewer.personId}`);
  if (found.length === 0) return [];
  const own = new Set(found.map(({ subgraph }) => subgraph));
  return [...catalogue().fields.values()].filter(({ owner }) => own.has(owner)).map(({ coordinate }) => coordinate);
}
