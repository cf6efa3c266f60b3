import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type LiftedOperation, type Literals, liftLiterals } from '../operation/literals.ts';
import { createPendingPermit, type PendingPermit, type PermitOptions, withPermit } from './pendingPermit.ts';
import type { PreparedOperation } from './prepareOperation.ts';

/** A prepared operation and the literals of the request. */
export interface StoredOperation {
  readonly run: PreparedOperation;
  readonly literals: Literals;
  readonly known: StoreHit;
}

/** Which part of an operation was cached: its text, another text of the same shape, or nothing. */
export type StoreHit = 'text' | 'shape' | 'none';

/** A prepared operation of a generation, for the next one. */
export interface OperationInUse {
  readonly source: string;
  readonly operationName: string | undefined;
  /** The number of requests; those to a former generation count half. */
  readonly uses: number;
}

interface Shape {
  readonly pendingPermit: PendingPermit;
  readonly preparing: Promise<PreparedOperation>;
  prepared: PreparedOperation | null;
  readonly source: string;
  readonly operationName: string | undefined;
  uses: number;
}

interface StoreOptions {
  readonly schema: GraphQLSchema;
  readonly prepare: (operation: LiftedOperation, operationName: string | undefined) => Promise<PreparedOperation>;
  readonly observe: (known: StoreHit) => void;
}

/** Limits of the two caches. Texts that differ in their literals only share one prepared operation. */
const MAX_TEXTS = { max: 10_000, maxSize: 32 * 1024 * 1024 };
const MAX_SHAPES = { max: 2_000, maxSize: 128 * 1024 * 1024 };

/** The memory of a prepared operation for each character of its text, estimated from the console's example operations. */
const BYTES_PER_CHARACTER = 100;

/** The parameters of one lookup. */
export interface PrepareOptions extends PermitOptions {
  /** The number of earlier requests. */
  readonly uses?: number;
}

/** The shape and the literals of a text. */
interface KnownText {
  readonly shape: string;
  readonly literals: Literals;
}

/** The known texts. A document may have several operations. */
const createTextCache = () =>
  new LRUCache<string, KnownText>({
    ...MAX_TEXTS,
    sizeCalculation: ({ literals }, key) => {
      let size = 200 + 2 * key.length;
      for (const literal of literals.values()) size += 200 + 2 * literal.length;
      return size;
    },
  });

const keyOf = (source: string, operationName: string | undefined): string => `${operationName ?? ''}\n${source}`;

/** Finds a known text by its document, if that was requested last with the same operation: a text that is no key need not be hashed. */
function createTextLookup(texts: ReturnType<typeof createTextCache>) {
  const latest = new WeakMap<DocumentNode, { readonly operationName: string | undefined; readonly text: KnownText }>();
  return (source: string, document: DocumentNode, operationName: string | undefined): KnownText | undefined => {
    const before = latest.get(document);
    if (before && before.operationName === operationName) return before.text;
    const text = texts.get(keyOf(source, operationName));
    if (text) latest.set(document, { operationName, text });
    return text;
  };
}

type ShapeCache = ReturnType<typeof createShapeCache>;
const createShapeCache = () =>
  new LRUCache<string, Shape>({
    ...MAX_SHAPES,
    // The text is kept for the next generation. With comments and literals it may be far longer than its shape.
    sizeCalculation: ({ source }, shape) => BYTES_PER_CHARACTER * shape.length + 2 * source.length,
  });

export type OperationStore = ReturnType<typeof createOperationStore>;

/**
 * Caches prepared operations by their shape, and the shape of each text. Simultaneous requests for one shape prepare it once. An
 * operation that cannot be planned is not cached. Both caches are limited in number and bytes.
 */
export function createOperationStore(options: StoreOptions) {
  const shapes = createShapeCache();
  const find = createLookup(shapes, options);
  return {
    /** Returns the operation without a promise when it is prepared. Rejects, or throws, when it cannot be planned or the planning queue is full. */
    get: (
      source: string,
      document: DocumentNode,
      operationName: string | undefined,
      options: PrepareOptions = {},
    ): StoredOperation | Promise<StoredOperation> => {
      const { shape, literals, known } = find(source, document, operationName, options);
      shape.uses += 1;
      // The first request may still wait in the planning queue while a later one already has a permit.
      if (known !== 'none' && options.permit) shape.pendingPermit.offer(options.permit);
      return shape.prepared
        ? { run: shape.prepared, literals, known }
        : shape.preparing.then((run) => ({ run, literals, known }));
    },
    /** The most requested operations among those that were requested last. */
    inUse: (count: number): OperationInUse[] =>
      [...shapes.values()]
        .slice(0, 4 * count)
        .sort((one, other) => other.uses - one.uses)
        .slice(0, count)
        .map(({ source, operationName, uses }) => ({ source, operationName, uses: Math.floor(uses / 2) })),
  };
}

/** Creates the lookup of the shape of an operation. A shape that is not cached is prepared. */
function createLookup(shapes: ShapeCache, { schema, prepare, observe }: StoreOptions) {
  const texts = createTextCache();
  const findText = createTextLookup(texts);
  const start = (lifted: LiftedOperation, source: string, operationName: string | undefined, options: PrepareOptions): Shape => {
    const pendingPermit = createPendingPermit(options);
    const preparing = withPermit(pendingPermit, () => prepare(lifted, operationName));
    const shape: Shape = { pendingPermit, preparing, prepared: null, source, operationName, uses: options.uses ?? 0 };
    shapes.set(lifted.shape, shape);
    shape.preparing.then(
      (prepared) => {
        shape.prepared = prepared;
      },
      () => {
        if (shapes.peek(lifted.shape) === shape) shapes.delete(lifted.shape);
      },
    );
    return shape;
  };
  return (source: string, document: DocumentNode, operationName: string | undefined, options: PrepareOptions) => {
    const text = findText(source, document, operationName);
    const known = text && shapes.get(text.shape);
    if (known) {
      observe('text');
      return { shape: known, literals: text.literals, known: 'text' as const };
    }
    const lifted = liftLiterals(document, operationName, schema);
    const { literals } = lifted;
    texts.set(keyOf(source, operationName), { shape: lifted.shape, literals });
    const sameShape = shapes.get(lifted.shape);
    const kind = sameShape ? 'shape' : 'none';
    observe(kind);
    return { shape: sameShape ?? start(lifted, source, operationName, options), literals, known: kind } as const;
  };
}
