import { readFileSync, statSync } from 'node:fs';
import type { Logger } from 'pino';
import type { GenerationMetrics } from './metrics.ts';

/**
 * Loads a supergraph file and loads it again when it changes; a broken one is refused and the last good one stays. Throws
 * when the file cannot be loaded the first time. Returns a function that stops the watch.
 */
export async function watchFile({
  file,
  publish,
  pollMs,
  log,
  metrics,
}: {
  file: string;
  publish: (sdl: string) => Promise<void>;
  pollMs: number;
  log: Logger;
  metrics: GenerationMetrics;
}): Promise<() => void> {
  const stamp = () => `${statSync(file).mtimeMs}:${statSync(file).size}`;
  let loaded = stamp();
  await publish(readFileSync(file, 'utf8'));
  const look = async () => {
    try {
      const now = stamp();
      if (now === loaded) return;
      loaded = now;
      await publish(readFileSync(file, 'utf8'));
    } catch (error) {
      metrics.generations.inc({ outcome: 'refused' });
      log.error({ file, reason: String(error) }, 'the supergraph file was refused; the last good graph stays');
    }
  };
  const timer = setInterval(look, pollMs);
  return () => clearInterval(timer);
}
