import { GraphQLError, parse } from 'graphql';
import { CompositionError, compose, type SubgraphSdl } from '../compose.ts';
import { conventionFaultsOf } from '../conventionFaults.ts';
import { readSupergraph, type Supergraph } from '../reading/supergraph.ts';
import { changesOfOthers, membersOf, type ReadGraph } from './changesOfOthers.ts';
import { checkRules } from './checkRules.ts';
import { findDifferences } from './differences.ts';
import type { Candidate, CheckInput, CheckResult, Problem } from './problem.ts';
import { findReferences } from './references.ts';
import { sizeProblems } from './sizes.ts';

/**
 * Checks whether a schema of a registered subgraph may be published: its size, its syntax, the rules for such subgraphs (domain rule J-13), and whether
 * it composes with the current schemas of all others without changing anything of theirs. Takes seconds of CPU time.
 */
export async function checkSubgraph({ candidate, others, open }: CheckInput): Promise<CheckResult> {
  const tooLarge = sizeProblems(candidate.sdl);
  if (tooLarge.length > 0) return failed(tooLarge);
  const document = parseCandidate(candidate);
  if ('problem' in document) return failed([document.problem]);
  const sizes = sizeProblems(candidate.sdl, document);
  if (sizes.length > 0) return failed(sizes);
  const before = readOthers(others);
  const problems = checkRules(document, candidate, open);
  const references = findReferences(document, candidate.name, before.catalogue);
  const differences = candidate.previousSdl === null ? [] : await findDifferences(candidate.previousSdl, candidate.sdl);
  const composed = tryCompose([...others, candidate]);
  if ('problems' in composed)
    return { problems: [...problems, ...composed.problems], references, differences, supergraphSdl: null };
  const { supergraphSdl } = composed;
  // A rule says more plainly what is wrong than the comparison with the graph before, which would repeat it.
  const told = problems.length > 0 ? problems : problemsOfGraph(before, supergraphSdl, open.names);
  return { problems: told, references, differences, supergraphSdl };
}

const failed = (problems: readonly Problem[]): CheckResult => ({
  problems,
  references: [],
  differences: [],
  supergraphSdl: null,
});

function parseCandidate({ sdl }: Candidate) {
  try {
    return parse(sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [at] = error.locations ?? [];
    const place = at ? ` in line ${at.line}, column ${at.column}` : '';
    const message = `The schema cannot be read${place}: ${error.message}`;
    return { problem: { kind: 'SYNTAX', coordinate: null, line: at?.line ?? null, message } as const };
  }
}

/** The graph without the checked subgraph. */
interface GraphBefore extends ReadGraph {
  /** What it has against the house's conventions. */
  readonly faults: ReadonlySet<string>;
}

// Schemas are checked one after another, mostly against the same others.
let last: { readonly key: string; readonly graph: GraphBefore } | null = null;

function readOthers(others: readonly SubgraphSdl[]): GraphBefore {
  const key = JSON.stringify(others);
  if (last?.key === key) return last.graph;
  const sdl = compose(others);
  const supergraph = readSupergraph(sdl);
  const graph = { catalogue: supergraph.catalogue, members: membersOf(sdl), faults: new Set(faultsOf(supergraph)) };
  last = { key, graph };
  return graph;
}

const faultsOf = (supergraph: Supergraph): string[] => {
  try {
    return conventionFaultsOf(supergraph);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};

function tryCompose(all: readonly SubgraphSdl[]): { readonly supergraphSdl: string } | { readonly problems: Problem[] } {
  try {
    return { supergraphSdl: compose(all) };
  } catch (error) {
    // The composer throws errors of other kinds for some malformed directives.
    const reasons = error instanceof CompositionError ? error.reasons : [error instanceof Error ? error.message : String(error)];
    return { problems: reasons.map((message) => ({ kind: 'COMPOSITION', coordinate: null, line: null, message })) };
  }
}

/** What the composed graph changes of others, and what it has against the house's conventions and had not before. */
function problemsOfGraph(before: GraphBefore, supergraphSdl: string, openTypes: readonly string[]): Problem[] {
  try {
    const supergraph = readSupergraph(supergraphSdl);
    const faults = faultsOf(supergraph).filter((message) => !before.faults.has(message));
    return [
      ...changesOfOthers(before, { catalogue: supergraph.catalogue, members: membersOf(supergraphSdl) }, openTypes),
      ...faults.map(
        (message): Problem => ({ kind: 'CONVENTION', coordinate: /^\w+\.\w+/.exec(message)?.[0] ?? null, line: null, message }),
      ),
    ];
  } catch (error) {
    return [
      { kind: 'CONVENTION', coordinate: null, line: null, message: error instanceof Error ? error.message : String(error) },
    ];
  }
}
