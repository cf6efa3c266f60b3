import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES } from '@union-graph/identity';
import { partnerOf, staff } from '@union-graph/testing';
import {
  buildASTSchema,
  type FieldDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { deniedCoordinates, operationNeeds } from '../access/needs.ts';
import { readAccessRules } from '../access/rules.ts';
import { KINDS } from '../governance/agreement/kinds.ts';
import { mayHold, type PartnerKind } from '../governance/agreement/rules.ts';
import { readCatalogue } from '../governance/catalogue/catalogue.ts';
import { checkDocument } from './checkOperation.ts';
import { readParts, reduceSchema } from './partnerSchema.ts';

// Every field of the graph × every kind of partner × every role. What is expected is worked out here from the text of the supergraph and
// from the table of domain rule 4.2 as it is written, not by the code that decides.
const text = readFileSync(path.join(import.meta.dirname, '../../supergraph.graphql'), 'utf8');
const document = parse(text, { noLocation: true });
const schema = withoutMachinery(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }));
const catalogue = readCatalogue(text);
const parts = readParts(schema, catalogue);

/** Domain rule 4.2, column «Allowed coordinates». */
const PROJECT = `Query.myAgreement Query.myProjects ProjectAgreement.* Milestone.* BeneficiaryCount.* Mutation.reportProject
  ServiceProject.{code,nameZh,kind,targetGroup,districts,budgetFen,agreement,milestones,reports,beneficiaries,status} District.{code,name,nameZh}`;
const TABLE: Readonly<Record<PartnerKind, string>> = {
  INCUBATED: PROJECT,
  PURCHASED: `${PROJECT} ServiceProject.instalments ProjectInstalment.*`,
  CONTACT: `Query.servicePoints ServicePoint.{nameZh,address,openingHours,functions} Query.serviceItems Query.cultureEvents WorkersHome.{nameZh,status}`,
  RESEARCH: 'District.{mediationStats,skillsStats,venueStats,fundStats} Query.cityIndicators Query.bargainingEffect',
  LEGAL_SERVICE: `Query.mediationCase Claim.* Party.{side,nameZh,phoneMasked}
    MediationCase.{id,caseNo,org,status,receivedAt,statutoryDueAt,extendedTo,claims,limitation,applicants}`,
};
/** Beside the table: the own agreement and log (4.3 no. 9), what the mutation asks back, and what the table's fields are told of. */
const OWN = `Query.myAgreement Query.accessLog RowFilter.* MaskRule.* Quota.*
  DataSharingAgreement.{id,kind,purposes,coordinates,rowFilter,masking,quota,validFrom,validTo,status,version,accessLog}`;
const BESIDE: Readonly<Record<PartnerKind, string>> = {
  INCUBATED: `${OWN} ServiceProject.{id,version}`,
  PURCHASED: `${OWN} ServiceProject.{id,version}`,
  CONTACT: `${OWN} ServiceItem.* CultureEvent.*`,
  RESEARCH: `${OWN} Query.districts Query.district District.{code,name,nameZh} PlanIndicator.* IndicatorValue.*`,
  LEGAL_SERVICE: `${OWN} MediationOrg.{id,nameZh}`,
};
/** «Never shareable»; `Party.*` only outside LEGAL_SERVICE. */
const NEVER = `Member.identityHash Member.identityMasked HouseholdMember.* HardshipFile.* Session.* Evidence.* Booking.* Registration.*
  Card.cardNoMasked JournalEntry.*`;

const patternsOf = (table: string): ReadonlySet<string> =>
  new Set(
    table.split(/\s+/).flatMap((entry) => {
      const [, type, names] = /^(\w+)\.\{(.+)\}$/.exec(entry) ?? [];
      return names ? names.split(',').map((name) => `${type}.${name}`) : [entry];
    }),
  );
const holds = (patterns: ReadonlySet<string>, coordinate: string): boolean =>
  patterns.has(coordinate) || patterns.has(`${coordinate.split('.')[0]}.*`);
const never = patternsOf(NEVER);

interface Field {
  readonly coordinate: string;
  readonly type: string;
  readonly node: FieldDefinitionNode;
  readonly tags: ReadonlySet<string>;
}

const fields: Field[] = document.definitions.flatMap((definition) =>
  definition.kind === 'ObjectTypeDefinition'
    ? (definition.fields ?? []).map((node) => ({
        coordinate: `${definition.name.value}.${node.name.value}`,
        type: definition.name.value,
        node,
        tags: new Set(
          (node.directives ?? []).flatMap(({ name, arguments: given }) =>
            name.value === 'tag' ? (given?.map(({ value }) => ('value' in value ? String(value.value) : '')) ?? []) : [],
          ),
        ),
      }))
    : [],
);
const byCoordinate = new Map(fields.map((field) => [field.coordinate, field]));

