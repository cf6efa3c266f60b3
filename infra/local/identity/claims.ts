import type { Grant } from '@union-graph/identity';
import { PERSONS } from '../../data/demo/persons.ts';
import { unionPath } from '../../data/demo/unions.ts';

/** Whom access tokens are made for. */
export const AUDIENCE = 'https://graph.union.local';

/** The one claim that tells the gateway who asks: the viewer's fields, in snake case. */
export interface UnionGraphClaim {
  readonly person_id: string | null;
  readonly union_path: string | null;
  readonly grants: readonly { role: string; scope_path: string; union_id?: string; district_code?: string }[];
}

/** The claim of a demo person, undefined when there is no such login. */
export function personClaim(login: string): UnionGraphClaim | undefined {
  const person = PERSONS.find((candidate) => candidate.login === login);
  if (!person) return undefined;
  return {
    person_id: person.id,
    union_path: person.memberOf ? unionPath(person.memberOf) : null,
    grants: person.grants.map(grantClaim),
  };
}

const grantClaim = ({ role, scopePath, unionId, districtCode }: Grant) => ({
  role,
  scope_path: scopePath,
  ...(unionId ? { union_id: unionId } : {}),
  ...(districtCode ? { district_code: districtCode } : {}),
});

/** The claim of a partner's program: no person, and only the role of a partner. */
export const partnerClaim: UnionGraphClaim = {
  person_id: null,
  union_path: null,
  grants: [{ role: 'PARTNER', scope_path: '/city/' }],
};
