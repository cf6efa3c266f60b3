import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Call, optionText } from './command.ts';
import { signedInGateways } from './credentialStore.ts';
import { EXIT } from './exitCodes.ts';
import { Failure } from './failure.ts';
import { text } from './text.ts';

/** The settings of a subgraph's folder, kept beside its schema and in version control. They hold no secrets. */
export interface ProjectSettings {
  readonly gateway?: string;
  readonly subgraph?: string;
  /** The schema's file, seen from the folder. */
  readonly schema?: string;
  /** Where the subgraph is called; where it was before when left out. */
  readonly routingUrl?: string;
}

export const SETTINGS_FILE = 'union-graph.json';
/** The gateway of a local house. */
const LOCAL_GATEWAY = 'http://localhost:4000';

/** Reads `union-graph.json` of the current folder; nothing when there is none. Throws {@link Failure} for one that cannot be read. */
export function readProjectSettings(folder: string): ProjectSettings {
  const found = readIfThere(path.join(folder, SETTINGS_FILE));
  if (found === null) return {};
  const broken = (why: string): Failure =>
    new Failure(
      EXIT.usage,
      'WRONG_SETTINGS',
      text(
        `${SETTINGS_FILE} cannot be used: ${why}. Mend it, or make a new one with "union-graph init".`,
        `${SETTINGS_FILE} 无法使用：${why}。请修正，或用“union-graph init”重新生成。`,
      ),
    );
  try {
    const settings = JSON.parse(found) as Record<string, unknown>;
    const known = ['gateway', 'subgraph', 'schema', 'routingUrl'];
    const wrong = Object.entries(settings).find(([name, value]) => !known.includes(name) || typeof value !== 'string');
    if (wrong) throw broken(`"${wrong[0]}" is not one of ${known.join(', ')}, or no text`);
    return settings;
  } catch (error) {
    throw error instanceof Failure ? error : broken((error as Error).message);
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The gateway that a command is for: of `--gateway`, the environment or the folder; else the one that the user has signed in to, and the local house's. */
export function gatewayOf(call: Call): string {
  const [signedIn, ...others] = signedInGateways(call.surroundings.env);
  const known = signedIn !== undefined && others.length === 0 ? signedIn : LOCAL_GATEWAY;
  return gatewayToSignInTo(call, known);
}

/** The gateway that a program signs in to. A secret goes to none that was not named, but to the local house's. */
export function gatewayToSignInTo(call: Call, otherwise: string = LOCAL_GATEWAY): string {
  const { env, cwd } = call.surroundings;
  const given = optionText(call, 'gateway') ?? (env.UNION_GRAPH_GATEWAY || undefined) ?? readProjectSettings(cwd()).gateway;
  return checkedUrl(given ?? otherwise, 'gateway').replace(/\/(graphql\/?)?$/, '');
}

/** The name of the subgraph that a command is for; null when neither the command line nor the folder says it. */
export const findSubgraphName = (call: Call): string | null =>
  optionText(call, 'subgraph') ?? readProjectSettings(call.surroundings.cwd()).subgraph ?? null;

/** The schema's text. Throws {@link Failure} when there is no such file. */
export function readSchema(call: Call): { readonly file: string; readonly sdl: string } {
  const folder = call.surroundings.cwd();
  const file = optionText(call, 'schema') ?? readProjectSettings(folder).schema ?? 'schema.graphql';
  const sdl = readIfThere(path.resolve(folder, file));
  if (sdl !== null) return { file, sdl };
  throw new Failure(
    EXIT.usage,
    'NO_SCHEMA',
    text(
      `There is no schema "${file}" here. Name it with "--schema FILE", or begin with "union-graph init".`,
      `此处没有结构文件“${file}”。请用“--schema 文件”指定，或先运行“union-graph init”。`,
    ),
  );
}

/** A URL to which secrets may be sent: https, or http to this machine. */
export function checkedUrl(value: string, what: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) && !url.username) return value;
  throw new Failure(
    EXIT.usage,
    'WRONG_URL',
    text(
      `"${value}" cannot be used as ${what}: credentials are sent over https only, or by http to this machine.`,
      `“${value}”不能用作 ${what}：凭证只经 https 发送，或经 http 发往本机。`,
    ),
  );
}
