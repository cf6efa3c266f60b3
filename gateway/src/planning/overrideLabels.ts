import { type ConstDirectiveNode, type FieldDefinitionNode, visit } from 'graphql';
import { enumArgument, stringArgument } from '../supergraph/reading/directives.ts';
import { rereadDocument, type Supergraph } from '../supergraph/reading/supergraph.ts';
import { joinField } from './join.ts';

/**
 * Decides overrides that are made step by step (`@override(from: "a", label: "percent(50)")`): the field is the new subgraph's when its
 * label is `percent(100)`, and the old one's until then. A share of the requests would need two plans for each operation, and two
 * answers for one client. The same supergraph when it has no labels.
 */
export function settleOverrides(supergraph: Supergraph): Supergraph {
  const hasLabels = [...supergraph.types.values()].some(({ fields }) =>
    [...fields.values()].some(({ joins }) => joins.some(({ overrideLabel }) => overrideLabel !== null)),
  );
  return hasLabels ? rereadDocument(visit(supergraph.document, { FieldDefinition: settleField })) : supergraph;
}

const isTaken = (label: string): boolean => Number(/^percent\(([\d.]+)\)$/.exec(label)?.[1]) >= 100;

function settleField(field: FieldDefinitionNode): FieldDefinitionNode {
  return {
    ...field,
    directives: field.directives?.map((directive) => {
      const label = directive.name.value === 'join__field' ? stringArgument(directive, 'overrideLabel') : undefined;
      if (label === undefined) return directive;
      const isNew = stringArgument(directive, 'override') !== undefined;
      if (isNew === isTaken(label)) return withoutArgument(directive, 'overrideLabel');
      return joinField(enumArgument(directive, 'graph') ?? '', isNew ? 'external' : 'usedOverridden');
    }),
  };
}

const withoutArgument = (directive: ConstDirectiveNode, name: string): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.filter((argument) => argument.name.value !== name),
});
