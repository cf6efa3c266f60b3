import type { EventType } from './define.ts';
import { memberId, memberIdOrNull, memberIds } from './fields.ts';

/** Which members of an event's data are ids of workers' records, by their form. */
export interface NamedRecords {
  /** Whether the event is about a record itself. */
  readonly isSubject: boolean;
  readonly one: readonly string[];
  /** Null for nobody. */
  readonly oneOrNone: readonly string[];
  readonly several: readonly string[];
}

/** Where events of a type name workers' records. */
export function namedRecords({ subject, fields }: EventType): NamedRecords {
  const ofForm = (form: unknown): string[] => Object.keys(fields).filter((name) => fields[name] === form);
  return {
    isSubject: subject === memberId,
    one: ofForm(memberId),
    oneOrNone: ofForm(memberIdOrNull),
    several: ofForm(memberIds),
  };
}
