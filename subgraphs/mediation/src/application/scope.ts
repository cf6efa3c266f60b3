import { hasRole, READERS, scopePaths, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql, underPaths } from '@union-graph/subgraph';
import { rolesInPart } from '../case/scope.ts';

/**
 * Whether the viewer reads the last characters of a party's identity number, as a condition in SQL on `case_party p join mediation_case c`: their
 * own, those of a case that they filed, mediate or look after, and their client's. The other side and its lawyer do not (C-19).
 */
export const identityScope = (viewer: Viewer): Sql => {
  const inPart = underPaths(raw('c.scope_path'), scopePaths(viewer, ...rolesInPart(viewer, READERS.partyIdentity.inScope)));
  if (viewer.personId === null) return inPart;
  const person = sql`${viewer.personId}::uuid`;
  return sql`(${inPart} or ${person} in (p.member_id, c.filed_by, c.mediator_person_id) or ${isClient(viewer)})`;
};

/** The party to whom the viewer gives legal aid now. */
const isClient = (viewer: Viewer): Sql =>
  hasRole(viewer, 'LAWYER')
    ? sql`exists (select from legal_aid_grant g where g.case_id = c.id and g.member_id = p.member_id
        and g.lawyer_person_id = ${viewer.personId}::uuid and g.status = 'ACTIVE')`
    : raw('false');
