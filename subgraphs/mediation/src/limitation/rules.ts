import { addDays, type Calendar, refuseIf, rolledDay } from '@union-graph/subgraph';
import { checkedRefOrNull } from '../references.ts';
import type {
  ClaimInput,
  ClaimKind,
  LimitationCheckInput,
  LimitationEventInput,
  LimitationEventKind,
  LimitationStatus,
} from '../schema.gen.ts';

export interface LimitationFact {
  readonly kind: LimitationEventKind;
  /** A civil day. */
  readonly at: string;
}

export interface Limit {
  readonly status: LimitationStatus;
  /** The last day; null while the time rests and where there is no limit. */
  readonly until: string | null;
}

/** Claims for pay, which know no limit while the employment lasts (P11 art. 27). */
export const PAY: readonly ClaimKind[] = ['WAGES', 'OVERTIME'];
const RESTARTS: readonly LimitationEventKind[] = ['DEMANDED', 'ASKED_AUTHORITY', 'PROMISED'];

/** The strictest limit of some claims on a day (P11 art. 27): what ends first, then what rests, then none. */
export function limitationOf(
  kinds: readonly ClaimKind[],
  facts: readonly LimitationFact[],
  calendar: Calendar,
  today: string,
): Limit {
  const limits = kinds.map((kind) => limitOfClaim(kind, facts, calendar, today));
  const ending = limits.filter(({ until }) => until !== null).sort((a, b) => String(a.until).localeCompare(String(b.until)));
  return ending[0] ?? limits.find(({ status }) => status === 'SUSPENDED') ?? { status: 'NOT_LIMITED', until: null };
}

/**
 * One year from knowing, for pay from the end of the employment. A demand, a request to an authority and a promise begin
 * the year anew; force majeure stops it for as long as it lasts, also where it began before the year. Nothing revives a year that is over.
 */
function limitOfClaim(kind: ClaimKind, facts: readonly LimitationFact[], calendar: Calendar, today: string): Limit {
  const start = facts.find((fact) => fact.kind === (PAY.includes(kind) ? 'TERMINATED' : 'KNEW'))?.at;
  if (!start) return { status: 'NOT_LIMITED', until: null };
  let last = yearAfter(start);
  let pausedOn = restsOn(start, facts) ? start : null;
  let restarted = false;
  for (const fact of inOrder(facts, start)) {
    if (pausedOn === null && fact.at > rolledDay(calendar, last)) break;
    if (RESTARTS.includes(fact.kind)) {
      if (pausedOn === null) last = yearAfter(fact.at);
      else restarted = true;
    } else if (fact.kind === 'PAUSED') {
      pausedOn ??= fact.at;
    } else if (fact.kind === 'RESUMED' && pausedOn !== null) {
      last = restarted ? yearAfter(fact.at) : addDays(last, daysBetween(pausedOn, fact.at));
      pausedOn = null;
      restarted = false;
    }
  }
  if (pausedOn !== null) return { status: 'SUSPENDED', until: null };
  const until = rolledDay(calendar, last);
  return { status: today > until ? 'EXPIRED' : 'OPEN', until };
}

/** Whether force majeure had begun before a day and lasted still: a year that would begin then rests from its first day. */
const restsOn = (day: string, facts: readonly LimitationFact[]): boolean =>
  facts
    .filter(({ kind, at }) => at < day && (kind === 'PAUSED' || kind === 'RESUMED'))
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1)?.kind === 'PAUSED';

const inOrder = (facts: readonly LimitationFact[], start: string): LimitationFact[] =>
  facts.filter(({ at }) => at >= start).sort((a, b) => a.at.localeCompare(b.at));

