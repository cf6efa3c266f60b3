import type { Viewer } from '@union-graph/identity';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Logger } from 'pino';
import { DeveloperTokenError, type DeveloperTokens, EXPIRED } from '../identity/developerToken.ts';
import type { EarlyRefusal } from '../request/refusal.ts';

/** A developer's machine that was admitted with its passport. */
export interface Developer {
  readonly viewer: Viewer;
  /** The subgraph that is developed. */
  readonly subgraph: string;
}

/** Admits the machines of developers by the header `authorization: Developer <token>`. */
export type AdmitDeveloper = (header: string | undefined, now: Date) => Promise<Developer | EarlyRefusal>;

interface PassportRow {
  readonly clientId: string;
  readonly subgraph: string;
  readonly expiresAt: Date;
  readonly isRevoked: boolean;
  readonly isCredentialValid: boolean;
}

const READ = `select p.client_id as "clientId", p.subgraph, p.expires_at as "expiresAt", p.revoked_at is not null as "isRevoked",
    c.revoked_at is null and c.valid_from <= $2 and c.valid_to > $2 as "isCredentialValid"
  from developer_passport p join subgraph_credential c on c.client_id = p.client_id where p.id = $1`;

/** More machines than these do not send requests at once; a viewer that is forgotten has new passports signed. */
const MAX_VIEWERS = 500;

/**
 * Creates the admission of developers' machines. The passport and the credential behind it are read from the database with each request, so that a revoked
 * one is refused at once. A machine reads as the public does: it is a program without a person, with the role `PUBLIC` and the scope `read` alone.
 */
export function createDeveloperAdmission(pool: pg.Pool, tokens: DeveloperTokens, log: Logger): AdmitDeveloper {
  // One viewer object for each passport, because the passports for subgraphs are cached by viewer object.
  const viewers = new LRUCache<string, Viewer>({ max: MAX_VIEWERS });
  const viewerOf = (id: string, clientId: string): Viewer => {
    const viewer = viewers.get(id) ?? newViewer(clientId);
    viewers.set(id, viewer);
    return viewer;
  };
  return async (header, now) => {
    const [, token] = /^Developer +([\w.~+/=-]+) *$/i.exec(header ?? '') ?? [];
    if (!token)
      return refused(
        'The authorization header must be "Developer" and the token of a developer\'s passport ("issueDeveloperPassport").',
      );
    try {
      const id = await tokens.verify(token);
      const { rows } = await pool.query<PassportRow>(READ, [id, now]);
      const reason = whyRefused(rows[0], now);
      if (reason !== null || !rows[0]) return refused(reason ?? UNKNOWN);
      return { viewer: viewerOf(id, rows[0].clientId), subgraph: rows[0].subgraph };
    } catch (error) {
      if (error instanceof DeveloperTokenError) return refused(error.message);
      log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'developers are refused: passports cannot be read',
      );
      return {
        status: 503,
        code: 'DEPENDENCY_UNAVAILABLE',
        message: "Developers' passports cannot be looked up now. Try again in a moment.",
      };
    }
  };
}

const newViewer = (clientId: string): Viewer => ({
  subject: `developer:${clientId}`,
  kind: 'client',
  personId: null,
  unionPath: null,
  grants: [{ role: 'PUBLIC', scopePath: '/city/' }],
  scopes: ['read'],
  clientId,
});

const UNKNOWN = "This graph has issued no such developer's passport.";

function whyRefused(row: PassportRow | undefined, now: Date): string | null {
  if (!row) return UNKNOWN;
  if (row.isRevoked) return "The developer's passport is revoked. Ask the owner of the subgraph why.";
  if (row.expiresAt <= now) return EXPIRED;
  return row.isCredentialValid ? null : 'The credential of the program that asked for this passport is revoked or has ended.';
}

const refused = (message: string): EarlyRefusal => ({
  status: 401,
  code: 'UNAUTHENTICATED',
  message,
  headers: { 'www-authenticate': 'Developer realm="union-graph"' },
});
