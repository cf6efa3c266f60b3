import { columns, empty, type PageSource, sql } from '@union-graph/subgraph';
import { CreditConversion } from './CreditConversion.ts';
import type { ConversionStatus } from './rules.ts';
import { conversionScope } from './scope.ts';

/** The conversions that the viewer may see, the latest first. */
export const creditConversions: PageSource<CreditConversion, { readonly status?: ConversionStatus | null }> = {
  name: 'creditConversions',
  select: ({ status }, { viewer }) => sql`select ${columns(CreditConversion, 'v')} from credit_conversion v
    where ${conversionScope(viewer)} ${status ? sql`and v.status = ${status}` : empty}`,
  order: [
    { by: 'requestedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
