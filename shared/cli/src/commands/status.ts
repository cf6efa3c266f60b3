import type { Command, Outcome } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { openGraph } from '../graph.ts';
import { getOwnSubgraph } from '../ownSubgraph.ts';
import { reportAwaited } from '../reportAwaited.ts';
import { joined, same, text } from '../text.ts';
import { SCHEMA_OPTIONS } from './check.ts';

const LISTED = 10;

export const status: Command = {
  name: 'status',
  about: text('the versions of the subgraph, and what it waits for', '子图的版本和待批准事项'),
  options: { subgraph: SCHEMA_OPTIONS.subgraph as NonNullable<typeof SCHEMA_OPTIONS.subgraph> },
  run: async (call): Promise<Outcome> => {
    const own = await getOwnSubgraph(await openGraph(call), call);
    const versions = own.versions.nodes.slice(0, LISTED);
    return {
      exitCode: EXIT.done,
      result: own,
      lines: [
        joined(`${own.name}  ${own.status}${own.reason === null ? '' : ` (${own.reason})`}`),
        same(`  ${own.routingUrl}`),
        ...(versions.length === 0 ? [text('  No version is published yet.', '  尚未发布任何版本。')] : []),
        ...versions.flatMap(({ number, state, publishedAt, reason, acknowledgements }) => [
          same(`  ${String(number).padStart(4)}  ${state.padEnd(11)}  ${publishedAt}${reason === null ? '' : `  ${reason}`}`),
          ...(state === 'PROPOSED' ? reportAwaited(acknowledgements) : []),
        ]),
        ...own.references.map(({ kind, coordinate, decision, reason }) =>
          same(`  @${kind.toLowerCase()} ${coordinate}  ${decision}${reason === null ? '' : `: ${reason}`}`),
        ),
      ],
    };
  },
};
