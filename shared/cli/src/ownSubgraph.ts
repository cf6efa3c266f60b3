import type { Call } from './command.ts';
import { EXIT } from './exitCodes.ts';
import { Failure } from './failure.ts';
import type { Graph } from './graph.ts';
import { findSubgraphName, SETTINGS_FILE } from './settings.ts';
import { text } from './text.ts';

/** One version of the subgraph, as the graph tells it to the program that publishes it. */
export interface Version {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly sdlHash: string;
  readonly publishedAt: string;
  readonly reason: string | null;
  readonly acknowledgements: readonly Acknowledgement[];
}

/** What a version takes from a partner, an application or another subgraph, and what that party said to it. */
export interface Acknowledgement {
  readonly party: string;
  readonly partyId: string;
  readonly loses: readonly string[];
  readonly decision: string;
  readonly noticeUntil: string | null;
  readonly waivesNotice: boolean;
}

/** The subgraph that the signed-in program publishes. */
export interface OwnSubgraph {
  readonly name: string;
  readonly status: string;
  readonly reason: string | null;
  readonly prefix: string;
  readonly routingUrl: string;
  readonly version: number;
  readonly current: (Version & { readonly sdl: string }) | null;
  readonly versions: { readonly nodes: readonly Version[] };
  readonly references: readonly {
    readonly kind: string;
    readonly coordinate: string;
    readonly decision: string;
    readonly reason: string | null;
  }[];
}

/** What to select of those whom a version takes something from. */
export const ACKNOWLEDGEMENTS = 'acknowledgements { party partyId loses decision noticeUntil waivesNotice }';
const VERSION = `id number state sdlHash publishedAt reason ${ACKNOWLEDGEMENTS}`;
const QUERY = `{ mySubgraph { name status reason prefix routingUrl version current { ${VERSION} sdl }
  versions(first: 100) { nodes { ${VERSION} } } references { kind coordinate decision reason } } }`;

/** Reads the subgraph of the signed-in program; null for a program without a credential. */
export async function findOwnSubgraph(graph: Graph): Promise<OwnSubgraph | null> {
  return (await graph<{ mySubgraph: OwnSubgraph | null }>(QUERY)).mySubgraph;
}

/** The same. Throws {@link Failure} for a program without a credential, and for one whose subgraph is not that of the folder. */
export async function getOwnSubgraph(graph: Graph, call: Call): Promise<OwnSubgraph> {
  const own = await findOwnSubgraph(graph);
  if (!own) throw withoutCredential();
  const named = findSubgraphName(call);
  if (named === null || named === own.name) return own;
  throw new Failure(
    EXIT.notAllowed,
    'FORBIDDEN',
    text(
      `You are signed in as the program that publishes "${own.name}", and this folder is for "${named}" (${SETTINGS_FILE}, or "--subgraph"). Sign in with the credential of "${named}", or go to the folder of "${own.name}".`,
      `当前登录的程序负责发布“${own.name}”，而此文件夹属于“${named}”（${SETTINGS_FILE} 或“--subgraph”）。请改用“${named}”的凭证登录，或进入“${own.name}”的文件夹。`,
    ),
  );
}

const withoutCredential = (): Failure =>
  new Failure(
    EXIT.notAllowed,
    'FORBIDDEN',
    text(
      'The graph knows the program now, and it may publish nothing yet. An administrator of your union registers the subgraph ("registerSubgraph"), and gives this program a credential ("addSubgraphCredential") with its client id.',
      '图已识别该程序，但它尚无发布权限。请由本工会管理员登记子图（“registerSubgraph”），再以其客户端编号授予发布凭证（“addSubgraphCredential”）。',
    ),
  );
