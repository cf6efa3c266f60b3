import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { type Measures, measure } from './measure.ts';

export interface Limits extends Measures {
  /** Lexical tokens of the document. */
  readonly tokens: number;
  /** Bytes of a request body. */
  readonly bodyBytes: number;
}

/** Well above the largest operation of the journeys and of GraphiQL's introspection, well below what hurts. */
export const DEFAULT_LIMITS: Limits = {
  tokens: 6_000,
  depth: 20,
  fields: 1_500,
  rootFields: 50,
  aliases: 100,
  directives: 100,
  rows: 20_000,
  bodyBytes: 1_048_576,
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

/**
 * The refusal of a document that is over a limit, with the limit and what it has; null when it is within all of them, and
 * also when it is not GraphQL at all (the parser tells that better). Costs one parse: ask once per text.
 */
export function overLimit(source: string, limits: Limits): GraphQLError | null {
  const document = parseWithin(source, limits.tokens);
  if (document instanceof GraphQLError) return document;
  if (!document) return null;
  const measures = measure(document);
  for (const key of Object.keys(NAMES) as (keyof Measures)[]) {
    if (measures[key] <= limits[key]) continue;
    return tooLarge(`The operation has ${measures[key]} ${NAMES[key]}; the limit is ${limits[key]}. Ask for less, or split it.`);
  }
  return null;
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
