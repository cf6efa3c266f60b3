/**
 * Runs a request with a signal that aborts when `stop` does, and `deadlineMs` milliseconds from now: the time limits of undici begin anew with
 * every part of a body, so that they never end one that comes byte by byte. Nothing of a request that is over stays with `stop`.
 */
export async function withinDeadline<T>(
  stop: AbortSignal,
  deadlineMs: number,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(stop.reason);
  const timer = setTimeout(() => controller.abort(new Error(`no whole answer within ${deadlineMs} ms`)), deadlineMs);
  stop.addEventListener('abort', abort);
  if (stop.aborted) abort();
  try {
    return await request(controller.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}
