import { toByteString } from '../operation/byteString.ts';
import { bodyOf, printedData, sentOf } from './printedData.ts';
import { Body, writeAscii, writeBody, writeString } from './projection/output.ts';

const sent = (result: Parameters<typeof bodyOf>[0]): string | Buffer => sentOf(bodyOf(result));

const TEXT = '{"b":[1,{"c":"é"}],"a":null}';

const printedText = (text: string) => printedData(new Body(null, `{"data":${text}}\n`));

test('a printed answer is sent unchanged, after its errors', () => {
  // Spaces would be gone if the text had been parsed.
  expect(sent({ data: printedText('{"a": 1}') })).toBe('{"data":{"a": 1}}\n');
  expect(sent({ errors: [{ message: 'No.' }], data: printedText('{"a": 1}') })).toBe(
    '{"errors":[{"message":"No."}],"data":{"a": 1}}\n',
  );
});

test('a long answer is sent as bytes, or as text after its errors', () => {
  const long = 'é'.repeat(10_000);
  const body = writeBody((out) => {
    writeAscii(out, '{"a":');
    writeString(out, toByteString(long));
    writeAscii(out, '}');
    return true;
  }) as Body;
  const data = printedData(body);
  expect(sent({ data })).toEqual(Buffer.from(`{"data":{"a":"${long}"}}\n`));
  expect(sent({ errors: [{ message: 'No.' }], data })).toBe(`{"errors":[{"message":"No."}],"data":{"a":"${long}"}}\n`);
  expect(data.a).toBe(long);
});

test('a body that was given back cannot be read, and its buffer is reused', () => {
  const write = (letter: string) =>
    writeBody((out) => {
      for (let at = 0; at < 10_000; at++) writeAscii(out, letter);
      return true;
    }) as Body;
  const first = write('a');
  const bytes = first.sent as Buffer;
  const data = printedData(first);
  first.giveBack();
  first.giveBack();
  expect(() => first.sent).toThrow();
  expect(() => data.a).toThrow();
  const [second, third] = [write('b'), write('c')];
  expect((second.sent as Buffer).buffer).toBe(bytes.buffer);
  expect((third.sent as Buffer).buffer).not.toBe(bytes.buffer);
  expect(second.sent.toString()).toContain('bbb');
});

test('printed data can be read like an object', () => {
  const data = printedText(TEXT);
  expect(data.b).toEqual([1, { c: 'é' }]);
  expect(Object.keys(data)).toEqual(['b', 'a']);
  expect('a' in data).toBe(true);
  expect({ ...data }).toEqual(JSON.parse(TEXT));
  expect(JSON.stringify(data)).toBe(TEXT);
});

test('printed data cannot be changed', () => {
  const data = printedText(TEXT);
  expect(() => {
    data.b = 1;
  }).toThrow(TypeError);
  expect(() => {
    delete data.b;
  }).toThrow(TypeError);
});

test('other results are printed', () => {
  expect(sent({ errors: [{ message: 'No.' }] })).toBe('{"errors":[{"message":"No."}]}\n');
  expect(sent({ data: null })).toBe('{"data":null}\n');
});
