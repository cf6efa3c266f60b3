import path from 'node:path';
import { parseArgs } from 'node:util';
import { portsFrom, SERVICES, type ServiceName, variable } from './services.ts';

export interface StartOptions {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly verbose: boolean;
  /** Whether changed sources are compiled, and the services that run them restarted. */
  readonly watch: boolean;
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
  --watch             compile what is changed while the house runs, and restart the services that run it, alone
  --help              this text

Environment

  PORT_BASE           moves the whole house: 5000 puts the gateway on 5000, organisation on 5001, identity on 5009
  <NAME>_PORT         another port for one, as in GATEWAY_PORT=4100 (${SERVICES.map(variable).join(', ')}, POSTGRES)
  <NAME>_DATABASE_URL and <NAME>_MIGRATOR_DATABASE_URL
                      your own database instead of an embedded one; migrations run and demo data is loaded when the second is set
  OIDC_ISSUER         another identity provider for the gateway
  DATA_DIR            where databases and keys are kept (default .data)
  LOG_LEVEL           of all services
`;

/** Reads the command line and the environment. Throws {@link LauncherError} for what it does not understand. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { help, fresh, verbose, watch, only, data } = parse(args);
  const usual = usualPorts(env);
  const ports = Object.fromEntries(SERVICES.map((name) => [name, portNumber(env, `${variable(name)}_PORT`) ?? usual[name]]));
  return {
    help,
    fresh,
    verbose,
    watch,
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
      options: { help: flag, fresh: flag, verbose: flag, watch: flag, only: { type: 'string' }, data: { type: 'string' } },
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

/** The ports of a house by `PORT_BASE`, 4000 unless set. Throws {@link LauncherError} for one that leaves no room above it. */
export function usualPorts(env: NodeJS.ProcessEnv): Record<ServiceName, number> {
  const ports = portsFrom(portNumber(env, 'PORT_BASE'));
  const highest = Math.max(...Object.values(ports));
  if (highest > MOST_PORT)
    throw new LauncherError(`PORT_BASE leaves no room: the highest port would be ${highest}, and there are ${MOST_PORT}.`);
  return ports;
}

const MOST_PORT = 65_535;

function portNumber(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > MOST_PORT) throw new LauncherError(`${name} is not a port: "${text}".`);
  return port;
}
