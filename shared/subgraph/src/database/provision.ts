import { createHmac } from 'node:crypto';
import pg from 'pg';

/** A database's and its roles' common name: `warmth-fund` → `warmth_fund`. */
export const databaseName = (subgraph: string): string => subgraph.replaceAll('-', '_');
export const appRole = (subgraph: string): string => `${databaseName(subgraph)}_app`;
export const migratorRole = (subgraph: string): string => `${databaseName(subgraph)}_migrator`;

/**
 * Makes what a subgraph needs on a PostgreSQL server: its database, the role that owns it and changes tables
 * (`…_migrator`), and the role the service works as (`…_app`), which no other database lets in. Safe to repeat.
 * Passwords are derived from `secret`. `adminUrl` is a superuser's, or one that may create roles and databases.
 */
export async function provision(adminUrl: string, subgraph: string, secret: string, database = databaseName(subgraph)) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const passwordOf = (role: string) => createHmac('sha256', secret).update(role).digest('base64url');
    for (const role of [migratorRole(subgraph), appRole(subgraph)]) await ensureRole(admin, role, passwordOf(role));
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await admin.query(`create database "${database}" owner "${migratorRole(subgraph)}" template template0`);
    await restrictConnections(admin, database, subgraph);
    const urlFor = (role: string) => {
      const url = new URL(adminUrl);
      url.username = role;
      url.password = passwordOf(role);
      url.pathname = `/${database}`;
      return url.href;
    };
    return { appUrl: urlFor(appRole(subgraph)), migratorUrl: urlFor(migratorRole(subgraph)) };
  } finally {
    await admin.end();
  }
}

/** Lets nobody into a database but its owner and the subgraph's service. */
export async function restrictConnections(admin: pg.Client, database: string, subgraph: string): Promise<void> {
  await admin.query(`revoke all on database "${database}" from public`);
  await admin.query(`grant connect on database "${database}" to "${appRole(subgraph)}"`);
}

async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const attributes = 'login nosuperuser nocreatedb nocreaterole noreplication';
  // Test files run side by side and share the roles; the lock keeps two of them from creating or altering one at once.
  await admin.query('begin');
  await admin.query('select pg_advisory_xact_lock(hashtext($1))', [`role ${role}`]);
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  await admin.query(`${rowCount ? 'alter' : 'create'} role "${role}" ${attributes} password ${admin.escapeLiteral(password)}`);
  await admin.query('commit');
}
