import type { Catalogue } from '../../supergraph/reading/catalogue.ts';

/** Returns the catalogue of the served supergraph. Throws `DEPENDENCY_UNAVAILABLE` while none is loaded. */
export type CatalogueSource = () => Catalogue;
