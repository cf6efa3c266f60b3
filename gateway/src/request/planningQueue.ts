import type { Viewer } from '@union-graph/identity';
import type { GraphQLError } from 'graphql';
import { rateLimited } from './rateLimited.ts';

/** The sender of an operation that is not known yet. */
export interface Requester {
  /** Requests with the same key are served in the order of their arrival; keys are served round robin. */
  readonly key: string;
  /** Anonymous requesters together have a limited share of the time. */
  readonly isAnonymous: boolean;
}

/** Lets one unknown operation be parsed, validated and planned. A second release does nothing. */
export interface Permit {
  release(): void;
}

export interface PlanningQueue {
  /**
   * Resolves with a permit. `bytes` is the memory that the request holds while it waits. Rejects with `RATE_LIMITED` and `retryAfterMs` when
   * the queue is full or the wait takes too long. A request whose client `isGone` is skipped.
   */
  enter(requester: Requester, bytes?: number, isGone?: () => boolean): Promise<Permit>;
  waiting(): number;
}

export interface PlanningLimits {
  /** Concurrent permits: of all requesters, and of anonymous ones among them. */
  readonly atOnce: number;
  readonly anonymousAtOnce: number;
  /** The part of the time that operations of anonymous requesters may take, from 0 to 1. */
  readonly anonymousShare: number;
  /** Maximum number of waiting requests: of one key, of anonymous requesters together, of all. */
  readonly waitingOfOne: number;
  readonly waitingAnonymous: number;
  readonly waiting: number;
  readonly waitingBytes: number;
  /** The maximum wait. */
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

/** The limits of an open gateway, where every requester is anonymous. */
export const OPEN_PLANNING: PlanningLimits = {
  ...PLANNING_LIMITS,
  anonymousAtOnce: 3,
  anonymousShare: 1,
  waitingOfOne: 1_000,
  waitingAnonymous: 1_000,
};

/** The requester of a viewer. Anonymous requesters are distinguished by their address. */
export function requesterOf({ kind, subject, clientId }: Viewer, address: string): Requester {
  if (kind === 'anonymous') return { key: `anonymous ${address}`, isAnonymous: true };
  return { key: kind === 'client' ? `client ${clientId ?? subject}` : `person ${subject}`, isAnonymous: false };
}

interface WaitingRequest extends Requester {
  readonly bytes: number;
  readonly isGone: () => boolean;
  /** Ends the wait after `waitMs`. */
  readonly timer: NodeJS.Timeout;
  readonly resolve: (permit: Permit) => void;
  readonly reject: (error: Error) => void;
}

/** The maximum pause after an operation of an anonymous requester. */
const MAX_PAUSE_MS = 1_000;

/**
 * Creates the planning queue: a fair queue with a limit on concurrent permits. Keys are served round robin, so a requester with many new
 * operations delays only its own. Anonymous requesters together have a limited share of permits and time. Known operations do not wait here.
 */
export function createPlanningQueue(
  limits: PlanningLimits = PLANNING_LIMITS,
  now: () => number = () => performance.now(),
): PlanningQueue {
  const lanes = createLanes(limits);
  const permits = createPermits(limits, now, () => admit());
  const admit = (): void => {
    while (permits.areAvailable()) {
      const request = lanes.take(permits.mayRun);
      if (!request) return;
      if (request.isGone()) request.reject(rateLimited('The client has gone away.', null));
      else request.resolve(permits.grant(request));
    }
  };
  /** The estimated time until all requests that wait now are served, in milliseconds. */
  const retryAfter = (): number => {
    const { waiting, anonymous } = lanes.count;
    const ms = (waiting * permits.usualMs()) / (anonymous > 0 ? limits.anonymousShare : 1);
    return Math.round(Math.min(30_000, Math.max(500, ms)));
  };
  return {
    enter: (requester, bytes = 0, isGone = () => false) =>
      new Promise((resolve, reject) => {
        if (lanes.isFull(requester, bytes)) return reject(tooManyNew(retryAfter()));
        const giveUp = (): void => {
          lanes.remove(request);
          reject(tooManyNew(retryAfter()));
        };
        const timer = setTimeout(giveUp, limits.waitMs).unref();
        const request: WaitingRequest = { ...requester, bytes, isGone, timer, resolve, reject };
        lanes.add(request);
        admit();
      }),
    waiting: () => lanes.count.waiting,
  };
}

/** The requests that wait, one lane for each key. The key that is served next is the first of the map. */
function createLanes(limits: PlanningLimits) {
  const lanes = new Map<string, WaitingRequest[]>();
  const count = { waiting: 0, anonymous: 0, bytes: 0 };
  const leave = (request: WaitingRequest): void => {
    clearTimeout(request.timer);
    count.waiting -= 1;
    count.bytes -= request.bytes;
    if (request.isAnonymous) count.anonymous -= 1;
  };
  return {
    count: count as Readonly<typeof count>,
    isFull: ({ key, isAnonymous }: Requester, bytes: number): boolean =>
      count.waiting >= limits.waiting ||
      count.bytes + bytes > limits.waitingBytes ||
      (isAnonymous && count.anonymous >= limits.waitingAnonymous) ||
      (lanes.get(key)?.length ?? 0) >= limits.waitingOfOne,
    add: (request: WaitingRequest): void => {
      const lane = lanes.get(request.key) ?? [];
      lanes.set(request.key, lane);
      lane.push(request);
      count.waiting += 1;
      count.bytes += request.bytes;
      if (request.isAnonymous) count.anonymous += 1;
    },
    remove: (request: WaitingRequest): void => {
      const lane = lanes.get(request.key) ?? [];
      lane.splice(lane.indexOf(request), 1);
      if (lane.length === 0) lanes.delete(request.key);
      leave(request);
    },
    /** Removes the next request that may run; its key becomes the last one. */
    take: (mayRun: (requester: Requester) => boolean): WaitingRequest | null => {
      for (const [key, lane] of lanes) {
        if (!lane[0] || !mayRun(lane[0])) continue;
        const request = lane.shift() as WaitingRequest;
        lanes.delete(key);
        if (lane.length > 0) lanes.set(key, lane);
        leave(request);
        return request;
      }
      return null;
    },
  };
}

/** The permits that are granted now. `onFree` is called when one is released, and after each pause. */
function createPermits(limits: PlanningLimits, now: () => number, onFree: () => void) {
  const granted = { all: 0, anonymous: 0 };
  let isPausing = false;
  let averageMs = 20;
  /** After an operation of an anonymous requester, no anonymous requester gets a permit for a while: together they have `anonymousShare` of the time. */
  const pause = (tookMs: number): void => {
    const ms = Math.min(MAX_PAUSE_MS, tookMs * (1 / limits.anonymousShare - 1));
    if (ms <= 0 || isPausing) return;
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      onFree();
    }, ms).unref();
  };
  const release = ({ isAnonymous }: Requester, tookMs: number): void => {
    granted.all -= 1;
    averageMs += (tookMs - averageMs) / 10;
    if (isAnonymous) {
      granted.anonymous -= 1;
      pause(tookMs);
    }
    onFree();
  };
  return {
    areAvailable: (): boolean => granted.all < limits.atOnce,
    mayRun: ({ isAnonymous }: Requester): boolean => !isAnonymous || (!isPausing && granted.anonymous < limits.anonymousAtOnce),
    grant: (requester: Requester): Permit => {
      const start = now();
      let isHeld = true;
      granted.all += 1;
      if (requester.isAnonymous) granted.anonymous += 1;
      return {
        release: () => {
          if (!isHeld) return;
          isHeld = false;
          release(requester, now() - start);
        },
      };
    },
    /** The moving average of the time that a permit is held. */
    usualMs: (): number => averageMs,
  };
}

const tooManyNew = (retryAfterMs: number): GraphQLError =>
  rateLimited(
    'Too many new operations wait to be parsed and planned. Try again later; operations that were sent before are answered at once.',
    retryAfterMs,
  );