/** Whether an agreement of a kind may hold a field, by the tables alone. */
function isPromised(kind: PartnerKind, { coordinate, tags }: Field): boolean {
  if (tags.has('per-sensitive') || holds(never, coordinate)) return false;
  if (coordinate.startsWith('Party.') && kind !== 'LEGAL_SERVICE') return false;
  if (tags.has('per') && kind !== 'LEGAL_SERVICE') return false;
  if (coordinate === 'Milestone.acceptance' && kind === 'INCUBATED') return false;
  return holds(patternsOf(TABLE[kind]), coordinate) || holds(patternsOf(BESIDE[kind]), coordinate);
}

const kinds = Object.keys(KINDS) as PartnerKind[];
const terms = (kind: PartnerKind, listed: Iterable<string>) => ({
  kind,
  listed: new Set(listed),
  stopped: new Set<string>(),
  masked: new Set<string>(),
  withheld: new Set<string>(),
});
/** The largest agreement of each kind: all it may be promised, arguments and inputs among them. */
const largest = new Map(
  kinds.map((kind) => [
    kind,
    [...catalogue.fields.values()].filter((field) => mayHold(catalogue, kind, field)).map(({ coordinate }) => coordinate),
  ]),
);

test('the sweep is over the whole graph', () => {
  expect(fields.length).toBeGreaterThan(900);
  expect(fields.filter(({ tags }) => tags.has('per-sensitive')).length).toBeGreaterThan(5);
});

