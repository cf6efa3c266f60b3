import type { RequestContext } from '../request/context.ts';
import type { Deadline, InFlight } from '../request/deadline.ts';
import type { CallNote } from '../request/explanation.ts';
import { type SubgraphAnswer, SubgraphFault } from './answer.ts';

/** Something that is waited for and can be stopped: then `done` rejects with the fault. Stopping what has ended does nothing. */
export interface Wait<T> {
  readonly done: Promise<T>;
  stop(fault: Error): void;
}

/** What a flight brought: the text for all who wait, and the answer that was read from it for the one who takes it first. */
export interface Landed {
  readonly status: number;
  readonly text: string;
  answer: SubgraphAnswer | null;
}

/** What a call asks. */
interface Asked {
  readonly body: string;
  readonly isRead: boolean;
  /** Whether numbers in its answer keep all their digits. */
  readonly isExact: boolean;
  /** Where it is noted how it goes, if somebody wants to know. */
  readonly note?: CallNote | undefined;
}

/** One call to a subgraph on its way, with its waiting and its retries. */
export interface Flight extends Asked, InFlight {
  /** Of the one who asked first. */
  readonly context: RequestContext;
  /** Its time is up then; on the clock of `performance.now()`, in milliseconds. */
  readonly until: number;
  readonly timeoutMs: number;
  /** Whether its time is up because the one who asked first waits no longer. */
  readonly isHurried: boolean;
  /** Who waits for it. */
  askers: readonly Deadline[];
  /** Why it was given up; null while somebody waits for it and there is time. */
  fault: SubgraphFault | null;
  /** What it waits for now. */
  wait: Wait<unknown> | null;
}

/** A flight for the one who asks, with the time that it may take at most. */
export function createFlight({ body, isRead, isExact, note }: Asked, context: RequestContext, timeoutMs: number): Flight {
  const { deadline } = context;
  const limit = performance.now() + timeoutMs;
  const isHurried = deadline.until < limit;
  const until = isHurried ? deadline.until : limit;
  const flight: Flight = {
    body,
    isRead,
    isExact,
    note,
    context,
    until,
    timeoutMs,
    isHurried,
    askers: [deadline],
    fault: null,
    wait: null,
    leave(asker) {
      leave(flight, asker);
    },
  };
  deadline.inFlight.add(flight);
  return flight;
}

/** One more waits for it. */
export function join(flight: Flight, asker: Deadline): void {
  flight.askers = [...flight.askers, asker];
  asker.inFlight.add(flight);
}

/** One who waited for it has gone away; without anybody left it is given up. */
function leave(flight: Flight, asker: Deadline): void {
  flight.askers = flight.askers.filter((other) => other !== asker);
  if (flight.askers.length === 0) giveUp(flight, new SubgraphFault('abandoned', 'the client has gone away'));
}

/** Its time is up. */
export function expire(flight: Flight): void {
  const { timeoutMs, isHurried } = flight;
  giveUp(
    flight,
    isHurried
      ? new SubgraphFault('deadline', 'no answer within the time that the client gave')
      : new SubgraphFault('timeout', `no answer within ${timeoutMs} ms`),
  );
}

/** It has landed or failed: nobody waits for it any more. */
export function end(flight: Flight): void {
  for (const asker of flight.askers) asker.inFlight.delete(flight);
}

function giveUp(flight: Flight, fault: SubgraphFault): void {
  if (flight.fault) return;
  flight.fault = fault;
  flight.wait?.stop(fault);
}

/** Waits for one part of a flight; a flight that was given up waits for nothing more. */
export function during<T>(flight: Flight, wait: Wait<T>): Promise<T> {
  flight.wait = wait;
  if (flight.fault) wait.stop(flight.fault);
  return wait.done;
}
