import { randomUUID } from 'node:crypto';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { Refusal, type Tx } from '@union-graph/subgraph';
import { type OperationDefinitionNode, parse } from 'graphql';
import type { Logger } from 'pino';
import { viewerUnder } from '../../agreements/admit.ts';
import type { LiveAgreement } from '../../agreements/agreementState.ts';
import type { RequestedOperation } from '../../execution/executor.ts';
import type { Graph } from '../../generations/graph.ts';
import { executionContext } from '../../request/context.ts';
import { createDeadline } from '../../request/deadline.ts';

/** The status of a social organisation (`SocialOrgStatus`). */
export interface KnownOrganisation {
  readonly status: string;
}

/** A law firm. `contractEnds` are the end dates of its contracts. */
export interface KnownFirm {
  readonly contractEnds: readonly string[];
}

/** A project that a partner would read under its agreement; `contractEnd` is null before its contract is signed. */
export interface OwnProject {
  readonly id: string;
  readonly kind: string;
  readonly contractEnd: string | null;
}

/** The terms of a draft that decide which rows its partner reads. */
export type ReadTerms = Pick<LiveAgreement, 'id' | 'kind' | 'partyId' | 'clientId' | 'purposes' | 'districtCodes' | 'projectIds'>;

/**
 * Looks up in the graph what an agreement refers to: partners, projects and districts are rows of other subgraphs. A lookup that cannot be
 * answered throws `DEPENDENCY_UNAVAILABLE`.
 */
export interface References {
  /** A social organisation; null when there is none. */
  organisation(tx: Tx, id: string): Promise<KnownOrganisation | null>;
  /** A law firm; null when there is none. */
  lawFirm(tx: Tx, id: string): Promise<KnownFirm | null>;
  /** The projects that the partner would read under these terms, by the row filter of the subgraph that owns them. */
  ownProjects(tx: Tx, terms: ReadTerms): Promise<readonly OwnProject[]>;
  /** The codes of the city's districts. */
  districtCodes(tx: Tx): Promise<readonly string[]>;
}

interface ReferencesOptions {
  readonly graph: Graph;
  readonly testClock: boolean;
  readonly log: Logger;
}

/** The time limit of one lookup. */
const LOOKUP_TIMEOUT_MS = 5_000;

const ORGANISATION = query('query PartnerOrganisation($id: ID!) { found: socialOrganisation(id: $id) { status } }');
const LAW_FIRM = query('query PartnerLawFirm($id: ID!) { found: lawFirm(id: $id) { contracts { to } } }');
const OWN_PROJECTS = query('query PartnerProjects { found: myProjects { id kind agreement { to } } }');
const DISTRICTS = query('query PartnerDistricts { found: districts { code } }');

/** Creates the lookups. Each is an operation that this gateway runs on its own graph, with the rights of the viewer. */
export function createReferences({ graph, testClock, log }: ReferencesOptions): References {
  const ask = async <Found>(tx: Tx, query: GraphQuery, { viewer = tx.viewer, id = '' } = {}): Promise<Found | null> => {
    const generation = graph.current();
    if (!generation) throw unavailable();
    const context = executionContext({
      viewer,
      requestId: randomUUID(),
      testNow: testClock ? tx.now.toISOString() : undefined,
      deadline: createDeadline(LOOKUP_TIMEOUT_MS),
      masks: null,
      log,
    });
    const { data, errors = [] } = await generation.run({ ...query, variables: { id } }, context);
    if (errors.some(({ extensions }) => extensions?.code !== 'NOT_FOUND')) throw unavailable();
    return (data as { found?: Found | null } | null | undefined)?.found ?? null;
  };
  return {
    organisation: (tx, id) => ask<KnownOrganisation>(tx, ORGANISATION, { id }),
    lawFirm: async (tx, id) => {
      const firm = await ask<{ contracts: { to: string }[] }>(tx, LAW_FIRM, { id });
      return firm && { contractEnds: firm.contracts.map(({ to }) => to) };
    },
    ownProjects: async (tx, terms) => {
      type Project = Pick<OwnProject, 'id' | 'kind'> & { readonly agreement: { readonly to: string } | null };
      const found = await ask<Project[]>(tx, OWN_PROJECTS, { viewer: partnerUnder(terms) });
      return (found ?? []).map(({ id, kind, agreement }) => ({ id, kind, contractEnd: agreement?.to ?? null }));
    },
    districtCodes: async (tx) => ((await ask<{ code: string }[]>(tx, DISTRICTS)) ?? []).map(({ code }) => code),
  };
}

/** The viewer that the partner will be under the agreement. The row filter of the projects' subgraph then decides which ones it reads. */
const partnerUnder = (terms: ReadTerms): Viewer =>
  viewerUnder(
    { ...ANONYMOUS, subject: terms.clientId, kind: 'client', clientId: terms.clientId, scopes: ['read'] },
    { ...terms, version: 0 } as LiveAgreement,
    terms.purposes[0] ?? '',
  );

/** A document with one query, parsed once, in the form that `Generation.run` takes. */
type GraphQuery = Pick<RequestedOperation, 'text' | 'document' | 'operation'>;

function query(text: string): GraphQuery {
  const document = parse(text, { noLocation: true });
  return { text, document, operation: document.definitions[0] as OperationDefinitionNode };
}

const unavailable = (): Refusal =>
  new Refusal(
    'DEPENDENCY_UNAVAILABLE',
    'What the agreement refers to cannot be looked up now: the subgraph that owns it does not answer. Try again in a moment.',
  );
