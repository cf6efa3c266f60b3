import { GraphQLError, parse } from 'graphql';
import { CompositionError, compose, type SubgraphSdl } from '../compose.ts';
import { conventionFaultsOf } from '../conventionFaults.ts';
import { readSupergraph, type Supergraph } from '../reading/supergraph.ts';
import { textFaults } from '../textFaults.ts';
import { type ComposedGraph, changesOfOthers, definitionTexts } from './changesOfOthers.ts';
import type { Candidate, CheckInput, CheckResult, Problem, Reference } from './checkResult.ts';
import { checkRules } from './checkRules.ts';
import { NON_REFERENCABLE } from './documents.ts';
import { findDifferences } from './findDifferences.ts';
import { type Place, placesIn } from './findPlace.ts';
import { findReferences } from './findReferences.ts';
import { sizeProblems } from './sizeProblems.ts';

/**
 * Checks whether a schema of a registered subgraph may be published: its size, its syntax, the rules for registered subgraphs (domain rule J-13), and that
 * it composes with the current schemas of all others without changing their definitions. Takes seconds of CPU time.
 */
export async function checkSubgraph(input: CheckInput): Promise<CheckResult> {
  const { candidate, others, open } = input;
  const tooLarge = sizeProblems(candidate.sdl);
  if (tooLarge.length > 0) return failedCheck(tooLarge);
  const document = parseCandidate(candidate);
  if ('problem' in document) return failedCheck([document.problem]);
  const sizes = sizeProblems(candidate.sdl, document);
  if (sizes.length > 0) return failedCheck(sizes);
  const faults = textFaults(candidate.sdl, document);
  if (faults.length > 0) return failedCheck(faults.map((fault) => ({ ...fault, coordinate: null })));
  const before = graphBefore(input);
  if ('problems' in before) return failedCheck(before.problems);
  const all = findReferences(document, candidate.name, before.catalogue);
  const closed = all.filter(({ coordinate }) => isNonReferencable(before, coordinate));
  const references = all.filter((reference) => !closed.includes(reference));
  const problems = [...checkRules(document, candidate, open), ...closed.map(closedReference)];
  const composed = tryCompose([...others, candidate], placesIn(document));
  if ('problems' in composed)
    return { problems: [...problems, ...composed.problems], references, differences: [], supergraphSdl: null };
  const { supergraphSdl } = composed;
  const differences = candidate.previousSdl === null ? [] : await findDifferences(candidate.previousSdl, candidate.sdl);
  // When a rule is broken, the comparison would report the same mistakes in words that are harder to understand.
  const found = problems.length > 0 ? problems : findGraphProblems(before, supergraphSdl, open.names);
  return { problems: found, references, differences, supergraphSdl };
}

/** Whether the owner of a field lets no other subgraph refer to it. */
const isNonReferencable = ({ definitions }: GraphBefore, coordinate: string): boolean =>
  definitions.get(coordinate)?.includes(`@tag(name: "${NON_REFERENCABLE}")`) ?? false;

const closedReference = ({ kind, coordinate, owner }: Reference): Problem => ({
  kind: 'CHANGES_OTHERS',
  coordinate,
  line: null,
  message: `"@${kind.toLowerCase()}" refers to "${coordinate}", and "${owner}" lets no other subgraph do so ("${NON_REFERENCABLE}"). Compute your field without it, or ask "${owner}" for another one.`,
});

const failedCheck = (problems: readonly Problem[]): CheckResult => ({
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
interface GraphBefore extends ComposedGraph {
  /** The conventions of the graph that it breaks. */
  readonly faults: ReadonlySet<string>;
}

/**
 * The graph without the candidate. Where another subgraph refers to the candidate's fields, the others do not compose alone: they are then composed with its
 * current version, and what belongs to it is left out.
 */
function composeBefore({ candidate, others }: CheckInput): GraphBefore | { readonly problems: Problem[] } {
  const alone = tryCompose(others);
  if ('supergraphSdl' in alone) return readBefore(alone.supergraphSdl);
  if (candidate.previousSdl === null) return alone;
  const whole = tryCompose([...others, { ...candidate, sdl: candidate.previousSdl }]);
  return 'supergraphSdl' in whole ? withoutOwn(readBefore(whole.supergraphSdl), candidate) : whole;
}

// Cached, because most checks compare with the same subgraphs as the check before.
let lastGraph: { readonly key: string; readonly graph: ReturnType<typeof composeBefore> } | null = null;

function graphBefore(input: CheckInput): ReturnType<typeof composeBefore> {
  const { name, prefix, previousSdl } = input.candidate;
  const key = JSON.stringify([name, prefix, previousSdl, input.others]);
  if (lastGraph?.key !== key) lastGraph = { key, graph: composeBefore(input) };
  return lastGraph.graph;
}

function readBefore(sdl: string): GraphBefore {
  const supergraph = readSupergraph(sdl);
  const { catalogue } = supergraph;
  return { catalogue, definitions: definitionTexts(sdl), faults: new Set(conventionFaults(supergraph)) };
}

function withoutOwn({ catalogue, definitions, faults }: GraphBefore, { name, prefix }: Candidate): GraphBefore {
  const isOwn = (coordinate: string): boolean =>
    coordinate.startsWith(prefix) || catalogue.fields.get(coordinate)?.owner === name;
  const others = <Value>(all: ReadonlyMap<string, Value>) => new Map([...all].filter(([coordinate]) => !isOwn(coordinate)));
  return { catalogue: { ...catalogue, fields: others(catalogue.fields) }, definitions: others(definitions), faults };
}

const conventionFaults = (supergraph: Supergraph): string[] => {
  try {
    return conventionFaultsOf(supergraph);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};

const NO_PLACE: Place = { coordinate: null, line: null };

function tryCompose(
  all: readonly SubgraphSdl[],
  placeOf: (message: string) => Place = () => NO_PLACE,
): { readonly supergraphSdl: string } | { readonly problems: Problem[] } {
  try {
    return { supergraphSdl: compose(all) };
  } catch (error) {
    // The composer throws errors of other kinds for some malformed directives.
    const reasons = error instanceof CompositionError ? error.reasons : [error instanceof Error ? error.message : String(error)];
    return { problems: reasons.map((message) => ({ kind: 'COMPOSITION', ...placeOf(message), message })) };
  }
}

/** Finds definitions of others that the composed graph changes, and conventions that only it breaks. */
function findGraphProblems(before: GraphBefore, supergraphSdl: string, openTypes: readonly string[]): Problem[] {
  try {
    const supergraph = readSupergraph(supergraphSdl);
    const faults = conventionFaults(supergraph).filter((message) => !before.faults.has(message));
    return [
      ...changesOfOthers(before, { catalogue: supergraph.catalogue, definitions: definitionTexts(supergraphSdl) }, openTypes),
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
