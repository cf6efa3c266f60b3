import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readSupergraph } from './supergraph.ts';

/** A graph of citizens and their permissions; `change` alters its SDL. */
const graph = (change: (sdl: string) => string = (sdl) => sdl) =>
  readSupergraph(
    change(`
      enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") }
      type Query { citizen(number: ID!): Citizen @tag(name: "person-by-key")  citizens: [Citizen!] }
      type Citizen @join__type(graph: A, key: "number") @join__type(graph: B, key: "number") @tag(name: "person") {
        number: ID!
        permissions: [Permission!]! @join__field(graph: A) @tag(name: "per") @tag(name: "person-consents")
      }
      type Permission @join__type(graph: A) {
        use: String! @tag(name: "consent-purpose")
        since: String! @tag(name: "consent-given-at")
        until: String @tag(name: "consent-withdrawn-at")
      }`),
  ).personType;
const replaced = (from: string | RegExp, to: string) => (sdl: string) => {
  const changed = sdl.replace(from, to);
  if (changed === sdl) throw new Error(`The SDL has no "${from}".`);
  return changed;
};

test('persons and their consents are known by tags, whatever they are called', () => {
  expect(graph()).toEqual({
    typeName: 'Citizen',
    keyField: 'number',
    consents: {
      byKey: { field: 'citizen', argument: 'number', type: 'ID!' },
      field: 'permissions',
      purpose: 'use',
      givenAt: 'since',
      withdrawnAt: 'until',
    },
  });
});

test('a supergraph without tags has no person type; the tags of consents are optional', () => {
  expect(graph((sdl) => sdl.replace(/@tag\(name: "[^"]+"\)/g, ''))).toBeNull();
  expect(graph((sdl) => sdl.replace(/@tag\(name: "(consent|person-)[^"]*"\)/g, ''))).toEqual({
    typeName: 'Citizen',
    keyField: 'number',
    consents: null,
  });
});

test('the committed supergraph says who persons are and where their consents are', () => {
  const sdl = readFileSync(path.join(import.meta.dirname, '../../../supergraph.graphql'), 'utf8');
  expect(readSupergraph(sdl).personType?.consents).not.toBeNull();
  expect(readSupergraph(sdl).personType).not.toBeNull();
});

test.each<[string, (sdl: string) => string, RegExp]>([
  [
    'two types of persons',
    replaced('type Permission @join__type(graph: A)', '$& @tag(name: "person")'),
    /"person" stands on "Citizen" and on "Permission"/,
  ],
  [
    'two fields with consents',
    replaced('number: ID!\n', 'number: ID! @tag(name: "person-consents")\n'),
    /"person-consents" stands on "Citizen.number" and on "Citizen.permissions"/,
  ],
  [
    'a tag of a type on a field',
    replaced(/ @tag\(name: "person"\) \{\n\s+number: ID!/, ' { number: ID! @tag(name: "person")'),
    /"person" does not belong on "Citizen.number": it is for a type/,
  ],
  [
    'a tag of a field on a type',
    replaced('type Permission @join__type(graph: A)', '$& @tag(name: "person-consents")'),
    /it is for a field/,
  ],
  ['consents without a type of persons', replaced(' @tag(name: "person")', ''), /no meaning where no type has the tag "person"/],
  [
    'a consent without its end',
    replaced(' @tag(name: "consent-withdrawn-at")', ''),
    /tags of consents are incomplete: no field has the tag "consent-withdrawn-at"/,
  ],
  [
    'a purpose that is no field of the consent',
    replaced(/use: String! @tag\(name: "consent-purpose"\)/, 'use: String!'),
    /tags of consents are incomplete/,
  ],
  [
    'consents of something else',
    replaced(/(permissions.*) @tag\(name: "person-consents"\)/, '$1'),
    /tags of consents are incomplete/,
  ],
  ['a person found by no key', replaced('citizen(number: ID!)', 'citizen'), /"person-by-key" must stand on a field of "Query"/],
  ['a list of persons', replaced('): Citizen ', '): [Citizen] '), /that gives one "Citizen"/],
  [
    'persons with a key of two fields',
    (sdl) => sdl.replace(/key: "number"/g, 'key: "number permissions { use }"'),
    /a key of one field/,
  ],
])('refuses %s', (_, change, message) => {
  expect(() => graph(change)).toThrow(message);
});
