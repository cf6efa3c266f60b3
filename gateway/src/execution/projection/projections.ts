import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Masks } from '../../agreements/masks/mask.ts';
import { conditionVariables, type ReadOperation } from '../../operation/operation.ts';
import type { ClientNames } from '../../operation/ownNames.ts';
import type { Run } from '../run.ts';
import { compileProjection } from './compileProjection.ts';
import { type Body, writeBody } from './output.ts';
import { WRITTEN } from './print.ts';
import { type Printing, tellLost } from './printing.ts';

/** One operation is printed in as many ways as the values of its conditions allow; only those in use are kept. */
const MAX_WAYS = 32;

/** Prints the answer of a run as the body that holds nothing but its data; null when a null has risen to the top. Adds to the run's errors. */
export type PrintAnswer = (run: Run) => Body | null;

type Ways = LRUCache<string, ReturnType<typeof compileProjection>>;
const makeWays = (): Ways => new LRUCache({ max: MAX_WAYS });

/** What a partner's answer is masked with; null for everybody else. Throws where nobody has said what a partner may be told. */
function masksOf({ partner, masks }: Run['context']): Masks | null {
  if (!partner) return null;
  if (masks === undefined) throw new Error('A partner is not answered before its agreement is looked at.');
  return masks;
}

/**
 * Prepares the printing of an operation. `@skip` and `@include` cost nothing while an answer is printed: each combination of
 * their variables has a projection of its own, compiled when it first comes.
 */
export function createProjections(read: ReadOperation, clientKeys: ClientNames, schema: GraphQLSchema): PrintAnswer {
  const { operation, fragments } = read;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The graph has no ${operation.operation}.`);
  const names = conditionVariables(read);
  const plain = makeWays();
  // Kept as long as the masks are in use: with the agreement goes what was compiled for it.
  const masked = new WeakMap<Masks, Ways>();
  return (run) => {
    const masks = masksOf(run.context);
    const ways = masks ? (masked.get(masks) ?? makeWays()) : plain;
    if (masks) masked.set(masks, ways);
    const way = names.map((name) => (run.variables[name] === true ? '1' : '0')).join('');
    let print = ways.get(way);
    if (!print) {
      const conditions = Object.fromEntries(names.map((name) => [name, run.variables[name] === true]));
      print = compileProjection(root, operation.selectionSet, {
        schema,
        fragments,
        conditions,
        variableDefinitions: operation.variableDefinitions ?? [],
        clientKeys,
        masks,
      });
      ways.set(way, print);
    }
    const printed = print;
    return writeBody((out) => {
      const printing: Printing = { run, out, path: [], depth: 0, told: 0, written: new Map(), lost: [], explained: null };
      const done = printed(run.data, printing);
      tellLost(printing);
      return done === WRITTEN;
    });
  };
}
