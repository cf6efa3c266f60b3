import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  visit,
} from 'graphql';
import { enumArgument, joinField, stringArgument } from '../supergraph/reading/join.ts';

type TypeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Decides overrides that are made step by step (`@override(from: "a", label: "percent(50)")`): the field is the new subgraph's when its
 * label is `percent(100)`, and the old one's until then. A share of the requests would need two plans for each operation, and two
 * answers for one client. The same document when it has no labels.
 */
export function settleOverrides(document: DocumentNode): DocumentNode {
  let isChanged = false;
  const settle = (type: TypeNode): TypeNode | undefined => {
    if (!type.fields?.some((field) => joinsOf(field).some((join) => labelOf(join) !== undefined))) return undefined;
    isChanged = true;
    return { ...type, fields: type.fields.map(settleField) };
  };
  const settled = visit(document, { ObjectTypeDefinition: settle, InterfaceTypeDefinition: settle });
  return isChanged ? settled : document;
}

const joinsOf = ({ directives = [] }: FieldDefinitionNode): readonly ConstDirectiveNode[] =>
  directives.filter(({ name }) => name.value === 'join__field');

const labelOf = (join: ConstDirectiveNode): string | undefined => stringArgument(join, 'overrideLabel');

const isTaken = (label: string): boolean => Number(/^percent\(([\d.]+)\)$/.exec(label)?.[1]) >= 100;

function settleField(field: FieldDefinitionNode): FieldDefinitionNode {
  return {
    ...field,
    directives: field.directives?.map((directive) => {
      const label = directive.name.value === 'join__field' ? labelOf(directive) : undefined;
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
