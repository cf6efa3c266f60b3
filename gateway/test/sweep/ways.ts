import { type GraphQLSchema, getNamedType, isAbstractType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';

const knownWays = new WeakMap<GraphQLSchema, Map<string, string[]>>();

/** The shortest way of fields from a root to a type, also through interfaces and unions; empty for roots, and where there is none. */
export const wayTo = (of: GraphQLSchema, typeName: string): readonly string[] => ways(of).get(typeName) ?? [];

function ways(of: GraphQLSchema): Map<string, string[]> {
  const known = knownWays.get(of);
  if (known) return known;
  const found = new Map<string, string[]>([
    ['Query', []],
    ['Mutation', []],
  ]);
  for (const [typeName, way] of found) {
    const type = of.getType(typeName);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const to = getNamedType(field.type);
      const reached = isAbstractType(to) ? of.getPossibleTypes(to) : isObjectType(to) ? [to] : [];
      for (const { name } of reached) if (!found.has(name)) found.set(name, [...way, `${typeName}.${field.name}`]);
    }
  }
  knownWays.set(of, found);
  return found;
}

/** An operation that asks for one field by the shortest way; null for a field that nothing leads to. Arguments that are needed are variables. */
export function operationFor(of: GraphQLSchema, coordinate: string): string | null {
  const [typeName = ''] = coordinate.split('.');
  const way = ways(of).get(typeName);
  return way ? operationBy(of, [...way, coordinate]) : null;
}

/** Operations that ask for one field through each field that leads to its type; none for a field that nothing leads to. */
export function waysTo(of: GraphQLSchema, coordinate: string): string[] {
  const [typeName = ''] = coordinate.split('.');
  if (of.getQueryType()?.name === typeName || of.getMutationType()?.name === typeName) return [operationBy(of, [coordinate])];
  return [...ways(of)].flatMap(([holder, way]) => {
    const type = of.getType(holder);
    return Object.values(isObjectType(type) ? type.getFields() : {})
      .filter((field) => {
        const to = getNamedType(field.type);
        return isAbstractType(to) ? of.getPossibleTypes(to).some(({ name }) => name === typeName) : to.name === typeName;
      })
      .map((field) => operationBy(of, [...way, `${holder}.${field.name}`, coordinate]));
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
