import { same, type Text, text } from '../text.ts';
import { findLine, findSyntaxError } from './findLine.ts';
import type { LocalGateway, SubgraphSdl } from './localGateway.ts';
import type { SharedSchemas } from './sharedSchemas.ts';

/** The own subgraph, on this machine. */
export interface OwnParts {
  readonly name: string;
  readonly url: string;
  readonly file: string;
}

/** What became of a change: it is served, or why it is not. */
export interface Published {
  readonly isServed: boolean;
  readonly ms: number;
  readonly lines: readonly Text[];
  readonly problems: readonly { readonly line: number | null; readonly message: string }[];
}

/**
 * The graph that this machine serves: the shared subgraphs, with the own one in the place of the published one, or added. A change is composed and served;
 * one that cannot be is reported, and what was served stays. Changes wait for one another.
 */
export function createGraphOfMachine(gateway: string, local: LocalGateway, own: OwnParts) {
  let shared: SharedSchemas = { generation: '', subgraphs: [] };
  let sdl: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const others = (): SubgraphSdl[] =>
    shared.subgraphs
      .filter(({ name }) => name !== own.name)
      .map((subgraph) => ({ ...subgraph, url: `${gateway}/development/subgraphs/${subgraph.name}` }));
  const publish = async (): Promise<Published> => {
    const start = performance.now();
    const syntax = sdl === null ? null : findSyntaxError(sdl);
    if (syntax) return failed(own, start, [syntax]);
    try {
      await local.publish([...others(), ...(sdl === null ? [] : [{ name: own.name, url: own.url, sdl }])]);
      return { isServed: true, ms: Math.round(performance.now() - start), lines: [], problems: [] };
    } catch (error) {
      const { reasons, message } = error as { readonly reasons?: readonly string[]; readonly message: string };
      const found = (reasons ?? [message]).map((reason) => ({
        line: sdl === null ? null : findLine(sdl, reason),
        message: reason,
      }));
      return failed(own, start, found);
    }
  };
  const inTurn = (change: () => void): Promise<Published> => {
    const next = queue.then(() => {
      change();
      return publish();
    });
    queue = next.catch(() => undefined);
    return next;
  };
  return {
    /** Serves the shared subgraphs as they are, the own one as it is published. */
    serveShared: async (schemas: SharedSchemas): Promise<void> => {
      shared = schemas;
      const urlOf = (name: string) => `${gateway}/development/subgraphs/${name}`;
      await local.publish(schemas.subgraphs.map((subgraph) => ({ ...subgraph, url: urlOf(subgraph.name) })));
    },
    changeShared: (schemas: SharedSchemas): Promise<Published> =>
      inTurn(() => {
        shared = schemas;
      }),
    changeOwn: (text: string): Promise<Published> =>
      inTurn(() => {
        sdl = text;
      }),
  };
}

function failed({ file }: OwnParts, start: number, problems: Published['problems']): Published {
  const lines = [
    text('✗ The schema is not served; the last good one stays:', '✗ 结构未生效，继续使用上一个可用版本：'),
    ...problems.map(({ line, message }) => same(`  ${line === null ? file : `${file}:${line}`}  ${message}`)),
  ];
  return { isServed: false, ms: Math.round(performance.now() - start), lines, problems };
}
