import { isObjectType, parse } from 'graphql';
import { operationFor, pathTo } from '../../test/sweep/fieldPaths.ts';
import { byCoordinate, fields, schema, text } from '../../test/sweep/graph.ts';
import { includes, isOwnAgreement, mayBeListed, never } from '../../test/sweep/table.ts';
import { KIND_RULES } from '../agreements/kindRules.ts';
import { mayListField, type PartnerKind } from '../agreements/rules.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { checkAgainstPartnerSchema } from './checkOperation.ts';
import { readParts, reduceSchema } from './partnerSchema.ts';

// @slow

// Every field of the graph × every kind of partner. The expectations are computed from the text of the supergraph and the table of domain rule
// 4.2, not by the code under test.
const supergraph = readSupergraph(text);
const { catalogue } = supergraph;
const parts = readParts(schema, supergraph);

const kinds = Object.keys(KIND_RULES) as PartnerKind[];
const terms = (kind: PartnerKind, listed: Iterable<string>) => ({
  kind,
  listed: new Set(listed),
  stopped: new Set<string>(),
  masked: new Set<string>(),
  withheld: new Set<string>(),
});
const NONE: ReadonlySet<string> = new Set();
/** The largest agreement of each kind: all coordinates that it may list, with arguments and input fields. */
const largest = new Map(
  kinds.map((kind) => [
    kind,
    [...catalogue.fields.values()].filter((field) => mayListField(catalogue, kind, field)).map(({ coordinate }) => coordinate),
  ]),
);

test('the sweep covers the whole graph', () => {
  expect(fields.length).toBeGreaterThan(900);
  expect(fields.filter(({ tags }) => tags.has('per-sensitive')).length).toBeGreaterThan(5);
});

describe.each(kinds)('%s', (kind) => {
  test('may list exactly the coordinates of the table', () => {
    const wrong = fields.filter((field) => {
      const known = catalogue.fields.get(field.coordinate);
      return (known !== undefined && mayListField(catalogue, kind, known)) !== mayBeListed(kind, field);
    });
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  const own = reduceSchema(parts, terms(kind, largest.get(kind) ?? []));
  const readable = (coordinate: string): boolean => {
    const [typeName = '', name = ''] = coordinate.split('.');
    const type = own.getType(typeName);
    return isObjectType(type) && type.getFields()[name] !== undefined;
  };

  test('reads with its largest agreement only fields of the table, and public and partner-level fields of value types', () => {
    const wrong = fields.filter((field) => {
      if (!readable(field.coordinate) || mayBeListed(kind, field) || isOwnAgreement(field)) return false;
      const isValue = !catalogue.entities.has(field.type) && !/^(Query|Mutation|Subscription)$/.test(field.type);
      const isOpen =
        (field.tags.has('pub') || field.tags.has('par')) && !['int', 'per', 'per-sensitive'].some((tag) => field.tags.has(tag));
      return !(isValue && isOpen && !includes(never, field.coordinate));
    });
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('reads no field with a guarded level, even under an agreement that lists every field', () => {
    const all = reduceSchema(parts, terms(kind, catalogue.fields.keys()));
    const reached = fields.filter(({ type, node }) => {
      const found = all.getType(type);
      return isObjectType(found) && found.getFields()[node.name.value] !== undefined;
    });
    expect(reached.length).toBeGreaterThan(100);
    const wrong = reached.filter(
      ({ coordinate, tags }) =>
        tags.has('per-sensitive') ||
        includes(never, coordinate) ||
        (kind !== 'LEGAL_SERVICE' && (tags.has('per') || coordinate.startsWith('Party.'))) ||
        (coordinate.startsWith('Mutation.') && coordinate !== 'Mutation.reportProject'),
    );
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('reads its own agreement only under an empty one, and no other field of a type under an agreement with one field of it', () => {
    expect(Object.keys(reduceSchema(parts, terms(kind, [])).getQueryType()?.getFields() ?? {})).toEqual(['myAgreement']);
    for (const coordinate of largest.get(kind) ?? []) {
      const field = byCoordinate.get(coordinate);
      if (!field || field.type === 'Query' || field.type === 'Mutation') continue;
      const alone = reduceSchema(parts, terms(kind, [coordinate, ...pathTo(schema, field.type)]));
      const type = alone.getType(field.type);
      const seen = isObjectType(type) ? Object.keys(type.getFields()) : [];
      const listed = new Set([coordinate, ...pathTo(schema, field.type)]);
      const isExpected = (one: string) =>
        listed.has(one) || isOwnAgreement({ coordinate: one, tags: byCoordinate.get(one)?.tags ?? NONE });
      expect(seen.filter((name) => !isExpected(`${field.type}.${name}`))).toEqual([]);
    }
  });

  test('an operation for each field of the graph passes or is refused as the partner schema says', () => {
    const wrong = fields.filter(({ coordinate, type }) => {
      const asked = operationFor(schema, coordinate);
      if (!asked) return false;
      const way = [...pathTo(schema, type), coordinate];
      const passes = checkAgainstPartnerSchema(own, parse(asked))?.code !== 'FIELD_NOT_ALLOWED';
      // A field with required arguments outside of the agreement is refused too. Each field on the path of a permitted operation must be readable.
      return passes && !way.every(readable);
    });
    expect(wrong.map(({ coordinate }) => coordinate)).toEqual([]);
  });
});

test('a partner schema is built in a fraction of the time of reading the supergraph, which is read once', () => {
  // The least processor time of several runs, which does not depend on the load of the machine.
  const least = (make: () => unknown): number =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const before = process.cpuUsage();
        make();
        return process.cpuUsage(before).user / 1_000;
      }),
    );
  const listed = kinds.map((kind) => terms(kind, largest.get(kind) ?? []));
  const next = listed.map((own) => least(() => reduceSchema(parts, own))).sort((a, b) => a - b);
  // Measured last, when the code is optimised: a schema that read the supergraph again would take longer.
  const reading = least(() => readParts(schema, readSupergraph(text)));
  console.info(
    `A supergraph is read in ${reading.toFixed(1)} ms, then a schema made in ${next.map((ms) => ms.toFixed(1)).join(', ')} ms.`,
  );
  expect(next[2]).toBeLessThan(reading);
});
