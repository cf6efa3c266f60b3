import * as v from 'valibot';
import { id } from './fields.ts';

/** A type of event: who sends it, what it is called, and what its data holds. */
export interface EventType<Data = unknown> {
  /** The service that sends it: `organisation`. Null when every service sends its own: `training.request.accepted`. */
  readonly publisher: string | null;
  /** Its name without the publisher: `card.activated`. */
  readonly name: string;
  /** Counts the incompatible changes of its data. A member that is added is none: consumers ignore what they do not know. */
  readonly version: number;
  /** What the event is about, on the wire the attribute `subject`. */
  readonly subject: v.GenericSchema<string, string>;
  /** What a consumer reads: members that it does not know are dropped. */
  readonly data: v.GenericSchema<unknown, Data>;
  /** What a publisher writes: no other members, so that no name or number of a person leaves by mistake. */
  readonly sent: v.GenericSchema<unknown, Data>;
  /** The schema of each member of the data, by name. */
  readonly fields: v.ObjectEntries;
}

/** What the data of a type of event holds. */
export type DataOf<Event> = Event extends EventType<infer Data> ? Data : never;

interface Details {
  /** 1 unless told. */
  readonly version?: number;
  /** An id unless told. */
  readonly subject?: v.GenericSchema<string, string>;
  /** A condition on several members together. */
  readonly check?: { readonly holds: (data: never) => boolean; readonly sentence: string };
}

/** Defines a type of event. `publisher` is null for one that every service sends. */
export function defineEvent<const Fields extends v.ObjectEntries>(
  publisher: string | null,
  name: string,
  fields: Fields,
  { version = 1, subject = id, check }: Details = {},
): EventType<v.InferOutput<v.ObjectSchema<Fields, undefined>>> {
  type Data = v.InferOutput<v.ObjectSchema<Fields, undefined>>;
  const checked = (schema: v.GenericSchema<unknown, Data>): v.GenericSchema<unknown, Data> =>
    check
      ? v.pipe(
          schema,
          v.check((data) => check.holds(data as never), check.sentence),
        )
      : schema;
  return {
    publisher,
    name,
    version,
    subject,
    fields,
    data: checked(v.object(fields) as unknown as v.GenericSchema<unknown, Data>),
    sent: checked(v.strictObject(fields) as unknown as v.GenericSchema<unknown, Data>),
  };
}

/** Whether an event on the wire, such as `organisation.card.activated`, is of this type. */
export const isOfType = ({ publisher, name }: EventType, wireType: string): boolean => {
  const dot = wireType.indexOf('.');
  return wireType.slice(dot + 1) === name && (publisher === null || wireType.slice(0, dot) === publisher);
};

/** What is wrong with an event's subject or data, a sentence for each fault; empty when it can be read. */
export type Parsed<Data> =
  | { readonly data: Data; readonly faults: readonly [] }
  | { readonly data: null; readonly faults: readonly string[] };

/** Reads what was received: members that the schema does not name are dropped. */
export const parseReceived = <Data>(type: EventType<Data>, subject: unknown, data: unknown): Parsed<Data> =>
  parse(type.subject, type.data, subject, data);

/** Checks what is about to be sent: members that the schema does not name are faults. */
export const parseSent = <Data>(type: EventType<Data>, subject: unknown, data: unknown): Parsed<Data> =>
  parse(type.subject, type.sent, subject, data);

function parse<Data>(
  subjectSchema: EventType['subject'],
  dataSchema: v.GenericSchema<unknown, Data>,
  subject: unknown,
  data: unknown,
): Parsed<Data> {
  const about = v.safeParse(subjectSchema, subject);
  const read = v.safeParse(dataSchema, data);
  const faults = [...sentences('subject', about.issues), ...sentences('data', read.issues)];
  return faults.length === 0 ? { data: read.output as Data, faults: [] } : { data: null, faults };
}

/** The value itself is not told: it may be what should not have been sent. */
const sentences = (where: string, issues: readonly v.BaseIssue<unknown>[] | undefined): string[] =>
  (issues ?? []).map((issue) => {
    const path = [where, ...(issue.path ?? []).map(({ key }) => String(key))].join('.');
    return issue.type === 'check' ? `"${path}": ${issue.message}` : `"${path}" is ${expectedOf(issue)}.`;
  });

const expectedOf = (issue: v.BaseIssue<unknown>): string => {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'no member of this event';
  if (issue.received === 'undefined') return 'missing';
  return issue.kind === 'validation' ? issue.message : `not of the type ${issue.expected}`;
};
