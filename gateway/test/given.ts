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
/** A subgraph of Federation 2 with every directive of it imported. */
export const subgraph = (sdl: string, resolvers: object = {}): Definition => ({
  sdl: `${federation(...IMPORTS)}\n${sdl}`,
  resolvers,
});

/** A reference resolver that finds an entity by one field. */
export const find = (list: readonly Record<string, unknown>[], key: string) => (reference: Record<string, unknown>) =>
  list.find((one) => one[key] === reference[key]) ?? null;

/** On a machine that does much else, too. */
const STARTING_MS = 300_000;

/** Runs the cases of one federation. */
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
