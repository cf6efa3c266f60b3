import { operationFromDocument, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import {
  type FetchNode as ApolloFetch,
  type PlanNode as ApolloNode,
  type FetchDataRewrite,
  QueryPlanner,
  type QueryPlanSelectionNode,
} from '@apollo/query-planner';
import { withoutIdleKeys } from './mendSupergraph.ts';
import { narrowPaths } from './narrowPaths.ts';
import type { FetchNode, Path, PathStep, PlanNode, Rename, Required } from './plan.ts';
import type { PlanOperation } from './provenPlan.ts';
import type { PlannableSupergraph } from './requiredFields.ts';

/** Plans with Apollo's planner, which runs everywhere and takes some twenty times as long. */
export function createApolloPlan(plannable: PlannableSupergraph): PlanOperation {
  const supergraph = Supergraph.build(withoutIdleKeys(plannable.renamed), {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });
  const planner = new QueryPlanner(supergraph);
  const apiSchema = supergraph.apiSchema();
  return async (document) => {
    const { node } = planner.buildQueryPlan(operationFromDocument(apiSchema, document));
    if (node?.kind === 'Subscription') throw new Error('Subscriptions are not planned.');
    return narrowPaths(node ? readNode(node) : null, document, plannable.schema);
  };
}

function readNode(node: ApolloNode, path: Path = []): PlanNode | null {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.map((inner) => readNode(inner, path)).filter((inner) => inner !== null);
      return { kind: node.kind === 'Sequence' ? 'sequence' : 'parallel', nodes };
    }
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        whenTrue: node.ifClause ? readNode(node.ifClause, path) : null,
        whenFalse: node.elseClause ? readNode(node.elseClause, path) : null,
      };
    case 'Flatten':
      return readNode(node.node, [...path, ...node.path.map((step) => readStep(String(step)))]);
    case 'Fetch':
      return readFetch(node, path);
    default:
      throw new Error(`The plan has a step that is not run here: "${node.kind}".`);
  }
}

function readFetch(node: ApolloFetch, path: Path): FetchNode {
  if (node.contextRewrites?.length) throw new Error('Arguments from a context (@fromContext) are not given here.');
  const renames = (node.outputRewrites ?? []).map(readRename);
  return {
    kind: 'fetch',
    service: node.serviceName,
    operationKind: node.operationKind,
    operation: node.operation,
    operationName: node.operationName,
    variables: node.variableUsages ?? [],
    entities: node.requires
      ? [
          {
            responseKey: '_entities',
            variable: 'representations',
            paths: [path],
            requires: node.requires.map(readRequired),
            renames,
          },
        ]
      : [],
    at: node.requires ? [] : path,
    renames: node.requires ? [] : renames,
  };
}

const readStep = (step: string): PathStep => {
  if (step === '@') return { kind: 'items' };
  return step.startsWith('... on ') ? { kind: 'type', names: [step.slice('... on '.length)] } : { kind: 'field', name: step };
};

const readRequired = (selection: QueryPlanSelectionNode): Required =>
  selection.kind === 'Field'
    ? {
        kind: 'field',
        from: selection.alias ?? selection.name,
        name: selection.name,
        selections: selection.selections?.map(readRequired) ?? null,
      }
    : {
        kind: 'type',
        name: selection.typeCondition ?? null,
        selections: selection.selections.map(readRequired),
        skipIf: null,
        includeIf: null,
      };

function readRename(rewrite: FetchDataRewrite): Rename {
  const steps = rewrite.path.map(readStep);
  const last = steps.pop();
  if (rewrite.kind !== 'KeyRenamer' || last?.kind !== 'field')
    throw new Error(`The plan rewrites an answer in a way that is not known here: ${JSON.stringify(rewrite)}.`);
  return { path: steps, from: last.name, to: rewrite.renameKeyTo };
}
