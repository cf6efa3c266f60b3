import type { FormattedExecutionResult } from 'graphql';
import type { Data } from '../calls/data.ts';
import type { Body } from './projection/output.ts';

/** The beginning and the end of a body without errors. */
export const BEFORE_DATA = '{"data":';
export const AFTER_DATA = '}\n';

/** Data that are printed as JSON. They are parsed when a field is first read. */
class PrintedAnswer {
  #parsed: Data | undefined;
  constructor(readonly body: Body) {}

  get text(): string {
    return this.body.sent.toString().slice(BEFORE_DATA.length, -AFTER_DATA.length);
  }

  get data(): Data {
    this.#parsed ??= JSON.parse(this.text) as Data;
    return this.#parsed;
  }
}

/** The key under which printed data give the answer that they belong to. */
const ANSWER = Symbol('answer');

const refuse = (): boolean => false;

const lazyData: ProxyHandler<PrintedAnswer> = {
  get: (answer, key) => (key === ANSWER ? answer : Reflect.get(answer.data, key)),
  has: (answer, key) => Reflect.has(answer.data, key),
  ownKeys: (answer) => Reflect.ownKeys(answer.data),
  getOwnPropertyDescriptor: (answer, key) => Reflect.getOwnPropertyDescriptor(answer.data, key),
  getPrototypeOf: () => Object.prototype,
  set: refuse,
  deleteProperty: refuse,
  defineProperty: refuse,
};

/** Data that are printed already. */
export type PrintedData = Data;

/**
 * The `data` of an answer whose whole body, `{"data":…}` and a line break, is printed. It can be read like the parsed object; {@link bodyOf}
 * returns the printed body without parsing it.
 */
export function printedData(body: Body): PrintedData {
  return new Proxy(new PrintedAnswer(body), lazyData) as unknown as Data;
}

/** The body of an answer: the printed body when the answer has data only, else a text. */
export function bodyOf({ data, ...rest }: FormattedExecutionResult): string | Body {
  const answer = data ? (data as { readonly [ANSWER]?: PrintedAnswer })[ANSWER] : undefined;
  if (!answer) return `${JSON.stringify(data === undefined ? rest : { ...rest, data })}\n`;
  for (const key in rest) {
    if (rest[key as keyof typeof rest] !== undefined) return `${JSON.stringify(rest).slice(0, -1)},"data":${answer.text}}\n`;
  }
  return answer.body;
}

/** The bytes or the text of a body. */
export const sentOf = (body: string | Body): string | Buffer => (typeof body === 'string' ? body : body.sent);
