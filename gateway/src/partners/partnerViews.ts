import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Admission, isInForce } from '../agreements/admit.ts';
import type { AgreementState } from '../agreements/agreementState.ts';
import type { Masks } from '../agreements/masks/mask.ts';
import { readMasks } from '../agreements/masks/readMasks.ts';
import type { Generation } from '../generations/graph.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import type { Catalogue } from '../supergraph/reading/catalogue.ts';
import { readParts, reduceSchema, type SchemaParts } from './partnerSchema.ts';

/** How many partner views are kept. */
const MAX_VIEWS = 200;

/** The coordinates under an emergency stop: stopped fields, and all fields of stopped subgraphs. */
export function stoppedCoordinates(catalogue: Catalogue, { stops }: AgreementState, now: Date): ReadonlySet<string> {
  const stopped = new Set<string>();
  for (const stop of stops) {
    if (!isInForce(stop, now)) continue;
    if (stop.scope === 'FIELD') stopped.add(stop.target);
    if (stop.scope !== 'SUBGRAPH') continue;
    for (const { coordinate, owner, kind } of catalogue.fields.values())
      if (kind === 'field' && owner === stop.target) stopped.add(coordinate);
  }
  return stopped;
}

/** The partner schema of an agreement, and its masks. */
export interface PartnerView {
  readonly schema: GraphQLSchema;
  /** Null without masks. */
  readonly masks: Masks | null;
}

/** Returns the view of an admitted partner. */
export type ViewFor = (generation: Generation, partner: Admission) => PartnerView;

const parts = new WeakMap<Generation, SchemaParts>();

/** The parts that all partner schemas of a generation are made of. Read once. */
function partsOf(generation: Generation): SchemaParts {
  const known = parts.get(generation) ?? readParts(generation.schema, generation.supergraph);
  parts.set(generation, known);
  return known;
}

/** Reads the schema parts of a generation before it takes requests, in event loop iterations of its own, so that no partner waits for it. */
export const prepareForPartners =
  (eventLoopYield: EventLoopYield) =>
  async (generation: Generation): Promise<void> => {
    await eventLoopYield.next();
    partsOf(generation);
  };

/** Unmasked fields that are computed from a masked field (`@requires`): they would disclose its exact value. */
function computedFromMasked({ computedFrom }: Catalogue, masks: Masks | null): string[] {
  if (!masks) return [];
  return [...computedFrom].flatMap(([coordinate, sources]) =>
    !masks.has(coordinate) && [...sources].some((source) => masks.has(source)) ? [coordinate] : [],
  );
}

const NO_MASKS: Masks = new Map();

/** Creates the view of a partner. */
export function makeView(generation: Generation, { agreement, agreementState, now }: Omit<Admission, 'viewer'>): PartnerView {
  const catalogue = generation.supergraph.catalogue;
  const masks = readMasks(generation.schema, agreement);
  const schema = reduceSchema(partsOf(generation), {
    kind: agreement.kind,
    listed: new Set(agreement.coordinates),
    stopped: new Set([...stoppedCoordinates(catalogue, agreementState, now), ...computedFromMasked(catalogue, masks)]),
    masked: masks ?? NO_MASKS,
    withheld: new Set([...(masks ?? [])].flatMap(([coordinate, { mayWithhold }]) => (mayWithhold ? [coordinate] : []))),
  });
  return { schema, masks };
}

/**
 * Creates the cache of partner views. A view is created once for each generation, agreement with its coordinates and masks, and set of stops. It
 * is dropped when its agreement ends.
 */
export function createPartnerViews() {
  const views = new LRUCache<string, PartnerView>({ max: MAX_VIEWS });
  let lastSeen: AgreementState | null = null;
  const dropEnded = (agreementState: AgreementState): void => {
    if (lastSeen === agreementState) return;
    lastSeen = agreementState;
    const signed = new Set(
      agreementState.agreements.filter(({ status }) => status === 'SIGNED').map(({ id, fieldsHash }) => id + fieldsHash),
    );
    for (const key of views.keys()) if (!signed.has(key.slice(0, key.indexOf(' ')))) views.delete(key);
  };
  const viewFor: ViewFor = (generation, { agreement, agreementState, now }) => {
    dropEnded(agreementState);
    const stops = agreementState.stops.filter((stop) => isInForce(stop, now)).map(({ scope, target }) => `${scope} ${target}`);
    const key = `${agreement.id}${agreement.fieldsHash} ${JSON.stringify([generation.id, stops])}`;
    const known = views.get(key);
    if (known) return known;
    const view = makeView(generation, { agreement, agreementState, now });
    views.set(key, view);
    return view;
  };
  return { viewFor, count: () => views.size };
}
