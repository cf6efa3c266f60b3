import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Call, type Command, type Outcome, optionText } from '../command.ts';
import { type Viewer, validPassport } from '../conformance/passports.ts';
import { develop } from '../dev/develop.ts';
import { startLocalGateway } from '../dev/localGateway.ts';
import { type DeveloperPassport, issuePassport, revokePassport } from '../dev/passport.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { openGraph } from '../graph.ts';
import { getOwnSubgraph } from '../ownSubgraph.ts';
import { checkedUrl, gatewayOf, readProjectSettings, readSchema } from '../settings.ts';
import { text } from '../text.ts';
import { readKey } from '../token.ts';
import { SCHEMA_OPTIONS } from './check.ts';

const DEFAULT_PORT = 4_100;

export const dev: Command = {
  name: 'dev',
  about: text('run the shared graph on this machine with your own subgraph in it', '在本机运行共享图，并接入您正在开发的子图'),
  options: {
    ...SCHEMA_OPTIONS,
    url: {
      type: 'string',
      value: 'URL',
      about: text(
        'where your subgraph runs; the routing URL of union-graph.json when left out',
        '子图的运行地址，默认取 union-graph.json 的 routingUrl',
      ),
    },
    port: {
      type: 'string',
      value: 'N',
      about: text(
        `where the graph is served; ${DEFAULT_PORT} when left out, 0 for any free one`,
        `服务端口，默认 ${DEFAULT_PORT}，0 表示任意空闲端口`,
      ),
    },
    key: {
      type: 'string',
      value: 'FILE',
      about: text(
        'the private key (JWK) that signs passports for your subgraph ("conformance --make-key"); none are sent when left out',
        '为您的子图签发通行证的私钥（“conformance --make-key”），默认不发送通行证',
      ),
    },
    viewer: {
      type: 'string',
      value: 'FILE',
      about: text('who asks your subgraph, as JSON; the public when left out', '您的子图看到的查询者（JSON），默认为公众'),
    },
    hours: {
      type: 'string',
      value: 'N',
      about: text(
        'how long the passport is valid; as long as the graph allows when left out',
        '通行证有效小时数，默认取允许的最长时间',
      ),
    },
  },
  run: async (call): Promise<Outcome> => {
    const { file, sdl } = readSchema(call);
    const [port, hours] = [readNumber(call, 'port', 0, 65_535) ?? DEFAULT_PORT, readNumber(call, 'hours', 1, 24)];
    const [url, sign] = [ownUrl(call), readSigner(call)];
    const gateway = gatewayOf(call);
    const graph = await openGraph(call);
    const { name } = await getOwnSubgraph(graph, call);
    let passport: DeveloperPassport | null = null;
    // The port is taken before a passport is issued that nobody would use.
    const local = await startLocalGateway(port, async (subgraph) =>
      subgraph === name ? sign(name) : `Developer ${passport?.token}`,
    );
    try {
      passport = await issuePassport(graph, name, hours);
      const own = { name, url, file, path: path.resolve(call.surroundings.cwd(), file), sdl };
      return await develop(call, { gateway, local, passport, isSigned: optionText(call, 'key') !== undefined, own });
    } finally {
      await local.stop();
      if (passport) await giveBack(call, passport);
    }
  },
};

/** Best effort: a passport expires by itself. The access token of the start may be over by now. */
async function giveBack(call: Call, passport: DeveloperPassport): Promise<void> {
  await openGraph(call)
    .then((graph) => revokePassport(graph, passport))
    .catch(() => undefined);
}

/** Where the own subgraph runs. Its calls are sent over https only, or by http to this machine, as they carry passports. */
function ownUrl(call: Call): string {
  const given = optionText(call, 'url') ?? readProjectSettings(call.surroundings.cwd()).routingUrl;
  if (given !== undefined) return checkedUrl(given, 'url');
  throw new Failure(
    EXIT.usage,
    'NO_URL',
    text(
      'Say where your subgraph runs: "union-graph dev --url http://localhost:4013/graphql".',
      '请指明子图的运行地址：“union-graph dev --url http://localhost:4013/graphql”。',
    ),
  );
}

function readNumber(call: Call, option: string, least: number, most: number): number | undefined {
  const given = optionText(call, option);
  if (given === undefined) return undefined;
  if (/^\d{1,5}$/.test(given) && Number(given) >= least && Number(given) <= most) return Number(given);
  throw new Failure(
    EXIT.usage,
    'WRONG_OPTION',
    text(
      `"--${option}" takes a whole number from ${least} to ${most}; got "${given}".`,
      `“--${option}”须为 ${least} 至 ${most} 的整数，收到“${given}”。`,
    ),
  );
}

const PUBLIC: Viewer = {
  subject: 'developer',
  kind: 'client',
  personId: null,
  unionPath: null,
  grants: [{ role: 'PUBLIC', scopePath: '/city/' }],
  scopes: ['read'],
  clientId: 'developer',
};

/** Signs passports for the own subgraph with the key of `--key`; null without one. */
function readSigner(call: Call): (audience: string) => Promise<string | null> {
  const keyFile = optionText(call, 'key');
  const viewer = readViewer(call);
  if (keyFile === undefined) return async () => null;
  const key = readKey(path.resolve(call.surroundings.cwd(), keyFile));
  return (audience) => validPassport({ key, audience, viewer });
}

function readViewer(call: Call): Viewer {
  const file = optionText(call, 'viewer');
  if (file === undefined) return PUBLIC;
  try {
    const viewer: unknown = JSON.parse(readFileSync(path.resolve(call.surroundings.cwd(), file), 'utf8'));
    if (typeof viewer === 'object' && viewer !== null) return viewer as Viewer;
  } catch {
    // Told below.
  }
  throw new Failure(
    EXIT.usage,
    'WRONG_OPTION',
    text('The file of "--viewer" holds no JSON of the expected form.', '“--viewer”的文件不是所需格式的 JSON。'),
  );
}
