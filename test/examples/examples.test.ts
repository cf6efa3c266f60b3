import { codeOf, send, TODAY, tokenOfPartner } from '../house/client.ts';
import { eventually, isReady } from '../house/house.ts';
import { examples, story } from '../house/story.ts';

beforeAll(async () => {
  await eventually(() => isReady('gateway'));
  // The gateway reads agreements in the background.
  const headers = { authorization: `Bearer ${await tokenOfPartner('ngo-secret')}`, 'x-purpose': 'DELIVERY', 'x-test-now': TODAY };
  await eventually(async () => (await send({ query: '{ myAgreement { party { id } } }' }, headers)).data?.myAgreement);
});

/** One journey's values, for all of its steps. */
const stories = new Map(examples.map(({ journey }) => [journey, story(journey)]));

// Each on what those before it left, as somebody would who clicks from the first to the last on a fresh house.
describe('every example of the page at the door, one after the other', () => {
  test.each(examples.map((example) => [`${example.journey}-${example.step} ${example.en}`, example] as const))(
    '%s',
    async (_, { journey, step, refused }) => {
      const { tell, attempt } = stories.get(journey) as ReturnType<typeof story>;
      if (refused) expect(codeOf(await attempt(step))).toBe(refused);
      else await tell(step);
    },
  );
});
