// Loaded into every process that the launcher starts (`node --import`): when the launcher is gone, however it ended, the
// channel to it closes, and this process ends as if it had been asked to.
const SECONDS_TO_FINISH = 10;

process.channel?.unref();
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), SECONDS_TO_FINISH * 1000).unref();
});
