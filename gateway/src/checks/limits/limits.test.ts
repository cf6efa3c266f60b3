import { getIntrospectionQuery, parse } from 'graphql';
import { measure } from '../../operation/measure.ts';
import { DEFAULT_LIMITS, readText } from './limits.ts';

const refusalOf = (text: string) => readText(text, DEFAULT_LIMITS).refusal;

describe('a document is measured with its fragments unfolded', () => {
  test.each([
    ['{ a }', { depth: 1, fields: 1, rootFields: 1, aliases: 0, directives: 0, rows: 0 }],
    ['{ a { b { c } } d }', { depth: 3, fields: 4, rootFields: 2, aliases: 0, directives: 0, rows: 0 }],
    ['query @d { x: a @d { y: b ... @d { c } } }', { depth: 2, fields: 3, rootFields: 1, aliases: 2, directives: 3, rows: 0 }],
    ['{ ...F ...F } fragment F on Q { x: a { b } }', { depth: 2, fields: 4, rootFields: 2, aliases: 2, directives: 0, rows: 0 }],
    ['query A { a } query B { a { b } }', { depth: 2, fields: 2, rootFields: 1, aliases: 0, directives: 0, rows: 0 }],
    ['{ ...F } fragment F on Q { a ...F }', { depth: 1, fields: 1, rootFields: 1, aliases: 0, directives: 0, rows: 0 }],
    [
      '{ a(first: 3) { nodes { b { edges { node { c } } } } } }',
      { depth: 6, fields: 6, rootFields: 1, aliases: 0, directives: 0, rows: 63 },
    ],
    [
      'query ($n: Int) { a(first: $n) { totalCount } b { ...F } } fragment F on C { nodes { x } }',
      { depth: 3, fields: 5, rootFields: 2, aliases: 0, directives: 0, rows: 120 },
    ],
    ['{ ...Unknown a }', { depth: 1, fields: 1, rootFields: 1, aliases: 0, directives: 0, rows: 0 }],
  ])('%s', (source, expected) => {
    expect(measure(parse(source))).toEqual(expected);
  });

  test('fragments that multiply are counted, not unfolded', () => {
    const fragments = Array.from({ length: 60 }, (_, n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`).join('\n');
    const { fields } = measure(parse(`{ ...F0 } ${fragments} fragment F60 on Q { a }`));
    expect(fields).toBe(2 ** 60);
  });
});

const FULL = 'fragment F on __Schema { types { fields { args { type { fields { name type { name } args { name } } } } } } }';

describe('a document over a limit is refused with the limit and what it has', () => {
  const { depth, aliases, tokens, rootFields, fields, directives, rows } = DEFAULT_LIMITS;
  const many = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ');
  test.each([
    ['depth', `{ ${'a { '.repeat(depth)} a ${'} '.repeat(depth)} }`, `has ${depth + 1} nested fields; the limit is ${depth}`],
    ['aliases', `{ a { ${many(aliases + 1, (n) => `x${n}: b`)} } }`, `has ${aliases + 1} aliases; the limit is ${aliases}`],
    ['10,000 aliases', `{ a { ${many(10_000, (n) => `x${n}: b`)} } }`, `more than ${tokens} tokens`],
    [
      'root fields',
      `{ ${many(rootFields + 1, (n) => `f${n}`)} }`,
      `has ${rootFields + 1} fields at the root; the limit is ${rootFields}`,
    ],
    ['fields', `{ a { ${many(fields, (n) => `f${n}`)} } }`, `has ${fields + 1} selected fields`],
    [
      'directives',
      `{ a ${many(directives + 1, () => '@skip(if: false)')} }`,
      `has ${directives + 1} directives; the limit is ${directives}`,
    ],
    [
      'rows',
      '{ a(first: 100) { nodes { b(first: 100) { nodes { c(first: 2) { nodes { d } } } } } } }',
      `has 30100 rows at most, its lists multiplied by the lists inside them; the limit is ${rows}`,
    ],
    ['bytes', `{ a } # ${'工'.repeat(50_000)}`, `has 150008 bytes; the limit is 131072`],
    ['the schema about itself, many times', `{ ${many(3, (n) => `x${n}: __schema { ...F }`)} } ${FULL}`, 'values of the schema'],
    ...(
      [
        'query N { a }',
        '{ N }',
        '{ N: a }',
        'query ($N: Int) { a(b: $N) }',
        '{ a(N: 1) }',
        '{ a @N }',
        '{ a(b: N) }',
        '{ a(b: {N: 1}) }',
        '{ ...N } fragment N on Q { a }',
        '{ ... on N { a } }',
        'query ($a: N) { a }',
      ] as const
    ).map((text): [string, string, string] => [
      `a name of 20,000 characters in ${text}`,
      text.replaceAll('N', 'N'.repeat(20_000)),
      'NN…" has 20000 characters; the limit is 128',
    ]),
  ])('%s', (_, source, sentence) => {
    const refusal = refusalOf(source);
    expect(refusal?.extensions.code).toBe('BAD_USER_INPUT');
    expect(refusal?.message).toContain(sentence);
    expect(refusal?.message.length).toBeLessThan(300);
  });

  // How deep the parser gets before its stack is full depends on how well it is compiled; 60,000 is too deep for any.
  test('nesting that breaks the parser', () => {
    const { refusal } = readText('{a'.repeat(60_000), { ...DEFAULT_LIMITS, tokens: 1_000_000 });
    expect(refusal?.extensions.code).toBe('BAD_USER_INPUT');
    expect(refusal?.message).toContain('nested too deeply');
  });

  test('a document at a limit passes, and what is no GraphQL is left to the parser', () => {
    expect(refusalOf(`{ ${'a { '.repeat(depth - 1)} a ${'} '.repeat(depth - 1)} }`)).toBeNull();
    expect(refusalOf('{ a')).toBeNull();
    expect(refusalOf(`query ${'N'.repeat(128)} { a(b: "${'x'.repeat(5_000)}") }`)).toBeNull();
    for (const options of [{}, { oneOf: true, schemaDescription: true, inputValueDeprecation: true, specifiedByUrl: true }])
      expect(refusalOf(getIntrospectionQuery(options))).toBeNull();
  });
});
