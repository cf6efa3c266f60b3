import { sponsorshipInstalmentDue } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';
import { payToldSource } from './payToldSource.ts';

/** On `training.sponsorship.instalmentDue`: pays one instalment of a degree sponsorship (S-62, J-08); each is a source of its own. */
export const payDueInstalment = handle(sponsorshipInstalmentDue, (tx, { data: { instalmentId, ...told } }) =>
  payToldSource(tx, { subgraph: 'training', typeName: 'SponsorshipInstalment', id: instalmentId.toLowerCase() }, told),
);
