import { parse, print } from 'graphql';
import type { Found } from './reduce.ts';
import { subgraphSdl } from './sdl.ts';

/** A case as text for a reader, and as JSON for `kept/`. */
export const report = ({ world, operation, fault }: Found): string =>
  [
    ...world.subgraphs.map((name) => `# subgraph ${name}\n${subgraphSdl(world, name).split('\n').slice(1).join('\n')}`),
    `# operation ${JSON.stringify(operation.variables)}\n${print(parse(operation.text))}`,
    `# fault\n${fault}`,
    `# to be kept\n${JSON.stringify({ world, operation })}`,
  ].join('\n\n');
