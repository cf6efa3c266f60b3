import { parse } from 'graphql';
import { scalars, sharedSdl } from './index.ts';

test('the shared SDL and the scalars of this package name the same scalars', () => {
  const declared = parse(sharedSdl).definitions.flatMap((node) =>
    node.kind === 'ScalarTypeDefinition' ? [node.name.value] : [],
  );
  expect(declared.sort()).toEqual(Object.keys(scalars).sort());
});

test('there is no scalar for untyped JSON and no float', () => {
  expect(sharedSdl).not.toMatch(/scalar (JSON|Any|Object)\b|: Float/);
});
