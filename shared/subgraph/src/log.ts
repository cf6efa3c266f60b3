import { setTimeout } from 'node:timers/promises';
import { type Logger, pino } from 'pino';

/** Lines are written together when they are so many bytes, and none waits longer than this. */
const BATCH_BYTES = 8 * 1024;
const LONGEST_WAIT_MS = 250;
/** Lines that nobody reads are kept up to here; more are dropped, since a full pipe must not fill the memory. */
const UNREAD_BYTES = 32 * 1024 * 1024;

/** The most characters of a message or a stack in the log: an error may tell what a client has sent. */
const LONGEST_TEXT = 4_000;

/** What an error of the database tells beyond its reason: values of statements, which may be about persons. */
const UNLOGGED = ['err.parameters', 'err.detail', 'err.driverError', 'err.cause'];

/** How long the end of a process waits for the reader of its log. */
const LAST_WAIT_MS = 1_000;

let destination: ReturnType<typeof pino.destination> | null = null;

/**
 * Writes what is left of the log, and ends this process with an exit code. At the exit the library would write it synchronously, and never end where
 * the reader of the log has gone or reads no more. Where nobody reads it within a second, the process is killed with SIGKILL.
 */
export async function exitWithLog(code: number): Promise<void> {
  const written = new Promise<boolean>((resolve) => {
    if (destination) destination.flush(() => resolve(true));
    else resolve(true);
  });
  const isWritten = await Promise.race([written, setTimeout(LAST_WAIT_MS, false)]);
  if (!isWritten) process.kill(process.pid, 'SIGKILL');
  process.exit(code);
}

/**
 * The log of a process on its standard output, as JSON lines. A line costs its request no write of its own: lines are written together,
 * at the latest a quarter of a second later, at once for what is fatal, and to the last one when the process ends by itself, by a signal
 * that it handles, or by an error that nobody caught (the very last ones not always in order; each has its time). Only what kills it outright loses those of the last quarter of a second.
 */
export function openLog(name: string, level: string): Logger {
  destination = pino.destination({
    fd: 1,
    sync: false,
    minLength: BATCH_BYTES,
    maxLength: UNREAD_BYTES,
    periodicFlush: LONGEST_WAIT_MS,
  });
  return pino({ name, level, serializers: { err: serializeError }, redact: { paths: UNLOGGED, remove: true } }, destination);
}

function serializeError(error: Error): object {
  const { message, stack, ...rest } = pino.stdSerializers.err(error);
  return { ...rest, message: begin(message), stack: begin(stack) };
}

const begin = (text: string | undefined): string | undefined =>
  text && text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
