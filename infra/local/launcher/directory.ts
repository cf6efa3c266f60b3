import fs from 'node:fs';
import path from 'node:path';
import type { DatabaseUrls } from './databases.ts';
import { usualPorts } from './options.ts';

/** Where the parts of the last start are, for the other tasks (`token`, `data`). */
export interface Directory {
  readonly identity: string;
  readonly gateway: string;
  readonly databases: Readonly<Partial<Record<string, DatabaseUrls>>>;
}

const file = (dataDir: string): string => path.join(dataDir, 'directory.json');

/** Readable by its owner alone, since database URLs hold passwords. */
export function writeDirectory(dataDir: string, directory: Directory): void {
  fs.writeFileSync(file(dataDir), JSON.stringify(directory, null, 2), { mode: 0o600 });
}

/** What the last start wrote; the usual ports (`PORT_BASE`) and no databases when there was none. */
export function readDirectory(dataDir: string): Directory {
  try {
    return JSON.parse(fs.readFileSync(file(dataDir), 'utf8')) as Directory;
  } catch {
    const at = (port: number) => `http://127.0.0.1:${port}`;
    const { identity, gateway } = usualPorts(process.env);
    return { identity: at(identity), gateway: at(gateway), databases: {} };
  }
}
