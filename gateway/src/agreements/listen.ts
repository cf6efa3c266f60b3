import pg from 'pg';
import type { Logger } from 'pino';

const RELISTEN_MS = 1_000;

interface Channel {
  readonly databaseUrl: string;
  readonly channel: 'governance_changed' | 'registry_changed' | 'client_applications_changed';
  readonly log: Logger;
}

/** Listens for notifications of changes, and reconnects when the connection breaks. */
export function listen({ databaseUrl, channel, log }: Channel, onChange: () => void) {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const reconnect = () => {
    if (!stopped) timer = setTimeout(connect, RELISTEN_MS).unref();
  };
  const connect = async () => {
    const fresh = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000, keepAlive: true });
    client = fresh;
    fresh.on('notification', onChange);
    fresh.on('error', (error) => log.warn({ reason: error.message }, 'the connection for notifications of governance broke'));
    fresh.once('end', reconnect);
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      onChange();
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'the connection for notifications of governance cannot be opened',
      );
      await fresh.end().catch(() => undefined);
    }
  };
  void connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
