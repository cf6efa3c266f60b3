import type { Permit } from '../request/planningQueue.ts';

/** Waits in the planning queue for a permit. Rejects when the queue is full. */
export type Admit = () => Promise<Permit>;

const UNLIMITED: Admit = async () => ({ release: () => undefined });

/** How a request gets its permit. */
export interface PermitOptions {
  /** A permit that the request already holds. It is released when the operation is planned, or when another request plans it. */
  readonly permit?: Permit | null;
  /** How a request without a permit gets one. */
  readonly admit?: Admit;
}

/** The permit that the planning of one operation waits for. It takes the first one that it is offered. */
export interface PendingPermit {
  readonly permit: Promise<Permit>;
  /** Takes the permit, or releases it when another one was taken before. */
  offer(permit: Permit): void;
}

export function createPendingPermit({ permit, admit = UNLIMITED }: PermitOptions): PendingPermit {
  let hasPermit = false;
  let begin: (permit: Permit) => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const first = new Promise<Permit>((resolve, reject) => {
    begin = resolve;
    refuse = reject;
  });
  const offer = (offered: Permit): void => {
    if (hasPermit) offered.release();
    else begin(offered);
    hasPermit = true;
  };
  if (permit) offer(permit);
  else admit().then(offer, refuse);
  return { permit: first, offer };
}

/** Prepares an operation when it has its permit, and releases the permit afterwards. */
export async function withPermit<T>(pending: PendingPermit, prepare: () => Promise<T>): Promise<T> {
  const permit = await pending.permit;
  try {
    return await prepare();
  } finally {
    permit.release();
  }
}