/** The same day a year later; where there is none, the last day of that month (Civil Code 202). */
export function yearAfter(day: string): string {
  const next = `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`;
  return next.endsWith('02-29') ? next.replace('02-29', '02-28') : next;
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

type Facts = Pick<LimitationCheckInput, 'knewOn' | 'terminatedOn' | 'events'>;

/**
 * What a client told about a time limit, as facts in the order of their days. Throws `BAD_USER_INPUT` for days to come, for events that are not in the
 * order of their days, and for one before the worker knew of the wrong; `VALIDATION_FAILED` where force majeure ends that had not begun, or begins twice.
 */
export function limitationFactsOf(
  { knewOn, terminatedOn, events }: Facts,
  today: string,
): (LimitationFact & { proofRef: string | null })[] {
  const fixed = (events ?? []).find(({ kind }) => kind === 'KNEW' || kind === 'TERMINATED');
  refuseIf(fixed !== undefined, 'BAD_USER_INPUT', `An event of the kind "${fixed?.kind}" has an input field of its own.`, {
    field: 'kind',
  });
  const facts = [
    { kind: 'KNEW' as const, at: knewOn, proofRef: null },
    ...(terminatedOn ? [{ kind: 'TERMINATED' as const, at: terminatedOn, proofRef: null }] : []),
    ...(events ?? []).map(({ kind, at, proofRef }) => ({ kind, at, proofRef: checkedRefOrNull(proofRef, 'proofRef') })),
  ];
  const future = facts.find(({ at }) => at > today);
  refuseIf(future !== undefined, 'BAD_USER_INPUT', `The day ${future?.at} of "${future?.kind}" is still to come.`, {
    field: future?.kind === 'KNEW' ? 'knewOn' : future?.kind === 'TERMINATED' ? 'terminatedOn' : 'at',
  });
  checkEvents(events ?? [], knewOn);
  return facts.sort((a, b) => a.at.localeCompare(b.at));
}

/** Throws for events that cannot have happened so: one after the other, after the wrong was known, and each pause once begun and once ended. */
function checkEvents(events: readonly LimitationEventInput[], knewOn: string): void {
  let [last, isPaused] = [knewOn, false];
  for (const { kind, at } of events) {
    refuseIf(
      at < knewOn,
      'BAD_USER_INPUT',
      `The day ${at} of "${kind}" lies before ${knewOn}, on which the worker came to know of the wrong. The time had not begun to run.`,
      { rule: 'P11 art. 27', field: 'at' },
    );
    refuseIf(
      at < last,
      'BAD_USER_INPUT',
      `The day ${at} of "${kind}" stands behind ${last}. Send events in the order of their days.`,
      {
        field: 'at',
      },
    );
    const wrong = kind === 'PAUSED' ? isPaused : kind === 'RESUMED' && !isPaused;
    refuseIf(
      wrong,
      'VALIDATION_FAILED',
      kind === 'PAUSED'
        ? `On ${at} the time rested already. It rests anew after "RESUMED".`
        : `On ${at} the time did not rest. It runs on only after "PAUSED".`,
      { rule: 'P11 art. 27', field: 'kind' },
    );
    if (kind === 'PAUSED' || kind === 'RESUMED') isPaused = kind === 'PAUSED';
    last = at;
  }
}

/** Throws where pay is claimed for a time that begins after the employment ended. */
export function checkEnd(
  terminatedOn: string | null | undefined,
  claims: readonly Pick<ClaimInput, 'kind' | 'periodFrom'>[],
): void {
  if (!terminatedOn) return;
  const later = claims.find(({ kind, periodFrom }) => PAY.includes(kind) && periodFrom && periodFrom > terminatedOn);
  refuseIf(
    later !== undefined,
    'VALIDATION_FAILED',
    `The employment ended on ${terminatedOn}; no pay is owed for a time that begins on ${later?.periodFrom}.`,
    { rule: 'P11 art. 27', field: 'terminatedOn' },
  );
}

/**
 * Throws where the worker would have known of the wrong before it began. The year runs from knowing of a wrong that was done (P11
 * art. 27); a day before it would end the year too early. Claims for pay count from the end of the employment, so the others say the
 * day where there are any.
 */
export function checkKnowing(knewOn: string, claims: readonly Pick<ClaimInput, 'kind' | 'periodFrom'>[]): void {
  const others = claims.filter(({ kind }) => !PAY.includes(kind));
  const begins = (others.length > 0 ? others : claims).map(({ periodFrom }) => periodFrom ?? null);
  // A claim without a time may be of any time.
  if (begins.includes(null)) return;
  const first = begins.map(String).sort()[0] as string;
  refuseIf(
    knewOn < first,
    'VALIDATION_FAILED',
    `The claims begin on ${first}; nobody knew of them on ${knewOn}. Name the day on which the worker came to know, or the earlier time that is claimed for.`,
    { rule: 'P11 art. 27', field: 'knewOn' },
  );
}
