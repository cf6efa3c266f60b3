import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Masks } from '../../agreements/masks/mask.ts';
import { conditionVariables, type OperationWithFragments } from '../../operation/operation.ts';
import type { ClientNames } from '../../operation/renameCollidingNames.ts';
import type { Run } from '../run.ts';
import { compileProjection } from './compileProjection.ts';
import { type Body, writeBody } from './output.ts';
import { addLostFieldErrors, type PrintState } from './printState.ts';
import { WRITTEN } from './printValue.ts';

/** How many printers of an operation are kept: for each set of masks, one for each combination of its `@skip` and `@include` conditions. */
const MAX_VARIANTS = 32;

/** Prints the data of a run as a response body; null when null propagation reached the root. Adds errors of lost fields to the run. */
export type PrintAnswer = (run: Run) => Body | null;

type Printer = ReturnType<typeof compileProjection>;
type PrintersByConditions = LRUCache<string, Printer>;
const createPrinters = (): PrintersByConditions => new LRUCache({ max: MAX_VARIANTS });

/**
 * Creates the printer of an operation. Each combination of the variables of `@skip` and `@include` has its own projection, which is
 * compiled when it is first used, so that conditions need not be checked while an answer is printed.
 */
export function createAnswerPrinter(
  operation: OperationWithFragments,
  clientKeys: ClientNames,
  schema: GraphQLSchema,
): PrintAnswer {
  const printerFor = createPrinterLookup(operation, clientKeys, schema);
  return (run) => {
    const print = printerFor(run);
    return writeBody((out) => {
      const state = createPrintState(run, out);
      const done = print(run.data, state);
      addLostFieldErrors(state);
      return done === WRITTEN;
    });
  };
}

/** Creates the lookup of the projection for the masks and conditions of a run. */
function createPrinterLookup(
  printed: OperationWithFragments,
  clientKeys: ClientNames,
  schema: GraphQLSchema,
): (run: Run) => Printer {
  const { operation, fragments } = printed;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The graph has no ${operation.operation}.`);
  const names = conditionVariables(printed);
  const unmaskedPrinters = createPrinters();
  // Weak, so that the printers of an agreement are freed together with its masks.
  const maskedPrinters = new WeakMap<Masks, PrintersByConditions>();
  return ({ context: { masks }, variables }) => {
    const printers = masks ? (maskedPrinters.get(masks) ?? createPrinters()) : unmaskedPrinters;
    if (masks) maskedPrinters.set(masks, printers);
    const variant = names.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = printers.get(variant);
    if (known) return known;
    const print = compileProjection(root, operation.selectionSet, {
      schema,
      fragments,
      conditions: Object.fromEntries(names.map((name) => [name, variables[name] === true])),
      variableDefinitions: operation.variableDefinitions ?? [],
      clientKeys,
      masks,
    });
    printers.set(variant, print);
    return print;
  };
}

const createPrintState = (run: Run, out: PrintState['out']): PrintState => ({
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
});
