import * as events from '@union-graph/events';
import { toJsonSchema } from '@valibot/to-json-schema';

/** The JSON Schemas of all types of event, for services that are written in another language. */
export interface EventSchemas {
  readonly $schema: string;
  readonly description: string;
  /** By the type on the wire; `*` stands for the name of the service that sends it. */
  readonly events: Readonly<Record<string, { readonly version: number; readonly subject: object; readonly data: object }>>;
}

/**
 * Makes the JSON Schema of the data and of the subject of each type of event: what a consumer may rely on. It allows members that it does not name, since a publisher may
 * add some. What JSON Schema cannot say, such as that two members differ, is left out.
 */
export function eventSchemas(): EventSchemas {
  const entries = events.EVENT_TYPES.map(({ publisher, name, version, subject, data }) => [
    `${publisher ?? '*'}.${name}`,
    { version, subject: bare(subject), data: bare(data) },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    description: 'The data and the subject of each type of event, by its type.',
    events: Object.fromEntries(entries.sort(([one], [other]) => ((one as string) < (other as string) ? -1 : 1))),
  };
}

function bare(schema: Parameters<typeof toJsonSchema>[0]): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', errorMode: 'ignore' });
  return rest;
}

/** The text of the file that is published with the specification. */
export const eventSchemasText = (): string => `${JSON.stringify(eventSchemas(), null, 2)}\n`;
