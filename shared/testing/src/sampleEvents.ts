import { type EventType, namedRecords, newId } from '@union-graph/subgraph';
import type { TestEvent } from './subgraph.ts';

/** A schema of valibot, as far as a sample of it is made. */
interface Form {
  readonly type: string;
  readonly wrapped?: Form;
  readonly item?: Form;
  readonly entries?: Readonly<Record<string, Form>>;
  readonly options?: readonly string[];
  readonly pipe?: readonly (Form & { readonly title?: string })[];
}

/** What stands for a member of an event, by the title of its schema. */
const SAMPLES: Readonly<Record<string, () => unknown>> = {
  id: newId,
  ids: () => [newId()],
  day: () => '2013-10-01',
  instant: () => '2013-10-01T09:00:00+08:00',
  fen: () => '100',
  districtCode: () => '110105',
  scopePath: () => '/city/110105/',
  partOfCity: () => '/city/110105/',
  code: () => 'RIGHTS',
  codes: () => ['RIGHTS'],
  count: () => 1,
  flag: () => true,
  hash: () => '0'.repeat(64),
  sentence: () => '…',
  CardStatus: () => 'ACTIVE',
};

function sampleOf(form: Form): unknown {
  const title = form.pipe?.findLast((action) => action.type === 'title')?.title;
  if (title && SAMPLES[title]) return SAMPLES[title]();
  if (form.wrapped) return sampleOf(form.wrapped);
  if (form.item) return [sampleOf(form.item)];
  if (form.entries) return Object.fromEntries(Object.entries(form.entries).map(([name, inner]) => [name, sampleOf(inner)]));
  return form.options?.[0] ?? 'X';
}

/** An event of a type that names one worker's record wherever it names some, for the service to which requests are handed as `target`. */
export function sampleEvent(type: EventType, record: string, target: string): TestEvent {
  const { isSubject, one, oneOrNone, several } = namedRecords(type);
  const data = {
    ...(sampleOf({ type: 'object', entries: type.fields as unknown as Record<string, Form> }) as object),
    ...('target' in type.fields && { target }),
    ...Object.fromEntries([...one, ...oneOrNone].map((name) => [name, record])),
    ...Object.fromEntries(several.map((name) => [name, [record]])),
  };
  return { type: `${type.publisher}.${type.name}`, subject: isSubject ? record : newId(), data };
}

/** Whether events of a type name workers' records. */
export function namesRecords(type: EventType): boolean {
  const { isSubject, one, oneOrNone, several } = namedRecords(type);
  return isSubject || one.length + oneOrNone.length + several.length > 0;
}
