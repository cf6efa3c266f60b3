import type { Role } from '@union-graph/identity';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import { getNamedType, isLeafType, valueFromASTUntyped } from 'graphql';
import { schemaOf } from './levels.ts';
import { argumentsOf, type Way } from './selection.ts';

/** A field of `Query` with a policy: a document that asks for it alone, and the roles that the policy lets through. */
export interface GuardedField {
  readonly name: string;
  readonly document: string;
  readonly roles: readonly Role[];
}

/** The fields of a subgraph's `Query` that have a `@policy`; without those of whose required arguments one has no value. */
export function guardedFields(definition: Pick<SubgraphDefinition, 'dir'>, given: Way['given']): GuardedField[] {
  const fields = Object.values(schemaOf(definition).getQueryType()?.getFields() ?? {});
  return fields.flatMap((field) => {
    const policy = field.astNode?.directives?.find(({ name }) => name.value === 'policy')?.arguments?.[0];
    const args = argumentsOf(field, given);
    if (!policy || args === null) return [];
    const roles = (valueFromASTUntyped(policy.value) as Role[][]).flat();
    const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
    return [{ name: field.name, document: `{ ${field.name}${args} ${selection} }`, roles }];
  });
}
