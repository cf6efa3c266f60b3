import { RequestRow } from '@union-graph/subgraph';
import { Entity } from 'typeorm';
import type { OutreachStatus } from '../schema.gen.ts';

/** A request for outreach that a request to 12351 brought here (J-05). */
@Entity('outreach_request')
export class OutreachRequest extends RequestRow {
  declare status: OutreachStatus;
}
