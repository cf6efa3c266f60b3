import { Pool } from 'undici';
import { bodyOf, measure } from '../load.ts';
import { POINTS, type WholeHouse } from './wholeHouse.ts';

/** How long a partner waits when its schema is not made yet, beside how long it waits otherwise: milliseconds. */
export interface SchemaReady {
  readonly usual: number;
  readonly afterStart: number;
  readonly afterChange: number;
  readonly usualUnderLoad: number;
  readonly afterChangeUnderLoad: number;
}

/**
 * Asks under an agreement while the gateway is new, and while its agreement has just changed; without load, and while eight
 * clients ask something else.
 */
export async function measureSchemaReady(house: WholeHouse): Promise<SchemaReady> {
  await house.restartGateway();
  const pool = new Pool(house.url, { connections: 2 });
  const body = bodyOf(POINTS);
  const ask = async (as: 'person' | 'contact'): Promise<number> => {
    const start = performance.now();
    const headers = { 'content-type': 'application/json', ...house.headers[as] };
    const send = async () => {
      const response = await pool.request({ path: '/graphql', method: 'POST', headers, body });
      await response.body.dump();
      return response;
    };
    const first = await send();
    // Whoever was answered while its agreement changed is told to ask again.
    const response = first.statusCode === 403 ? await send() : first;
    if (response.statusCode !== 200) throw new Error(`${as}: status ${response.statusCode}.`);
    return performance.now() - start;
  };
  // The operation itself is planned for everybody.
  for (let count = 0; count < 20; count++) await ask('person');
  const afterStart = await ask('contact');
  const usualOf = async (): Promise<number> => {
    const times: number[] = [];
    for (let count = 0; count < 100; count++) times.push(await ask('contact'));
    return times.sort((a, b) => a - b)[50] as number;
  };
  /** The change is heard of within half a second; one of the requests then waits for the schema. */
  const slowestAfterChange = async (): Promise<number> => {
    await house.changeAgreements();
    let slowest = 0;
    for (const end = performance.now() + 700; performance.now() < end; ) slowest = Math.max(slowest, await ask('contact'));
    return slowest;
  };
  const usual = await usualOf();
  const afterChange = await slowestAfterChange();
  const target = { url: house.url, pid: house.gatewayPid(), headers: house.headers.person, subgraphCalls: async () => 0 };
  const load = measure(target, POINTS, 8, 3);
  const usualUnderLoad = await usualOf();
  const afterChangeUnderLoad = await slowestAfterChange();
  await load;
  await pool.close();
  return { usual, afterStart, afterChange, usualUnderLoad, afterChangeUnderLoad };
}
