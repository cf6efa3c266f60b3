import { aidApplication, aidCycle, schemeOfCycle } from './aid/loaders.ts';
import { disbursement, disbursementOfSource } from './disbursement/loaders.ts';
import { fundStats } from './district/stats.ts';
import { fund, fundBalance } from './fund/loaders.ts';
import { journalEntry, ledgerAccount, postings } from './ledger/loaders.ts';
import { benefits, coverageOfCard, coverageOfMember, mutualAidPlan } from './mutual-aid/loaders.ts';
import { districtsOfProject, serviceProject } from './project/loaders.ts';

/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */
export const batches = {
  aidApplication,
  aidCycle,
  benefits,
  coverageOfCard,
  coverageOfMember,
  disbursement,
  disbursementOfSource,
  districtsOfProject,
  fund,
  fundBalance,
  fundStats,
  journalEntry,
  ledgerAccount,
  mutualAidPlan,
  postings,
  schemeOfCycle,
  serviceProject,
};
