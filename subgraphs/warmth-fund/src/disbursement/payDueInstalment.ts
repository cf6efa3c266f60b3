import { sponsorshipInstalmentDue } from '@union-graph/events';
import { handle, rows, sql } from '@union-graph/subgraph';
import { payToldSource } from './payToldSource.ts';

/** On `training.sponsorship.instalmentDue`: pays one instalment of a degree sponsorship (S-62, J-08); each is a source of its own. */
export const payDueInstalment = handle(sponsorshipInstalmentDue, async (tx, { subject, data: { instalmentId, ...told } }) => {
  await payToldSource(tx, { subgraph: 'training', typeName: 'SponsorshipInstalment', id: instalmentId.toLowerCase() }, told);
  await rows(
    tx.db,
    sql`insert into sponsorship_part (instalment_id, sponsorship_id) values (${instalmentId}, ${subject})
      on conflict on constraint sponsorship_part_pk do nothing`,
  );
});
