import type * as Hive from '@graphql-hive/router-query-planner';
import { print } from 'graphql';
import type {
  AliasRename,
  EntityBatch,
  FetchNode,
  FieldPath,
  PlanNode,
  RepresentationSelection,
} from '../../src/planning/plan.ts';
import { type CreatePlanner, fieldNames } from '../../src/planning/planner.ts';
import { planSerially } from '../../src/planning/serialMutations.ts';
import { planInProcess } from './hiveProcess.ts';

/** Hive Router's planner for our own execution. Faults of its plans are not corrected. */
export const createHivePlanner: CreatePlanner = (supergraph) => ({
  fieldNames: fieldNames(supergraph),
  requirementAliases: new Map(),
  plan: (document) =>
    planSerially(document, supergraph.schema, async (part) => {
      const node = await planInProcess(supergraph.sdl, print(part));
      return node && readNode(node);
    }),
});

function readNode(node: Hive.PlanNode, path: FieldPath = []): PlanNode | null {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.map((inner) => readNode(inner, path)).filter((inner) => inner !== null);
      return { kind: node.kind === 'Sequence' ? 'sequence' : 'parallel', nodes };
    }
    case 'Flatten':
      return readNode(node.node, [...path, ...node.path.map(readStep)]);
    case 'Fetch':
      return readFetch(node, path);
    case 'BatchFetch':
      return readBatch(node);
    default:
      throw new Error(`The plan has a step that is not run here: "${node.kind}".`);
  }
}

function readFetch(node: Hive.FetchNode, path: FieldPath): FetchNode {
  const renames = readRenames(node.outputRewrites);
  const entities: EntityBatch[] = node.requires
    ? [
        {
          responseKey: '_entities',
          representationsVariable: 'representations',
          paths: [path],
          representation: node.requires.map(readRequired),
          renames,
        },
      ]
    : [];
  return { ...commonOf(node), entities, parentPath: node.requires ? [] : path, renames: node.requires ? [] : renames };
}

const readBatch = (node: Hive.BatchFetchNode): FetchNode => ({
  ...commonOf(node),
  entities: node.entityBatch.aliases.map((batch) => ({
    responseKey: batch.alias,
    representationsVariable: batch.representationsVariableName,
    paths: batch.paths.map((path) => path.map(readStep)),
    representation: batch.requires.map(readRequired),
    renames: readRenames(batch.outputRewrites),
  })),
  parentPath: [],
  renames: [],
});

const commonOf = ({
  serviceName,
  operationKind,
  operation,
  operationName,
  variableUsages,
}: Hive.FetchNode | Hive.BatchFetchNode) => ({
  kind: 'fetch' as const,
  subgraph: serviceName,
  operationType: operationKind ?? 'query',
  operationText: operation,
  operationName,
  variables: variableUsages ?? [],
});

const readStep = (step: Hive.FlattenNodePathSegment): FieldPath[number] => {
  if (step === '@') return { kind: 'items' };
  return 'Field' in step ? { kind: 'field', name: step.Field } : { kind: 'type', names: step.TypeCondition };
};

function readRequired(selection: Hive.RequiresSelection): RepresentationSelection {
  switch (selection.kind) {
    case 'Field': {
      const { name, alias, selections } = selection;
      return { kind: 'field', from: name, name: alias ?? name, selections: selections?.map(readRequired) ?? null };
    }
    case 'InlineFragment': {
      const { typeCondition, selections } = selection;
      return { kind: 'type', name: typeCondition, selections: selections.map(readRequired) };
    }
    default:
      throw new Error(`The plan has a representation that is not read here: "${selection.kind}".`);
  }
}

function readRenames(rewrites: readonly Hive.FetchRewrite[] = []): AliasRename[] {
  return rewrites.map((rewrite) => {
    if (!('KeyRenamer' in rewrite)) throw new Error(`The plan rewrites an answer in an unknown way: ${JSON.stringify(rewrite)}.`);
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    const last = path.at(-1);
    if (!last || !('Key' in last)) throw new Error('The plan renames something that is no key.');
    const steps = path.slice(0, -1).map((step): FieldPath[number] => {
      return 'Key' in step ? { kind: 'field', name: step.Key } : { kind: 'type', names: step.TypenameEquals };
    });
    const [first] = steps;
    return {
      path: first?.kind === 'field' && first.name === '_entities' ? steps.slice(1) : steps,
      from: last.Key,
      to: renameKeyTo,
    };
  });
}
