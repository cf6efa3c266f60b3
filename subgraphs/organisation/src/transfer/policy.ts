import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { DECIDERS } from '../membership/policy.ts';

/** A transfer: whose, and the paths of the two unions. */
export interface TransferMatter {
  readonly memberId: string;
  readonly fromPath: string;
  readonly toPath: string;
}

const isOwn = (viewer: Viewer, { memberId }: TransferMatter): boolean => viewer.personId === memberId;
const gives = (viewer: Viewer, { fromPath }: TransferMatter): boolean => inScope(viewer, fromPath, ...DECIDERS);
const takes = (viewer: Viewer, { toPath }: TransferMatter): boolean => inScope(viewer, toPath, ...DECIDERS);

/** Who may do what about a transfer (domain rule 2.1.3): the member and their union ask, the receiving union accepts. */
export const transferPolicy = definePolicy<TransferMatter>()({
  requestTransfer: (viewer, matter) => isOwn(viewer, matter) || gives(viewer, matter),
  acceptTransfer: takes,
  returnTransfer: (viewer, matter) => isOwn(viewer, matter) || takes(viewer, matter),
});
