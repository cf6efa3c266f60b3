import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Call, type Command, type Outcome, optionText } from '../command.ts';
import { type Credentials, storeCredentials } from '../credentialStore.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { findIssuer, openGraph } from '../graph.ts';
import { findOwnSubgraph } from '../ownSubgraph.ts';
import { checkedUrl, gatewayToSignInTo } from '../settings.ts';
import { text } from '../text.ts';
import { fetchToken, readKey } from '../token.ts';

export const login: Command = {
  name: 'login',
  about: text('sign in as the program that publishes the subgraph', '以发布程序的身份登录'),
  options: {
    'client-id': {
      type: 'string',
      value: 'ID',
      about: text('the program, by its id with the identity provider', '程序在身份服务的客户端编号'),
    },
    'secret-file': {
      type: 'string',
      value: 'FILE',
      about: text('its secret; read from standard input when left out', '密钥文件，默认从标准输入读取'),
    },
    key: { type: 'string', value: 'FILE', about: text('its private key (JWK) instead of a secret', '用私钥（JWK）代替密钥') },
    issuer: {
      type: 'string',
      value: 'URL',
      about: text('the identity provider; that of the gateway when left out', '身份服务地址，默认由网关告知'),
    },
  },
  run: async (call): Promise<Outcome> => {
    const gateway = gatewayToSignInTo(call);
    const credentials = await readGiven(call, gateway);
    const token = await fetchToken(credentials);
    const file = storeCredentials(call.surroundings.env, gateway, credentials);
    const own = await findOwnSubgraph(await openGraph(withToken(call, token)));
    const { clientId } = credentials;
    return {
      exitCode: EXIT.done,
      result: { gateway, issuer: credentials.issuer, clientId, file, subgraph: own?.name ?? null },
      lines: [
        text(
          `✓ Signed in to ${gateway} as "${clientId}"; kept in ${file}.`,
          `✓ 已以“${clientId}”登录 ${gateway}，凭证保存在 ${file}。`,
        ),
        own
          ? text(`It publishes "${own.name}".`, `该程序负责发布“${own.name}”。`)
          : text(
              `It may publish nothing yet: an administrator of your union gives it a credential ("addSubgraphCredential", clientId "${clientId}").`,
              `该程序尚无发布权限：请由本工会管理员授予凭证（“addSubgraphCredential”，clientId“${clientId}”）。`,
            ),
      ],
    };
  },
};

/** The same call with a token, which is not asked for again. */
const withToken = (call: Call, token: string): Call => ({
  ...call,
  surroundings: { ...call.surroundings, env: { ...call.surroundings.env, UNION_GRAPH_TOKEN: token } },
});

async function readGiven(call: Call, gateway: string): Promise<Credentials> {
  const { env, cwd } = call.surroundings;
  const clientId = optionText(call, 'client-id') ?? env.UNION_GRAPH_CLIENT_ID;
  if (!clientId)
    throw new Failure(
      EXIT.usage,
      'NO_CLIENT_ID',
      text(
        'Name the program: "union-graph login --client-id ID". Those who run the identity provider give the id, with a secret or for your public key.',
        '请指明程序：“union-graph login --client-id ID”。编号及密钥由身份服务的管理者发放。',
      ),
    );
  const issuer = optionText(call, 'issuer') ?? env.UNION_GRAPH_ISSUER ?? (await issuerOf(gateway));
  checkedUrl(issuer, 'issuer');
  const keyFile = optionText(call, 'key');
  if (keyFile !== undefined) {
    const absolute = path.resolve(cwd(), keyFile);
    readKey(absolute);
    return { issuer, clientId, keyFile: absolute };
  }
  return { issuer, clientId, secret: await readSecret(call) };
}

async function issuerOf(gateway: string): Promise<string> {
  const issuer = await findIssuer(gateway);
  if (issuer !== null) return issuer;
  throw new Failure(
    EXIT.usage,
    'NO_ISSUER',
    text(
      `The gateway ${gateway} names no identity provider. Name it with "--issuer URL".`,
      `网关 ${gateway} 没有告知身份服务。请用“--issuer URL”指定。`,
    ),
  );
}

/** The secret: of a file, the environment, or standard input; never of the command line, which other users see. */
async function readSecret(call: Call): Promise<string> {
  const { env, cwd, stdin, stderr } = call.surroundings;
  const file = optionText(call, 'secret-file');
  if (file === undefined && !env.UNION_GRAPH_CLIENT_SECRET && stdin.isTTY)
    stderr.write(call.language === 'zh' ? '请输入密钥并回车：' : 'The secret, then Enter: ');
  const secret =
    file === undefined ? env.UNION_GRAPH_CLIENT_SECRET || (await firstLine(stdin)) : readSecretFile(path.resolve(cwd(), file));
  if (secret) return secret;
  throw new Failure(
    EXIT.usage,
    'NO_SECRET',
    text(
      'There is no secret: write it into standard input, or name a file ("--secret-file FILE") or a key ("--key FILE").',
      '没有密钥：请从标准输入提供，或指定文件（“--secret-file 文件”）或私钥（“--key 文件”）。',
    ),
  );
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { message } = error as Error;
    throw new Failure(EXIT.usage, 'NO_SECRET', text(`The secret cannot be read: ${message}`, `无法读取密钥：${message}`));
  }
}

async function firstLine(stdin: NodeJS.ReadableStream): Promise<string> {
  let read = '';
  for await (const chunk of stdin) {
    read += String(chunk);
    if (read.includes('\n')) break;
  }
  return read.split('\n')[0]?.trim() ?? '';
}
