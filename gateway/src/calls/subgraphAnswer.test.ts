import { toByteString } from '../operation/byteString.ts';
import { readAnswer } from './subgraphAnswer.ts';
import { MAX_ERRORS, MAX_PATHS } from './unreadErrors.ts';

const read = (answer: unknown) => readAnswer('people', 200, toByteString(JSON.stringify(answer)), false);

describe('an answer that would hold other clients up', () => {
  test('with more than a million values is not parsed', () => {
    const body = `{"data":{},"errors":[${'{},'.repeat(1_000_000)}{}]}`;
    const parse = jest.spyOn(JSON, 'parse');
    try {
      expect(() => readAnswer('people', 200, body, false)).toThrow('more than 1000000 values');
      expect(parse).not.toHaveBeenCalled();
    } finally {
      parse.mockRestore();
    }
  });

  test('of many errors is read as far as they are told; the paths of some more are kept, and the others are counted', () => {
    const error = (at: number) => ({ message: `错误${at}`, path: ['a', at], extensions: { code: 'BUSY', 说明: '忙' } });
    const { errors, unread } = read({ data: { a: [] }, errors: Array.from({ length: 50_000 }, (_, at) => error(at)) });
    expect(errors).toHaveLength(MAX_ERRORS);
    expect(errors?.[7]).toEqual({ message: '错误7', path: ['a', 7], extensions: { code: 'BUSY' } });
    expect(unread).toMatchObject({
      first: { message: `错误${MAX_ERRORS}` },
      count: 50_000 - MAX_ERRORS - MAX_PATHS,
    });
    expect(unread?.paths).toHaveLength(MAX_PATHS);
  });

  test('a number with more digits than JavaScript has is none of a code or of a time to wait', () => {
    const body = `{"data":{"a":null},"errors":[{"message":"no","path":["a"],"extensions":{"code":12345678901234567890,"retryAfterMs":12345678901234567890}}]}`;
    const { errors } = readAnswer('people', 200, body, true);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', service: 'people' });
    expect(errors?.[0]?.extensions).not.toHaveProperty('retryAfterMs');
  });
});
