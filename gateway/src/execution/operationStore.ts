import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type LiftedOperation, type Literals, liftLiterals } from '../operation/literals.ts';
import type { Permit } from '../request/planningQueue.ts';
import type { PreparedOperation } from './prepareOperation.ts';

/** An operation as it was asked: prepared, with its own literals. */
export interface StoredOperation {
  readonly run: PreparedOperation;
  readonly literals: Literals;
  readonly known: StoreHit;
}

/** What was known of an operation: its very text, one of its shape, or neither. */
export type StoreHit = 'text' | 'shape' | 'none';

/** An operation that a generation has prepared and that is still remembered. */
export interface OperationInUse {
  readonly source: string;
  readonly operationName: string | undefined;
  /** How often it was asked for; of former generations half counts. */
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

/** Texts of operations, which differ in their literals too, and prepared operations, that are remembered. */
const MAX_TEXTS = { max: 10_000, maxSize: 32 * 1024 * 1024 };
const MAX_SHAPES = { max: 2_000, maxSize: 128 * 1024 * 1024 };

/** About what a prepared operation takes of memory, as a multiple of its text; measured on the console's example operations. */
const BYTES_PER_CHARACTER = 100;

/** Lets a new operation be planned when its turn comes; rejects when too many wait. */
export type Admit = () => Promise<Permit>;

const UNLIMITED: Admit = async () => ({ release: () => undefined });

/** The turn in which one operation is planned: it begins with the first permit that it gets. */
interface PendingPermit {
  readonly permit: Promise<Permit>;
  /** Gives it a permit, or gives the permit back where it has one. */
  offer(permit: Permit): void;
}

function createPendingPermit({ permit, admit = UNLIMITED }: PrepareOptions): PendingPermit {
  let hasPermit = false;
  let begin: (permit: Permit) => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const first = new Promise<Permit>((resolve, reject) => {
    begin = resolve;
    refuse = reject;
  });
  const offer = (offered: Permit): void => {
    if (hasPermit) offered.release();
    else begin(offered);
    hasPermit = true;
  };
  if (permit) offer(permit);
  else admit().then(offer, refuse);
  return { permit: first, offer };
}

/** How an operation is asked for. */
export interface PrepareOptions {
  /** How often it was asked for before. */
  readonly uses?: number;
  /** The right to plan that the request holds already; it is given back when the operation is planned, or when another request plans it. */
  readonly permit?: Permit | null;
  /** How a request without one gets it. */
  readonly admit?: Admit;
}

/**
 * Remembers prepared operations by their shape, and texts by the shape they have. Each shape is prepared once, also for many who ask at
 * the same time; one that cannot be planned is not remembered. Both memories are bounded in number and bytes.
 */
export function createOperationStore({ schema, prepare, observe }: StoreOptions) {
  const texts = new LRUCache<string, { readonly shape: string; readonly literals: Literals }>({
    ...MAX_TEXTS,
    sizeCalculation: ({ literals }, key) => {
      let size = 200 + 2 * key.length;
      for (const literal of literals.values()) size += 200 + 2 * literal.length;
      return size;
    },
  });
  const shapes = new LRUCache<string, Shape>({
    ...MAX_SHAPES,
    // The text is kept for the next supergraph: with comments and literals it may be far longer than its shape.
    sizeCalculation: ({ source }, shape) => BYTES_PER_CHARACTER * shape.length + 2 * source.length,
  });
  const prepareWithPermit = async (
    lifted: LiftedOperation,
    operationName: string | undefined,
    pendingPermit: PendingPermit,
  ): Promise<PreparedOperation> => {
    const permit = await pendingPermit.permit;
    try {
      return await prepare(lifted, operationName);
    } finally {
      permit.release();
    }
  };
  const begin = (lifted: LiftedOperation, source: string, operationName: string | undefined, options: PrepareOptions): Shape => {
    const { uses = 0 } = options;
    const pendingPermit = createPendingPermit(options);
    const shape: Shape = {
      pendingPermit,
      preparing: prepareWithPermit(lifted, operationName, pendingPermit),
      prepared: null,
      source,
      operationName,
      uses,
    };
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
  const find = (source: string, document: DocumentNode, operationName: string | undefined, options: PrepareOptions) => {
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
    return { shape: alike ?? begin(lifted, source, operationName, options), literals, known: kind } as const;
  };

  return {
    /** Gives the operation at once when it is prepared. Rejects, or throws, when there is no plan for it or too much to plan. */
    get: (
      source: string,
      document: DocumentNode,
      operationName: string | undefined,
      options: PrepareOptions = {},
    ): StoredOperation | Promise<StoredOperation> => {
      const { shape, literals, known } = find(source, document, operationName, options);
      shape.uses += 1;
      // Several ask for one new operation: the one that came first may still wait for its turn while another one holds a permit.
      if (known !== 'none' && options.permit) shape.pendingPermit.offer(options.permit);
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
