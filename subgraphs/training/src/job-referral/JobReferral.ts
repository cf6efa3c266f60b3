import { RequestRow } from '@union-graph/subgraph';
import { Entity } from 'typeorm';
import type { ReferralStatus } from '../schema.gen.ts';

/** A referral to work that a request to 12351 brought here (J-05). */
@Entity('job_referral')
export class JobReferral extends RequestRow {
  declare status: ReferralStatus;
}
