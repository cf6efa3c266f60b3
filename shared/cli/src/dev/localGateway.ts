import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { text } from '../text.ts';

/** A schema of a subgraph, and where the local gateway calls it. */
export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The gateway of this machine, as the package `@union-graph/local-gateway` has it. */
export interface LocalGateway {
  readonly url: string;
  /** Throws an error with `reasons` for schemas that do not compose; what was served before stays. */
  publish(subgraphs: readonly SubgraphSdl[]): Promise<boolean>;
  stop(): Promise<void>;
}

interface LocalGatewayPackage {
  startLocalGateway(options: {
    readonly host: string;
    readonly port: number;
    readonly authorize: (subgraph: string) => Promise<string | null>;
  }): Promise<LocalGateway>;
}

const HOST = '127.0.0.1';

/** Starts the gateway of this machine. Throws {@link Failure} when its package is not installed, or the port is taken. */
export async function startLocalGateway(
  port: number,
  authorize: (subgraph: string) => Promise<string | null>,
): Promise<LocalGateway> {
  const { startLocalGateway: start } = await loadPackage();
  try {
    return await start({ host: HOST, port, authorize });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Failure(
      EXIT.usage,
      'PORT_TAKEN',
      text(
        `Something listens at port ${port} already. Name another one ("--port N"; 0 takes any that is free).`,
        `端口 ${port} 已被占用。请用“--port 端口”指定其他端口（0 表示任意空闲端口）。`,
      ),
    );
  }
}

/** The gateway is large, and no other command needs it: so it is a package of its own. */
async function loadPackage(): Promise<LocalGatewayPackage> {
  const name = '@union-graph/local-gateway';
  try {
    return (await import(name)) as LocalGatewayPackage;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    throw new Failure(
      EXIT.usage,
      'NO_LOCAL_GATEWAY',
      text(
        `"union-graph dev" runs a gateway on this machine, from the package "${name}", which ${isMissing ? 'is not installed here' : `cannot be loaded: ${message}`}. Install it beside this command: "npm install ${name}".`,
        `“union-graph dev”在本机运行网关，需要软件包“${name}”，${isMissing ? '但尚未安装' : `但无法加载：${message}`}。请与本命令一同安装：“npm install ${name}”。`,
      ),
    );
  }
}
