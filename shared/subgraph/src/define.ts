import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import type { Viewer } from '@union-graph/identity';
import type { EntityManager, EntityTarget, MigrationInterface, ObjectLiteral } from 'typeorm';
import type { KeptPaths } from './directory/moves.ts';
import type { EventHandler } from './events/receive.ts';
import type { ReadContext } from './graph/context.ts';
import type { Batches } from './graph/loaders.ts';
import type { Snapshot } from './known/snapshots.ts';
import type { MemberColumns } from './people/memberMerges.ts';
import type { PersonalTable } from './people/personalData.ts';
import type { Refusal } from './refusal.ts';
import type { RuleNumber } from './rule-numbers/define.ts';
import type { Tx } from './transaction.ts';

/** What a timer or another background task does: one transaction, retried with growing pauses until it succeeds. */
export type Task = (tx: Tx, payload: Record<string, unknown>) => Promise<void>;

/** Everything that makes one subgraph, as plain data. The package's `src/subgraph.ts` exports one. */
export interface SubgraphDefinition {
  /** Its name in the graph, in events and in the passport's audience: `warmth-fund`. */
  readonly name: string;
  /** The package's folder, where `schema.graphql` or `schema/` lies. */
  readonly dir: string;
  // biome-ignore lint/suspicious/noExplicitAny: each map is typed against its own subgraph's context
  readonly resolvers: Readonly<Record<string, any>>;
  readonly batches: Batches;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** Tables that the service may only add to, `audit_event` and `inbox` aside. */
  readonly appendOnly?: readonly string[];
  /** Named database constraints and the refusal each stands for. */
  readonly constraints?: Readonly<Record<string, () => Refusal>>;
  /** The numbers in its rules, such as limits and lengths of time, by name; their values are dated rows. */
  readonly numbers?: Readonly<Record<string, RuleNumber>>;
  /** What it does on events of other subgraphs. */
  readonly on?: readonly EventHandler[];
  /** The rows whose present state it tells a service that begins to follow them. */
  readonly snapshots?: readonly Snapshot[];
  /** Checks environment variables that this subgraph alone needs: a sentence for each fault. */
  readonly settingFaults?: (env: NodeJS.ProcessEnv) => readonly string[];
  /** Whether it keeps files: it then has a store for them (`src/objects/`), where the settings name one. */
  readonly keepsFiles?: boolean;
  readonly tasks?: Readonly<Record<string, Task>>;
  /** The tables that hold personal data; all other tables hold none. */
  readonly personalData?: readonly PersonalTable[];
  /** What becomes of its columns with paths of the union tree when a union moves. */
  readonly paths?: KeptPaths;
  /** A statement that selects the ids of the unions that have ended, as text: what a token grants there is over. */
  readonly endedUnions?: string;
  /** The columns with ids of persons: their rows move to the other record when two records of one person are merged. */
  readonly memberColumns?: readonly MemberColumns[];
  /** The mutations by which a person whose record was erased goes on with matters of theirs that a law has kept; no other is open to them. */
  readonly openToErased?: readonly string[];
  /**
   * The viewer by what this subgraph knows of their rights and a token does not, such as a term of office that has ended. It takes rights away and
   * gives none; called once for each request.
   */
  readonly currentViewer?: (viewer: Viewer, reading: Pick<ReadContext, 'db' | 'now'>) => Promise<Viewer>;
  /** Refuses ids of persons whose record says that they have died, by what this subgraph knows: no mutation is done by their logins. */
  readonly refuseDead?: (tx: Tx, ids: readonly string[]) => Promise<void>;
  /** Whether a person's record says that they have died, by what this subgraph knows: nothing is read by their login either. */
  readonly hasDied?: (db: EntityManager, personId: string) => Promise<boolean>;
}

export const defineSubgraph = <Definition extends SubgraphDefinition>(definition: Definition): Definition => definition;

export type ResolverMap = GraphQLResolverMap<unknown>;