describe.each(kinds)('%s', (kind) => {
  test('may be promised exactly what the table says', () => {
    const wrong = fields.filter((field) => {
      const known = catalogue.fields.get(field.coordinate);
      return (known !== undefined && mayHold(catalogue, kind, known)) !== isPromised(kind, field);
    });
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  const own = reduceSchema(parts, terms(kind, largest.get(kind) ?? []));
  const readable = (coordinate: string): boolean => {
    const [typeName = '', name = ''] = coordinate.split('.');
    const type = own.getType(typeName);
    return isObjectType(type) && type.getFields()[name] !== undefined;
  };

  test('of its largest agreement reads nothing that is not promised, but public and partner values that entities do not hold', () => {
    const wrong = fields.filter((field) => {
      if (!readable(field.coordinate) || isPromised(kind, field)) return false;
      const isValue = !catalogue.entities.has(field.type) && !/^(Query|Mutation|Subscription)$/.test(field.type);
      const isOpen =
        (field.tags.has('pub') || field.tags.has('par')) && !['int', 'per', 'per-sensitive'].some((tag) => field.tags.has(tag));
      return !(isValue && isOpen && !holds(never, field.coordinate));
    });
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('were every field of the graph agreed, by whatever mistake, nothing guarded would be read', () => {
    const all = reduceSchema(parts, terms(kind, catalogue.fields.keys()));
    const reached = fields.filter(({ type, node }) => {
      const found = all.getType(type);
      return isObjectType(found) && found.getFields()[node.name.value] !== undefined;
    });
    expect(reached.length).toBeGreaterThan(100);
    const wrong = reached.filter(
      ({ coordinate, tags }) =>
        tags.has('per-sensitive') ||
        holds(never, coordinate) ||
        (kind !== 'LEGAL_SERVICE' && (tags.has('per') || coordinate.startsWith('Party.'))) ||
        (coordinate.startsWith('Mutation.') && coordinate !== 'Mutation.reportProject'),
    );
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('under an agreement of nothing reads nothing, and of one field no other field of that type', () => {
    expect(Object.keys(reduceSchema(parts, terms(kind, [])).getQueryType()?.getFields() ?? {})).toEqual([]);
    for (const coordinate of largest.get(kind) ?? []) {
      const field = byCoordinate.get(coordinate);
      if (!field || field.type === 'Query' || field.type === 'Mutation') continue;
      const alone = reduceSchema(parts, terms(kind, [coordinate, ...wayTo(schema, field.type)]));
      const type = alone.getType(field.type);
      const seen = isObjectType(type) ? Object.keys(type.getFields()) : [];
      const listed = new Set([coordinate, ...wayTo(schema, field.type)]);
      expect(seen.filter((name) => !listed.has(`${field.type}.${name}`))).toEqual([]);
    }
  });

  test('every field of the graph, asked for by an operation of its own, is refused or passes as its schema says', () => {
    const wrong = fields.filter(({ coordinate, type }) => {
      const asked = operationFor(schema, coordinate);
      if (!asked) return false;
      const way = [...wayTo(schema, type), coordinate];
      const passes = checkDocument(own, parse(asked))?.code !== 'FIELD_NOT_ALLOWED';
      // Fields whose arguments are not agreed are refused as well: what passes must be readable, step by step.
      return passes && !way.every(readable);
    });
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });
});

test('the schema of a new agreement is ready well under 200 ms, once its supergraph has been read', () => {
  const time = (make: () => unknown): number => {
    const start = performance.now();
    make();
    return performance.now() - start;
  };
  const listed = kinds.map((kind) => terms(kind, largest.get(kind) ?? []));
  const first = Math.min(
    ...[1, 2, 3].map(() => time(() => reduceSchema(readParts(schema, catalogue), listed[0] as (typeof listed)[0]))),
  );
  const next = listed.map((own) => time(() => reduceSchema(parts, own))).sort((a, b) => a - b);
  console.info(
    `A new agreement's schema: ${first.toFixed(1)} ms with a new supergraph, then ${next.map((ms) => ms.toFixed(1)).join(', ')} ms.`,
  );
  expect(next[2]).toBeLessThan(200);
});

describe('every field × every role', () => {
  const rules = readAccessRules(text);
  const viewers = [...ROLES.map((role) => ({ role, viewer: staff('p', role) })), { role: 'program', viewer: partnerOf({}) }];

  /** What the directives of a field and of the type it returns ask, read here anew: lists of names, of which one list must be held. */
  const asked = (coordinate: string): { roles: string[][][]; scopes: string[][][] } => {
    const field = byCoordinate.get(coordinate);
    const [typeName = '', name = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    const returnedType = isObjectType(type) ? type.getFields()[name]?.type : undefined;
    const returned = returnedType && getNamedType(returnedType).name;
    const definitions = document.definitions.filter(
      (definition): definition is ObjectTypeDefinitionNode => 'name' in definition && definition.name?.value === returned,
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
    return { roles: lists('policy'), scopes: lists('requiresScopes') };
  };

  test('is allowed exactly when its directives, and those of the way to it, say so', () => {
    const wrong: string[] = [];
    let guarded = 0;
    for (const { coordinate, type } of fields) {
      const operation = operationFor(schema, coordinate);
      if (!operation) continue;
      const parsed = parse(operation);
      const needs = operationNeeds(schema, rules, parsed, parsed.definitions[0] as OperationDefinitionNode);
      const way = [...wayTo(schema, type), coordinate].map(asked);
      if (way.some(({ roles }) => roles.length > 0)) guarded += 1;
      for (const { role, viewer } of viewers) {
        const held = viewer.grants.map((grant) => grant.role as string);
        const expected = way.every(
          ({ roles, scopes }) =>
            roles.every((anyOf) => anyOf.some((all) => all.every((name) => held.includes(name)))) &&
            scopes.every((anyOf) => anyOf.some((all) => all.every((name) => viewer.scopes.includes(name)))),
        );
        if ((deniedCoordinates(needs, viewer).length === 0) !== expected) wrong.push(`${coordinate} for ${role}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(guarded).toBeGreaterThan(100);
  });
});

/** The shortest way of fields from a root to a type, none of them with an abstract type behind it; empty for roots, and where there is none. */
function wayTo(of: GraphQLSchema, typeName: string): readonly string[] {
  return ways(of).get(typeName) ?? [];
}

const knownWays = new WeakMap<GraphQLSchema, Map<string, string[]>>();
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
      if (isObjectType(to) && !found.has(to.name)) found.set(to.name, [...way, `${typeName}.${field.name}`]);
    }
  }
  knownWays.set(of, found);
  return found;
}

/** An operation that asks for one field by the shortest way; null for a field that nothing leads to. Arguments that are needed are variables. */
function operationFor(of: GraphQLSchema, coordinate: string): string | null {
  const [typeName = ''] = coordinate.split('.');
  const way = ways(of).get(typeName);
  if (!way) return null;
  const steps = [...way, coordinate];
  const variables: string[] = [];
  const selection = steps.reduceRight((inner, step) => {
    const [holder = '', name = ''] = step.split('.');
    const type = of.getType(holder);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) return inner;
    const given = field.args.filter(isRequiredArgument).map((argument) => {
      const variable = `v${variables.length}`;
      variables.push(`$${variable}: ${argument.type}`);
      return `${argument.name}: $${variable}`;
    });
    const below = inner || (isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '');
    return `{ ${name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${below} }`;
  }, '');
  const isMutation = steps[0]?.startsWith('Mutation.');
  return `${isMutation ? 'mutation' : 'query'}${variables.length > 0 ? ` (${variables.join(', ')})` : ''} ${selection}`;
}

/** The schema as partners' schemas are made from: without the composition's own directives and types. */
function withoutMachinery(full: GraphQLSchema): GraphQLSchema {
  const kept = document.definitions.filter(
    (definition) =>
      definition.kind !== 'DirectiveDefinition' &&
      definition.kind !== 'SchemaDefinition' &&
      !('name' in definition && /^(join|link|federation|cost|core)__/.test(definition.name?.value ?? '')),
  );
  const names = new Set(Object.keys(full.getTypeMap()));
  return buildASTSchema(
    { ...document, definitions: kept.filter((definition) => !('name' in definition) || names.has(definition.name?.value ?? '')) },
    { assumeValid: true, assumeValidSDL: true },
  );
}
