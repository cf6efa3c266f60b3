import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { touchedCoordinates } from './touchedCoordinates.ts';

/** The fields that an operation reads, and its arguments, which count as reads too (domain rule 4.3 no. 4). */
export interface OperationReads {
  /** Sorted: `Member.nameZh`, `Query.members(filter:)`. */
  readonly coordinates: readonly string[];
  readonly isPersonal: boolean;
}

export function readsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  isPersonal: (coordinate: string) => boolean,
): OperationReads {
  const fields = [...touchedCoordinates(schema, document, operation)].filter((coordinate) => /\.(?!__)/.test(coordinate));
  const info = new TypeInfo(schema);
  const given: string[] = [];
  for (const definition of document.definitions) {
    if (definition !== operation && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    visit(
      definition,
      visitWithTypeInfo(info, {
        Argument: ({ name }) => {
          const [parent, field] = [info.getParentType(), info.getFieldDef()];
          if (parent && field && !info.getDirective()) given.push(`${parent.name}.${field.name}(${name.value}:)`);
        },
      }),
    );
  }
  return { coordinates: [...new Set([...fields, ...given])].sort(), isPersonal: fields.some(isPersonal) };
}
