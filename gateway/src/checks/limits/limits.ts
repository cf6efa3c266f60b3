import { type DocumentNode, GraphQLError, Kind, parse, visit } from 'graphql';
import { type Measures, measure } from '../../operation/measure.ts';
import { MAX_NAME, truncate } from '../../request/truncate.ts';
import { introspectionSize } from './introspectionSize.ts';

export interface Limits extends Measures {
  /** Lexical tokens of the document. */
  readonly tokens: number;
  /** Bytes of a request body. */
  readonly bodyBytes: number;
  /** Bytes of a request body from a viewer who may write, for example with a file of members. */
  readonly largeBodyBytes: number;
  /** How many bodies above `bodyBytes` are received at once. */
  readonly largeBodies: number;
  /** Bytes of the document. Longer values belong in variables. */
  readonly documentBytes: number;
  /** Values that the introspection of one operation may have, by estimate. */
  readonly introspection: number;
}

/** Well above the largest operation of the journeys and GraphiQL's introspection; well below what slows down other requests. */
export const DEFAULT_LIMITS: Limits = {
  tokens: 6_000,
  depth: 20,
  fields: 1_500,
  rootFields: 50,
  aliases: 100,
  directives: 100,
  rows: 20_000,
  bodyBytes: 1_048_576,
  // A subgraph takes 4 MiB.
  largeBodyBytes: 3 * 1_048_576,
  largeBodies: 8,
  documentBytes: 131_072,
  introspection: 5_000_000,
};

const NAMES: Readonly<Record<keyof Measures, string>> = {
  depth: 'nested fields',
  fields: 'selected fields, fragments counted wherever they are spread',
  rootFields: 'fields at the root',
  aliases: 'aliases',
  directives: 'directives',
  rows: 'rows at most, its lists multiplied by the lists inside them',
};

const tooLarge = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** A text that was parsed: its document, or the error that refuses it. Neither for a text with a syntax error. */
export type ReadText =
  | { readonly document: DocumentNode | null; readonly refusal: null }
  | { readonly document: null; readonly refusal: GraphQLError };

const refused = (refusal: GraphQLError): ReadText => ({ document: null, refusal });

/**
 * Parses a text and checks its limits. Every document of a client must pass it once, before anything else reads it. A text with a syntax
 * error has neither a document nor an error here: the parser's own error is better.
 */
export function readText(text: string, limits: Limits): ReadText {
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.documentBytes) {
    const most = limits.documentBytes;
    return refused(
      tooLarge(`The document has ${bytes} bytes; the limit is ${most}. Put long values into variables, or split it.`),
    );
  }
  const document = parseWithin(text, limits.tokens);
  if (document instanceof GraphQLError) return refused(document);
  const refusal = document && overLimit(text, document, limits);
  return refusal ? refused(refusal) : { document, refusal: null };
}

function overLimit(text: string, document: DocumentNode, limits: Limits): GraphQLError | null {
  const name = MAYBE_LONG_NAME.test(text) ? longName(document) : null;
  if (name !== null) return nameTooLong(name);
  const introspected = introspectionSize(document);
  if (introspected > limits.introspection) {
    return tooLarge(
      `The operation asks for some ${introspected} values of the schema; the limit is ${limits.introspection}. Ask for less.`,
    );
  }
  const measures = measure(document);
  for (const key of Object.keys(NAMES) as (keyof Measures)[]) {
    if (measures[key] <= limits[key]) continue;
    return tooLarge(`The operation has ${measures[key]} ${NAMES[key]}; the limit is ${limits[key]}. Ask for less, or split it.`);
  }
  return null;
}

/** The error for a name over the limit. Names of operations and aliases are copied into plans, access records and metrics. */
export const nameTooLong = (name: string): GraphQLError =>
  tooLarge(`The name "${truncate(name, 40)}" has ${name.length} characters; the limit is ${MAX_NAME}. Use a shorter one.`);

const MAYBE_LONG_NAME = new RegExp(`\\w{${MAX_NAME + 1}}`);

/** The first name in a document that is over the limit: of an operation, field, alias, variable or anything else; null when there is none. */
function longName(document: DocumentNode): string | null {
  let found: string | null = null;
  visit(document, {
    [Kind.NAME]: ({ value }) => {
      if (value.length > MAX_NAME) found ??= value;
    },
    [Kind.ENUM]: ({ value }) => {
      if (value.length > MAX_NAME) found ??= value;
    },
  });
  return found;
}

function parseWithin(source: string, maxTokens: number): DocumentNode | GraphQLError | null {
  try {
    return parse(source, { noLocation: true, maxTokens });
  } catch (error) {
    if (error instanceof RangeError) return tooLarge('The document is nested too deeply to be read. Ask for less, or split it.');
    if (!(error instanceof GraphQLError)) throw error;
    if (!error.message.endsWith('tokens. Parsing aborted.')) return null;
    return tooLarge(`The document has more than ${maxTokens} tokens, which is the limit. Ask for less, or split it.`);
  }
}
