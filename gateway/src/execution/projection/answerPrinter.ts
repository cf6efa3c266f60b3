import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Masks } from '../../agreements/masks/mask.ts';
import { conditionVariables, type ReadOperation } from '../../operation/operation.ts';
import type { ClientNames } from '../../operation/renameCollidingNames.ts';
import type { Run } from '../run.ts';
import { compileProjection } from './compileProjection.ts';
import { type Body, writeBody } from './output.ts';
import { addLostFieldErrors, type PrintState } from './printState.ts';
import { WRITTEN } from './printValue.ts';

/** An operation has one printer for each combination of its `@skip` and `@include` conditions; this many are kept. */
const MAX_VARIANTS = 32;

/** Prints the data of a run as a response body; null when null propagation reached the root. Adds errors of lost fields to the run. */
export type PrintAnswer = (run: Run) => Body | null;

type PrintersByConditions = LRUCache<string, ReturnType<typeof compileProjection>>;
const createPrinters = (): PrintersByConditions => new LRUCache({ max: MAX_VARIANTS });

/**
 * Creates the printer of an operation. Each combination of the variables of `@skip` and `@include` has a projection of its own, which is
 * compiled when it is first used, so that conditions need not be checked while an answer is printed.
 */
export function createAnswerPrinter(read: ReadOperation, clientKeys: ClientNames, schema: GraphQLSchema): PrintAnswer {
  const { operation, fragments } = read;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The graph has no ${operation.operation}.`);
  const names = conditionVariables(read);
  const unmaskedPrinters = createPrinters();
  // Weak, so that the printers of an agreement are freed together with its masks.
  const maskedPrinters = new WeakMap<Masks, PrintersByConditions>();
  return (run) => {
    const { masks } = run.context;
    const printers = masks ? (maskedPrinters.get(masks) ?? createPrinters()) : unmaskedPrinters;
    if (masks) maskedPrinters.set(masks, printers);
    const variant = names.map((name) => (run.variables[name] === true ? '1' : '0')).join('');
    let print = printers.get(variant);
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
      printers.set(variant, print);
    }
    const printed = print;
    return writeBody((out) => {
      const state: PrintState = {
        run,
        out,
        path: [],
        depth: 0,
        reportCount: 0,
        written: new Map(),
        lost: [],
        originals: new Map(),
        hidden: new Map(),
        reportedPaths: null,
      };
      const done = printed(run.data, state);
      addLostFieldErrors(state);
      return done === WRITTEN;
    });
  };
}
