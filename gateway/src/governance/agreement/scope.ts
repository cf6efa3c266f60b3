import { hasRole, type Role, type Viewer } from '@union-graph/identity';
import { raw, type Sql, sql } from '@union-graph/subgraph';

/** Those who see every agreement. */
const READERS: readonly Role[] = ['SOCIAL_DEPT', 'PRIVACY_OFFICER', 'AUDITOR', 'SYSTEM'];

/** Whether the viewer sees an agreement, as SQL: a partner only the one it reads under, or without one those of its program; a steward those with fields of theirs. */
export function agreementScope(viewer: Viewer, alias: string): Sql {
  const agreement = raw(alias);
  if (viewer.agreement) return sql`${agreement}.id = ${viewer.agreement.id}`;
  if (hasRole(viewer, ...READERS)) return raw('true');
  // Before it is signed, a partner's program sees what it is asked to sign.
  if (viewer.kind === 'client')
    return hasRole(viewer, 'PARTNER') ? sql`${agreement}.client_id = ${viewer.clientId}` : raw('false');
  if (viewer.personId === null) return raw('false');
  return sql`exists (select from field_approval mine join steward s on s.subgraph = mine.subgraph
    where mine.agreement_id = ${agreement}.id and s.person_id = ${viewer.personId})`;
}
