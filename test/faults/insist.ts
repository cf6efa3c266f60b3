import { eventually } from '@union-graph/testing/eventually';
import type { Answer } from '../house/client.ts';

const AWAY = ['DEPENDENCY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'];
/** Services come back after each of many kills; a machine with much else to do takes its time. */
const SECONDS = 400;

/** Sends again, with the same key, until somebody answers for good, and gives the data. Throws what they refuse. */
export async function insist(send: () => Promise<Answer>): Promise<Answer['data']> {
  const { data } = await eventually(async () => {
    const answer = await send().catch(() => null);
    const code = answer?.errors?.[0]?.extensions.code;
    if (answer?.errors && !AWAY.includes(String(code))) throw new Error(`Refused: ${JSON.stringify(answer.errors)}`);
    return answer?.errors ? null : answer;
  }, SECONDS);
  return data;
}
