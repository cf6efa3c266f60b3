import { type GraphQLSchema, getNamedType, isAbstractType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';

const knownPaths = new WeakMap<GraphQLSchema, Map<string, string[]>>();

/** The shortest path of fields from a root type to a type, also through interfaces and unions; empty for root types and unreachable types. */
export const pathTo = (of: GraphQLSchema, typeName: string): readonly string[] => pathsIn(of).get(typeName) ?? [];

function pathsIn(of: GraphQLSchema): Map<string, string[]> {
  const known = knownPaths.get(of);
  if (known) return known;
  const found = new Map<string, string[]>([
    ['Query', []],
    ['Mutation', []],
  ]);
  for (const [typeName, path] of found) {
    const type = of.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const to = getNamedType(field.type);
      const reached = isAbstractType(to) ? of.getPossibleTypes(to) : isObjectType(to) ? [to] : [];
      for (const { name } of reached) if (!found.has(name)) found.set(name, [...path, `${typeName}.${field.name}`]);
    }
  }
  knownPaths.set(of, found);
  return found;
}

/** An operation that selects one field by the shortest path; null for an unreachable field. Required arguments are variables. */
export function operationFor(of: GraphQLSchema, coordinate: string): string | null {
  const [typeName = ''] = coordinate.split('.');
  const path = pathsIn(of).get(typeName);
  return path ? operationBy(of, [...path, coordinate]) : null;
}

/** Operations that select one field, one for each field of its type; none for an unreachable field. */
export function operationsFor(of: GraphQLSchema, coordinate: string): string[] {
  const [typeName = ''] = coordinate.split('.');
  if (of.getQueryType()?.name === typeName || of.getMutationType()?.name === typeName) return [operationBy(of, [coordinate])];
  return [...pathsIn(of)].flatMap(([holder, path]) => {
    const type = of.getType(holder);
    return Object.values(isObjectType(type) ? type.getFields() : {})
      .filter((field) => {
        const to = getNamedType(field.type);
        return isAbstractType(to) ? of.getPossibleTypes(to).some(({ name }) => name === typeName) : to.name === typeName;
      })
      .map((field) => operationBy(of, [...path, `${holder}.${field.name}`, coordinate]));
  });
}

function operationBy(of: GraphQLSchema, steps: readonly string[]): string {
  const variables: string[] = [];
  const selection = steps.reduceRight((inner, step, at) => {
    const [holder = '', name = ''] = step.split('.');
    const type = of.getType(holder);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) return inner;
    const given = field.args.filter(isRequiredArgument).map((argument) => {
      const variable = `v${variables.length}`;
      variables.push(`$${variable}: ${argument.type}`);
      return `${argument.name}: $${variable}`;
    });
    const to = getNamedType(field.type);
    const next = steps[at + 1]?.split('.')[0];
    const below = inner && isAbstractType(to) ? `{ ... on ${next} ${inner} }` : inner;
    return `{ ${name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${below || (isCompositeType(to) ? '{ __typename }' : '')} }`;
  }, '');
  const isMutation = steps[0]?.startsWith('Mutation.');
  return `${isMutation ? 'mutation' : 'query'}${variables.length > 0 ? ` (${variables.join(', ')})` : ''} ${selection}`;
}
