import { enterprisePlaced } from '@union-graph/events';
import { defineKnown, type Tx } from '@union-graph/subgraph';
import { employerMoved } from '../contract/tellCoverage.ts';
import { warningsOfKnown } from '../early-warning/employerKnown.ts';
import { markCommittee } from '../mediation-org/headcountChanged.ts';
import { EmployerPlace } from './EmployerPlace.ts';
import { FormerName } from './FormerName.ts';

/** The employers that organisation has told of. */
export const employers = defineKnown(EmployerPlace, { id: 'enterpriseId', what: 'employer', revision: 7 });

/**
 * Keeps where an employer is, which union it belongs to, its headcount, its kind, whether it is above scale, and the hashes of its name and of the
 * name's core, by which a respondent is recognised (MED-INV-3). The coverage by contracts is told anew where it counts otherwise.
 */
export const employerPlaced = employers.follow(
  enterprisePlaced,
  ({ data }) => {
    const { districtCode, unionId, aboveScale, headcount, headcountAsOf, ofBureau, nameHash, coreHash, ownership, industry } =
      data;
    return {
      districtCode,
      unionId,
      aboveScale,
      // What an older organisation does not tell stays as it is known.
      ...(headcount != null && { headcount }),
      ...(headcountAsOf != null && { headcountAsOf }),
      ...(ofBureau != null && { ofBureau }),
      ...(nameHash != null && { nameHash }),
      ...(coreHash != null && { coreHash }),
      ...(ownership != null && { ownership }),
      ...(industry != null && { industry }),
    };
  },
  async (tx, row, before) => {
    const { enterpriseId, headcount, seenVersion } = row;
    if (headcount !== null) await markCommittee(tx, { enterpriseId, headcount, version: seenVersion });
    await keepFormerName(tx, row, before);
    await employerMoved(tx, row, before);
    await warningsOfKnown(tx, row, before);
  },
);

/** A firm that is renamed is found by the name that it had, too; one that takes an earlier name again has that as its own. */
async function keepFormerName({ db }: Tx, row: EmployerPlace, before: EmployerPlace | null): Promise<void> {
  const { enterpriseId } = row;
  const nameHash = before?.nameHash ?? null;
  const coreHash = before?.coreHash ?? null;
  if (nameHash === null || coreHash === null || nameHash === row.nameHash) return;
  await db.createQueryBuilder().insert().into(FormerName).values({ enterpriseId, nameHash, coreHash }).orIgnore().execute();
}
