import fs from 'node:fs';
import path from 'node:path';
import type { Grant } from '@union-graph/identity';
import { decodeJwt, importJWK, type JWK, SignJWT } from 'jose';
import { tokenOf } from './client.ts';
import { house } from './house.ts';

/** A token like that of a demo person but with other grants, signed with the key of the house's own provider. Another provider may tell a union's new place. */
export async function signTokenWith(login: string, grants: readonly Grant[]): Promise<string> {
  const secrets = path.join(house.dataDir, 'identity/secrets.json');
  const { signingKey } = JSON.parse(fs.readFileSync(secrets, 'utf8')) as { signingKey: JWK };
  const claims = decodeJwt<{ union_graph: object }>(await tokenOf(login));
  const told = grants.map(({ role, scopePath, unionId, districtCode }) => ({
    role,
    scope_path: scopePath,
    ...(unionId && { union_id: unionId }),
    ...(districtCode && { district_code: districtCode }),
  }));
  return new SignJWT({ ...claims, union_graph: { ...claims.union_graph, grants: told } })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signingKey.kid as string })
    .sign(await importJWK(signingKey, 'ES256'));
}
