import { buildSchema } from 'graphql';
import { pino } from 'pino';
import type { Admission } from '../agreements/admit.ts';
import type { Generation } from '../generations/graph.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { checkConsents, groupPersons } from './checkConsents.ts';

test.each([
  [1, [1]],
  [2, [10]],
  [10, [10]],
  [11, [100]],
  [100, [100]],
  [101, [100, 1]],
  [350, [100, 100, 100, 100]],
])('%s persons are asked about in groups of %s', (count, sizes) => {
  const persons = Array.from({ length: count }, (_, at) => `p${at}`);
  const groups = groupPersons(persons);
  expect(groups.map(({ length }) => length)).toEqual(sizes);
  expect(new Set(groups.flat())).toEqual(new Set(persons));
});

test('personal data are refused when the supergraph does not declare where consents are', async () => {
  const sdl = 'type Query { a: String }';
  const generation = { id: 'g', schema: buildSchema(sdl), supergraph: readSupergraph(sdl) } as unknown as Generation;
  const admission = { agreement: { kind: 'LEGAL_SERVICE' } } as unknown as Admission;
  const refuse = (isPersonal: boolean) =>
    checkConsents(
      generation,
      admission,
      { subjects: new Set(), isPersonal },
      { requestId: 'r', testNow: undefined, log: pino({ level: 'silent' }) },
    );
  expect(await refuse(true)).toMatchObject({ status: 503, code: 'DEPENDENCY_UNAVAILABLE' });
  expect(await refuse(false)).toBeNull();
});
