import graphql from '@graphql-eslint/eslint-plugin';
import { levelTag } from './infra/lint/levelTag.mjs';
import { writeScope } from './infra/lint/writeScope.mjs';

// Only the SDL of the subgraphs: TypeScript is checked by biome (biome.json) and tsc.
export default [
  {
    files: [
      'subgraphs/*/schema.graphql',
      'subgraphs/*/schema/*.graphql',
      'gateway/src/governance/schema/*.graphql',
      'shared/schema/sdl/*.graphql',
    ],
    plugins: { graphql, house: { rules: { 'level-tag': levelTag, 'write-scope': writeScope } } },
    languageOptions: { parser: graphql.parser },
    rules: {
      'graphql/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          // The root types are the graph itself.
          ignoredSelectors: ['ObjectTypeDefinition[name.value=/^(Query|Mutation)$/]'],
        },
      ],
      'graphql/no-hashtag-description': 'error',
      'graphql/unique-enum-value-names': 'off',
      'graphql/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes: ['get', 'query'] },
          'FieldDefinition[parent.name.value=Mutation]': { forbiddenPrefixes: ['set_', 'mutate'] },
        },
      ],
      'house/level-tag': 'error',
      'house/write-scope': 'error',
    },
  },
];
