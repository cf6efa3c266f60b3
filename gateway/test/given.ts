import { type Federation, startFederation } from './federation.ts';
import { type Definition, federation } from './subgraph.ts';

const IMPORTS = [
  '"@key"',
  '"@external"',
  '"@requires"',
  '"@provides"',
  '"@shareable"',
  '"@interfaceObject"',
  '"@inaccessible"',
  '"@override"',
];
/** A subgraph that imports all directives of Federation 2. */
export const subgraph = (sdl: string, resolvers: object = {}): Definition => ({
  sdl: `${federation(...IMPORTS)}\n${sdl}`,
  resolvers,
});

/** A reference resolver that finds an entity by one field. */
export const find = (list: readonly Record<string, unknown>[], key: string) => (reference: Record<string, unknown>) =>
  list.find((one) => one[key] === reference[key]) ?? null;

/** The time limit for starting: long enough for a busy machine. */
const STARTING_MS = 300_000;

/** Describes the tests of one federation; its subgraphs are started once. */
export function given(
  name: string,
  definitions: Record<string, Definition>,
  cases: (ask: (query: string, variables?: Record<string, unknown>) => Promise<unknown>, running: () => Federation) => void,
) {
  describe(name, () => {
    let running: Federation | undefined;
    const started = (): Federation => {
      if (!running) throw new Error('The federation is not started.');
      return running;
    };
    beforeAll(async () => {
      running = await startFederation(definitions);
    }, STARTING_MS);
    afterAll(() => running?.stop());
    cases((query, variables) => started().ask(query, variables), started);
  });
}
