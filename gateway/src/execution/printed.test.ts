import { printedData, stringifyResult } from './printed.ts';

const TEXT = '{"b":[1,{"c":"é"}],"a":null}';

test('a printed answer passes through untouched, after its errors', () => {
  // Spaces would be gone if the text had been parsed.
  expect(stringifyResult({ data: printedData('{"data":{"a": 1}}\n') })).toBe('{"data":{"a": 1}}\n');
  expect(stringifyResult({ errors: [{ message: 'No.' }], data: printedData('{"data":{"a": 1}}\n') })).toBe(
    '{"errors":[{"message":"No."}],"data":{"a": 1}}\n',
  );
});

test('to whoever looks into it, it is an object', () => {
  const data = printedData(`{"data":${TEXT}}\n`);
  expect(data.b).toEqual([1, { c: 'é' }]);
  expect(Object.keys(data)).toEqual(['b', 'a']);
  expect('a' in data).toBe(true);
  expect({ ...data }).toEqual(JSON.parse(TEXT));
  expect(JSON.stringify(data)).toBe(TEXT);
});

test('it cannot be changed: what is sent is the text', () => {
  const data = printedData(`{"data":${TEXT}}\n`);
  expect(() => {
    data.b = 1;
  }).toThrow(TypeError);
  expect(() => {
    delete data.b;
  }).toThrow(TypeError);
});

test('other results are printed', () => {
  expect(stringifyResult({ errors: [{ message: 'No.' }] })).toBe('{"errors":[{"message":"No."}]}\n');
  expect(stringifyResult({ data: null })).toBe('{"data":null}\n');
});
