import { type Grant, ROLES, type Role, type Viewer } from '@union-graph/identity';
import type { JWTPayload } from 'jose';

/** A token with a valid signature whose claims do not describe a viewer. */
export class ClaimsError extends Error {
  override name = 'ClaimsError';
}

/**
 * The viewer that an access token's claims describe: `sub`, `scope`, `client_id` and the claim `union_graph` of a person
 * (`person_id`, `union_path`, `grants`). Without that claim the bearer is a client program. Unknown roles are
 * ignored, and `SYSTEM` is never accepted from a token. Throws {@link ClaimsError}.
 */
export function viewerOf(claims: JWTPayload): Viewer {
  const subject = text(claims.sub);
  if (!subject) throw new ClaimsError('it names no subject');
  const unionGraph = claims.union_graph ?? {};
  if (typeof unionGraph !== 'object') throw new ClaimsError('its claim "union_graph" is not an object');
  const { person_id: personId, union_path: unionPath, grants = [] } = unionGraph as Record<string, unknown>;
  if (!Array.isArray(grants)) throw new ClaimsError('its grants are not a list');
  if (grants.length > MAX_GRANTS) throw new ClaimsError(`it has more than ${MAX_GRANTS} grants`);
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
  if (typeof scopePath !== 'string' || scopePath.length > MAX_CLAIM_LENGTH || !/^\/([^/]+\/)*$/.test(scopePath)) {
    throw new ClaimsError(
      `a grant has no scope path of at most ${MAX_CLAIM_LENGTH} characters that begins and ends with a slash`,
    );
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

/** Claims are bounded, because they are cached with the viewer, sent in every passport and written into access records. */
const MAX_CLAIM_LENGTH = 1_000;
const MAX_GRANTS = 100;

function text(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (value.length > MAX_CLAIM_LENGTH) throw new ClaimsError(`one of its claims has more than ${MAX_CLAIM_LENGTH} characters`);
  return value;
}
