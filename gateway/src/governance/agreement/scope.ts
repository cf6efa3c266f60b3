import { hasRole, inScope, type Role, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql } from '@union-graph/subgraph';

/** The roles that see all agreements, held for the whole city: agreements have no place in the union tree. */
const ALL_READERS: readonly Role[] = ['SOCIAL_DEPT', 'PRIVACY_OFFICER', 'AUDITOR', 'SYSTEM'];

/**
 * The viewer's scope of agreements, as SQL. A partner sees the agreement of its request, an applicant those of its program, a steward those with fields of
 * their subgraph.
 */
export function agreementScope(viewer: Viewer, alias: string): Sql {
  const agreement = raw(alias);
  if (viewer.agreement) return sql`${agreement}.id = ${viewer.agreement.id}`;
  if (inScope(viewer, '/city/', ...ALL_READERS)) return raw('true');
  // An applicant must see the agreement that it is to sign.
  if (viewer.kind === 'client')
    return hasRole(viewer, 'PARTNER') ? sql`${agreement}.client_id = ${viewer.clientId}` : raw('false');
  if (viewer.personId === null) return raw('false');
  return sql`exists (select from field_approval mine join steward s on s.subgraph = mine.subgraph
    where mine.agreement_id = ${agreement}.id and s.person_id = ${viewer.personId})`;
}
