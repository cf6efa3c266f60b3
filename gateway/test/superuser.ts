import type { TestDatabase } from '@union-graph/testing';
import pg from 'pg';

/** A connection to a test's database as the PostgreSQL superuser. */
export async function connectAsSuperuser({ appUrl }: TestDatabase): Promise<pg.Client> {
  const url = new URL(process.env.TEST_POSTGRES_URL as string);
  url.pathname = new URL(appUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return client;
}
