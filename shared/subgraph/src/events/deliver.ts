import { type PassportSigner, serviceViewer } from '@union-graph/identity';
import type { Task } from 'graphile-worker';
import { request } from 'undici';
import type { Delivery, Subscriber } from './publish.ts';
import { AWAY } from './wake.ts';

const TIMEOUT_MS = 10_000;

/**
 * The job that carries events to one subscriber (CloudEvents HTTP binding, structured mode or, for several, batched mode). Anything but a 2xx answer
 * throws, and the queue tries again later: at least once.
 */
export const deliverEvents =
  (subgraph: string, subscribers: readonly Subscriber[], sign: PassportSigner): Task =>
  async (payload) => {
    const delivery = payload as Delivery;
    const { subscriber } = delivery;
    const events = 'event' in delivery ? [delivery.event] : delivery.events;
    const what = `${events[0]?.type}${events.length > 1 ? ` and ${events.length - 1} more` : ''}`;
    const target = subscribers.find(({ name }) => name === subscriber);
    if (!target) throw new Error(`No address is configured for the subscriber "${subscriber}" of ${what}.`);
    const { statusCode, body } = await request(target.url, {
      method: 'POST',
      headers: {
        'content-type': `application/cloudevents${'event' in delivery ? '' : '-batch'}+json; charset=utf-8`,
        authorization: `Passport ${await sign(sender(subgraph), subscriber)}`,
        'x-request-id': events[0]?.id ?? '',
      },
      body: JSON.stringify('event' in delivery ? delivery.event : events),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    }).catch((error: Error) => {
      throw new Error(`${AWAY} "${subscriber}" to ${what}: ${error.message}`, { cause: error });
    });
    const answer = await body.text();
    if (statusCode === 503) throw new Error(`${AWAY} "${subscriber}" to ${what}: ${statusCode}`);
    if (statusCode >= 300) throw new Error(`${subscriber} answered ${statusCode} to ${what}: ${answer.slice(0, 300)}`);
  };

const senders = new Map<string, ReturnType<typeof serviceViewer>>();

/** One viewer object a subgraph, so that its passports are signed once and used for a while. */
function sender(subgraph: string) {
  const known = senders.get(subgraph) ?? serviceViewer(subgraph);
  senders.set(subgraph, known);
  return known;
}
