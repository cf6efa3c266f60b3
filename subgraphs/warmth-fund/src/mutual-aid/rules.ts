import { civilDay, refuseIf } from '@union-graph/subgraph';
import type { CardEvent } from './CardEvent.ts';

export type CoverageStatus = 'ACTIVE' | 'SUSPENDED' | 'ENDED';
/** `VOID` marks a row that a late event has shown never to have been cover; it is read nowhere. */
export type StoredStatus = CoverageStatus | 'VOID';

type Event = Pick<CardEvent, 'version' | 'kind' | 'at' | 'memberId' | 'scopePath' | 'validTo'>;

interface Plan {
  readonly id: string;
  readonly periodFrom: string;
  readonly periodTo: string;
}

export interface Cover {
  readonly openedVersion: number;
  readonly planId: string;
  readonly memberId: string;
  readonly scopePath: string;
  readonly from: string;
  readonly to: string;
  readonly status: CoverageStatus;
}

/**
 * The cover that a card's history gives under some plans (FND-INV-9): from each activation to the card's next event, cut
 * to the plan's period and the card's validity. It follows from the set of events alone, so the order in which they
 * arrive, and how often, makes no difference. The day of a freeze, loss or cancellation is still covered: what happened
 * earlier on it stays payable. All of it is the record's that the latest event names: a merge of two records of one person,
 * and its reverse, move a card with what it covered (C-16). No cover is longer than the life of its holder, whenever the death
 * was recorded: `diedOn` has the days of death by the ids of the holders who have died.
 */
export function coversOf(events: readonly Event[], plans: readonly Plan[], diedOn: ReadonlyMap<string, string>): Cover[] {
  const history = [...events].sort((a, b) => a.version - b.version);
  const changes = history.filter(({ kind }) => kind !== 'moved');
  return changes.flatMap((opened, at) => {
    if (opened.kind !== 'activated') return [];
    const holder = holderOf(history, opened);
    const end = withLife(endOf(changes.slice(at + 1)), diedOn.get(holder.memberId));
    return plans.flatMap((plan) => coverUnder(plan, { ...opened, ...holder }, end));
  });
}

/** Whose a span is: the record that the latest event names, where that is another than the one that opened it. */
function holderOf(history: readonly Event[], opened: Event): Pick<Event, 'memberId' | 'scopePath'> {
  const { memberId, scopePath } = history.at(-1) as Event;
  return memberId === opened.memberId ? { memberId, scopePath: opened.scopePath } : { memberId, scopePath };
}

interface End {
  readonly day: string;
  readonly status: CoverageStatus;
}

/**
 * How the span ends that an activation opened: by the next event; for good when the card is lost or cancelled in the end, before it is
 * active again. One that a merge cancelled while it was frozen is frozen again when the merge is taken back.
 */
function endOf(later: readonly Event[]): End | null {
  const next = later[0];
  if (!next) return null;
  const again = later.findIndex(({ kind }) => kind === 'activated');
  const before = again === -1 ? later : later.slice(0, again);
  return { day: civilDay(next.at), status: before.at(-1)?.kind === 'frozen' ? 'SUSPENDED' : 'ENDED' };
}

/** The same, and with the holder's death for good. */
const withLife = (end: End | null, diedOn: string | undefined): End | null =>
  diedOn === undefined ? end : { day: end === null ? diedOn : earlier(end.day, diedOn), status: 'ENDED' };

function coverUnder({ id, periodFrom, periodTo }: Plan, opened: Event, end: End | null): Cover[] {
  const from = later(civilDay(opened.at), periodFrom);
  const planned = opened.validTo ? earlier(periodTo, opened.validTo) : periodTo;
  const cut = end !== null && end.day <= planned ? end : { day: planned, status: 'ACTIVE' as const };
  if (from > cut.day) return [];
  const { version: openedVersion, memberId, scopePath } = opened;
  return [{ openedVersion, planId: id, memberId, scopePath, from, to: cut.day, status: cut.status }];
}

const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);

/** A cover's status on a day: what ran to its last day is over, whether or not anything noted it. */
export const coverageStatusOn = ({ status, to }: { status: StoredStatus; to: string }, day: string): CoverageStatus =>
  status === 'SUSPENDED' ? 'SUSPENDED' : status === 'ACTIVE' && day <= to ? 'ACTIVE' : 'ENDED';

/** Amounts by grade of disability, the gravest first: 1 to 10 of them, none above the one before or the cap; or none at all. */
export function checkedGrades(amounts: readonly bigint[], capFen: bigint): bigint[] {
  refuseIf(amounts.length > 10, 'BAD_USER_INPUT', `There are at most 10 grades of disability; got ${amounts.length}.`, {
    field: 'byDisabilityGrade',
  });
  const falls = amounts.every((amount, at) => amount > 0n && amount <= (amounts[at - 1] ?? capFen));
  refuseIf(
    !falls,
    'BAD_USER_INPUT',
    'Amounts by grade are more than zero, within the cap, and none is above that of a graver disability.',
    { field: 'byDisabilityGrade' },
  );
  return [...amounts];
}
