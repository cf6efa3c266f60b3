import type { Level } from '@union-graph/schema';
import { isNeverShared } from '../../agreements/kindRules.ts';
import { mayListField } from '../../agreements/rules.ts';
import type { CatalogueField } from '../../supergraph/reading/catalogue.ts';
import { findOwnSubgraph } from '../publisher/ownSubgraph.ts';
import { refuseUnlessStaff } from '../registry/resolvers.ts';
import type { FieldLevel, Resolvers } from '../schema.gen.ts';
import type { CatalogueSource } from './source.ts';

const LEVEL_NAMES: Readonly<Record<Level, FieldLevel>> = {
  pub: 'PUB',
  par: 'PAR',
  int: 'INT',
  per: 'PER',
  'per-sensitive': 'PER_SENSITIVE',
};

export const makeCatalogueResolvers = (catalogue: CatalogueSource): Resolvers => ({
  Query: {
    fieldCatalogue: async (_, { filter }, ctx) => {
      if (!(await findOwnSubgraph(ctx))) refuseUnlessStaff(ctx.viewer);
      const known = catalogue();
      const wanted = (field: CatalogueField): boolean =>
        field.kind === 'field' &&
        (!filter?.type || field.coordinate.startsWith(`${filter.type}.`)) &&
        (!filter?.level || LEVEL_NAMES[field.level] === filter.level) &&
        (!filter?.owner || field.owner === filter.owner) &&
        (!filter?.kind || mayListField(known, filter.kind, field));
      return [...known.fields.values()]
        .filter(wanted)
        .sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1))
        .map(({ coordinate, type, level, owner }) => ({
          coordinate,
          type,
          level: LEVEL_NAMES[level],
          owner: { name: owner },
          neverShared: level === 'per-sensitive' || isNeverShared(coordinate, 'LEGAL_SERVICE'),
        }));
    },
  },
});
