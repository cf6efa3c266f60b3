import { raw, type Sql } from '@union-graph/subgraph';

/** The day on which `agreement_signature s` was given, as an expression in SQL: of a paper the one that was said; null where none was. */
export const SIGNATURE_DAY: Sql = raw('coalesce(s.signed_on, case when s.paper_ref is null then civil_day(s.signed_at) end)');
