import type { FormattedExecutionResult } from 'graphql';
import type { Data } from './types.ts';

const texts = new WeakMap<object, string>();

/**
 * The `data` of an answer that is already printed. To whoever looks into it, it is the object that its text says, parsed at
 * the first look; {@link stringifyResult} passes the text through untouched.
 */
export function printedData(text: string): Data {
  let parsed: Data | undefined;
  const data = (): Data => {
    parsed ??= JSON.parse(text) as Data;
    return parsed;
  };
  const proxy = new Proxy<Data>(
    {},
    {
      get: (_, key) => Reflect.get(data(), key),
      has: (_, key) => Reflect.has(data(), key),
      ownKeys: () => Reflect.ownKeys(data()),
      getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(data(), key),
      set: () => false,
      deleteProperty: () => false,
      defineProperty: () => false,
    },
  );
  texts.set(proxy, text);
  return proxy;
}

/** Prints the result of an operation as the body of a response. */
export function stringifyResult({ data, ...rest }: FormattedExecutionResult): string {
  const text = data ? texts.get(data) : undefined;
  if (text === undefined) return `${JSON.stringify(data === undefined ? rest : { ...rest, data })}\n`;
  const others = JSON.stringify(rest);
  return others === '{}' ? `{"data":${text}}\n` : `${others.slice(0, -1)},"data":${text}}\n`;
}
