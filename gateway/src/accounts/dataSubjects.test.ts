import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { selectDataSubjects } from '../execution/subjects/selectDataSubjects.ts';
import { readDataSubjectPaths } from '../supergraph/reading/dataSubjectPaths.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';

const sdl = readFileSync(path.join(import.meta.dirname, '../../supergraph.graphql'), 'utf8');
const schema = Supergraph.build(sdl, {
  supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  validateSupergraph: false,
})
  .apiSchema()
  .toGraphQLJSSchema();
const subjectPaths = readDataSubjectPaths(schema, readSupergraph(sdl));

test.each([
  ['Member', ['']],
  ['Card', ['member']],
  ['Booking', ['member']],
  ['Certificate', ['member']],
  ['ServiceRequest', ['requester']],
  ['Party', ['member']],
  ['MediationCase', ['applicants.member', 'legalAid.member', 'representatives.member', 'respondents.member']],
  ['Disbursement', ['payee.member']],
  // Other subgraphs add aid to cases, and payouts to sponsorships, which lead to the persons of those.
  ['Sponsorship', ['application.member']],
  // Types without data subjects of their own.
  ['AgreementTerm', []],
  ['Session', []],
  ['MemberConnection', []],
  ['Union', []],
  ['Query', []],
])('the field paths from %s to data subjects', (type, paths) => {
  expect(
    subjectPaths
      .pathsFrom(type)
      .map((path) => path.join('.'))
      .sort(),
  ).toEqual(paths);
});

/** Operations at random over the real graph, as deep as four, with aliases and fragments. */
const selection = (type: GraphQLCompositeType, depth: number): fc.Arbitrary<string> => {
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  const usable = fields.filter(
    ({ args, type: of }) =>
      args.every((arg) => !isNonNullType(arg.type) || arg.defaultValue !== undefined) &&
      (depth > 0 || !isCompositeType(getNamedType(of))),
  );
  if (usable.length === 0) return fc.constant('__typename');
  return fc
    .uniqueArray(fc.constantFrom(...usable), { minLength: 1, maxLength: 3, selector: ({ name }) => name })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ name, type: of }, at) => {
          const inner = getNamedType(of);
          const alias = fc.constantFrom('', `a${at}: `, `person${at}: `, `person_${at}: `);
          if (!isCompositeType(inner)) return alias.map((prefix) => `${prefix}${name}`);
          return fc
            .tuple(alias, selection(inner, depth - 1), fc.boolean())
            .map(([prefix, sub, wrapped]) => `${prefix}${name} { ${wrapped ? `... { ${sub} }` : sub} }`);
        }),
      ),
    )
    .map((parts) => parts.join(' '));
};

test('any operation stays valid, and selects data subjects exactly when it selects personal fields', () => {
  const root = schema.getQueryType() as GraphQLObjectType;
  fc.assert(
    fc.property(selection(root, 4), (text) => {
      const document = parse(`{ ${text} }`);
      fc.pre(validate(schema, document).length === 0);
      const asked = selectDataSubjects(document, { schema, subjectPaths, fields: new Set() });
      const isPersonal = touchesPersonal(document, root);
      expect(asked !== null).toBe(isPersonal);
      if (asked) expect(validate(schema, asked.document)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('the response keys of data subjects collide with no name of the client or the graph', () => {
  const text = '{ card(cardNo: "1") { person0: status member { nameZh } } }';
  const keyWith = (fields: string[]) =>
    selectDataSubjects(parse(text), { schema, subjectPaths, fields: new Set(fields) })?.aliasPrefix;
  expect(keyWith([])).toBe('person1');
  expect(keyWith(['person1', 'person2Id', 'id'])).toBe('person3');
});

/** Whether an operation reads a personal field, found by a plain walk. */
function touchesPersonal(document: ReturnType<typeof parse>, root: GraphQLObjectType): boolean {
  let found = false;
  const walk = (set: { selections: readonly object[] } | undefined, type: GraphQLCompositeType): void => {
    for (const node of (set?.selections ?? []) as { kind: string; name?: { value: string }; selectionSet?: never }[]) {
      if (node.kind !== 'Field') {
        walk(node.selectionSet, type);
        continue;
      }
      const name = node.name?.value ?? '';
      const types = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
      if (types.some((one) => subjectPaths.isPersonal(`${one.name}.${name}`))) found = true;
      const of = 'getFields' in type ? type.getFields()[name]?.type : undefined;
      const inner = of && getNamedType(of);
      if (isCompositeType(inner)) walk(node.selectionSet, inner);
    }
  };
  const [operation] = document.definitions;
  if (operation && 'selectionSet' in operation) walk(operation.selectionSet as never, root);
  return found;
}
