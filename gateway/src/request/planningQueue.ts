import type { Viewer } from '@union-graph/identity';
import type { GraphQLError } from 'graphql';
import { rateLimited } from './rateLimited.ts';

/** Who asks for an operation that is not known yet. */
export interface Requester {
  /** Askers of one key wait behind each other; those of different keys take turns. */
  readonly key: string;
  /** Anonymous askers have a share of the time, all of them together. */
  readonly isAnonymous: boolean;
}

/** The right to have one unknown operation read, validated and planned. Giving it back twice does nothing. */
export interface Permit {
  release(): void;
}

export interface PlanningQueue {
  /**
   * Resolves when it is this asker's turn. `bytes` is what the request holds while it waits. Rejects with `RATE_LIMITED` and
   * `retryAfterMs` when too many wait already, or when it has waited too long. Who `isGone` when its turn comes is passed over.
   */
  enter(asker: Requester, bytes?: number, isGone?: () => boolean): Promise<Permit>;
  waiting(): number;
}

export interface PlanningLimits {
  /** Permits at once: of all, and of anonymous askers among them. */
  readonly atOnce: number;
  readonly anonymousAtOnce: number;
  /** The part of the time that anonymous askers may have, from 0 to 1. */
  readonly anonymousShare: number;
  /** Requests that may wait: of one key, of anonymous askers together, of all. */
  readonly waitingOfOne: number;
  readonly waitingAnonymous: number;
  readonly waiting: number;
  readonly waitingBytes: number;
  /** Nobody waits longer. */
  readonly waitMs: number;
}

export const PLANNING_LIMITS: PlanningLimits = {
  atOnce: 3,
  anonymousAtOnce: 1,
  anonymousShare: 0.5,
  waitingOfOne: 100,
  waitingAnonymous: 300,
  waiting: 1_000,
  waitingBytes: 64 * 1024 * 1024,
  waitMs: 10_000,
};

/** Where nobody signs in there is nobody to protect from the anonymous. */
export const OPEN_PLANNING: PlanningLimits = {
  ...PLANNING_LIMITS,
  anonymousAtOnce: 3,
  anonymousShare: 1,
  waitingOfOne: 1_000,
  waitingAnonymous: 1_000,
};

/** The asker that a viewer is; anonymous ones are told apart by where they ask from. */
export function requesterOf({ kind, subject, clientId }: Viewer, address: string): Requester {
  if (kind === 'anonymous') return { key: `anonymous ${address}`, isAnonymous: true };
  return { key: kind === 'client' ? `client ${clientId ?? subject}` : `person ${subject}`, isAnonymous: false };
}

interface Waiting extends Requester {
  readonly bytes: number;
  readonly isGone: () => boolean;
  /** Ends the wait when it has been too long. */
  readonly timer: NodeJS.Timeout;
  readonly resolve: (permit: Permit) => void;
  readonly reject: (error: Error) => void;
}

/** A pause after anonymous work is never longer. */
const LONGEST_PAUSE_MS = 1_000;

/**
 * Lets unknown operations in to be read and planned, few at a time. Keys take turns, so that one who asks many new operations holds up
 * itself; anonymous askers have one place and a share of the time, so that they never have the whole; known operations do not come here.
 */
export function createPlanningQueue(
  limits: PlanningLimits = PLANNING_LIMITS,
  now: () => number = () => performance.now(),
): PlanningQueue {
  /** The key whose turn is next stands first. */
  const lanes = new Map<string, Waiting[]>();
  const count = { waiting: 0, anonymous: 0, bytes: 0 };
  const running = { all: 0, anonymous: 0 };
  let isPausing = false;
  let usualMs = 20;

  const leave = (one: Waiting): void => {
    clearTimeout(one.timer);
    count.waiting -= 1;
    count.bytes -= one.bytes;
    if (one.isAnonymous) count.anonymous -= 1;
  };
  const mayRun = ({ isAnonymous }: Requester): boolean =>
    !isAnonymous || (!isPausing && running.anonymous < limits.anonymousAtOnce);
  /** The next whose turn it is; its key goes to the end of the row. */
  const take = (): Waiting | null => {
    for (const [key, lane] of lanes) {
      if (!lane[0] || !mayRun(lane[0])) continue;
      const one = lane.shift() as Waiting;
      lanes.delete(key);
      if (lane.length > 0) lanes.set(key, lane);
      leave(one);
      return one;
    }
    return null;
  };
  const run = (): void => {
    while (running.all < limits.atOnce) {
      const one = take();
      if (!one) return;
      if (one.isGone()) one.reject(rateLimited('The client has gone away.', null));
      else one.resolve(grant(one));
    }
  };
  const grant = ({ isAnonymous }: Requester): Permit => {
    const start = now();
    let isHeld = true;
    running.all += 1;
    if (isAnonymous) running.anonymous += 1;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        running.all -= 1;
        const took = now() - start;
        usualMs += (took - usualMs) / 10;
        if (isAnonymous) {
          running.anonymous -= 1;
          pause(took);
        }
        run();
      },
    };
  };
  const pause = (took: number): void => {
    const ms = Math.min(LONGEST_PAUSE_MS, took * (1 / limits.anonymousShare - 1));
    if (ms <= 0 || isPausing) return;
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      run();
    }, ms).unref();
  };
  const giveUp = (one: Waiting): void => {
    const lane = lanes.get(one.key) ?? [];
    lane.splice(lane.indexOf(one), 1);
    if (lane.length === 0) lanes.delete(one.key);
    leave(one);
    one.reject(tooManyNew(retryAfter()));
  };
  /** About how long it takes until those who wait now have had their turns. */
  const retryAfter = (): number =>
    Math.round(Math.min(30_000, Math.max(500, (count.waiting * usualMs) / (count.anonymous > 0 ? limits.anonymousShare : 1))));
  const isFull = ({ key, isAnonymous }: Requester, bytes: number): boolean =>
    count.waiting >= limits.waiting ||
    count.bytes + bytes > limits.waitingBytes ||
    (isAnonymous && count.anonymous >= limits.waitingAnonymous) ||
    (lanes.get(key)?.length ?? 0) >= limits.waitingOfOne;

  return {
    enter: (asker, bytes = 0, isGone = () => false) =>
      new Promise((resolve, reject) => {
        if (isFull(asker, bytes)) return reject(tooManyNew(retryAfter()));
        const lane = lanes.get(asker.key) ?? [];
        lanes.set(asker.key, lane);
        const timer = setTimeout(() => giveUp(one), limits.waitMs).unref();
        const one: Waiting = { ...asker, bytes, isGone, timer, resolve, reject };
        lane.push(one);
        count.waiting += 1;
        count.bytes += bytes;
        if (asker.isAnonymous) count.anonymous += 1;
        run();
      }),
    waiting: () => count.waiting,
  };
}

const tooManyNew = (retryAfterMs: number): GraphQLError =>
  rateLimited(
    'Too many operations that are new here wait to be read and planned. Ask again later; operations that were asked before are answered at once.',
    retryAfterMs,
  );
