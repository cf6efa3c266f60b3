import { useOddGateway } from '../../../test/oddGateway.ts';

const odd = useOddGateway();

describe('numbers', () => {
  const n = (field: string, literal: string) => {
    odd.answerOfB(`{"data":{"n":{"${field}":${literal}}}}`);
    return odd.textOf(`{ n { ${field} } }`);
  };
  // The results of graphql-js, except that digits beyond JavaScript's precision are kept and never invented.
  test.each([
    ['float', '0.1234567890123456789', '0.12345678901234568'],
    ['float', '12345678901234567890', '12345678901234567000'],
    ['float', '-0', '0'],
    ['float', '1e-400', '0'],
    ['float', '"1.5"', '1.5'],
    ['floats', '[1e2, 2]', '[100,2]'],
    ['int', '1e3', '1000'],
    ['int', '2147483647', '2147483647'],
    ['int', '5.0', '5'],
    ['string', '9007199254740991', '"9007199254740991"'],
    ['string', '1.5', '"1.5"'],
    ['string', '"\\ud83d\\ude00"', '"😀"'],
    ['id', '9007199254740991', '"9007199254740991"'],
    ['id', '-9007199254740991', '"-9007199254740991"'],
    ['id', '9007199254740991.0', '"9007199254740991"'],
    ['id', '1e2', '"100"'],
    ['id', '7', '"7"'],
    ['boolean', '12345678901234567890', 'true'],
    ['boolean', '0.0', 'false'],
    ['big', '12345678901234567890', '12345678901234567890'],
    ['big', '9007199254740992', '9007199254740992'],
    ['big', '1e300', '1e300'],
    ['big', '-0.1234567890123456789', '-0.1234567890123456789'],
    [
      'json',
      '{"a":[12345678901234567890,{"b":1.00000000000000000001}]}',
      '{"a":[12345678901234567890,{"b":1.00000000000000000001}]}',
    ],
    ['json', '{"__proto__":{"a":12345678901234567890}}', '{"__proto__":{"a":12345678901234567890}}'],
    ['json', '{"__proto__":{"a":1},"constructor":2,"toString":3}', '{"__proto__":{"a":1},"constructor":2,"toString":3}'],
  ])('%s: %s is %s', async (field, literal, written) => {
    if (['string', 'id'].includes(field)) odd.answerOfB(`{"data":{"n":{"big":1,"${field}":${literal}}}}`);
    const text = ['string', 'id'].includes(field) ? await odd.textOf(`{ n { ${field} big } }`) : await n(field, literal);
    expect(text).toContain(`"${field}":${written}`);
    expect(text).not.toContain('errors');
  });

  test.each(
    ['float', 'floats', 'int', 'string', 'id', 'boolean', 'big', 'mood'].flatMap((field) =>
      ['1e400', '-1e400'].map((literal) => [field, field === 'floats' ? `[${literal}]` : literal] as const),
    ),
  )('%s: %s is no value', async (field, literal) => {
    const answer = JSON.parse(await n(field, literal)) as { data: { n: unknown }; errors: { path: unknown[] }[] };
    expect(answer.data.n).toEqual(field === 'floats' ? { floats: null } : null);
    expect(answer.errors.map(({ path }) => path.slice(0, 2))).toEqual([['n', field]]);
  });

  test.each([
    ['string', '"\\ud800"'],
    ['string', '"a\\udc00\\ud800"'],
    ['id', '"\\ud83d"'],
    ['big', '"\\udfff"'],
    ['int', '2147483648'],
    ['int', '1.5'],
    ['int', '12345678901234567890'],
    ['id', '1.5'],
    ['id', '9007199254740992'],
    ['id', '-12345678901234567890'],
    ['string', '9007199254740993'],
    ['string', '1e300'],
    ['boolean', '"true"'],
    ['string', '{}'],
    ['float', '"x"'],
    ['json', '{"a":1e400}'],
  ])('%s: %s is no value either', async (field, literal) => {
    const answer = JSON.parse(await n(field, literal)) as { data: { n: unknown }; errors: unknown[] };
    expect([answer.data.n, answer.errors.length]).toEqual([field === 'json' ? { json: null } : null, 1]);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b' } }]);
    // The other selected fields do not change how a number is read.
    odd.answerOfB(`{"data":{"n":{"big":1,"${field}":${literal}}}}`);
    expect(JSON.parse(await odd.textOf(`{ n { ${field} big } }`))).toMatchObject({ errors: [{ path: ['n', field] }] });
  });
});

describe('the error of an invalid value names the subgraph', () => {
  test.each([
    ['a number out of range', '{ n { int } }', '{"data":{"n":{"int":1e400}}}'],
    [
      'an unknown value of an enumeration',
      '{ other: n { ...F } } fragment F on Numbers { mood }',
      '{"data":{"other":{"mood":"SO_SO"}}}',
    ],
    ['a value that is no list', '{ n { ... on Numbers { floats } } }', '{"data":{"n":{"floats":1}}}'],
    ['a value that is no object', '{ n { int } }', '{"data":{"n":5}}'],
  ])('%s', async (_, query, body) => {
    odd.answerOfB(body);
    const { errors } = JSON.parse(await odd.textOf(query)) as { errors: { message: string; extensions: object }[] };
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/^The service "b" answered a value that the type of this field does not allow\. /),
        extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b', errorId: expect.any(String) },
      },
    ]);
  });

  test('for a field of an entity: the subgraph that resolved it', async () => {
    odd.answerOfB('{"data":{"_entities":[{"b":"many"}]}}');
    const { errors } = JSON.parse(await odd.textOf('{ p { name b } }')) as { errors: { extensions: object }[] };
    expect(errors).toMatchObject([{ path: ['p', 'b'], extensions: { service: 'b' } }]);
  });
});

test('a key that is lost in the answer of a mutation: the change was made', async () => {
  odd.answerOfB('{"data":{"pay":{"seen":1,"p":{"__typename":"P","id":null}}}}');
  const { errors } = JSON.parse(await odd.textOf('mutation { pay { seen p { name } } }')) as { errors: object[] };
  expect(errors).toMatchObject([
    { path: ['pay', 'p', 'name'], message: expect.stringMatching(/^The change was made.*idempotency key/) },
  ]);
});
