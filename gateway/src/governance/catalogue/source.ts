import type { Catalogue } from '../../supergraph/reading/catalogue.ts';

/** Gives the catalogue of the graph that is served now. Throws `DEPENDENCY_UNAVAILABLE` while none is. */
export type CatalogueSource = () => Catalogue;
