import type { ServiceName } from '@union-graph/infra/services';
import { request } from 'undici';

interface House {
  /** Where its keys and the secrets of its demo partners are. */
  readonly dataDir: string;
  readonly gateway: string;
  readonly issuer: string;
  readonly control: string;
  readonly services: Readonly<Record<ServiceName, string>>;
  readonly databases: Readonly<Record<string, string>>;
}

if (!process.env.HOUSE) throw new Error('These tests run against a whole house: npm test, or "pnpm test" in this folder.');

/** Where the house under test is. */
export const house = JSON.parse(process.env.HOUSE) as House;

/** Ends a service, or the database server, with SIGKILL; the launcher starts it again after a moment. */
export const kill = (name: ServiceName | 'postgres'): Promise<void> => control('kill', name);

/** Makes a service hang: its port takes connections, and nothing is answered until `goOn`. */
export const hang = (name: ServiceName): Promise<void> => control('hang', name);

/** Lets a service that hangs go on. */
export const goOn = (name: ServiceName): Promise<void> => control('continue', name);

async function control(verb: 'kill' | 'hang' | 'continue', name: ServiceName | 'postgres'): Promise<void> {
  await (await request(`${house.control}/${verb}/${name}`, { method: 'POST' })).body.dump();
}

export async function isReady(name: ServiceName): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${house.services[name]}/ready`, { headersTimeout: 2_000 });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

export { eventually } from '@union-graph/testing/eventually';
