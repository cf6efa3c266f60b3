import { ROLES } from '@union-graph/identity';
import { partnerOf, staff } from '@union-graph/testing';
import { getNamedType, isObjectType, type ObjectTypeDefinitionNode, type OperationDefinitionNode, parse, print } from 'graphql';
import { operationFor, pathTo } from '../../../test/sweep/fieldPaths.ts';
import { byCoordinate, document, fields, schema, text } from '../../../test/sweep/graph.ts';
import { accessRules } from '../../supergraph/reading/accessRules.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';
import { accessRequirements, denialOf } from './accessRequirements.ts';

/** Who holds no office, and so reads nothing internal (domain rule 2.0.1). */
const WITHOUT_OFFICE: readonly string[] = ['MEMBER', 'PUBLIC', 'PARTNER', 'EMPLOYER_REP'];

describe('every field × every role', () => {
  const rules = accessRules(readSupergraph(text));
  const viewers = [...ROLES.map((role) => ({ role, viewer: staff('p', role) })), { role: 'program', viewer: partnerOf({}) }];

  /** What the directives of a field, of its type and of the type it returns ask, read here anew: lists of names, of which one must be held. */
  const asked = (coordinate: string): { roles: string[][][]; scopes: string[][][] } => {
    const field = byCoordinate.get(coordinate);
    const [typeName = '', name = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    const returnedType = isObjectType(type) ? type.getFields()[name]?.type : undefined;
    const returned = returnedType && getNamedType(returnedType).name;
    const definitions = document.definitions.filter(
      (definition): definition is ObjectTypeDefinitionNode =>
        'name' in definition && (definition.name?.value === returned || definition.name?.value === typeName),
    );
    const directives = [...(field?.node.directives ?? []), ...definitions.flatMap((definition) => definition.directives ?? [])];
    const lists = (directiveName: string) =>
      directives
        .filter((directive) => directive.name.value === directiveName)
        .map(
          ({ arguments: given }) =>
            JSON.parse(JSON.stringify(given?.[0]?.value)) as { values: { values: { value: string }[] }[] },
        )
        .map(({ values }) => values.map((all) => all.values.map(({ value }) => value)));
    const office = field?.tags.has('int')
      ? [ROLES.filter((role) => !WITHOUT_OFFICE.includes(role)).map((role) => [role as string])]
      : [];
    return { roles: [...lists('policy'), ...office], scopes: lists('requiresScopes') };
  };

  test('is allowed exactly when its directives, and those of the way to it, say so', () => {
    const wrong: string[] = [];
    const unreached: string[] = [];
    let guarded = 0;
    for (const { coordinate, type } of fields) {
      const operation = operationFor(schema, coordinate);
      if (!operation) {
        unreached.push(coordinate);
        continue;
      }
      const parsed = parse(operation);
      const needs = accessRequirements(schema, rules, parsed, parsed.definitions[0] as OperationDefinitionNode);
      const way = [...pathTo(schema, type), coordinate].map(asked);
      if (way.some(({ roles }) => roles.length > 0)) guarded += 1;
      for (const { role, viewer } of viewers) {
        const held = viewer.grants.map((grant) => grant.role as string);
        const expected = way.every(
          ({ roles, scopes }) =>
            roles.every((anyOf) => anyOf.some((all) => all.every((name) => held.includes(name)))) &&
            scopes.every((anyOf) => anyOf.some((all) => all.every((name) => viewer.scopes.includes(name)))),
        );
        if ((denialOf(needs, viewer).coordinates.length === 0) !== expected) wrong.push(`${coordinate} for ${role}`);
      }
    }
    expect(wrong).toEqual([]);
    // Nothing is left out but fields of types that no field returns.
    const returned = new Set(fields.map(({ node }) => print(node.type).replace(/[[\]!]/g, '')));
    expect(unreached.filter((coordinate) => returned.has(byCoordinate.get(coordinate)?.type ?? ''))).toEqual([]);
    expect(guarded).toBeGreaterThan(100);
  });
});
