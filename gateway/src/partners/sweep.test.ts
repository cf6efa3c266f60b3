import { isObjectType, parse } from 'graphql';
import { byCoordinate, fields, schema, text } from '../../test/sweep/graph.ts';
import { holds, isPromised, never } from '../../test/sweep/table.ts';
import { operationFor, wayTo } from '../../test/sweep/ways.ts';
import { KIND_RULES } from '../agreements/kindRules.ts';
import { mayListField, type PartnerKind } from '../agreements/rules.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { checkDocument } from './checkOperation.ts';
import { readParts, reduceSchema } from './partnerSchema.ts';

// Every field of the graph × every kind of partner. What is expected is worked out from the text of the supergraph and from the table of
// domain rule 4.2 as it is written, not by the code that decides.
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
/** The largest agreement of each kind: all it may be promised, arguments and inputs among them. */
const largest = new Map(
  kinds.map((kind) => [
    kind,
    [...catalogue.fields.values()].filter((field) => mayListField(catalogue, kind, field)).map(({ coordinate }) => coordinate),
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
      return (known !== undefined && mayListField(catalogue, kind, known)) !== isPromised(kind, field);
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

test('the schema of a new agreement takes a fraction of what its supergraph has taken, which is read once', () => {
  // Processor time, and the least of some runs: how busy the machine is does not count.
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
  // Last, when it is compiled best: a schema that read the supergraph again would take longer than this.
  const reading = least(() => readParts(schema, readSupergraph(text)));
  console.info(
    `A supergraph is read in ${reading.toFixed(1)} ms, then a schema made in ${next.map((ms) => ms.toFixed(1)).join(', ')} ms.`,
  );
  expect(next[2]).toBeLessThan(reading);
});
