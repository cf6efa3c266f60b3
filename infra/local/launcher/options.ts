import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_PORTS, SERVICES, type ServiceName, variable } from './services.ts';

export interface StartOptions {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly verbose: boolean;
  /** Which data set the databases hold; each set has databases of its own. */
  readonly data?: string;
  readonly only: readonly ServiceName[];
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly dataDir: string;
}

/** A mistake in how we were called or in what we found; its message says what to do, so no stack is shown. */
export class LauncherError extends Error {
  override name = 'LauncherError';
}

export const HELP = `npm start -- [options]

  --fresh             start over: new databases, new keys, demo data loaded again
  --only a,b          start only these: ${SERVICES.join(', ')}
                      (with the gateway comes identity, unless OIDC_ISSUER names another provider)
  --data city         work on another data set than the demo, which \`npm run data -- load city\` has loaded
  --verbose           show every line that the services log, not only warnings and errors
  --help              this text

Environment

  <NAME>_PORT         another port, as in GATEWAY_PORT=4100 (${SERVICES.map(variable).join(', ')}, POSTGRES)
  <NAME>_DATABASE_URL and <NAME>_MIGRATOR_DATABASE_URL
                      your own database instead of an embedded one; migrations run and demo data is loaded when the second is set
  OIDC_ISSUER         another identity provider for the gateway
  DATA_DIR            where databases and keys are kept (default .data)
  LOG_LEVEL           of all services
`;

/** Reads the command line and the environment. Throws {@link LauncherError} for what it does not understand. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { help, fresh, verbose, only, data } = parse(args);
  const ports = Object.fromEntries(SERVICES.map((name) => [name, portOf(name, env)]));
  return {
    help,
    fresh,
    verbose,
    data: setNamed(data ?? 'demo'),
    only: withIdentity(only ? only.split(',').map((name) => serviceNamed(name.trim())) : SERVICES, env),
    ports: ports as Record<ServiceName, number>,
    dataDir: path.resolve(env.DATA_DIR || '.data'),
  };
}

function parse(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { help: flag, fresh: flag, verbose: flag, only: { type: 'string' }, data: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new LauncherError(`${(error as Error).message}\n\n${HELP}`);
  }
}

export const DATA_SETS = ['demo', 'city', 'ceiling', 'sample'] as const;

function setNamed(name: string): string {
  if (DATA_SETS.some((set) => set === name)) return name;
  throw new LauncherError(`There is no data set "${name}". There are: ${DATA_SETS.join(', ')}.`);
}

function serviceNamed(name: string): ServiceName {
  const found = SERVICES.find((service) => service === name);
  if (!found) throw new LauncherError(`There is no service "${name}". There are: ${SERVICES.join(', ')}.`);
  return found;
}

function withIdentity(names: readonly ServiceName[], env: NodeJS.ProcessEnv): ServiceName[] {
  const wanted = new Set(names);
  if (env.OIDC_ISSUER) wanted.delete('identity');
  else if (wanted.has('gateway')) wanted.add('identity');
  return SERVICES.filter((name) => wanted.has(name));
}

function portOf(name: ServiceName, env: NodeJS.ProcessEnv): number {
  const text = env[`${variable(name)}_PORT`];
  if (!text) return DEFAULT_PORTS[name];
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new LauncherError(`${variable(name)}_PORT is not a port: "${text}".`);
  return port;
}
