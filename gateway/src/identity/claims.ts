import { type Grant, ROLES, type Role, type Viewer } from '@union-graph/identity';
import type { JWTPayload } from 'jose';

/** A token that is genuine but does not say who its bearer is. */
export class ClaimsError extends Error {
  override name = 'ClaimsError';
}

/**
 * The viewer that an access token's claims describe: `sub`, `scope`, `client_id` and the claim `union_graph` of a person
 * (`person_id`, `union_path`, `grants`). Without that claim the bearer is a client program. Roles this house does not know are
 * left out, and `SYSTEM` is never taken from a token. Throws {@link ClaimsError}.
 */
export function viewerOf(claims: JWTPayload): Viewer {
  const subject = text(claims.sub);
  if (!subject) throw new ClaimsError('it names no subject');
  const own = claims.union_graph ?? {};
  if (typeof own !== 'object') throw new ClaimsError('its claim "union_graph" is not an object');
  const { person_id: personId, union_path: unionPath, grants = [] } = own as Record<string, unknown>;
  if (!Array.isArray(grants)) throw new ClaimsError('its grants are not a list');
  if (grants.length > MOST_GRANTS) throw new ClaimsError(`it has more than ${MOST_GRANTS} grants`);
  return {
    subject,
    kind: text(personId) ? 'person' : 'client',
    personId: text(personId),
    unionPath: text(unionPath),
    grants: grants.flatMap(readGrant),
    scopes: (text(claims.scope) ?? '').split(' ').filter(Boolean),
    clientId: text(claims.client_id),
  };
}

function readGrant(entry: unknown): Grant[] {
  const {
    role,
    scope_path: scopePath,
    union_id: unionId,
    district_code: districtCode,
  } = (entry ?? {}) as Record<string, unknown>;
  if (typeof scopePath !== 'string' || scopePath.length > LONGEST_CLAIM || !/^\/([^/]+\/)*$/.test(scopePath)) {
    throw new ClaimsError(`a grant has no scope path of at most ${LONGEST_CLAIM} characters that begins and ends with a slash`);
  }
  if (!isRole(role) || role === 'SYSTEM') return [];
  return [
    {
      role,
      scopePath,
      ...(text(unionId) && { unionId: text(unionId) as string }),
      ...(text(districtCode) && { districtCode: text(districtCode) as string }),
    },
  ];
}

const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value);

/** What a token says is kept with its viewer, goes into every passport, and is written into records. */
const LONGEST_CLAIM = 1_000;
const MOST_GRANTS = 100;

function text(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (value.length > LONGEST_CLAIM) throw new ClaimsError(`one of its claims has more than ${LONGEST_CLAIM} characters`);
  return value;
}
