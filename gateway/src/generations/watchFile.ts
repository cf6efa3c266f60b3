import { readFileSync, statSync } from 'node:fs';
import type { Logger } from 'pino';
import type { GenerationMetrics } from './metrics.ts';

/**
 * Loads a supergraph file, and again when it changes. A file that cannot be loaded is refused, and the last good supergraph stays. Throws
 * when the first load fails. Returns a function that stops watching.
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
  const reloadIfChanged = async () => {
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
  const timer = setInterval(reloadIfChanged, pollMs);
  return () => clearInterval(timer);
}
