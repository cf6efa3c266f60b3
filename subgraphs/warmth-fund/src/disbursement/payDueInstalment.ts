import { sponsorshipInstalmentDue, sponsorshipInstalmentWithdrawn } from '@union-graph/events';
import { handle, rows, sql } from '@union-graph/subgraph';
import type { SourceRef } from '../payout-source/sources.ts';
import { payToldSource, withdrawToldSource } from './payToldSource.ts';

const STUDIES_ENDED = '学员已终止学业';
const sourceOf = (instalmentId: string): SourceRef => ({
  subgraph: 'training',
  typeName: 'SponsorshipInstalment',
  id: instalmentId.toLowerCase(),
});

/**
 * On `training.sponsorship.instalmentDue` and `.instalmentWithdrawn`: pays one instalment of a degree sponsorship (S-62, J-08), unless the
 * studies have ended; each is a source of its own. What is owed stays owed to a person whose record was erased: accounting records are kept by law.
 */
export const payDueInstalment = [
  handle(
    sponsorshipInstalmentDue,
    async (tx, { subject, data: { instalmentId, ...told } }) => {
      await payToldSource(tx, sourceOf(instalmentId), told);
      await rows(
        tx.db,
        sql`insert into sponsorship_part (instalment_id, sponsorship_id) values (${instalmentId}, ${subject})
        on conflict on constraint sponsorship_part_pk do nothing`,
      );
    },
    { alsoOfErased: true },
  ),
  handle(
    sponsorshipInstalmentWithdrawn,
    (tx, { data: { instalmentId, ...told } }) => withdrawToldSource(tx, sourceOf(instalmentId), told, STUDIES_ENDED),
    { alsoOfErased: true },
  ),
];
