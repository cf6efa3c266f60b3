import path from 'node:path';
import { AUDIENCE } from '../identity/claims.ts';
import type { Databases } from './databases.ts';
import type { Keys } from './keys.ts';
import type { StartOptions } from './options.ts';
import { type ServiceName, SUBGRAPHS, type SubgraphName, subscribersTo } from './services.ts';

/** Where the files of a subgraph lie unless the user names a bucket. */
export const objectFolder = (dataDir: string, name: string): string => path.join(dataDir, 'objects', name);

export interface House {
  readonly options: Omit<StartOptions, 'help' | 'fresh' | 'watch'> & { readonly watch?: boolean };
  /** The user's environment, which every service sees and may be told more by. */
  readonly env: NodeJS.ProcessEnv;
  readonly keys: Keys;
  readonly databases: Databases;
}

/** The environment of one service's process. What the user set for all of them (LOG_LEVEL, PASSPORT_JWKS …) goes before ours. */
export function environmentOf(name: ServiceName, house: House): NodeJS.ProcessEnv {
  const {
    env,
    options: { ports, verbose },
  } = house;
  const common = {
    HOST: '127.0.0.1',
    LOG_LEVEL: verbose ? 'info' : 'warn',
    APOLLO_TELEMETRY_DISABLED: 'true',
    // The demo data's today is years ago, and journeys are told at its dates; no clock can be set in production.
    ...(env.NODE_ENV === 'production' ? {} : { ALLOW_TEST_CLOCK: '1' }),
  };
  const own = name === 'gateway' ? gateway(house) : name === 'identity' ? identity(house) : subgraph(name, house);
  return { ...common, ...own.defaults, ...env, ...own.fixed, PORT: String(ports[name]) };
}

interface Variables {
  /** Used unless the user set others. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly fixed: Readonly<Record<string, string>>;
}

function subgraph(name: SubgraphName, { env, keys, databases, options: { data, dataDir, ports } }: House): Variables {
  return {
    defaults: {
      PASSPORT_JWKS: JSON.stringify(keys.trusted),
      EVENT_SUBSCRIBERS: JSON.stringify(subscribersTo(name, ports)),
      CURSOR_SECRETS: keys.cursorSecret,
      // Files in a folder, which clients reach by the gateway; in a bucket where the user names one.
      ...(env.S3_BUCKET
        ? {}
        : {
            OBJECT_STORE_DIR: objectFolder(dataDir, name),
            OBJECT_STORE_URL: `http://127.0.0.1:${ports.gateway}/objects/${name}`,
            OBJECT_STORE_SECRETS: keys.objectSecret,
          }),
      // A city is a million rows to tell, which takes the others many minutes; who needs it sets SNAPSHOTS=on.
      ...(data === 'demo' ? {} : { SNAPSHOTS: 'off' }),
    },
    fixed: { SERVICE_KEY: JSON.stringify(keys.private[name]), ...databaseVariables(databases.urls[name]) },
  };
}

function gateway({ env, keys, databases, options: { dataDir, ports, watch } }: House): Variables {
  return {
    defaults: {
      SUBGRAPHS: SUBGRAPHS.map((name) => `${name}=http://127.0.0.1:${ports[name]}/graphql`).join(','),
      // A schema that was changed under the watch is served as soon as its subgraph answers it.
      ...(watch ? { SUBGRAPH_POLL_MS: '250' } : {}),
      OIDC_ISSUER: issuerAt(ports.identity),
      OIDC_AUDIENCE: AUDIENCE,
      EVENT_SUBSCRIBERS: JSON.stringify(subscribersTo('governance', ports)),
      CURSOR_SECRETS: keys.cursorSecret,
      // Pages under development, wherever on this machine they are served.
      ...(env.NODE_ENV === 'production' ? {} : { CORS_ORIGINS: 'http://localhost:*,http://127.0.0.1:*' }),
      LAST_GENERATION_FILE: path.join(dataDir, 'gateway', 'last-generation.json'),
      WITNESS_FOLDER: path.join(dataDir, 'witness'),
      // Subgraphs that a union develops on this machine.
      ...(env.NODE_ENV === 'production' ? {} : { SUBGRAPH_NETWORKS: '127.0.0.0/8' }),
      // GraphiQL's schema for everybody on this machine; elsewhere for those whose token has the scope `introspect`.
      INTROSPECTION: 'on',
      // Answers are much and short-lived: with room for them the collector runs a quarter as often.
      NODE_OPTIONS: '--max-semi-space-size=64',
    },
    fixed: { SERVICE_KEY: JSON.stringify(keys.private.gateway), ...databaseVariables(databases.urls.governance) },
  };
}

function identity({ options: { dataDir, ports } }: House): Variables {
  const origins = [`http://localhost:${ports.gateway}`, `http://127.0.0.1:${ports.gateway}`];
  return { defaults: { CONSOLE_ORIGINS: origins.join(',') }, fixed: { IDENTITY_DIR: path.join(dataDir, 'identity') } };
}

export const issuerAt = (port: number): string => `http://127.0.0.1:${port}`;

function databaseVariables(urls: { appUrl: string; migratorUrl: string | undefined } | undefined): Record<string, string> {
  if (!urls) return {};
  return { DATABASE_URL: urls.appUrl, ...(urls.migratorUrl ? { MIGRATOR_DATABASE_URL: urls.migratorUrl } : {}) };
}
