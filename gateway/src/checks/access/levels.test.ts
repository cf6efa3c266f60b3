import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { partnerOf, staff } from '@union-graph/testing';
import { Kind, type OperationDefinitionNode, parse, type TypeNode } from 'graphql';
import { operationsFor } from '../../../test/sweep/fieldPaths.ts';
import { type Field, fields, schema, text } from '../../../test/sweep/graph.ts';
import { KIND_RULES } from '../../agreements/kindRules.ts';
import { mayListField, type PartnerKind } from '../../agreements/rules.ts';
import { catalogue } from '../../governance/builders.ts';
import { accessRules } from '../../supergraph/reading/accessRules.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';
import { accessRequirements, denialOf } from './accessRequirements.ts';

const rules = accessRules(readSupergraph(text));
const levelOf = ({ tags }: Field): string =>
  ['pub', 'par', 'int', 'per', 'per-sensitive'].find((level) => tags.has(level)) ?? 'int';

/** Who holds no office (domain rule 2.0.1), said here anew. */
const WITHOUT_OFFICE: readonly Role[] = ['MEMBER', 'PUBLIC', 'PARTNER', 'EMPLOYER_REP'];
const viewers: readonly { who: string; viewer: Viewer; reads: readonly string[] }[] = [
  { who: 'anonymous', viewer: ANONYMOUS, reads: ['pub'] },
  ...WITHOUT_OFFICE.map((role) => ({ who: role, viewer: staff('p', role), reads: ['pub', 'par', 'per', 'per-sensitive'] })),
  { who: 'a program', viewer: partnerOf({}), reads: ['pub', 'par', 'per', 'per-sensitive'] },
  ...ROLES.filter((role) => !WITHOUT_OFFICE.includes(role)).map((role) => ({
    who: role,
    viewer: staff('p', role),
    reads: ['pub', 'par', 'int', 'per', 'per-sensitive'],
  })),
];

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

const needsOf = (operation: string) => {
  const document = parse(operation);
  return accessRequirements(schema, rules, document, document.definitions[0] as OperationDefinitionNode);
};

test('a field is open to nobody whom its level closes it to, whichever way leads to it', () => {
  const open: string[] = [];
  let asked = 0;
  for (const field of fields) {
    const closed = viewers.filter(({ reads }) => !reads.includes(levelOf(field)));
    if (closed.length === 0) continue;
    for (const operation of operationsFor(schema, field.coordinate)) {
      asked += 1;
      const needs = needsOf(operation);
      for (const { who, viewer } of closed)
        if (denialOf(needs, viewer).coordinates.length === 0) open.push(`${field.coordinate} for ${who}: ${operation}`);
    }
  }
  expect(open).toEqual([]);
  expect(asked).toBeGreaterThan(500);
});

test('a field that leads to a person is personal, so that the table of readers has a line for it', () => {
  const person = readSupergraph(text).personType?.typeName as string;
  const leading = fields.filter(({ node, coordinate }) => namedType(node.type) === person && !/Payload\./.test(coordinate));
  expect(leading.length).toBeGreaterThan(30);
  expect(leading.filter((field) => !/^per/.test(levelOf(field))).map(({ coordinate }) => coordinate)).toEqual([]);
});

test('a level closes nothing else: what is asked of an office is asked by its own directives', () => {
  const closed = fields
    .filter((field) => levelOf(field) === 'pub' && !/^(Query|Mutation)\./.test(field.coordinate))
    .filter(
      ({ coordinate, node }) =>
        (node.directives ?? []).every(({ name }) => !/policy|authenticated|requiresScopes/.test(name.value)) &&
        (rules.get(coordinate)?.length ?? 0) > 0,
    )
    .map(({ coordinate }) => coordinate);
  expect(closed).toEqual([]);
});

test('no agreement holds an internal field', () => {
  const held = (Object.keys(KIND_RULES) as PartnerKind[]).flatMap((kind) =>
    [...catalogue.fields.values()]
      .filter((field) => field.kind === 'field' && field.level === 'int' && mayListField(catalogue, kind, field))
      .map(({ coordinate }) => `${kind}: ${coordinate}`),
  );
  expect(held).toEqual([]);
});

test('a graph without levels asks for none, and in one with levels a field without one is internal', () => {
  const graph = (tag: string) => `directive @tag(name: String!) repeatable on FIELD_DEFINITION
    type Query { open: String ${tag} closed: String }`;
  expect([...accessRules(readSupergraph(graph('')))]).toEqual([]);
  expect(
    [...accessRules(readSupergraph(graph('@tag(name: "pub")')))]
      .filter(([, asked]) => asked.length > 0)
      .map(([coordinate]) => coordinate),
  ).toEqual(['Query.closed']);
});
