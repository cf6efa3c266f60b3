import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type LiftedOperation, type Literals, liftLiterals } from '../planning/literals.ts';
import type { PreparedOperation } from './prepare.ts';

/** An operation as it was asked: prepared, with its own literals. */
export interface StoredOperation {
  readonly run: PreparedOperation;
  readonly literals: Literals;
  readonly known: Known;
}

/** What was known of an operation: its very text, one of its shape, or neither. */
export type Known = 'text' | 'shape' | 'none';

/** An operation that a generation has prepared and that is still remembered. */
export interface OperationInUse {
  readonly source: string;
  readonly operationName: string | undefined;
  /** How often it was asked for; of former generations half counts. */
  readonly uses: number;
}

interface Shape {
  readonly preparing: Promise<PreparedOperation>;
  prepared: PreparedOperation | null;
  readonly source: string;
  readonly operationName: string | undefined;
  uses: number;
}

interface StoreOptions {
  readonly schema: GraphQLSchema;
  readonly prepare: (operation: LiftedOperation, operationName: string | undefined) => Promise<PreparedOperation>;
  readonly observe: (known: Known) => void;
}

/** Texts of operations, which differ in their literals too, and prepared operations, that are remembered. */
const MAX_TEXTS = { max: 10_000, maxSize: 32 * 1024 * 1024 };
const MAX_SHAPES = { max: 2_000, maxSize: 128 * 1024 * 1024 };

/** About what a prepared operation takes of memory, as a multiple of its text; measured on the console's example operations. */
const BYTES_PER_CHARACTER = 100;

/** New operations that may be under way at once; more are refused, so that nobody fills the memory by asking ever new ones. */
const MAX_PREPARING = 1_000;

/**
 * Remembers prepared operations by their shape, and texts by the shape they have. Each shape is prepared once, also for many who ask at
 * the same time; one that cannot be planned is not remembered. Both memories are bounded in number and bytes.
 */
export function createOperationStore({ schema, prepare, observe }: StoreOptions) {
  const texts = new LRUCache<string, { readonly shape: string; readonly literals: Literals }>({
    ...MAX_TEXTS,
    sizeCalculation: ({ literals }, key) => 2 * key.length + 200 * (1 + literals.size),
  });
  const shapes = new LRUCache<string, Shape>({
    ...MAX_SHAPES,
    sizeCalculation: (_, shape) => BYTES_PER_CHARACTER * shape.length,
  });
  let preparing = 0;

  const begin = (lifted: LiftedOperation, source: string, operationName: string | undefined, uses: number): Shape => {
    if (preparing >= MAX_PREPARING) throw tooManyNew();
    preparing += 1;
    const shape: Shape = { preparing: prepare(lifted, operationName), prepared: null, source, operationName, uses };
    shapes.set(lifted.shape, shape);
    shape.preparing.then(
      (prepared) => {
        preparing -= 1;
        shape.prepared = prepared;
      },
      () => {
        preparing -= 1;
        shapes.delete(lifted.shape);
      },
    );
    return shape;
  };
  const find = (source: string, document: DocumentNode, operationName: string | undefined, uses: number) => {
    const key = `${operationName ?? ''}\n${source}`;
    const text = texts.get(key);
    const known = text && shapes.get(text.shape);
    if (known) {
      observe('text');
      return { shape: known, literals: text.literals, known: 'text' as const };
    }
    const lifted = liftLiterals(document, operationName, schema);
    const { literals } = lifted;
    texts.set(key, { shape: lifted.shape, literals });
    const alike = shapes.get(lifted.shape);
    const kind = alike ? 'shape' : 'none';
    observe(kind);
    return { shape: alike ?? begin(lifted, source, operationName, uses), literals, known: kind } as const;
  };

  return {
    /** Gives the operation at once when it is prepared. Rejects, or throws, when there is no plan for it or too much to plan. */
    get: (
      source: string,
      document: DocumentNode,
      operationName: string | undefined,
      uses = 0,
    ): StoredOperation | Promise<StoredOperation> => {
      const { shape, literals, known } = find(source, document, operationName, uses);
      shape.uses += 1;
      return shape.prepared
        ? { run: shape.prepared, literals, known }
        : shape.preparing.then((run) => ({ run, literals, known }));
    },
    /** Those asked for most often among those asked for last. */
    inUse: (count: number): OperationInUse[] =>
      [...shapes.values()]
        .slice(0, 4 * count)
        .sort((one, other) => other.uses - one.uses)
        .slice(0, count)
        .map(({ source, operationName, uses }) => ({ source, operationName, uses: Math.floor(uses / 2) })),
  };
}

const tooManyNew = (): GraphQLError =>
  new GraphQLError('Too many new operations are being planned. Ask again in a moment.', {
    extensions: { code: 'RATE_LIMITED', http: { status: 429 } },
  });
