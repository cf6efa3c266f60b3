// Loaded into every process that the launcher starts (`node --import`): when the launcher is gone, however it ended, the
// channel to it closes, and this process ends as if it had been asked to.
import { Worker } from 'node:worker_threads';

const SECONDS_TO_FINISH = 5;

process.channel?.unref();
process.on('disconnect', () => {
  // From a thread of its own: the main one may wait for ever, as a logger does that flushes into a pipe nobody reads.
  const kill = `setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${SECONDS_TO_FINISH * 1000})`;
  new Worker(kill, { eval: true, execArgv: [] }).unref();
  process.kill(process.pid, 'SIGTERM');
});
